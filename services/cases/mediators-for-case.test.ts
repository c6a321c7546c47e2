import { afterEach, beforeEach, expect, test } from 'vitest';
import { testApplicant } from '../../domain/cases/testing-facts.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { storeFor } from '../access/restricted-store.ts';
import type { Caller } from '../dependencies.ts';
import { setStaffMediation } from '../directory/mediators.ts';
import { registerStaff, setStaffActive } from '../directory/staff.ts';
import { mediatorsForCase } from './mediators-for-case.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.store.remove());

const newId = () => desk.environment.newId();
const route = { route: 'peoples_mediation', complexity: 'general', urgent: false };

async function mediator(account: string, name: string, phone: string | null = null): Promise<string> {
  const person = { account, name, phone, password: 'Long enough 1', roles: ['mediator' as const] };
  return (await registerStaff(desk, desk.it, { actionId: newId(), ...person })).staffId;
}

async function triaged(): Promise<string> {
  const { caseId } = await desk.register();
  await desk.act(desk.clerk, caseId, 'case.accepted');
  await desk.act(desk.clerk, caseId, 'case.triaged', route);
  return caseId;
}

const offersFor = (caseId: string, caller: Caller = desk.clerk) =>
  mediatorsForCase({ ...desk, store: storeFor(desk.store, caller.staffId) }, caller, { caseId });
const assign = (caseId: string, mediatorIds: readonly string[]) =>
  desk.act(desk.clerk, caseId, 'case.assigned', { mediatorIds, chosenByParties: false });

test('mediators on duty are offered with their place, speciality and the cases that they have in hand now', async () => {
  const near = await mediator('near', '林近');
  const gone = await mediator('gone', '高离');
  await setStaffActive(desk, desk.it, { actionId: newId(), staffId: gone, active: false });
  const caseId = await triaged();
  const place = (await desk.store.read(({ cases }) => cases.find(caseId)))?.place.code ?? '';
  const change = { actionId: newId(), staffId: near, specialities: ['02'] as const, servedPlace: place };
  await setStaffMediation(desk, desk.it, change);
  for (let n = 0; n < 2; n += 1) await assign(await triaged(), [near]);
  expect(await offersFor(caseId)).toMatchObject([
    { name: '林近', reason: '同社区 · 擅长邻里 · 在办 2 件 · 上次交办过', suggested: true, preselected: true },
    { name: '张卫', reason: '手上没有案件', suggested: true, preselected: false },
  ]);
});

test('who returned a case is not suggested for it again; whoever does not assign is told who does', async () => {
  const caseId = await triaged();
  await assign(caseId, [desk.mediator.staffId]);
  await desk.act(desk.mediator, caseId, 'case.returned', { reason: '与当事人有利害关系，应当回避：是邻居' });
  expect(await offersFor(caseId)).toMatchObject([{ suggested: false, obstacle: '退回过本案，写明应当回避' }]);
  await expect(offersFor(caseId, desk.mediator)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
});

test('a party is assigned by nobody, whatever the screen shows', async () => {
  const party = await mediator('party', testApplicant.name, testApplicant.phone);
  const caseId = await triaged();
  expect((await offersFor(caseId)).find(({ staffId }) => staffId === party)).toMatchObject({ barred: true });
  await expect(assign(caseId, [party])).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    data: { fields: { mediatorIds: '张某是本案当事人，应当回避，请另选一位' } },
  });
});

test('for whom a sensitive case does not exist, it does not exist here either', async () => {
  const caseId = await triaged();
  const flags = { flag: 'sensitive', reason: '涉未成年人', kinds: ['minor'], viewerIds: [desk.manager.staffId] };
  await desk.act(desk.manager, caseId, 'case.flagged', flags);
  await expect(offersFor(caseId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await offersFor(caseId, desk.manager)).toMatchObject([{ name: '张卫', suggested: false }]);
});
