import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { rebuildProjections } from '../log/rebuild.ts';
import { setStaffMediation } from './mediators.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.store.remove());

const newId = () => desk.environment.newId();
const zhang = () => desk.store.read(({ directory }) => directory.staff(desk.mediator.staffId));

test('what a mediator is good at, and for which place, is an action of the log that IT writes (LOG-1, LOG-4)', async () => {
  const change = {
    actionId: newId(),
    staffId: desk.mediator.staffId,
    specialities: ['02', '17', '02'] as const,
    servedPlace: '410105',
  };
  const known = { specialities: ['02', '17'], servedPlace: '410105' };
  expect(await setStaffMediation(desk, desk.it, change)).toMatchObject(known);
  await setStaffMediation(desk, desk.it, change);
  const actions = await desk.store.read(({ log }) => log.stream('staff', desk.mediator.staffId));
  expect(actions.map(({ header }) => header.type)).toEqual(['staff.registered', 'staff.mediation_changed']);
  await rebuildProjections(desk);
  expect(await zhang()).toMatchObject({ name: '张卫', ...known });
});

test('a place that there is not is told at its field, and others than IT change nothing', async () => {
  const change = { actionId: newId(), staffId: desk.mediator.staffId, specialities: [], servedPlace: '999999' };
  await expect(setStaffMediation(desk, desk.it, change)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    data: { fields: { servedPlace: expect.stringContaining('999999') } },
  });
  const allowed = { ...change, servedPlace: null };
  await expect(setStaffMediation(desk, desk.security, allowed)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  await expect(setStaffMediation(desk, desk.manager, allowed)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await zhang()).toMatchObject({ specialities: [], servedPlace: null });
});
