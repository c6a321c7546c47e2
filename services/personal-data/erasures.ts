import { ServiceError } from '../../contract/errors.ts';
import type { ErasureEntry, ErasureStanding } from '../../contract/personal-data.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import {
  ERASURE_SCHEMA_VERSION,
  type ErasureGround,
  type ErasureRequest,
  type ErasureRequested,
  erasureGrounds,
  foldErasures,
} from '../../domain/personal-data/erasure.ts';
import { type ErasureHold, erasureHold } from '../../domain/personal-data/erasure-hold.ts';
import { readablePart } from '../../domain/sync/readable.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { requireRight } from '../access/rights.ts';
import { seenCase } from '../access/seen-case.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { staffNames } from '../directory/staff-names.ts';
import { sweepErasedFiles } from '../files/erased.ts';
import { appendAction, readAction } from '../log/append.ts';
import { findDone } from '../log/done.ts';
import { eraseOnRequest, ownRequest, requireBornHere } from '../log/erase.ts';
import type { Reads } from '../ports.ts';
import { isClockSuspect } from '../setup/clock.ts';

/** Decided requests that the list shows; the auditor's log has all. */
const DECIDED_SHOWN = 50;

async function requestsOf({ log }: Pick<Reads, 'log'>): Promise<readonly ErasureRequest[]> {
  const { stationId } = await log.station();
  const actions = (await log.erasureActions()).map((stored) => readablePart(readAction(stored)));
  // A case goes from everywhere by the word of the center that began it: other centers' requests are theirs.
  return foldErasures(actions).filter((request) => request.stationId === stationId);
}

/**
 * Why the law keeps a case; null where it may go. By a clock that is suspect no term is over (LOG-10): what is erased does
 * not come back.
 */
async function holdOf(
  reads: Pick<Reads, 'log' | 'settings'>,
  { rules, environment }: Dependencies,
  state: CaseState,
  ground: ErasureGround,
): Promise<ErasureHold | null> {
  if (await isClockSuspect(reads.log, environment)) {
    return {
      message: '这台电脑的日期可能不对，算不出保管期限是否届满。请先校准日期。',
      source: '人民调解法第二十七条',
    };
  }
  const { stored } = await rules.current(reads.settings);
  const years = stored.settings.dossier.retentionYears;
  const archivedOn = state.archive ? plainDateAt(state.archive.archivedAt) : null;
  return erasureHold(state, ground, { years, today: plainDateAt(environment.now()), archivedOn });
}

async function entryOf(
  reads: Reads,
  dependencies: Dependencies,
  caller: Caller,
  request: ErasureRequest,
): Promise<ErasureEntry> {
  const { requestId, caseId, ground, reason, requestedBy, requestedAt, decision } = request;
  const state = (await reads.cases.find(caseId))?.state ?? null;
  const names = await staffNames(reads);
  const nameOf = (staffId: string): string => names.get(staffId) ?? '已不在册的人';
  return {
    ...{ requestId, caseId, ground, reason, requestedAt },
    caseNumber: state?.caseNumber ?? '',
    status: state?.status ?? null,
    requestedBy: nameOf(requestedBy),
    isOwn: requestedBy === caller.staffId,
    hold: state && !decision ? await holdOf(reads, dependencies, state, ground) : null,
    decision: decision && { ...decision, by: nameOf(decision.by) },
  };
}

/** What stands before a request to erase this case. @throws ServiceError NOT_ALLOWED, NOT_FOUND */
export async function erasureStanding(
  dependencies: Dependencies,
  caller: Caller,
  caseId: string,
): Promise<ErasureStanding> {
  return dependencies.store.read(async (reads) => {
    const { state } = await seenCase(reads, caller, 'personalData.erasureOf', caseId);
    const holds = await Promise.all(
      erasureGrounds.map(async ({ id }) => [id, await holdOf(reads, dependencies, state, id)] as const),
    );
    const waiting = (await requestsOf(reads)).find((each) => each.caseId === caseId && each.decision === null);
    return {
      holds: Object.fromEntries(holds) as ErasureStanding['holds'],
      waiting: waiting ? await entryOf(reads, dependencies, caller, waiting) : null,
    };
  });
}

function refuseHeld(hold: ErasureHold | null): void {
  if (hold) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: hold.message, source: hold.source });
}

/**
 * Asks for the erasure of a case, with its ground in law (个人信息保护法 47): an action in a stream of its own. Nothing is
 * erased by it. The same action id changes nothing.
 * @throws ServiceError NOT_ALLOWED, NOT_FOUND, NOT_POSSIBLE_NOW with the article where the law keeps the case, where one
 *   waits already, and for a case that another center began
 */
export async function requestErasure(
  dependencies: Dependencies,
  caller: Caller,
  { actionId, requestId, ...asked }: ErasureRequested & { readonly actionId: string; readonly requestId: string },
): Promise<ErasureEntry> {
  const { store, environment } = dependencies;
  return store.write(async (writes) => {
    const { state } = await seenCase(writes, caller, 'personalData.requestErasure', asked.caseId);
    const deed = { streamKind: 'erasure', streamId: requestId, type: 'erasure.requested' } as const;
    if (!(await findDone(writes.log, actionId, deed))) {
      await requireBornHere(writes, state);
      refuseHeld(await holdOf(writes, dependencies, state, asked.ground));
      const open = (await requestsOf(writes)).find((each) => each.caseId === asked.caseId && each.decision === null);
      if (open) throw new ServiceError('ALREADY_DONE', { detail: '这件案子已经有一份删除申请在等批准。' });
      await appendAction(writes.log, environment, {
        ...{ id: actionId, ...deed },
        schemaVersion: ERASURE_SCHEMA_VERSION,
        payload: asked,
        actorId: caller.staffId,
        baseRevision: 0,
      });
    }
    return entryOf(writes, dependencies, caller, await requestIn(writes, requestId));
  });
}

async function requestIn(reads: Pick<Reads, 'log'>, requestId: string): Promise<ErasureRequest> {
  const request = (await requestsOf(reads)).find((each) => each.requestId === requestId);
  if (!request) throw new ServiceError('NOT_FOUND', { detail: '没有这份删除申请。' });
  return request;
}

/** Those that wait, the oldest first, then what was decided, the newest first. @throws ServiceError NOT_ALLOWED */
export async function listErasures(dependencies: Dependencies, caller: Caller): Promise<readonly ErasureEntry[]> {
  requireRight(caller, 'personalData.erasures');
  return dependencies.store.read(async (reads) => {
    const requests = await requestsOf(reads);
    const waiting = requests.filter(({ decision }) => decision === null);
    const decided = requests
      .filter(({ decision }) => decision !== null)
      .toSorted((one, other) => (other.decision?.at ?? 0) - (one.decision?.at ?? 0))
      .slice(0, DECIDED_SHOWN);
    return Promise.all([...waiting, ...decided].map((each) => entryOf(reads, dependencies, caller, each)));
  });
}

interface Decision {
  readonly actionId: string;
  readonly requestId: string;
}

/**
 * The second person's word, by which the case is erased (LOG-8); what the law keeps by now stays. The same action id
 * changes nothing.
 * @throws ServiceError NOT_ALLOWED, also for one's own request; NOT_FOUND; NOT_POSSIBLE_NOW
 */
export async function approveErasure(
  dependencies: Dependencies,
  caller: Caller,
  { actionId, requestId }: Decision,
): Promise<ErasureEntry> {
  requireRight(caller, 'personalData.approveErasure');
  const { store, fileBytes } = dependencies;
  const entry = await store.write(async (writes) => {
    const request = await requestIn(writes, requestId);
    if (request.decision === null) {
      const found = await writes.cases.find(request.caseId);
      if (found) refuseHeld(await holdOf(writes, dependencies, found.state, request.ground));
    }
    await eraseOnRequest(writes, dependencies, { actionId, requestId, approverId: caller.staffId });
    return entryOf(writes, dependencies, caller, await requestIn(writes, requestId));
  });
  await sweepErasedFiles(store, fileBytes);
  return entry;
}

/** The second person says no, and why. @throws ServiceError as {@link approveErasure} */
export async function refuseErasure(
  dependencies: Dependencies,
  caller: Caller,
  { actionId, requestId, reason }: Decision & { readonly reason: string },
): Promise<ErasureEntry> {
  requireRight(caller, 'personalData.refuseErasure');
  const { store, environment } = dependencies;
  return store.write(async (writes) => {
    const deed = { streamKind: 'erasure', streamId: requestId, type: 'erasure.refused' } as const;
    if (!(await findDone(writes.log, actionId, deed))) {
      requireWaiting(await requestIn(writes, requestId), caller);
      await appendAction(writes.log, environment, {
        ...{ id: actionId, ...deed },
        schemaVersion: ERASURE_SCHEMA_VERSION,
        payload: { reason },
        actorId: caller.staffId,
        baseRevision: 1,
      });
    }
    return entryOf(writes, dependencies, caller, await requestIn(writes, requestId));
  });
}

function requireWaiting({ decision, requestedBy }: ErasureRequest, { staffId }: Caller): void {
  if (decision) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '这份申请已经有人办过了，请刷新页面。' });
  if (requestedBy === staffId) throw ownRequest();
}
