import { type CenterStatus, type SetUp, usualKeepers } from '../../contract/center.ts';
import { ServiceError } from '../../contract/errors.ts';
import { reachProblems } from '../../domain/access/reach.ts';
import { initialSettings } from '../../domain/center/settings.ts';
import type { DirectoryPerson } from '../../domain/directory/accounts-of-place.ts';
import type { StaffAction } from '../../domain/directory/staff.ts';
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

/** Somebody who gets an account at the set-up. */
interface FirstPerson extends DirectoryPerson {
  readonly password: string;
  /** Where the form shows what is wrong with the password. */
  readonly field: string;
}

const nothingMore = { placeCode: null, unit: null, specialities: [], servedPlace: null };

/** The manager first, then the three keepers, then whoever else was named. */
function firstPeople({ administrator, keepers = usualKeepers, people = [] }: SetUp): readonly FirstPerson[] {
  const keeperOf = (role: (typeof keeperIds)[number]): FirstPerson => {
    const { account, name, phone, password } = { phone: undefined, password: undefined, ...keepers[role] };
    const own = { account, name, phone: phone || null, password: password ?? administrator.password };
    return { ...nothingMore, ...own, role, field: 'administrator.password' };
  };
  const { account, name, phone, password } = administrator;
  return [
    { ...nothingMore, account, name, password, phone: phone || null, role: 'manager', field: 'administrator.password' },
    ...keeperIds.map(keeperOf),
    ...people.map((person, index) => ({ ...person, field: `people.${index}.password` })),
  ];
}

/** @throws ServiceError INVALID_INPUT where an account is there twice, or a role lacks its place or department */
function requireApart(people: readonly FirstPerson[]): void {
  const accounts = people.map(({ account }) => account);
  const firsts = accounts.slice(0, 1 + keeperIds.length);
  if (new Set(firsts).size < firsts.length) {
    const problem = `账号不能和管理账号（${firsts.slice(1).join('、')}）相同`;
    throw new ServiceError('INVALID_INPUT', { fields: { 'administrator.account': problem } });
  }
  const twice = accounts.find((account, index) => accounts.indexOf(account) < index);
  if (twice !== undefined) throw new ServiceError('INVALID_INPUT', { fields: { people: `有两个账号「${twice}」` } });
  for (const { account, role, placeCode, unit } of people) {
    const [problem] = Object.values(reachProblems([role], { placeCode, unit }));
    if (problem !== undefined)
      throw new ServiceError('INVALID_INPUT', { fields: { people: `${account}：${problem}` } });
  }
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
  const people = firstPeople(input);
  requireApart(people);
  // Each with a salt of its own.
  const hashes: string[] = [];
  for (const { password, field, ...owner } of people)
    hashes.push(
      await acceptPassword(dependencies, {
        password,
        owner: { ...owner, phone: owner.phone ?? undefined },
        staffId: null,
        field,
      }),
    );
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
    for (const [index, person] of people.entries()) {
      const { account, name, phone, role, placeCode, unit, specialities, servedPlace } = person;
      const isFirst = index === 0;
      const staffId = isFirst ? administratorId : environment.newId();
      const registered = { account, name, roles: [role], placeCode, unit, phone };
      const known = { specialities, servedPlace };
      const actions: StaffAction[] = [{ type: 'staff.registered', payload: registered }];
      if (servedPlace !== null) actions.push({ type: 'staff.mediation_changed', payload: known });
      for (const action of actions)
        await applyStaffAction(writes, dependencies, {
          actionId: environment.newId(),
          actorId: administratorId,
          staffId,
          action,
        });
      // The manager chose it and signs in with it; everybody else is to choose another.
      const origin = isFirst && !input.handedOut ? 'own' : 'first';
      await keepPassword(writes, staffId, { hash: hashes[index] ?? '', origin, setAt: environment.now() });
    }
  });
}
