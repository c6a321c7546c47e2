import { describe, expect, it } from 'vitest';
import type { Actor } from '../access/roles.ts';
import { gbt31000Categories } from '../codes/gbt31000-categories.ts';
import type { CaseActionType } from './actions.ts';
import { refusalOf } from './decide.ts';
import { guardExamples, inCategory } from './guard-examples.ts';
import { citizenGuardExamples } from './guard-examples-citizen.ts';
import { confirmationGuardExamples } from './guard-examples-confirmation.ts';
import { errandGuardExamples } from './guard-examples-errands.ts';
import { handoverGuardExamples } from './guard-examples-handover.ts';
import { paperGuardExamples } from './guard-examples-papers.ts';
import { roomGuardExamples } from './guard-examples-room.ts';
import { fittingCloseReasons, guards } from './guards.ts';
import type { CaseState } from './state.ts';
import { caseStatusIds } from './status.ts';
import { attempt, caseIn } from './testing.ts';
import { testActor } from './testing-facts.ts';
import { caseWorkflow } from './workflow.ts';

const clerk = testActor('clerk');
const examples = [
  ...guardExamples,
  ...paperGuardExamples,
  ...handoverGuardExamples,
  ...confirmationGuardExamples,
  ...errandGuardExamples,
  ...citizenGuardExamples,
  ...roomGuardExamples,
];

describe('guards', () => {
  it.each(examples)('$guard refuses: $says', ({ guard, says, source, refused, allowed }) => {
    const row = caseWorkflow.find((each) => each.action === refused.type);
    expect(row?.guards).toContain(guard);
    const expected = { rule: row?.rule, why: 'guard', message: says };
    expect(refusalOf(refused.state, refused.actor, refused)).toEqual(source ? { ...expected, source } : expected);
    expect(refusalOf(allowed.state, allowed.actor, allowed)).toBeNull();
  });

  it('are all named by the table and all tried above', () => {
    const named = new Set(caseWorkflow.flatMap((row) => row.guards));
    expect([...named].toSorted()).toEqual(Object.keys(guards).toSorted());
    expect([...new Set(examples.map((example) => example.guard))].toSorted()).toEqual(Object.keys(guards).toSorted());
  });

  it('that judge the payload wait while a button is only offered', () => {
    const offered = (state: CaseState, actor: Actor, type: CaseActionType) => refusalOf(state, actor, { type });
    for (const { refused } of examples) {
      const answer = offered(refused.state, refused.actor, refused.type);
      if (answer) expect(refusalOf(refused.state, refused.actor, refused)).toEqual(answer);
    }
    expect(offered(caseIn('agreed'), clerk, 'agreement.signed')).toBeNull();
    expect(offered(inCategory('1101'), clerk, 'case.triaged')).toBeNull();
  });
});

describe('triage by category (GB/T 31000-2015)', () => {
  it.each(gbt31000Categories)('$code $name', ({ code }) => {
    const answer = (route: 'peoples_mediation' | 'industry_mediation' | 'department') => {
      const { state, actor, type, payload } = attempt(inCategory(code), clerk, 'case.triaged', { route });
      return refusalOf(state, actor, { type, payload });
    };
    const administrative = code >= '1100' && code < '1700';
    expect(answer('peoples_mediation') === null).toBe(!administrative);
    expect(answer('industry_mediation') === null).toBe(!administrative);
    expect(answer('department')).toBeNull();
  });
});

describe('closing reasons', () => {
  it('fit each state from which a case is closed, and no other', () => {
    const closable = caseWorkflow.find((row) => row.action === 'case.closed')!.from;
    expect(caseStatusIds.filter((status) => fittingCloseReasons(status).length > 0).toSorted()).toEqual(
      [...closable].toSorted(),
    );
  });
});
