import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ServiceError } from '../../contract/errors.ts';
import { SAMPLE_CENTER_NAME, SAMPLE_PASSWORD } from '../../domain/access/sample.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { noting } from '../../tests/support/noting.ts';
import { addStaff, listStaff, resetPassword, setStaffActive } from '../directory/staff.ts';
import { hashPassword } from './password.ts';
import { createSessionService, type SessionService } from './sessions.ts';

const PASSWORD = 'Long enough 1';
let desk: TestDesk;
let sessions: SessionService;
let noted: string[];
beforeEach(async () => {
  noted = [];
  const opened = await openTestDesk();
  desk = { ...opened, store: noting(opened.store, ({ kind }) => void noted.push(kind)) };
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
    const kept = await desk.store.read((reads) => reads.sessions.password(desk.clerk.staffId));
    expect(kept?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
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

/** Wrong passwords, each as soon as the account may be tried. */
async function guess(times: number): Promise<void> {
  for (let done = 0; done < times; ) {
    const [code] = await codesOf([signIn('chengmin', `wrong ${done}`)]);
    if (code === 'TOO_MANY_ATTEMPTS') desk.clock.now += 2_000;
    else done += 1;
  }
}

describe('an account that is locked after wrong passwords (GB/T 22239-2019 8.1.4.1 b)', () => {
  test('says beforehand how many tries are left, then until when, and takes the right password no more', async () => {
    await guess(2);
    await expect(signIn('chengmin', 'wrong')).rejects.toMatchObject({
      data: { detail: '账号或密码不对。再错 2 次，账号会锁 30 分钟。' },
    });
    await guess(1);
    desk.clock.now += 4_000;
    await expect(signIn('chengmin', 'wrong')).rejects.toMatchObject({
      code: 'ACCOUNT_LOCKED',
      data: { detail: expect.stringContaining('账号锁到 2026-11-23 10:30') },
    });
    expect(await codesOf([signIn('chengmin', PASSWORD), signIn('zhangwei', PASSWORD)])).toEqual([
      'ACCOUNT_LOCKED',
      'RIGHT',
    ]);
    desk.clock.now += 30 * 60_000;
    expect(await codesOf([signIn('chengmin', PASSWORD)])).toEqual(['RIGHT']);
  });

  test('stays locked over a restart, is noted, and an administrator unlocks it', async () => {
    await guess(5);
    sessions = createSessionService(desk);
    expect(await codesOf([signIn('chengmin', PASSWORD)])).toEqual(['ACCOUNT_LOCKED']);
    const { staffId } = desk.clerk;
    const lockedUntil = desk.clock.now + 30 * 60_000;
    const [seen] = (await listStaff(desk, desk.it)).filter((member) => member.staffId === staffId);
    expect(seen).toMatchObject({ lockedUntil });
    expect(await sessions.unlock({ staffId, account: 'chengmin' }, desk.it)).toBe(true);
    expect(await codesOf([signIn('chengmin', PASSWORD)])).toEqual(['RIGHT']);
    expect(noted).toEqual([...Array(5).fill('sign_in_failed'), 'locked', 'unlocked', 'sign_in']);
  });

  test('an unknown account is locked in the same words: nobody learns which accounts there are', async () => {
    const tries = async (account: string) => {
      const words: string[] = [];
      while (words.length < 6) {
        const failure: unknown = await signIn(account, 'wrong').catch((error: unknown) => error);
        if (!(failure instanceof ServiceError)) throw failure;
        if (failure.code === 'TOO_MANY_ATTEMPTS') desk.clock.now += 2_000;
        else words.push(`${failure.code} ${failure.message.replace(/\d+:\d+/, '')}`);
      }
      return words;
    };
    expect(await tries('nobody')).toEqual(await tries('chengmin'));
  });
});

describe('a session', () => {
  const MINUTES = 60_000;
  const HOURS = 60 * MINUTES;

  test('ends 30 minutes after its last use, to the millisecond', async () => {
    const { token, signedIn } = await signIn('chengmin', PASSWORD);
    expect(signedIn.rules.idleMinutes).toBe(30);
    desk.clock.now += 30 * MINUTES;
    expect(await sessions.callerOf(token)).not.toBeNull();
    desk.clock.now += 30 * MINUTES;
    expect(await sessions.callerOf(token)).not.toBeNull();
    desk.clock.now += 30 * MINUTES + 1;
    expect(await sessions.callerOf(token)).toBeNull();
  });

  test('is used by a key at the desk, and not by what the page asks by itself or by asking whose it is', async () => {
    const { token } = await signIn('chengmin', PASSWORD);
    desk.clock.now += 30 * MINUTES;
    expect([await sessions.watcherOf(token), await sessions.holderOf(token)]).toEqual([desk.clerk, desk.clerk]);
    await sessions.touch(token);
    desk.clock.now += 30 * MINUTES;
    expect(await sessions.watcherOf(token)).toEqual(desk.clerk);
    desk.clock.now += 1;
    expect([await sessions.watcherOf(token), await sessions.callerOf(token)]).toEqual([null, null]);
    await expect(sessions.touch(token)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  test('ends after 12 hours in any case, and its row goes with a later signing in', async () => {
    const { token } = await signIn('chengmin', PASSWORD);
    for (let passed = 0; passed < 24; passed += 1) {
      desk.clock.now += HOURS / 2;
      expect(await sessions.callerOf(token)).not.toBeNull();
    }
    desk.clock.now += 1;
    expect(await sessions.callerOf(token)).toBeNull();
    desk.clock.now += 24 * HOURS;
    await signIn('zhangwei', PASSWORD);
    expect(await desk.store.read((reads) => reads.sessions.sessions())).toHaveLength(1);
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
  const change = (token: string, oldPassword: string, newPassword = 'Another one 2') =>
    sessions.changeOwnPassword(token, { oldPassword, newPassword });

  test('ends the person’s other sessions, keeps this one and everybody else’s', async () => {
    const here = await signIn('chengmin', PASSWORD);
    const elsewhere = await signIn('chengmin', PASSWORD);
    const other = await signIn('zhangwei', PASSWORD);
    expect(await change(here.token, PASSWORD)).toEqual({ changed: true });
    expect(await sessions.callerOf(here.token)).toEqual(desk.clerk);
    expect(await sessions.callerOf(elsewhere.token)).toBeNull();
    expect(await sessions.callerOf(other.token)).not.toBeNull();
    expect(await codesOf([signIn('chengmin', PASSWORD)])).toEqual(['WRONG_PASSWORD']);
    expect(await codesOf([signIn('chengmin', 'Another one 2')])).toEqual(['RIGHT']);
  });

  test('takes none that the rules refuse, and none of the last five', async () => {
    const { token } = await signIn('chengmin', PASSWORD);
    const refused = (newPassword: string, reason: string, old = PASSWORD) =>
      expect(change(token, old, newPassword)).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        data: { fields: { newPassword: reason } },
      });
    await refused('Short 1', '密码至少 8 位');
    await refused('Chengmin-26', '密码里不能有账号');
    await refused('程敏-Kettle7', '密码里不能有姓名或姓名的拼音');
    await refused(PASSWORD, '不能和最近 5 次用过的密码相同');
    await change(token, PASSWORD, 'Another one 2');
    await refused(PASSWORD, '不能和最近 5 次用过的密码相同', 'Another one 2');
  });

  test('at a desk left alone is no way to guess: the limit is that of signing in', async () => {
    const { token } = await signIn('chengmin', PASSWORD);
    const codes = await codesOf(Array.from({ length: 40 }, (_, each) => change(token, `guess ${each}`)));
    expect(codes.filter((code) => code === 'INVALID_INPUT')).toHaveLength(3);
    expect(codes.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(37);
    expect(await codesOf([signIn('chengmin', PASSWORD)])).toEqual(['TOO_MANY_ATTEMPTS']);
    await expect(change(token, 'wrong')).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  });
});

describe('a password that somebody else chose', () => {
  const owes = async (account: string, password: string) => (await signIn(account, password)).signedIn.owes;

  test('opens nothing until its holder has changed it: the first one, and one that was reset', async () => {
    const actionId = desk.environment.newId();
    const person = { actionId, account: 'sunli', name: '孙丽', roles: ['clerk'], phone: null } as const;
    const { staffId } = await addStaff(desk, desk.it, { ...person, password: 'First of all 1' });
    const { token, signedIn } = await signIn('sunli', 'First of all 1');
    expect(signedIn.owes).toBe('first_password');
    await expect(sessions.callerOf(token)).rejects.toMatchObject({ code: 'PASSWORD_CHANGE_NEEDED' });
    await expect(sessions.watcherOf(token)).rejects.toMatchObject({ code: 'PASSWORD_CHANGE_NEEDED' });
    const own = { oldPassword: 'First of all 1', newPassword: 'My own words 2' };
    await sessions.changeOwnPassword(token, own);
    expect((await sessions.callerOf(token))?.staffId).toBe(staffId);
    expect(await owes('sunli', 'My own words 2')).toBeNull();
    await resetPassword(desk, desk.security, { staffId, password: 'Reset by IT 3' });
    expect(await sessions.callerOf(token)).toBeNull();
    expect(await owes('sunli', 'Reset by IT 3')).toBe('first_password');
  });

  test('is the sample’s in the sample center alone: any other center wants another one', async () => {
    const { staffId } = desk.clerk;
    const hash = await hashPassword(SAMPLE_PASSWORD);
    const kept = { hash, origin: 'sample', setAt: desk.clock.now, earlier: [] } as const;
    await desk.store.write((writes) => writes.sessions.savePassword(staffId, kept));
    const { signedIn } = await signIn('chengmin', SAMPLE_PASSWORD);
    expect(signedIn).toMatchObject({ center: { name: SAMPLE_CENTER_NAME }, owes: null, samplePassword: true });
    await desk.store.write(async (writes) => {
      const stored = await writes.settings.settings();
      if (!stored) throw new Error('no settings');
      await writes.settings.saveSettings({ ...stored, settings: { ...stored.settings, name: '惠济区综治中心' } });
    });
    expect(await owes('chengmin', SAMPLE_PASSWORD)).toBe('sample_password');
  });

  test('grows old after 90 days', async () => {
    const DAY = 24 * 3_600_000;
    const { token } = await signIn('chengmin', PASSWORD);
    await sessions.changeOwnPassword(token, { oldPassword: PASSWORD, newPassword: 'Another one 2' });
    desk.clock.now += 90 * DAY;
    expect(await owes('chengmin', 'Another one 2')).toBeNull();
    desk.clock.now += 1;
    expect(await owes('chengmin', 'Another one 2')).toBe('old_password');
  });
});
