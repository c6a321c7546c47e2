import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseView } from '../../contract/cases.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import type { Caller } from '../dependencies.ts';
import { homeOf } from '../home/home.ts';
import { ledgerPage } from '../ledger/ledger.ts';
import { caseView } from './view.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

const page = {
  filter: {},
  sort: { column: 'dueAt', direction: 'asc' },
  startRow: 0,
  endRow: 20,
  withTotals: false,
} as const;
const HOUR = 3_600_000;
const unit = '金水区城市管理局';
const handler = (of: string): Caller => ({
  ...desk.clerk,
  staffId: desk.environment.newId(),
  roles: ['department_handler'],
  unit: of,
});

async function signedIn(): Promise<CaseView> {
  const { caseId } = await desk.register();
  await desk.act(desk.clerk, caseId, 'case.accepted');
  await desk.act(desk.clerk, caseId, 'case.triaged', {
    route: 'peoples_mediation',
    complexity: 'general',
    urgent: false,
  });
  const mediatorIds = [desk.mediator.staffId];
  await desk.act(desk.clerk, caseId, 'case.assigned', { mediatorIds, chosenByParties: false });
  return desk.act(desk.mediator, caseId, 'case.signed_in');
}

const waiting = async (caller: Caller, caseId: string) =>
  (await homeOf(desk, caller)).errands
    .filter((errand) => errand.caseId === caseId)
    .map(({ name, stage, next }) => [name, stage, next?.action ?? null]);

test('an urge stands on the workbench of who must answer, and on that of who urged once it is late', async () => {
  const { state } = await signedIn();
  const { errandsDue } = await desk.act(desk.manager, state.id, 'errand.asked', { kind: 'urge', what: '两天没有动静' });
  expect(errandsDue).toHaveLength(1);
  expect(await waiting(desk.mediator, state.id)).toEqual([['催办', '待反馈', 'errand.answered']]);
  expect(await waiting(desk.manager, state.id)).toEqual([]);
  const before = desk.clock.now;
  desk.clock.now = (errandsDue[0]?.by.dueAt ?? 0) + 1;
  expect(await waiting(desk.manager, state.id)).toEqual([['催办', '待反馈', null]]);
  desk.clock.now = before;
  const errandId = errandsDue[0]?.errandId;
  const answered = await desk.act(desk.mediator, state.id, 'errand.answered', {
    errandId,
    answeredOn: '2026-11-23',
    result: '今天下午约了双方',
  });
  expect(answered.timeline.at(-1)).toMatchObject({
    label: '张卫登记反馈：催办',
    text: '2026年11月23日\n今天下午约了双方',
  });
  expect(await waiting(desk.mediator, state.id)).toEqual([]);
});

test('a supervision waits for the mediator, then for who set it', async () => {
  const { state } = await signedIn();
  const asked = await desk.act(desk.manager, state.id, 'errand.asked', { kind: 'supervise', what: '三日内化解' });
  expect(asked.state.flags).toEqual(['supervised']);
  const [{ errandId } = { errandId: '' }] = asked.errandsDue;
  const report = { errandId, answeredOn: '2026-11-23', result: '已约双方' };
  await desk.act(desk.mediator, state.id, 'errand.answered', report);
  expect(await waiting(desk.manager, state.id)).toEqual([['督办', '待认可', 'errand.judged']]);
  const done = await desk.act(desk.manager, state.id, 'errand.judged', { errandId, accepted: true });
  expect(done.state.flags).toEqual([]);
});

test('a department that was asked to help sees the case, and answers for itself alone', async () => {
  const { state } = await signedIn();
  await expect(caseViewFor(handler(unit), state.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const asked = await desk.act(desk.clerk, state.id, 'errand.asked', { kind: 'whistle', to: unit, what: '到场认定' });
  const other = await desk.act(desk.clerk, state.id, 'errand.asked', {
    kind: 'help',
    to: '兴达路派出所',
    what: '到场',
  });
  const [called, police] = other.state.errands;
  expect(asked.errandsDue[0]?.by.dueAt).toBe(desk.clock.now + 4 * HOUR);
  expect((await caseViewFor(handler(unit), state.id)).state.id).toBe(state.id);
  const listed = await ledgerPage(desk, handler(unit), page);
  expect(listed.rows.map(({ caseId }) => caseId)).toEqual([state.id]);
  const answer = { answeredOn: '2026-11-23', result: '已到场，责令清理' };
  await expect(
    desk.act(handler(unit), state.id, 'errand.answered', { ...answer, errandId: police?.id }),
  ).rejects.toMatchObject({ data: { fields: { errandId: '这一项是请其他单位办的，由该单位反馈' } } });
  const done = await desk.act(handler(unit), state.id, 'errand.answered', { ...answer, errandId: called?.id });
  expect(done.state.errands.map(({ end }) => end)).toEqual(['answered', null]);
});

test('before it is closed, a case owes its answers to who sent it (WF-23)', async () => {
  const { state } = await signedIn();
  const referral = {
    kind: 'from_police',
    to: '兴达路派出所',
    what: '公调对接',
    number: '2026-11',
    letterOn: '2026-11-22',
  };
  await desk.act(desk.clerk, state.id, 'errand.asked', referral);
  const told = { reason: '双方差距太大', routesTold: ['court'], toldOn: '2026-11-23' };
  await desk.act(desk.mediator, state.id, 'mediation.terminated', told);
  await expect(desk.act(desk.manager, state.id, 'case.closed', { reason: 'not_mediated' })).rejects.toMatchObject({
    data: { detail: '结案前要先反馈：公调对接（兴达路派出所）' },
  });
});
const caseViewFor = (caller: Caller, caseId: string) =>
  desk.store.read((reads) => caseView(reads, desk, caller, caseId));
