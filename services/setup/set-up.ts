import type { CenterStatus, SetUp } from '../../contract/center.ts';
import { ServiceError } from '../../contract/errors.ts';
import { initialSettings } from '../../domain/center/settings.ts';
import type { Dependencies } from '../dependencies.ts';
import { applyStaffAction } from '../directory/staff.ts';
import { acceptPassword, keepPassword } from '../sessions/new-password.ts';
import { applyCenterAction } from '../settings/settings.ts';
import { isClockSuspect } from './clock.ts';

export async function centerStatus(
  { store, environment }: Dependencies,
  version: string,
  replacing: boolean,
): Promise<CenterStatus> {
  const now = environment.now();
  return store.read(async ({ settings, log }) => {
    const stored = await settings.settings();
    const clockSuspect = await isClockSuspect(log, environment);
    const name = stored?.settings.name ?? null;
    return { setUp: stored !== null && !replacing, name, version, now, clockSuspect, replacing };
  });
}

/** The first-run assistant's one transaction: center, committee, first administrator. */
export async function setUpCenter(dependencies: Dependencies, input: SetUp): Promise<void> {
  const { store, environment, divisions } = dependencies;
  const area = divisions.find(input.areaCode);
  if (!area) throw new ServiceError('INVALID_INPUT', { fields: { areaCode: '没有这个区县，请从列表里选择' } });
  const hash = await acceptPassword(dependencies, {
    password: input.administrator.password,
    owner: input.administrator,
    staffId: null,
    field: 'administrator.password',
  });
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
    const { account, name, phone } = input.administrator;
    await applyStaffAction(writes, dependencies, {
      actionId: environment.newId(),
      actorId: administratorId,
      staffId: administratorId,
      action: { type: 'staff.registered', payload: { account, name, roles: ['manager', 'it'], phone: phone || null } },
    });
    // Chosen by the person who signs in with it.
    await keepPassword(writes, administratorId, { hash, origin: 'own', setAt: environment.now() });
  });
}
