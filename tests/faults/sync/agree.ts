import { v7 } from 'uuid';
import type { CaseActionType } from '../../../domain/cases/actions.ts';
import { validPayload } from '../../../domain/cases/testing.ts';
import type { DeskRole } from '../../support/desk.ts';
import { newRegistration } from '../../support/desk.ts';
import type { Hands } from './hands.ts';
import { type Done, type Office, outcomeOf, payloadOf, tried } from './history.ts';

/** From a case that was registered to its written agreement, each step by who does it at a desk. */
const way: readonly (readonly [DeskRole, CaseActionType])[] = [
  ['clerk', 'case.accepted'],
  ['clerk', 'case.triaged'],
  ['clerk', 'case.assigned'],
  ['mediator', 'case.signed_in'],
  ['mediator', 'mediation.started'],
  ['mediator', 'mediation.session_held'],
  ['mediator', 'agreement.reached_written'],
];

/**
 * A new case goes all the way to a written agreement, and its paper takes a number of its own (SYNC-15). It ends where
 * the desk refuses a step, as where its clock is wrong, or nobody heard what became of one.
 */
export async function agreeOne(office: Office): Promise<readonly Done[]> {
  const born = { ...newRegistration(v7), accept: false };
  const { caseId } = born;
  const caseNumber = await office.do((hands) => hands.register(born));
  if (caseNumber === null) return [];
  const done: Done[] = [{ actionId: born.actionId, number: caseNumber }];
  for (const [role, type] of way) {
    const seen = await office.do((hands) => hands.see(caseId));
    if (!seen) return done;
    const payload = payloadOf(office.mediatorId, type, validPayload(type, seen.state));
    const input = { actionId: v7(), caseId, baseRevision: seen.revision, action: { type, payload } };
    if ((await office.do((hands) => tried(hands, { role, input }))) !== 'done') return done;
    done.push({ actionId: input.actionId, number: null });
  }
  const seen = await office.do((hands) => hands.see(caseId));
  if (!seen) return done;
  const input = { actionId: v7(), caseId, baseRevision: seen.revision, form: 'agreement', subject: 1 } as const;
  let number: string | null = null;
  const issuing = async (hands: Hands) => {
    number = await hands.issue(input);
  };
  const outcome = await office.do((hands) => outcomeOf(issuing(hands)));
  if (outcome === 'done') done.push({ actionId: input.actionId, number });
  return done;
}
