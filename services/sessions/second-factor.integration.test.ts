import { TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { initialSignInSettings } from '../../domain/access/sign-in-settings.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { resetSecondFactor } from '../directory/staff.ts';
import { createSessionService, type SessionService } from './sessions.ts';
import { newRecoveryCodes, otpauthUri, recoveryHash, stepOfCode } from './totp.ts';

/** The secret of RFC 6238, appendix B: the ASCII digits 1 to 0, twice. */
const RFC_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('at %s s the code is the last six digits of %s (RFC 6238, appendix B)', (seconds, eight) => {
  expect(stepOfCode(RFC_SECRET, eight.slice(2), seconds * 1000, -1)).toBe(Math.floor(seconds / 30));
});

test('a telephone may be one interval off, and no more', () => {
  const at = 1_111_111_109_000;
  const code = '081804';
  for (const off of [-30_000, 0, 30_000]) expect(stepOfCode(RFC_SECRET, code, at + off, -1)).not.toBeNull();
  for (const off of [-60_000, 60_000]) expect(stepOfCode(RFC_SECRET, code, at + off, -1)).toBeNull();
});

test('the QR code says what every authenticator understands', () => {
  const uri = new URL(otpauthUri(RFC_SECRET, { issuer: '金水区综治中心', label: 'chengmin' }));
  expect(uri.protocol).toBe('otpauth:');
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({
    issuer: '金水区综治中心',
    secret: RFC_SECRET,
    digits: '6',
    period: '30',
  });
});

const PASSWORD = 'Long enough 1';
let desk: TestDesk;
let sessions: SessionService;
beforeEach(async () => {
  desk = await openTestDesk();
  sessions = createSessionService(desk);
});
afterEach(() => desk.store.remove());

const signIn = (account: string, code?: string) =>
  sessions.signIn({ account, password: PASSWORD, desk: '3 号窗口', ...(code === undefined ? {} : { code }) });

/** What the telephone shows now. */
const shownBy = (secret: string): string =>
  new TOTP({ secret: secret.replaceAll(' ', '') }).generate({ timestamp: desk.clock.now });

async function enrol(account: string) {
  const { token } = await signIn(account);
  const { secret } = await sessions.beginSecondFactor(token, PASSWORD);
  const { recoveryCodes } = await sessions.confirmSecondFactor(token, shownBy(secret));
  desk.clock.now += 30_000;
  return { secret, recoveryCodes };
}

describe('codes of a telephone', () => {
  test('are asked for after the password, from the first confirmed one on', async () => {
    const { token } = await signIn('chengmin');
    const { secret } = await sessions.beginSecondFactor(token, PASSWORD);
    expect((await signIn('chengmin')).signedIn.secondFactor).toBe(false);
    await expect(sessions.confirmSecondFactor(token, '000000')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const again = (await signIn('chengmin')).token;
    expect((await sessions.confirmSecondFactor(again, shownBy(secret))).recoveryCodes).toHaveLength(8);
    desk.clock.now += 30_000;
    await expect(signIn('chengmin')).rejects.toMatchObject({ code: 'CODE_NEEDED' });
    expect((await signIn('chengmin', shownBy(secret))).signedIn).toMatchObject({ secondFactor: true, owes: null });
  });

  test('are taken once: the same code is refused at once and at another desk', async () => {
    const { secret } = await enrol('chengmin');
    const code = shownBy(secret);
    const both = await Promise.allSettled([signIn('chengmin', code), signIn('chengmin', code)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(signIn('chengmin', code)).rejects.toMatchObject({ code: 'CODE_NEEDED' });
  });

  test('that are wrong lock the account as wrong passwords do, also with the right password between them', async () => {
    await enrol('chengmin');
    const codes: string[] = [];
    for (let tries = 0; tries < 40 && !codes.includes('ACCOUNT_LOCKED'); tries += 1) {
      const failure: unknown = await signIn('chengmin', tries % 2 === 0 ? '000000' : undefined).catch(
        (e: unknown) => e,
      );
      codes.push(String(Object(failure).code));
      desk.clock.now += 10_000;
    }
    expect(codes).toContain('ACCOUNT_LOCKED');
  });

  test('the store holds no recovery code, and each opens one session', async () => {
    const { recoveryCodes } = await enrol('chengmin');
    const [first = '', second = ''] = recoveryCodes;
    const kept = await desk.store.read((reads) => reads.sessions.secondFactor(desk.clerk.staffId));
    expect(JSON.stringify(kept)).not.toContain(first);
    expect((await signIn('chengmin', first.toLowerCase().replace('-', ' '))).signedIn.owes).toBeNull();
    await expect(signIn('chengmin', first)).rejects.toMatchObject({ code: 'CODE_NEEDED' });
    expect((await signIn('chengmin', second)).signedIn.owes).toBeNull();
  });

  test('are taken away by an administrator where the telephone is lost', async () => {
    await enrol('chengmin');
    await expect(resetSecondFactor(desk, desk.clerk, { staffId: desk.clerk.staffId })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    await resetSecondFactor(desk, desk.security, { staffId: desk.clerk.staffId });
    expect((await signIn('chengmin')).signedIn.secondFactor).toBe(false);
  });

  test('at a desk left alone are not changed without the password', async () => {
    const { token } = await signIn('chengmin');
    await expect(sessions.beginSecondFactor(token, 'wrong')).rejects.toMatchObject({
      data: { fields: { password: '原密码不对' } },
    });
  });

  test('that a role must have come before anything else', async () => {
    await desk.store.write(async (writes) => {
      const stored = await writes.settings.settings();
      if (!stored) throw new Error('no settings');
      const signIn = { ...initialSignInSettings, secondFactorFor: ['manager'] as const };
      await writes.settings.saveSettings({
        ...stored,
        settings: { ...stored.settings, signIn: { ...signIn, secondFactorFor: ['manager'] } },
      });
    });
    const { token, signedIn } = await signIn('chenjing');
    expect(signedIn.owes).toBe('second_factor');
    await expect(sessions.callerOf(token)).rejects.toMatchObject({ code: 'SECOND_FACTOR_NEEDED' });
    const { secret } = await sessions.beginSecondFactor(token, '');
    await sessions.confirmSecondFactor(token, shownBy(secret));
    expect((await sessions.callerOf(token))?.staffId).toBe(desk.manager.staffId);
    expect((await signIn('chengmin')).signedIn.owes).toBeNull();
  });
});

test('recovery codes differ, and have no sign that is taken for another', () => {
  const codes = newRecoveryCodes(desk.environment);
  expect(new Set(codes.map((code) => recoveryHash(code))).size).toBe(8);
  for (const code of codes) expect(code).toMatch(/^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/);
});
