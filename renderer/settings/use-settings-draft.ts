import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useRef, useState } from 'react';
import * as z from 'zod';
import { type CenterSettings, centerSettingsSchema } from '../../domain/center/settings.ts';
import { api, queries } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { useRemembered } from '../frame/screen-memory.tsx';
import { applyTyped, changedFields, type OthersChanges, othersChanges, type Typed } from './draft.ts';
import type { SettingField } from './setting-field.ts';

export interface StoredSettings {
  readonly settings: CenterSettings;
  readonly revision: number;
}

const storedSchema = z.object({ settings: centerSettingsSchema, revision: z.int() });

interface Kept {
  /** The settings that the typing began on. */
  readonly base: StoredSettings;
  readonly typed: Typed;
}

export interface SettingsDraft {
  readonly base: CenterSettings;
  readonly revision: number;
  readonly changed: readonly SettingField[];
  readonly problems: Readonly<Record<string, string>>;
  /** What somebody else saved while this was typed. */
  readonly others: OthersChanges | null;
  readonly error: ApiError | null;
  readonly editable: boolean;
  /** A save was refused for what is wrong, and nothing has been typed since: the field says so while one is in it too. */
  readonly refused: boolean;
  textOf(field: SettingField): string;
  type(field: SettingField, text: string): void;
  /** Gives up what was typed into a field. */
  giveUp(field: SettingField): void;
  /** Says what is wrong at once, instead of when the field is left. */
  refuse(): void;
  save(): Promise<void>;
}

/** The settings as they are being changed: kept until they are saved, on this screen or when coming back to it. */
export function useSettingsDraft(current: StoredSettings, editable: boolean): SettingsDraft {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [kept, keep] = useRemembered<Kept | null>('settings.draft', null);
  const [others, setOthers] = useState<OthersChanges | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [refused, setRefused] = useState(false);
  /** One id for one content, so that a second try after a lost answer saves it once. */
  const actionId = useRef(crypto.randomUUID());

  const typed = kept?.typed ?? {};
  const base = kept && changedFields(kept.base.settings, typed).length > 0 ? kept.base : current;
  const changed = changedFields(base.settings, typed);
  const { problems } = applyTyped(base.settings, typed);

  const retype = (next: Typed): void => {
    actionId.current = crypto.randomUUID();
    setRefused(false);
    keep({ base, typed: next });
  };

  async function save(on: StoredSettings = base): Promise<void> {
    setError(null);
    const { settings } = applyTyped(on.settings, typed);
    try {
      await api.settings.change({ actionId: actionId.current, baseRevision: on.revision, settings });
    } catch (failure) {
      const known = toApiError(failure);
      const theirs = storedSchema.safeParse(known.state);
      if (known.code !== 'STALE_REVISION' || !theirs.success) {
        setError(known);
        return;
      }
      const found = othersChanges(on.settings, theirs.data.settings, typed);
      actionId.current = crypto.randomUUID();
      keep({ base: theirs.data, typed });
      // A calendar was imported meanwhile: nothing that this page writes, so there is nothing to look at first.
      if (found.conflicts.length + found.others.length === 0) return save(theirs.data);
      setOthers(found);
      return;
    }
    keep(null);
    setOthers(null);
    void message.success('设置已保存');
    // The name of the center stands in the header too.
    const keys = [
      queries.settings.get.queryKey(),
      queries.sessions.me.queryKey(),
      queries.center.status.queryKey(),
      queries.home.key(),
      queries.ledger.key(),
    ];
    await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
  }

  return {
    base: base.settings,
    revision: base.revision,
    changed,
    problems,
    others,
    error,
    editable,
    refused,
    textOf: ({ id, read }) => typed[id] ?? read(base.settings),
    type: ({ id }, text) => retype({ ...typed, [id]: text }),
    giveUp: ({ id }) => {
      retype(Object.fromEntries(Object.entries(typed).filter(([each]) => each !== id)));
      setOthers((before) =>
        before ? { ...before, conflicts: before.conflicts.filter(({ field }) => field.id !== id) } : null,
      );
    },
    refuse: () => setRefused(true),
    save: () => save(),
  };
}
