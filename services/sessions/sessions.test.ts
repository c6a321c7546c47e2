import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ServiceError } from '../../contract/errors.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { setStaffActive } from '../directory/staff.ts';
import { createSessionService, IDLE_LIMIT_MS, type SessionService } from './sessions.ts';

const PASSWORD = 'long enough';
let desk: TestDesk;
let sessions: SessionService;
beforeEach(async () => {
  desk = await openTestDesk();
  sessions = createSessionService(desk);
});
afterEach(() => desk.store.remove());

const signIn = (account: string, password: string) => sessions.signIn({ account, password, desk: '3 号窗口' });

async function codesOf(tries: readonly Promise<unknown>[]): Promise<string[]> {
  return Promise.all(
    tries.map((each) =>
      each.then(
        () => 'RIGHT',
        (error: unknown) => {
          if (error instanceof ServiceError) return error.code;
          throw error;
        },
      ),
    ),
  );
}

describe('signing in', () => {
  test('with the right password opens a session that knows who calls, and from where', async () => {
    const { token, signedIn } = await signIn('chengmin', PASSWORD);
    expect(signedIn).toMatchObject({ account: 'chengmin', name: '程敏', roles: ['clerk'], desk: '3 号窗口' });
    expect(await sessions.callerOf(token)).toEqual(desk.clerk);
    const stored = await desk.store.read((reads) => reads.sessions.sessions());
    expect(JSON.stringify(stored)).not.toContain(token);
  });

  test('with a wrong password, an unknown account or one that was switched off is refused in the same words', async () => {
    const actionId = desk.environment.newId();
    await setStaffActive(desk, desk.it, { actionId, staffId: desk.mediator.staffId, active: false });
    const tries = [signIn('chengmin', 'wrong password'), signIn('nobody', PASSWORD), signIn('zhangwei', PASSWORD)];
    const failures = await Promise.allSettled(tries);
    const messages = failures.map((each) => (each.status === 'rejected' ? String(each.reason) : 'signed in'));
    expect(new Set(messages)).toEqual(new Set([expect.stringContaining('账号或密码不对')]));
    expect(await codesOf(tries)).toEqual(['WRONG_PASSWORD', 'WRONG_PASSWORD', 'WRONG_PASSWORD']);
  });

  test('keeps passwords as argon2id with 19 MiB, two passes and one lane', async () => {
    const hash = await desk.store.read((reads) => reads.sessions.passwordHash(desk.clerk.staffId));
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test('after three wrong passwords has to wait, and says how long; the right one does not help before', async () => {
    const wrong = () => signIn('chengmin', 'wrong password');
    expect(await codesOf([wrong()])).toEqual(['WRONG_PASSWORD']);
    expect(await codesOf([wrong()])).toEqual(['WRONG_PASSWORD']);
    expect(await codesOf([wrong()])).toEqual(['WRONG_PASSWORD']);
    await expect(signIn('chengmin', PASSWORD)).rejects.toMatchObject({
      code: 'TOO_MANY_ATTEMPTS',
      data: { retryAfter: 2, detail: expect.stringContaining('2 秒') },
    });
    expect(await codesOf([signIn('zhangwei', PASSWORD)])).toEqual(['RIGHT']);
    desk.clock.now += 2_000;
    expect(await codesOf([signIn('chengmin', PASSWORD)])).toEqual(['RIGHT']);
    expect(await codesOf([wrong()])).toEqual(['WRONG_PASSWORD']);
  });

  test('40 times at once is 3 guesses, not 40', async () => {
    const guesses = Array.from({ length: 40 }, (_, guess) =>
      signIn('chengmin', guess === 39 ? PASSWORD : `guess ${guess}`),
    );
    const codes = await codesOf(guesses);
    expect(codes.filter((code) => code === 'WRONG_PASSWORD')).toHaveLength(3);
    expect(codes.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(37);
  });

  test('with dozens of made-up accounts at once leaves room: most are told to come back', async () => {
    const guesses = Array.from({ length: 80 }, (_, n) => signIn(`made-up-${n}`, 'guess'));
    const codes = await codesOf(guesses);
    expect(codes.filter((code) => code === 'WRONG_PASSWORD').length).toBeLessThan(30);
    expect(await codesOf([signIn('chengmin', PASSWORD)])).toEqual(['RIGHT']);
  });
});

describe('a session', () => {
  test('ends 12 hours after its last use, to the millisecond', async () => {
    expect(IDLE_LIMIT_MS).toBe(12 * 60 * 60 * 1000);
    const { token } = await signIn('chengmin', PASSWORD);
    desk.clock.now += IDLE_LIMIT_MS;
    expect(await sessions.callerOf(token)).not.toBeNull();
    desk.clock.now += IDLE_LIMIT_MS;
    expect(await sessions.callerOf(token)).not.toBeNull();
    desk.clock.now += IDLE_LIMIT_MS + 1;
    expect(await sessions.callerOf(token)).toBeNull();
  });

  test('is not prolonged by asking whose it is', async () => {
    const { token } = await signIn('chengmin', PASSWORD);
    desk.clock.now += IDLE_LIMIT_MS;
    expect(await sessions.holderOf(token)).toEqual(desk.clerk);
    desk.clock.now += 1;
    expect(await sessions.holderOf(token)).toBeNull();
    expect(await sessions.callerOf(token)).toBeNull();
  });

  test('ends by signing out and by switching the account off', async () => {
    const [out, off] = [await signIn('chengmin', PASSWORD), await signIn('zhangwei', PASSWORD)];
    await sessions.signOut(out.token);
    const actionId = desk.environment.newId();
    await setStaffActive(desk, desk.it, { actionId, staffId: desk.mediator.staffId, active: false });
    expect([await sessions.callerOf(out.token), await sessions.callerOf(off.token)]).toEqual([null, null]);
  });
});

describe('changing one’s own password', () => {
  const change = (token: string, oldPassword: string, newPassword = 'another one') =>
    sessions.changeOwnPassword(desk.clerk, token, { oldPassword, newPassword });

  test('ends the person’s other sessions, keeps this one and everybody else’s', async () => {
    const here = await signIn('chengmin', PASSWORD);
    const elsewhere = await signIn('chengmin', PASSWORD);
    const other = await signIn('zhangwei', PASSWORD);
    expect(await change(here.token, PASSWORD)).toEqual({ changed: true });
    expect(await sessions.callerOf(here.token)).toEqual(desk.clerk);
    expect(await sessions.callerOf(elsewhere.token)).toBeNull();
    expect(await sessions.callerOf(other.token)).not.toBeNull();
    expect(await codesOf([signIn('chengmin', PASSWORD)])).toEqual(['WRONG_PASSWORD']);
    expect(await codesOf([signIn('chengmin', 'another one')])).toEqual(['RIGHT']);
  });

  test('at a desk left alone is no way to guess: the limit is that of signing in', async () => {
    const { token } = await signIn('chengmin', PASSWORD);
    const codes = await codesOf(Array.from({ length: 40 }, (_, guess) => change(token, `guess ${guess}`)));
    expect(codes.filter((code) => code === 'INVALID_INPUT')).toHaveLength(3);
    expect(codes.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(37);
    expect(await codesOf([signIn('chengmin', PASSWORD)])).toEqual(['TOO_MANY_ATTEMPTS']);
    await expect(change(token, 'wrong')).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  });
});
