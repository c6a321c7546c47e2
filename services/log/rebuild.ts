import type { CaseState } from '../../domain/cases/state.ts';
import type { CenterState } from '../../domain/center/reducer.ts';
import type { StaffState } from '../../domain/directory/staff.ts';
import type { ImportCommit } from '../../domain/imports/import.ts';
import { type ProjectionRules, projectCase } from '../cases/project.ts';
import type { Dependencies } from '../dependencies.ts';
import { applyImportChunk } from '../imports/imports.ts';
import type { Writes } from '../ports.ts';
import { counts, foldCaseAction, foldStream, isShown } from '../sync/fold.ts';
import { saveFoldedStaff } from '../sync/refold.ts';
import { readAction } from './append.ts';

/** Cases saved at once while rebuilding; a whole city's worth of states would not fit the memory. */
const SAVE_EVERY = 2_000;

/**
 * Of the rows that this program folds from the log. Raise it with every change of a reducer or of a projected row: a
 * store whose rows are of another version is rebuilt when it is opened.
 */
export const PROJECTION_VERSION = 24;

/** Rebuilds the projections that another version of the program has made. Resolves to whether it had to. */
export async function renewProjections(dependencies: Parameters<typeof rebuildProjections>[0]): Promise<boolean> {
  const { store } = dependencies;
  const { version, isEmpty } = await store.read(async ({ log }) => ({
    version: await log.projectionVersion(),
    isEmpty: (await log.all()[Symbol.asyncIterator]().next()).done === true,
  }));
  if (version === PROJECTION_VERSION) return false;
  if (isEmpty) await store.write(({ log }) => log.setProjectionVersion(PROJECTION_VERSION));
  else await rebuildProjections(dependencies);
  return !isEmpty;
}

/**
 * Drops every projection of a center's store and folds the whole log again, in one transaction (LOG-4): the rows that
 * come out are the rows that were there. Drafts, sessions and number counters do not derive from the log and stay. The
 * city, with many centers in a feed, has a way of its own (city/sync/rebuild.ts).
 */
export async function rebuildProjections(
  dependencies: Pick<Dependencies, 'store' | 'rules' | 'environment'>,
): Promise<{ actions: number; cases: number }> {
  const { store, rules, environment } = dependencies;
  return store.write(async (writes) => {
    await writes.cases.clear();
    await writes.directory.clearStaff();
    await writes.settings.clearSettings();
    await writes.log.setProjectionVersion(PROJECTION_VERSION);
    const { center, staff } = await foldRecords(writes, environment);
    if (!center?.settings) return { actions: 0, cases: 0 };
    const stored = { centerId: center.centerId, revision: center.revision, settings: center.settings };
    await writes.settings.saveSettings(stored);
    for (const member of staff) await saveFoldedStaff(writes, member);
    rules.forget();
    const current = rules.of(stored);
    return rebuildCases(writes, environment, () => Promise.resolve(current));
  });
}

/** This station's center and everybody who is named; of another center only the log is kept. */
async function foldRecords(
  writes: Writes,
  environment: Dependencies['environment'],
): Promise<{ center: CenterState | null; staff: readonly StaffState[] }> {
  const { stationId } = await writes.log.station();
  let centerId: string | null = null;
  const staffIds = new Set<string>();
  for await (const { header } of writes.log.all()) {
    if (header.streamKind === 'staff') staffIds.add(header.streamId);
    if (header.streamKind === 'center' && header.stationId === stationId) centerId ??= header.streamId;
  }
  const staff: StaffState[] = [];
  for (const staffId of staffIds) {
    const member = await foldStream(writes, environment, 'staff', staffId);
    if (member) staff.push(member);
  }
  return { center: centerId === null ? null : await foldStream(writes, environment, 'center', centerId), staff };
}

/**
 * Folds all cases of a log anew, whose rows were cleared; `rulesFor` says by whose rules the rows of each are made. Where
 * the order of the log is the order of the fold, which it is for nearly every case, one walk folds them all.
 */
export async function rebuildCases(
  writes: Writes,
  environment: Dependencies['environment'],
  rulesFor: (state: Pick<CaseState, 'bornAt' | 'handover'>) => Promise<ProjectionRules>,
): Promise<{ actions: number; cases: number }> {
  let open = new Map<string, CaseState>();
  let actions = 0;
  const seen = new Set<string>();
  /** Sequence in its stream of the action that was folded last; endless behind one that is pending. */
  const foldedTo = new Map<string, number>();
  const outOfOrder = new Set<string>();

  async function save(): Promise<void> {
    for (const state of open.values()) {
      if (await isShown(writes, state)) await writes.cases.save(projectCase(state, await rulesFor(state)));
      // Hidden for now, or for good: the end decides.
      else outOfOrder.add(state.id);
    }
    open = new Map();
  }
  for await (const link of writes.sync.all()) {
    actions += 1;
    const { streamId, streamKind, stationId, type } = link.header;
    if (!counts(link)) continue;
    if (type === 'import.committed') {
      await save();
      const rules = await rulesFor({ bornAt: stationId, handover: null });
      for (const chunk of (readAction(link).payload as ImportCommit | null)?.chunks ?? []) {
        for (const caseId of await applyImportChunk(writes, rules, environment, chunk)) seen.add(caseId);
      }
    }
    if (streamKind !== 'case') continue;
    const sequence = link.place?.streamSequence ?? Number.POSITIVE_INFINITY;
    if (sequence < (foldedTo.get(streamId) ?? 0)) outOfOrder.add(streamId);
    foldedTo.set(streamId, sequence);
    const before =
      open.get(streamId) ?? (seen.has(streamId) ? (await writes.cases.find(streamId))?.state : null) ?? null;
    const state = foldCaseAction(before, readAction(link));
    // What comes before its beginning is folded once all is read.
    if (state === null) outOfOrder.add(streamId);
    else {
      open.set(streamId, state);
      seen.add(streamId);
    }
    if (open.size >= SAVE_EVERY) await save();
  }
  await save();
  for (const caseId of outOfOrder) {
    const state = await foldStream(writes, environment, 'case', caseId);
    if (state && (await isShown(writes, state))) {
      seen.add(caseId);
      await writes.cases.save(projectCase(state, await rulesFor(state)));
    } else if (seen.delete(caseId)) await writes.cases.remove(caseId);
  }
  return { actions, cases: seen.size };
}
