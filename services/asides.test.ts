import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ServiceError } from '../contract/errors.ts';
import { openTestDesk, type TestDesk } from '../tests/support/desk.ts';
import { noBackups } from '../tests/support/no-backups.ts';
import { noHistory } from '../tests/support/no-history.ts';
import { noKeys } from '../tests/support/no-keys.ts';
import { noMoving } from '../tests/support/no-moving.ts';
import { noScans } from '../tests/support/no-scans.ts';
import { noSync } from '../tests/support/no-sync.ts';
import { createRouter } from './api/router.ts';
import { createAsides, type Unwritten } from './asides.ts';
import { registerCase } from './cases/register.ts';
import type { Store } from './ports.ts';
import type { AccessNote } from './sessions/port.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.store.remove());

/** The API of one window on a store whose disk fills up when `disk.full` is set. */
async function openWindow(disk: { full: boolean }) {
  const store: Store = {
    ...desk.store,
    write: (work) => (disk.full ? Promise.reject(new ServiceError('DISK_FULL')) : desk.store.write(work)),
  };
  const unavailable = () => Promise.reject(new Error('no LAN in this test'));
  const dependencies = { ...desk, store };
  const { router } = createRouter({
    dependencies,
    written: desk.store,
    desks: { lan: unavailable, setLan: unavailable },
    sync: noSync(desk.store),
    scans: noScans,
    history: noHistory,
    keys: noKeys,
    backups: noBackups,
    moving: noMoving,
    logger: { error: () => undefined },
    version: '0.0.0',
  });
  let token: string | null = null;
  const client = createRouterClient(router, {
    context: () => ({
      token,
      keepToken(fresh: string) {
        token = fresh;
      },
      dropToken: () => undefined,
    }),
  });
  await client.sessions.signIn({ account: 'chenjing', password: 'Long enough 1', desk: '1 号窗口' });
  return { client, dependencies };
}

describe('a full disk', () => {
  test('lets everybody go on reading; only what is to be kept is refused, and the process log has the notes', async () => {
    const { caseId } = await desk.register();
    const disk = { full: false };
    const { client, dependencies } = await openWindow(disk);
    disk.full = true;
    desk.clock.now += 20 * 60_000;
    expect((await client.cases.get({ caseId })).state.id).toBe(caseId);
    const sort = { column: 'dueAt', direction: 'asc' } as const;
    const page = await client.ledger.page({ filter: {}, sort, startRow: 0, endRow: 10, withTotals: false });
    expect(page.rows).toHaveLength(1);
    // Nobody is sent away for what could not be written down: they could not sign in again.
    desk.clock.now += 20 * 60_000;
    expect(await client.ledger.views()).toBeDefined();
    expect(await client.home.work()).toBeDefined();
    expect(await client.sessions.me()).toMatchObject({ account: 'chenjing' });
    await expect(registerCase(dependencies, desk.clerk, desk.newRegistration())).rejects.toMatchObject({
      code: 'DISK_FULL',
    });
    const { staffId } = desk.manager;
    expect(desk.unwritten).toContainEqual({
      code: 'ACCESS_NOT_NOTED',
      staffId,
      subject: `case ${caseId}`,
      error: expect.any(ServiceError),
    });
    expect(desk.unwritten).toContainEqual({ code: 'LAST_SEEN_NOT_KEPT', staffId, error: expect.any(ServiceError) });
  });

  test('tells a wrong password as such', async () => {
    const disk = { full: false };
    const { client } = await openWindow(disk);
    disk.full = true;
    await expect(client.sessions.signIn({ account: 'chengmin', password: 'wrong', desk: '' })).rejects.toMatchObject({
      code: 'WRONG_PASSWORD',
    });
  });
});

describe('notes of accesses (LOG-1)', () => {
  const HOUR = 60 * 60_000;
  let notes: AccessNote[];
  let told: Unwritten[];
  let failure: Error | null;
  let asides: ReturnType<typeof createAsides>;
  let store: Store;
  beforeEach(() => {
    [notes, told, failure] = [[], [], null];
    asides = createAsides((unwritten) => void told.push(unwritten));
    store = {
      ...desk.store,
      write: (work) =>
        failure
          ? Promise.reject(failure)
          : desk.store.write((writes) => {
              const noteAccess = async (entry: AccessNote) => void notes.push(entry);
              return work({ ...writes, sessions: { ...writes.sessions, noteAccess } });
            }),
    };
  });
  const look = (at: number, subject = 'a', staffId = 's', kind: AccessNote['kind'] = 'case') =>
    asides.note(store, { at, staffId, kind, subject });

  test('a page that stays open is one look an hour; another person, case or hour is another', async () => {
    for (let at = 0; at < HOUR; at += 15_000) await look(at);
    expect(notes.map(({ at }) => at)).toEqual([0]);
    await look(HOUR);
    await look(HOUR, 'b');
    await look(HOUR, 'a', 't');
    expect(notes.slice(1)).toEqual([
      { at: HOUR, staffId: 's', kind: 'case', subject: 'a' },
      { at: HOUR, staffId: 's', kind: 'case', subject: 'b' },
      { at: HOUR, staffId: 't', kind: 'case', subject: 'a' },
    ]);
  });

  test('papers are noted each time; a clock set back silences nothing', async () => {
    await look(HOUR, 'paper', 's', 'file');
    await look(HOUR, 'paper', 's', 'file');
    await look(HOUR);
    await look(0);
    expect(notes.map(({ kind, at }) => [kind, at])).toEqual([
      ['file', HOUR],
      ['file', HOUR],
      ['case', HOUR],
      ['case', 0],
    ]);
  });

  test('what fails for another reason than the disk is no matter of the disk', async () => {
    failure = new Error('a mistake in the program');
    await expect(look(0)).rejects.toThrow('a mistake');
    failure = null;
    await look(1);
    expect(notes).toHaveLength(1);
    expect(told).toEqual([]);
  });
});
