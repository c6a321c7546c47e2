import type { WaitingErrand } from '../../contract/home.ts';
import { errandStep } from '../../domain/cases/errand-roles.ts';
import { errandName, errandOf, errandStage } from '../../domain/cases/errands.ts';
import { workflowRow } from '../../domain/cases/workflow.ts';
import { errandStages } from '../../domain/errands/kinds.ts';
import { type ProjectionRules, runningErrandsOf } from '../cases/project.ts';
import type { Caller } from '../dependencies.ts';
import type { Reads } from '../ports.ts';

const MAX_CASES = 150;
const MAX_ERRANDS = 30;

interface Situation {
  readonly now: number;
  readonly mediatorId: string | null;
  readonly timeRules: Pick<ProjectionRules, 'deadlines' | 'calendar'>;
}

/** Errands that wait for this person, the first to end first; asked ones that nobody answered in time are told, too. */
export async function waitingErrands(
  reads: Reads,
  caller: Caller,
  { now, mediatorId, timeRules }: Situation,
): Promise<readonly WaitingErrand[]> {
  const { stationId } = await reads.log.station();
  const actor = { ...caller, stationId };
  const waiting: WaitingErrand[] = [];
  for (const caseId of await reads.home.errands({ mediatorId, limit: MAX_CASES })) {
    const found = await reads.cases.find(caseId);
    if (!found) continue;
    const { state, partiesText: parties } = found;
    for (const { errandId, by } of runningErrandsOf(state, timeRules)) {
      const errand = errandOf(state, errandId);
      const stage = errand && errandStage(errand);
      if (!errand || stage === null) continue;
      const action = errandStep(state, actor, errand);
      const isAsker = errand.askedBy === caller.staffId && errand.askedStation === stationId;
      if (action === null && !(isAsker && by.dueAt < now)) continue;
      waiting.push({
        caseId,
        errandId,
        caseNumber: state.caseNumber,
        parties,
        name: errandName(state, errandId) ?? '',
        stage: errandStages.find(({ id }) => id === stage)?.name ?? '',
        what: errand.what,
        next: action === null ? null : { action, label: workflowRow(action).label },
        by,
      });
    }
  }
  return waiting.toSorted((one, other) => one.by.dueAt - other.by.dueAt).slice(0, MAX_ERRANDS);
}
