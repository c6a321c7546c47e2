import type { CaseState } from '../../domain/cases/state.ts';
import { openStatuses } from '../../domain/cases/status.ts';
import type { StaffState } from '../../domain/directory/staff.ts';
import type { ImportCommit } from '../../domain/imports/import.ts';
import { readablePart } from '../../domain/sync/readable.ts';
import { projectCase } from '../cases/project.ts';
import type { Dependencies } from '../dependencies.ts';
import { importedCases } from '../imports/import-rows.ts';
import { applyImportChunk, forgetRestated } from '../imports/imports.ts';
import { readAction } from '../log/append.ts';
import type { Writes } from '../ports.ts';
import { saveCenterSettings } from '../settings/settings.ts';
import { unusable } from './arrived.ts';
import { foldCaseAction, foldStream, isCommitted, isShown } from './fold.ts';
import type { Onward, Touched } from './touched.ts';

type Needed = Pick<Dependencies, 'environment' | 'rules'>;

/** How many open cases this takes from the station: closes, hands away or erases (SYNC-12). */
export interface Refolded {
  readonly lost: number;
}

/** Folds the streams anew, or on where that is the same, and saves the rows that screens read of them (SYNC-5), in the caller's transaction. */
export async function refold(writes: Writes, dependencies: Needed, touched: Touched): Promise<Refolded> {
  await refoldCenter(writes, dependencies, touched);
  for (const staffId of touched.of('staff')) {
    const member = await foldStream(writes, dependencies.environment, 'staff', staffId);
    if (member) await saveFoldedStaff(writes, member);
  }
  for (const importId of touched.of('import')) await refoldImport(writes, dependencies, importId, touched);
  let lost = 0;
  for (const caseId of touched.of('case')) {
    if (await refoldCase(writes, dependencies, caseId, touched.onwardOf(caseId))) lost += 1;
  }
  return { lost };
}

/** Of another center only the log is kept. */
async function refoldCenter(writes: Writes, { environment, rules }: Needed, touched: Touched): Promise<void> {
  const before = await writes.settings.settings();
  const own = before?.centerId ?? (await centerOf(writes, touched));
  if (own === null || !touched.of('center').includes(own)) return;
  const center = await foldStream(writes, environment, 'center', own);
  if (!center?.settings) return;
  rules.forget();
  const { centerId, revision, settings } = center;
  await saveCenterSettings(writes, rules, before, { centerId, revision, settings });
}

/** A machine that took the place of another has no center until that one's comes back (SYNC-14). */
async function centerOf({ sync, log }: Writes, touched: Touched): Promise<string | null> {
  const { stationId } = await log.station();
  for (const centerId of touched.of('center')) {
    const [beginning] = await sync.stream('center', centerId);
    if (beginning?.header.stationId === stationId) return centerId;
  }
  return null;
}

/**
 * Saves a staff member. An account that somebody else has here stays theirs: after a restore from a backup a person may
 * have been added anew before the first one came back.
 */
export async function saveFoldedStaff(writes: Writes, member: StaffState): Promise<void> {
  const holder = await writes.directory.byAccount(member.account);
  const isTaken = holder !== null && holder.staffId !== member.staffId;
  await writes.directory.saveStaff(isTaken ? { ...member, account: member.staffId, active: false } : member);
}

/** The cases of an import are there while its commit counts (LOG-7). */
async function refoldImport(writes: Writes, dependencies: Needed, importId: string, touched: Touched): Promise<void> {
  const { environment, rules } = dependencies;
  const commit = (await writes.imports.importActions(importId)).find(({ type }) => type === 'import.committed');
  if (!commit) return;
  const stored = await writes.log.find(commit.id);
  const chunks = (stored && (readablePart(readAction(stored)).payload as ImportCommit | null))?.chunks ?? [];
  const committed = await isCommitted(writes, importId);
  for (const chunk of chunks) {
    const caseIds = (await importedCases(writes, chunk, environment)).map(({ state }) => state.id);
    let there = 0;
    for (const caseId of caseIds) if ((await writes.imports.chunkOf(caseId)) === chunk) there += 1;
    if (committed && there === 0) {
      for (const caseId of caseIds) {
        if (await forgetRestated(writes, chunk, caseId)) continue;
        throw unusable(commit.id, `要导入的案件 ${caseId} 本机已经有了`);
      }
      await applyImportChunk(writes, await rules.current(writes.settings), environment, chunk);
    }
    // What was done with them before they came, or went, counts now or does so no longer.
    for (const caseId of caseIds) {
      if (!committed || (await writes.log.hasStream('case', caseId)))
        touched.add({ streamKind: 'case', streamId: caseId });
    }
  }
}

/** True where the case was open here before, and is closed, gone or erased after. */
async function refoldCase(
  writes: Writes,
  { environment, rules }: Needed,
  caseId: string,
  onward: Onward | null,
): Promise<boolean> {
  const before = (await writes.cases.find(caseId))?.state ?? null;
  const folded =
    onward && isSameAsAnew(before, onward)
      ? onward.actions.reduce(foldCaseAction, before)
      : await foldStream(writes, environment, 'case', caseId);
  const after = folded && (await isShown(writes, folded)) ? folded : null;
  if (after) await writes.cases.save(projectCase(after, await rules.current(writes.settings)));
  else if (before) await writes.cases.remove(caseId);
  // An offer that was refused, or is gone, was never this center's work.
  const { stationId } = await writes.log.station();
  if (before?.handover && !before.handover.holders.includes(stationId)) return false;
  return isOpen(before) && (!isOpen(after) || (after?.erased === true && before?.erased === false));
}

/**
 * Whether to go on from what is saved gives what the whole fold gives (SYNC-5): what is saved is the fold of all that
 * was here. Where nothing is saved, more may be here that is not shown: only a beginning that comes before all else
 * begins a case. One that comes later would make an imported case forget how it began.
 */
function isSameAsAnew(before: CaseState | null, { isBeginning, actions }: Onward): boolean {
  if (before === null) return isBeginning && actions[0]?.header.baseRevision === 0;
  return actions.every(({ header }) => header.baseRevision !== 0);
}

function isOpen(state: CaseState | null): boolean {
  return state !== null && openStatuses.includes(state.status);
}
