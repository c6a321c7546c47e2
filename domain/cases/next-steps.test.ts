import { describe, expect, test } from 'vitest';
import { dueStep, isForActor, nextSteps } from './next-steps.ts';
import { caseStatusIds } from './status.ts';
import { caseIn, validPayload, withAction } from './testing.ts';
import { testActor } from './testing-facts.ts';
import { workflowRow } from './workflow.ts';

test.each(nextSteps)(
  '$action is due in $status only where and of whom the workflow table allows it (LOG-6)',
  (step) => {
    const row = workflowRow(step.action);
    expect(row.from).toContain(step.status);
    expect(row.roles).toEqual(expect.arrayContaining([...step.roles]));
  },
);

test('every state but the archive waits for something', () => {
  const waiting = new Set(nextSteps.map((step) => step.status));
  expect(caseStatusIds.filter((status) => !waiting.has(status))).toEqual(['archived']);
  expect(dueStep(caseIn('archived'))).toBeNull();
});

describe('what a case waits for', () => {
  test('mediation: first a record of it, then the agreement (人民调解法 27)', () => {
    const held = caseIn('mediating');
    expect(dueStep({ ...held, sessions: [] })?.action).toBe('mediation.session_held');
    expect(dueStep(held)?.action).toBe('agreement.reached_written');
  });

  test('after performance: the visit, then the end of the case (WF-23)', () => {
    const performed = caseIn('follow_up');
    expect(dueStep(performed)?.action).toBe('follow_up.recorded');
    expect(dueStep(withAction(performed, 'follow_up.recorded'))?.action).toBe('case.closed');
  });

  test('a case for a department is handed over, not assigned (WF-9)', () => {
    const triaged = caseIn('triaged');
    expect(dueStep(triaged)?.action).toBe('case.assigned');
    expect(dueStep({ ...triaged, route: 'department' })?.action).toBe('case.transferred');
  });

  test('signing in is for the mediator alone', () => {
    const step = dueStep(caseIn('assigned'));
    expect(step && isForActor(step, testActor('mediator'))).toBe(true);
    expect(step && isForActor(step, testActor('clerk'))).toBe(false);
  });
});

test('a visit before the last performance reminds; after it another one is due (WF-22, SF/T 0083-2020)', () => {
  const visit = { ...validPayload('follow_up.recorded', null), visitedOn: '2026-11-23' };
  const reminded = withAction(caseIn('performing'), 'follow_up.recorded', visit);
  const performed = withAction(withAction(reminded, 'performance.recorded'), 'performance.recorded');
  expect(performed.status).toBe('follow_up');
  expect(dueStep(performed)?.action).toBe('follow_up.recorded');
  expect(dueStep(withAction(performed, 'follow_up.recorded'))?.action).toBe('case.closed');
});
