import { ServiceError } from '../../contract/errors.ts';
import { CENTER_SCHEMA_VERSION, type CenterAction } from '../../domain/center/reducer.ts';
import type { CenterSettings } from '../../domain/center/settings.ts';
import { parseCalendarFile } from '../../domain/deadlines/calendar-file.ts';
import { requireRight } from '../access/rights.ts';
import { projectCase } from '../cases/project.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { appendAction } from '../log/append.ts';
import { findDone } from '../log/done.ts';
import type { Writes } from '../ports.ts';
import { seenSettingsRevision } from '../sync/revision.ts';
import type { StoredSettings } from './port.ts';

export interface SettingsView {
  readonly settings: CenterSettings;
  readonly revision: number;
  /** Years whose holidays are known; deadlines beyond them show 「暂定」. */
  readonly knownYears: readonly number[];
}

export async function getSettings({ store, rules }: Dependencies): Promise<SettingsView> {
  return store.read(async ({ settings, sync }) => {
    const { stored, calendar } = await rules.current(settings);
    const revision = await seenSettingsRevision({ sync }, stored);
    return { settings: stored.settings, revision, knownYears: calendar.knownYears() };
  });
}

/** Writes an action of the center's stream, and computes every running deadline anew where the rules of time changed. */
export async function applyCenterAction(
  writes: Writes,
  dependencies: Pick<Dependencies, 'environment' | 'rules'>,
  change: { actionId: string; actorId: string; centerId: string; before: StoredSettings | null; action: CenterAction },
): Promise<StoredSettings> {
  const { actionId, actorId, centerId, before, action } = change;
  await appendAction(writes.log, dependencies.environment, {
    id: actionId,
    streamKind: 'center',
    streamId: centerId,
    type: action.type,
    schemaVersion: CENTER_SCHEMA_VERSION,
    payload: action.payload,
    actorId,
    baseRevision: before?.revision ?? 0,
  });
  const stored = { centerId, revision: (before?.revision ?? 0) + 1, settings: action.payload };
  await saveCenterSettings(writes, dependencies.rules, before, stored);
  return stored;
}

/** Saves settings, and computes every running deadline anew where the rules of time changed. */
export async function saveCenterSettings(
  writes: Writes,
  rules: Dependencies['rules'],
  before: StoredSettings | null,
  stored: StoredSettings,
): Promise<void> {
  await writes.settings.saveSettings(stored);
  if (!before || timeRules(before.settings) === timeRules(stored.settings)) return;
  const current = rules.of(stored);
  for (const caseId of await writes.cases.timedIds()) {
    const found = await writes.cases.find(caseId);
    if (found) await writes.cases.save(projectCase(found.state, current));
  }
}

/** The rules of time of a center, to be compared: where they change, every running deadline does. */
export function timeRules({ deadlines, calendars }: CenterSettings): string {
  return JSON.stringify([deadlines, calendars]);
}

function settingsChanged({ centerId }: StoredSettings) {
  return { streamKind: 'center', streamId: centerId, type: 'center.settings_changed' } as const;
}

/**
 * IT sets how the center is run; the committee's seal is the manager's (services/signing/seal.ts), and the buildings are
 * those of who makes posters (services/posters/posters.ts).
 */
function withOthersOf(stored: CenterSettings, settings: CenterSettings): CenterSettings {
  const { buildings } = stored;
  const documents = { ...settings.documents, seal: stored.documents.seal ?? null };
  return { ...settings, documents, ...(buildings ? { buildings } : {}) };
}

interface SettingsChange {
  readonly actionId: string;
  readonly baseRevision: number;
  readonly settings: CenterSettings;
}

export async function changeSettings(
  dependencies: Dependencies,
  caller: Caller,
  input: SettingsChange,
): Promise<{ settings: CenterSettings; revision: number }> {
  requireRight(caller, 'settings.change');
  return dependencies.store.write(async (writes) => {
    const { stored } = await dependencies.rules.current(writes.settings);
    const revision = await seenSettingsRevision(writes, stored);
    if (await findDone(writes.log, input.actionId, settingsChanged(stored))) return { ...stored, revision };
    if (revision !== input.baseRevision) {
      const detail = '设置刚被别人改过。您写的内容还在，请看过最新设置再存。';
      throw new ServiceError('STALE_REVISION', { detail, current: { ...stored, revision } });
    }
    const after = await applyCenterAction(writes, dependencies, {
      actionId: input.actionId,
      actorId: caller.staffId,
      centerId: stored.centerId,
      before: stored,
      action: { type: 'center.settings_changed', payload: withOthersOf(stored.settings, input.settings) },
    });
    return { ...after, revision: await seenSettingsRevision(writes, after) };
  });
}

/** Takes the holiday file of a year in place of what is known of that year. */
export async function importCalendar(
  dependencies: Dependencies,
  caller: Caller,
  input: { actionId: string; fileName: string; text: string },
) {
  requireRight(caller, 'settings.importCalendar');
  const parsed = parseCalendarFile(input.text);
  if (!parsed.ok) {
    const first = parsed.problems.slice(0, 5).map(({ where, message }) => `${where}：${message}`);
    const more = parsed.problems.length > 5 ? `（另有 ${parsed.problems.length - 5} 处）` : '';
    throw new ServiceError('INVALID_INPUT', { detail: `「${input.fileName}」没有导入。${first.join('；')}${more}` });
  }
  const { file } = parsed;
  return dependencies.store.write(async (writes) => {
    const { stored } = await dependencies.rules.current(writes.settings);
    const known = await findDone(writes.log, input.actionId, settingsChanged(stored));
    const calendars = [...stored.settings.calendars.filter(({ year }) => year !== file.year), file];
    const after = known
      ? stored
      : await applyCenterAction(writes, dependencies, {
          actionId: input.actionId,
          actorId: caller.staffId,
          centerId: stored.centerId,
          before: stored,
          action: { type: 'center.settings_changed', payload: { ...stored.settings, calendars } },
        });
    return {
      year: file.year,
      holidays: file.holidays.length,
      workdays: file.workdays.length,
      revision: await seenSettingsRevision(writes, after),
    };
  });
}
