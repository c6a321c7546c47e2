import type { CaseState } from '../../domain/cases/state.ts';
import { openStatuses } from '../../domain/cases/status.ts';
import type { StaffState } from '../../domain/directory/staff.ts';
import type { ImportCommit } from '../../domain/imports/import.ts';
import type { StreamKind } from '../../domain/log/action.ts';
import { projectCase } from '../cases/project.ts';
import type { Dependencies } from '../dependencies.ts';
import { importedCases } from '../imports/import-rows.ts';
import { applyImportChunk } from '../imports/imports.ts';
import { readAction } from '../log/append.ts';
import type { Writes } from '../ports.ts';
import { saveCenterSettings } from '../settings/settings.ts';
import { unusable } from './arrived.ts';
import { foldStream, isCommitted, isShown } from './fold.ts';
import type { StreamName } from './port.ts';

type Needed = Pick<Dependencies, 'environment' | 'rules'>;

/** Streams whose fold may have changed, each once. */
export class Touched {
  readonly #ids = new Map<StreamKind, Set<string>>();

  add({ streamKind, streamId }: StreamName): void {
    const ids = this.#ids.get(streamKind) ?? new Set();
    this.#ids.set(streamKind, ids.add(streamId));
  }

  of(kind: StreamKind): readonly string[] {
    return [...(this.#ids.get(kind) ?? [])];
  }
}

/** How many open cases this takes from the station: closes, hands away or erases (SYNC-12). */
export interface Refolded {
  readonly lost: number;
}

/** Folds the streams anew and saves the rows that screens read of them (SYNC-5), in the caller's transaction. */
export async function refold(writes: Writes, dependencies: Needed, touched: Touched): Promise<Refolded> {
  await refoldCenter(writes, dependencies, touched);
  for (const staffId of touched.of('staff')) {
    const member = await foldStream(writes, dependencies.environment, 'staff', staffId);
    if (member) await saveFoldedStaff(writes, member);
  }
  for (const importId of touched.of('import')) await refoldImport(writes, dependencies, importId, touched);
  let lost = 0;
  for (const caseId of touched.of('case')) {
    if (await refoldCase(writes, dependencies, caseId)) lost += 1;
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
  const chunks = (stored && (readAction(stored).payload as ImportCommit | null))?.chunks ?? [];
  const committed = await isCommitted(writes, importId);
  for (const chunk of chunks) {
    const caseIds = (await importedCases(writes, chunk, environment)).map(({ state }) => state.id);
    let there = 0;
    for (const caseId of caseIds) if ((await writes.imports.chunkOf(caseId)) === chunk) there += 1;
    if (committed && there === 0) {
      await requireFree(writes, commit.id, caseIds);
      await applyImportChunk(writes, await rules.current(writes.settings), environment, chunk);
    }
    // What was done with them before they came, or went, counts now or does so no longer.
    for (const caseId of caseIds) {
      if (!committed || (await writes.log.hasStream('case', caseId)))
        touched.add({ streamKind: 'case', streamId: caseId });
    }
  }
}

async function requireFree(writes: Writes, commitId: string, caseIds: readonly string[]): Promise<void> {
  for (const caseId of caseIds) {
    if (await writes.cases.find(caseId)) throw unusable(commitId, `要导入的案件 ${caseId} 本机已经有了`);
  }
}

/** True where the case was open here before, and is closed, gone or erased after. */
async function refoldCase(writes: Writes, { environment, rules }: Needed, caseId: string): Promise<boolean> {
  const before = (await writes.cases.find(caseId))?.state ?? null;
  const folded = await foldStream(writes, environment, 'case', caseId);
  const after = folded && (await isShown(writes, folded)) ? folded : null;
  if (after) await writes.cases.save(projectCase(after, await rules.current(writes.settings)));
  else if (before) await writes.cases.remove(caseId);
  // An offer that was refused, or is gone, was never this center's work.
  const { stationId } = await writes.log.station();
  if (before?.handover && !before.handover.holders.includes(stationId)) return false;
  return isOpen(before) && (!isOpen(after) || (after?.erased === true && before?.erased === false));
}

function isOpen(state: CaseState | null): boolean {
  return state !== null && openStatuses.includes(state.status);
}
