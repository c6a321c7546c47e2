import type { Random } from '../../../center/sample/random.ts';
import { ServiceError } from '../../../contract/errors.ts';
import type { CaseActionType } from '../../../domain/cases/actions.ts';
import { validPayload } from '../../../domain/cases/testing.ts';
import { caseWorkflow } from '../../../domain/cases/workflow.ts';
import type { Caller } from '../../../services/dependencies.ts';
import type { TestDesk } from '../../support/desk.ts';

export interface Done {
  readonly actionId: string;
  readonly caseId: string;
}

/** Registers a case. Resolves once the desk was told that it is done: from then on it may not be lost. */
export async function registerOne(desk: TestDesk): Promise<Done> {
  const input = desk.newRegistration();
  const { caseId } = await desk.register(input.registration);
  const [first] = await desk.store.read(({ log }) => log.stream('case', caseId));
  if (!first) throw new Error('a registration that was answered is not in the log');
  return { actionId: first.header.id, caseId };
}

/** Does something that the workflow allows now; null where nothing that was tried fits. */
export async function actOne(desk: TestDesk, caseId: string, random: Random): Promise<Done | null> {
  const found = await desk.store.read(({ cases }) => cases.find(caseId));
  if (!found) return null;
  const { state } = found;
  const rows = caseWorkflow.filter(({ from }) => from.includes(state.status));
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const row = random.pick(rows);
    if (row.action === 'case.registered' || row.action === 'document.issued') continue;
    const actor: Caller = { clerk: desk.clerk, mediator: desk.mediator, manager: desk.manager, it: desk.it }[
      random.pick(row.roles)
    ];
    const payload = payloadOf(desk, row.action, validPayload(row.action, state));
    try {
      await desk.act(actor, caseId, row.action, payload);
    } catch (error) {
      if (error instanceof ServiceError) continue; // not possible now, by a guard or a date
      throw error;
    }
    const last = (await desk.store.read(({ log }) => log.stream('case', caseId))).at(-1);
    if (!last) throw new Error('an action that was answered is not in the log');
    return { actionId: last.header.id, caseId };
  }
  return null;
}

/** The test's payloads name the test's people; the desk has its own. */
function payloadOf(desk: TestDesk, type: CaseActionType, payload: unknown): unknown {
  return type === 'case.assigned' ? { ...(payload as object), mediatorIds: [desk.mediator.staffId] } : payload;
}
