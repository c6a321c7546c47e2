import { ServiceError } from '../../contract/errors.ts';
import type { NewSecondFactor } from '../../contract/sessions.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Writes } from '../ports.ts';
import type { OpenSession } from './open-session.ts';
import type { StoredSecondFactor } from './port.ts';
import { newRecoveryCodes, newSecret, otpauthUri, recoveryHash, stepOfCode } from './totp.ts';

const noFactor: StoredSecondFactor = { secret: null, pending: null, lastStep: -1, recoveryHashes: [] };

function wrongCode(reason: string): ServiceError {
  return new ServiceError('INVALID_INPUT', { fields: { code: reason } });
}

/** Makes a secret that counts once a code of it has been confirmed; until then the one before it, if any, goes on. */
export async function beginSecondFactor(
  { store, environment }: Dependencies,
  { member }: OpenSession,
): Promise<NewSecondFactor> {
  const pending = newSecret(environment);
  const issuer = await store.write(async ({ sessions, settings }) => {
    const before = (await sessions.secondFactor(member.staffId)) ?? noFactor;
    await sessions.saveSecondFactor(member.staffId, { ...before, pending });
    return (await settings.settings())?.settings.name ?? '枫桥工作台';
  });
  const secret = pending.match(/.{1,4}/g)?.join(' ') ?? pending;
  return { secret, uri: otpauthUri(pending, { issuer, label: member.account }) };
}

/** @throws ServiceError INVALID_INPUT where the code is not that of the secret that was shown. */
export async function confirmSecondFactor(
  { store, environment }: Dependencies,
  { member, session }: OpenSession,
  code: string,
): Promise<{ readonly recoveryCodes: readonly string[] }> {
  const recoveryCodes = newRecoveryCodes(environment);
  const now = environment.now();
  await store.write(async ({ sessions }) => {
    const { pending } = (await sessions.secondFactor(member.staffId)) ?? noFactor;
    if (pending === null) throw wrongCode('请先扫二维码');
    const step = stepOfCode(pending, code, now, -1);
    if (step === null) throw wrongCode('动态口令不对。请核对手机的时间，再输入现在显示的 6 位');
    const recoveryHashes = recoveryCodes.map((each) => recoveryHash(each));
    await sessions.saveSecondFactor(member.staffId, { secret: pending, pending: null, lastStep: step, recoveryHashes });
    if (session.owes === 'second_factor') await sessions.saveSession({ ...session, owes: null });
    const { staffId } = member;
    await sessions.noteAccess({ at: now, staffId, kind: 'second_factor_set', subject: session.desk });
  });
  return { recoveryCodes };
}

/**
 * Takes a code at signing in, inside its transaction: the same code is never taken twice, at two desks at once either.
 * Resolves to false where it is wrong.
 */
export async function takeCode(
  { sessions }: Pick<Writes, 'sessions'>,
  environment: Dependencies['environment'],
  { staffId, code, desk }: { readonly staffId: string; readonly code: string; readonly desk: string },
): Promise<boolean> {
  const factor = await sessions.secondFactor(staffId);
  if (!factor || factor.secret === null) return false;
  const now = environment.now();
  const lastStep = stepOfCode(factor.secret, code, now, factor.lastStep);
  if (lastStep !== null) {
    await sessions.saveSecondFactor(staffId, { ...factor, lastStep });
    return true;
  }
  const used = recoveryHash(code);
  if (!factor.recoveryHashes.includes(used)) return false;
  const recoveryHashes = factor.recoveryHashes.filter((each) => each !== used);
  await sessions.saveSecondFactor(staffId, { ...factor, recoveryHashes });
  await sessions.noteAccess({ at: now, staffId, kind: 'recovery_code_used', subject: desk });
  return true;
}
