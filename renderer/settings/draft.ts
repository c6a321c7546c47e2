import type { CenterSettings } from '../../domain/center/settings.ts';
import { settingFields } from './fields.ts';
import type { SettingField } from './setting-field.ts';

/** What has been typed, by the id of its field; a field that is not here stands as it was. */
export type Typed = Readonly<Record<string, string>>;

export interface AppliedDraft {
  readonly settings: CenterSettings;
  /** What is wrong, by the id of its field. */
  readonly problems: Readonly<Record<string, string>>;
}

/** The fields whose text is another than in the settings. */
export function changedFields(base: CenterSettings, typed: Typed): readonly SettingField[] {
  return settingFields.filter(({ id, read }) => {
    const text = typed[id];
    return text !== undefined && text.trim() !== read(base);
  });
}

/** The settings with everything typed that is right; what is wrong stays as it was and is said. */
export function applyTyped(base: CenterSettings, typed: Typed): AppliedDraft {
  const problems: Record<string, string> = {};
  let settings = base;
  for (const { id, write } of changedFields(base, typed)) {
    const written = write(settings, typed[id] ?? '');
    if (typeof written === 'string') problems[id] = written;
    else settings = written;
  }
  return { settings, problems };
}

/** Where somebody else has changed the settings since this person began to type (LOG-5). */
export interface OthersChanges {
  /** Both changed it, and not to the same. */
  readonly conflicts: readonly { readonly field: SettingField; readonly theirs: string; readonly mine: string }[];
  /** They changed it alone: it stands as they left it. */
  readonly others: readonly { readonly field: SettingField; readonly theirs: string }[];
}

export function othersChanges(base: CenterSettings, theirs: CenterSettings, typed: Typed): OthersChanges {
  const changed = settingFields.filter(({ read }) => read(base) !== read(theirs));
  const mine = new Map(changedFields(base, typed).map(({ id }) => [id, (typed[id] ?? '').trim()]));
  return {
    conflicts: changed.flatMap((field) => {
      const own = mine.get(field.id);
      const other = field.read(theirs);
      return own === undefined || own === other ? [] : [{ field, theirs: other, mine: own }];
    }),
    others: changed.filter(({ id }) => !mine.has(id)).map((field) => ({ field, theirs: field.read(theirs) })),
  };
}
