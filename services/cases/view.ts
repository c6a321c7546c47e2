import type { CaseHint, CaseView } from '../../contract/cases.ts';
import { maskOf } from '../../domain/access/masks.ts';
import type { CaseSight } from '../../domain/access/sight.ts';
import { offeredActions } from '../../domain/cases/decide.ts';
import { isSeen, requireSight, seenCase } from '../access/seen-case.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { centersFrom } from '../directory/centers.ts';
import { staffNames } from '../directory/staff-names.ts';
import type { Reads } from '../ports.ts';
import { inFoldOrder } from '../sync/fold.ts';
import { seenRevision } from '../sync/revision.ts';
import { setAsideSteps } from '../sync/set-aside.ts';
import { agreementVersions } from './agreement-versions.ts';
import { maskedCase, maskedEntries } from './masking.ts';
import type { CaseHintRow } from './port.ts';
import { runningAnswer, runningConfirmation, runningDeadline, runningErrandsOf, runningReturn } from './project.ts';
import { setAsideEntries, timelineOf } from './timeline.ts';

export function caseHint(row: CaseHintRow, why: string): CaseHint {
  const { partiesText, placeName, ...rest } = row;
  return { ...rest, parties: partiesText, placeName: maskOf('address', placeName), why };
}

/** Linked cases are named only to whoever sees them. */
async function seenIds(reads: Reads, sight: CaseSight, caseIds: readonly string[]): Promise<readonly string[]> {
  if (sight.kind === 'all') return caseIds;
  const seen: string[] = [];
  for (const caseId of caseIds) {
    const found = await reads.cases.find(caseId);
    if (found && isSeen(sight, found)) seen.push(caseId);
  }
  return seen;
}

/** Everything that the case page shows, from one snapshot. */
export async function caseView(
  reads: Reads,
  dependencies: Dependencies,
  caller: Caller,
  caseId: string,
): Promise<CaseView> {
  const sight = requireSight(caller, 'cases.get');
  const found = await seenCase(reads, caller, 'cases.get', caseId);
  const { state, place } = found;
  const { state: shown, masked } = maskedCase(state, caller);
  // As the state was folded: what the city set aside is no step of the case (SYNC-5).
  const stream = await reads.sync.stream('case', caseId);
  const history = inFoldOrder(stream);
  const aside = await setAsideSteps(reads, stream);
  const { stationId } = await reads.log.station();
  const names = new Map([...Object.entries(state.handover?.people ?? {}), ...(await staffNames(reads))]);
  const linked = await reads.cases.hints(await seenIds(reads, sight, state.linkedCaseIds));
  const rules = await dependencies.rules.current(reads.settings);
  return {
    state: { ...shown, revision: await seenRevision(reads, state) },
    masked,
    placeName: place.fullName,
    deadline: runningDeadline(state, rules),
    judicialConfirmation: runningConfirmation(state, rules),
    here: { stationId, center: (await centersFrom(reads)).here },
    answerBy: runningAnswer(state, rules),
    returnBy: runningReturn(state, rules),
    errandsDue: runningErrandsOf(state, rules),
    rules: { extension: rules.deadlines.extension },
    offered: offeredActions(state, { ...caller, stationId }, rules.deadlines),
    timeline: timelineOf(state, history, names, linked),
    setAside: maskedEntries(setAsideEntries(state, aside, stationId, names, linked), masked, caller),
    staffNames: Object.fromEntries(names),
    linked: linked.map((row) => caseHint(row, '已关联')),
    agreementVersions: agreementVersions(state, history),
  };
}

/** Opens a case for a person, and notes that it was looked at; looking is no action (LOG-1). */
export async function openCase(dependencies: Dependencies, caller: Caller, caseId: string): Promise<CaseView> {
  const { store, environment, asides } = dependencies;
  const { view, answered } = await store.read(async (reads) => ({
    view: await caseView(reads, dependencies, caller, caseId),
    answered: await reads.home.answered(caller.staffId),
  }));
  const look = { at: environment.now(), staffId: caller.staffId };
  await asides.note(store, { ...look, kind: 'case', subject: caseId });
  // From now on the workbench does not tell of them any more.
  for (const answer of answered)
    if (answer.caseId === caseId) await asides.note(store, { ...look, kind: 'answer', subject: answer.settlingId });
  return view;
}
