import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore } from '../../db/testing.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { verifyPassword } from '../sessions/password.ts';
import { refuseWhileReplacing, replacementProgress, requireEmpty, setFirstPassword } from './replacement.ts';

const host = { station: '金水区综治中心', running: true };
const password = 'Kettle and 3 cups';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.store.remove());

/** A round ended: with everything here, or early. */
const ended = (complete: boolean) =>
  desk.store.write(({ sync }) =>
    sync.noteRound({
      at: desk.clock.now,
      complete,
      failure: complete ? null : '连不上',
      failureCode: complete ? null : 'UNREACHABLE',
    }),
  );
const hashOf = (staffId: string) =>
  desk.store.read(async ({ sessions }) => (await sessions.password(staffId))?.hash ?? null);

test('only a machine on which nothing was done may take another’s place (SYNC-14)', async () => {
  await expect(requireEmpty(desk.store)).rejects.toMatchObject({ code: 'ALREADY_SET_UP' });
  const empty = await openTestStore();
  await expect(requireEmpty(empty)).resolves.toBeUndefined();
  await empty.remove();
});

test('no center of its own is set up meanwhile', () => {
  expect(() => refuseWhileReplacing({ isUnderWay: () => true })).toThrow(/正在替换坏掉的电脑/);
  expect(() => refuseWhileReplacing({ isUnderWay: () => false })).not.toThrow();
});

test('how much is here follows the cursors; who may sign in is told only once everything is (SYNC-10)', async () => {
  const cursor = { feed: '410105', epoch: 'e1', mark: null };
  await desk.store.write(({ sync }) => sync.moveCursor({ ...cursor, position: 30, head: 120 }));
  await desk.store.write(({ sync }) => sync.moveCursor({ ...cursor, feed: 'city', position: 4, head: 4 }));
  await ended(false);
  expect(await replacementProgress(desk.store, host)).toEqual({
    ...host,
    done: 34,
    total: 124,
    failure: '连不上',
    complete: false,
    administrators: [],
  });
  await desk.store.write(({ sync }) => sync.moveCursor({ ...cursor, position: 120, head: 120 }));
  await ended(true);
  const { staffId } = desk.security;
  const complete = await replacementProgress(desk.store, host);
  expect(complete).toMatchObject({ done: 124, total: 124, failure: null, complete: true });
  expect(complete.administrators.map((each) => each.staffId)).toEqual([staffId]);
});

test('the first password is set once everything is here, and only for an administrator in service', async () => {
  const { staffId } = desk.security;
  const before = await hashOf(staffId);
  await expect(setFirstPassword(desk, { staffId, password })).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
  await ended(true);
  for (const other of [desk.clerk.staffId, desk.it.staffId, desk.environment.newId()]) {
    const known = await hashOf(other);
    await expect(setFirstPassword(desk, { staffId: other, password })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { fields: { staffId: expect.stringContaining('列出的管理员') } },
    });
    expect(await hashOf(other)).toBe(known);
  }
  expect(await hashOf(staffId)).toBe(before);
  await setFirstPassword(desk, { staffId, password });
  expect(await verifyPassword((await hashOf(staffId)) ?? '', password)).toBe(true);
});
