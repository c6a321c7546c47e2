import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseView } from '../../contract/cases.ts';
import { ServiceError } from '../../contract/errors.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { actOnCase } from './act.ts';
import { openCase } from './view.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

async function failureOf(work: Promise<unknown>): Promise<ServiceError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ServiceError)) throw new Error('expected a ServiceError', { cause: error });
  return error;
}

describe('acting on a case', () => {
  test('answers with the case as it now is, and with what may be done next', async () => {
    const { caseId } = await desk.register();
    const view = await desk.act(desk.clerk, caseId, 'case.accepted');
    expect(view.state).toMatchObject({ status: 'accepted', revision: 2 });
    expect(view.offered.find(({ action }) => action === 'case.triaged')?.refusal).toBeNull();
    expect(view.deadline?.limitId).toBe('triage');
    expect(view.timeline.map(({ type }) => type)).toEqual(['case.registered', 'case.accepted']);
  });

  test('on an old revision is refused with the current state, and changes nothing (LOG-5)', async () => {
    const { caseId } = await desk.register();
    await desk.act(desk.clerk, caseId, 'case.accepted');
    const actionId = desk.environment.newId();
    const late = { actionId, caseId, baseRevision: 1, action: { type: 'case.noted', payload: { note: '晚了一步' } } };
    const failure = await failureOf(actOnCase(desk, desk.clerk, late));
    expect(failure.code).toBe('STALE_REVISION');
    expect((failure.data.current as CaseView).state).toMatchObject({ revision: 2, status: 'accepted' });
    const again = await actOnCase(desk, desk.clerk, { ...late, baseRevision: 2 });
    expect(again.state.revision).toBe(3);
  });

  test('twice with one action id happens once, whatever revision the second names', async () => {
    const { caseId } = await desk.register();
    const input = {
      actionId: desk.environment.newId(),
      caseId,
      baseRevision: 1,
      action: { type: 'case.accepted', payload: {} },
    };
    await actOnCase(desk, desk.clerk, input);
    const second = await actOnCase(desk, desk.clerk, input);
    expect(second.state.revision).toBe(2);
  });

  test('in the wrong state is refused with rule and reason, in the wrong role with whom to ask (LOG-6)', async () => {
    const { caseId } = await desk.register();
    const early = await failureOf(desk.act(desk.manager, caseId, 'case.closed', { reason: 'performed' }));
    expect(early).toMatchObject({ code: 'NOT_POSSIBLE_NOW', data: { rule: 'WF-23' } });
    expect(early.message).toContain('待受理');
    const wrongRole = await failureOf(desk.act(desk.mediator, caseId, 'case.accepted'));
    expect(wrongRole).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(wrongRole.message).toContain('受理员');
  });

  test('with a payload that is wrong names the fields', async () => {
    const { caseId } = await desk.register();
    const failure = await failureOf(desk.act(desk.clerk, caseId, 'case.refused', { reason: '' }));
    expect(failure.code).toBe('INVALID_INPUT');
    expect(Object.keys(failure.data.fields ?? {}).sort()).toEqual(['law', 'reason']);
  });

  test.each(['case.registered', 'document.issued', 'constructor', 'case.invented'])(
    '%s cannot be sent by hand',
    async (type) => {
      const { caseId } = await desk.register();
      expect((await failureOf(desk.act(desk.manager, caseId, type))).code).toBe('INVALID_INPUT');
    },
  );

  test('a date in a wrong year is told at its field, and nothing is written (LOG-10)', async () => {
    const { caseId } = await desk.register();
    const told = { reason: '当事人撤回申请', routesTold: ['court'], toldOn: '1026-11-23' };
    await desk.act(desk.clerk, caseId, 'case.accepted');
    const failure = await failureOf(desk.act(desk.manager, caseId, 'mediation.terminated', told));
    expect(failure.data.fields).toEqual({ toldOn: expect.stringMatching(/^早于纠纷发生的日期 .*，请核对$/) });
    expect((await openCase(desk, desk.clerk, caseId)).state).toMatchObject({ status: 'accepted', revision: 2 });
  });

  test('assigning to somebody who is no mediator on duty is refused', async () => {
    const { caseId } = await desk.register();
    await desk.act(desk.clerk, caseId, 'case.accepted');
    await desk.act(desk.clerk, caseId, 'case.triaged', {
      route: 'peoples_mediation',
      complexity: 'simple',
      urgent: false,
    });
    const toClerk = { mediatorIds: [desk.clerk.staffId], chosenByParties: false };
    const failure = await failureOf(desk.act(desk.clerk, caseId, 'case.assigned', toClerk));
    expect(failure.data.fields?.mediatorIds).toContain('调解员');
  });
});

describe('looking at a case', () => {
  test('IT runs the machine and reads no case', async () => {
    const { caseId } = await desk.register();
    expect((await failureOf(openCase(desk, desk.it, caseId))).code).toBe('NOT_ALLOWED');
  });

  test('is no action: the log stays as it is (LOG-1)', async () => {
    const { caseId } = await desk.register();
    const before = await desk.store.read(({ log }) => log.head());
    await openCase(desk, desk.clerk, caseId);
    expect(await desk.store.read(({ log }) => log.head())).toEqual(before);
  });
});
