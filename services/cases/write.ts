import { ServiceError } from '../../contract/errors.ts';
import { CASE_SCHEMA_VERSION, type CaseAction } from '../../domain/cases/actions.ts';
import { refusalOf } from '../../domain/cases/decide.ts';
import { reduceCase } from '../../domain/cases/reducer.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { appendAction } from '../log/append.ts';
import type { Writes } from '../ports.ts';
import { projectCase } from './project.ts';

/**
 * Appends one action to a case and folds it in, after the workflow table has been asked (LOG-6). Nothing is saved to
 * the projection yet: {@link saveCase} does that once for all actions of a transaction.
 * @throws ServiceError NOT_ALLOWED for the wrong role, NOT_POSSIBLE_NOW for the wrong state or a guard.
 */
export async function applyCaseAction(
  writes: Writes,
  { environment, rules }: Pick<Dependencies, 'environment' | 'rules'>,
  caller: Caller,
  change: { actionId: string; caseId: string; state: CaseState | null; action: CaseAction },
): Promise<CaseState> {
  const { actionId, caseId, state, action } = change;
  const { deadlines } = await rules.current(writes.settings);
  const { stationId } = await writes.log.station();
  const refusal = refusalOf(state, { ...caller, stationId }, action, deadlines);
  if (refusal) {
    const { message: detail, rule } = refusal;
    const data = refusal.source === undefined ? { detail, rule } : { detail, rule, source: refusal.source };
    throw new ServiceError(refusal.why === 'role' ? 'NOT_ALLOWED' : 'NOT_POSSIBLE_NOW', data);
  }
  const appended = await appendAction(writes.log, environment, {
    id: actionId,
    streamKind: 'case',
    streamId: caseId,
    type: action.type,
    schemaVersion: CASE_SCHEMA_VERSION,
    payload: action.payload,
    actorId: caller.staffId,
    baseRevision: state?.revision ?? 0,
  });
  return reduceCase(state, appended);
}

/** Writes the rows that screens read, in the transaction of the actions (LOG-1). */
export async function saveCase(
  writes: Writes,
  { rules }: Pick<Dependencies, 'rules'>,
  state: CaseState,
): Promise<void> {
  await writes.cases.save(projectCase(state, await rules.current(writes.settings)));
}
