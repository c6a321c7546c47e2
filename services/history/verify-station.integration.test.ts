import { afterEach, beforeEach, expect, test } from 'vitest';
import { MARK_EVERY } from '../../domain/log/journal.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import type { Told } from './anchors.ts';
import type { VerifiedPart } from './verify.ts';
import { verifyStation } from './verify-station.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.store.remove());

const verify = (part: VerifiedPart, more: { told?: Told; signal?: AbortSignal } = {}) =>
  verifyStation({ ...desk, isSigned: () => null }, { part, told: null, ...more });
const look = (count: number) =>
  desk.store.write(async ({ sessions }) => {
    for (let n = 0; n < count; n += 1)
      await sessions.noteAccess({ at: n, staffId: desk.clerk.staffId, kind: 'case', subject: `${n}` });
  });

test('a history that nobody touched has no finding, whole or its newest part, while a desk goes on (LOG-12)', async () => {
  await look(MARK_EVERY * 22);
  for (let n = 0; n < 3; n += 1) await desk.register();
  const [all] = await Promise.all([verify('all'), desk.register(), look(5)]);
  expect(all).toMatchObject({ found: 0, cancelled: false, entries: MARK_EVERY * 22 });
  expect(all.actions).toBeGreaterThanOrEqual(4);
  const recent = await verify('recent');
  expect(recent.found).toBe(0);
  expect(recent.entries).toBeLessThan(MARK_EVERY * 22);
});

test('one that is stopped says so, and how far it came', async () => {
  await look(500);
  const stop = new AbortController();
  stop.abort();
  const stopped = await verify('all', { signal: stop.signal });
  expect(stopped.cancelled).toBe(true);
  expect(stopped.entries).toBeLessThan(500);
});

test('what the city keeps of this center is compared with what is here (LOG-13)', async () => {
  await look(10);
  const end = await desk.store.read(async ({ history }) => ({
    actions: (await history.journalEnd('actions')) ?? { count: 0, digest: '' },
    access: (await history.journalEnd('access')) ?? { count: 0, digest: '' },
  }));
  await look(5);
  const told = (change: Partial<typeof end>): Told => ({ kept: [{ ...end, ...change, at: 1 }], disowned: [] });
  const kinds = async (known: Told) => (await verify('all', { told: known })).findings.map(({ kind }) => kind);
  expect(await kinds(told({}))).toEqual([]);
  const other = 'f'.repeat(64);
  expect(await kinds(told({ access: { ...end.access, digest: other } }))).toEqual(['access_changed']);
  expect(await kinds(told({ actions: { ...end.actions, digest: other } }))).toEqual(['anchor_changed']);
  expect(await kinds(told({ access: { count: 99, digest: other } }))).toEqual(['anchor_beyond']);
  expect(await kinds({ kept: [], disowned: [{ count: 3, at: 1 }] })).toEqual(['city_rewritten']);
});
