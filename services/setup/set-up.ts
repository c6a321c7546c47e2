import { type CenterStatus, type SetUp, usualKeepers } from '../../contract/center.ts';
import { ServiceError } from '../../contract/errors.ts';
import { initialSettings } from '../../domain/center/settings.ts';
import type { Dependencies } from '../dependencies.ts';
import { applyStaffAction } from '../directory/staff.ts';
import { acceptPassword, keepPassword } from '../sessions/new-password.ts';
import { applyCenterAction } from '../settings/settings.ts';
import { isClockSuspect } from './clock.ts';

const keeperIds = ['it', 'security', 'auditor'] as const;

export async function centerStatus(
  { store, environment }: Dependencies,
  { version, replacing, hosted }: Pick<CenterStatus, 'version' | 'replacing'> & { readonly hosted: boolean },
): Promise<CenterStatus> {
  const now = environment.now();
  return store.read(async ({ settings, log }) => {
    const stored = await settings.settings();
    const clockSuspect = await isClockSuspect(log, environment);
    const name = stored?.settings.name ?? null;
    const said = { setUp: stored !== null && !replacing, name, version, now, clockSuspect, replacing };
    return hosted ? { ...said, hosted: true } : said;
  });
}

/**
 * The first-run assistant's one transaction: center, committee, the manager, and an account for each of the keepers,
 * because no account may be two of these (三员分立). The keepers' first password is the manager's, who chose it unless an
 * operator did.
 */
export async function setUpCenter(dependencies: Dependencies, input: SetUp): Promise<void> {
  const { store, environment, divisions } = dependencies;
  const area = divisions.find(input.areaCode);
  if (!area) throw new ServiceError('INVALID_INPUT', { fields: { areaCode: '没有这个区县，请从列表里选择' } });
  const { administrator, keepers = usualKeepers } = input;
  const people = [
    { ...administrator, role: 'manager' as const },
    ...keeperIds.map((role) => ({ ...keepers[role], phone: undefined, role })),
  ];
  const accounts = people.map(({ account }) => account);
  if (new Set(accounts).size < accounts.length) {
    const problem = `账号不能和管理账号（${keeperIds.map((role) => keepers[role].account).join('、')}）相同`;
    throw new ServiceError('INVALID_INPUT', { fields: { 'administrator.account': problem } });
  }
  // Each with a salt of its own.
  const hashes: string[] = [];
  for (const person of people) {
    const asked = { password: administrator.password, owner: person, staffId: null };
    hashes.push(await acceptPassword(dependencies, { ...asked, field: 'administrator.password' }));
  }
  await store.write(async (writes) => {
    if (await writes.settings.settings()) throw new ServiceError('ALREADY_SET_UP');
    const administratorId = environment.newId();
    await applyCenterAction(writes, dependencies, {
      actionId: environment.newId(),
      actorId: administratorId,
      centerId: environment.newId(),
      before: null,
      action: {
        type: 'center.established',
        payload: initialSettings({
          name: input.centerName,
          shortName: input.centerShortName,
          areaCode: input.areaCode,
          phone: input.phone,
          address: input.address,
          committee: { name: input.committeeName, shortName: input.committeeShortName },
        }),
      },
    });
    for (const [index, { account, name, phone, role }] of people.entries()) {
      const isFirst = index === 0;
      const staffId = isFirst ? administratorId : environment.newId();
      await applyStaffAction(writes, dependencies, {
        actionId: environment.newId(),
        actorId: administratorId,
        staffId,
        action: { type: 'staff.registered', payload: { account, name, roles: [role], phone: phone || null } },
      });
      // The manager chose it and signs in with it; everybody else is to choose another.
      const origin = isFirst && !input.handedOut ? 'own' : 'first';
      await keepPassword(writes, staffId, { hash: hashes[index] ?? '', origin, setAt: environment.now() });
    }
  });
}
