import { reduceCase } from '../../domain/cases/reducer.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { type CenterState, reduceCenter } from '../../domain/center/reducer.ts';
import { reduceStaff, type StaffState } from '../../domain/directory/staff.ts';
import type { ImportCommit } from '../../domain/imports/import.ts';
import { projectCase } from '../cases/project.ts';
import type { Dependencies } from '../dependencies.ts';
import { applyImportChunk } from '../imports/imports.ts';
import { readAction } from './append.ts';

/** Cases saved at once while rebuilding; a whole city's worth of states would not fit the memory. */
const SAVE_EVERY = 2_000;

/**
 * Of the rows that this program folds from the log. Raise it with every change of a reducer or of a projected row: a
 * store whose rows are of another version is rebuilt when it is opened.
 */
export const PROJECTION_VERSION = 1;

/** Rebuilds the projections that another version of the program has made. Resolves to whether it had to. */
export async function renewProjections(dependencies: Parameters<typeof rebuildProjections>[0]): Promise<boolean> {
  const { store } = dependencies;
  const { version, isEmpty } = await store.read(async ({ log }) => ({
    version: await log.projectionVersion(),
    isEmpty: (await log.newestDeviceTime()) === null,
  }));
  if (version === PROJECTION_VERSION) return false;
  if (isEmpty) await store.write(({ log }) => log.setProjectionVersion(PROJECTION_VERSION));
  else await rebuildProjections(dependencies);
  return !isEmpty;
}

/**
 * Drops every projection and folds the whole log again, in one transaction (LOG-4): the rows that come out are the rows
 * that were there. Drafts, sessions and number counters do not derive from the log and stay.
 */
export async function rebuildProjections({
  store,
  rules,
  environment,
}: Pick<Dependencies, 'store' | 'rules' | 'environment'>): Promise<{ actions: number; cases: number }> {
  return store.write(async (writes) => {
    await writes.cases.clear();
    await writes.directory.clearStaff();
    await writes.settings.clearSettings();
    await writes.log.setProjectionVersion(PROJECTION_VERSION);
    let center: CenterState | null = null;
    const staff = new Map<string, StaffState>();
    for await (const stored of writes.log.all()) {
      const action = readAction(stored);
      if (action.header.streamKind === 'center') center = reduceCenter(center, action);
      else if (action.header.streamKind === 'staff') {
        const { streamId } = action.header;
        staff.set(streamId, reduceStaff(staff.get(streamId) ?? null, action));
      }
    }
    if (!center?.settings) return { actions: 0, cases: 0 };
    const stored = { centerId: center.centerId, revision: center.revision, settings: center.settings };
    await writes.settings.saveSettings(stored);
    for (const member of staff.values()) await writes.directory.saveStaff(member);

    const current = rules.of(stored);
    let open = new Map<string, CaseState>();
    let actions = 0;
    const seen = new Set<string>();
    async function save(): Promise<void> {
      for (const state of open.values()) await writes.cases.save(projectCase(state, current));
      open = new Map();
    }
    for await (const link of writes.log.all()) {
      actions += 1;
      if (link.header.type === 'import.committed') {
        await save();
        for (const chunk of (readAction(link).payload as ImportCommit | null)?.chunks ?? []) {
          for (const caseId of await applyImportChunk(writes, current, environment, chunk)) seen.add(caseId);
        }
      }
      if (link.header.streamKind !== 'case') continue;
      const { streamId } = link.header;
      const before =
        open.get(streamId) ?? (seen.has(streamId) ? (await writes.cases.find(streamId))?.state : null) ?? null;
      open.set(streamId, reduceCase(before, readAction(link)));
      seen.add(streamId);
      if (open.size >= SAVE_EVERY) await save();
    }
    await save();
    return { actions, cases: seen.size };
  });
}
