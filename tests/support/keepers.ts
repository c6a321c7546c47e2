import { randomUUID } from 'node:crypto';
import { usualKeepers } from '../../contract/center.ts';
import type { Role } from '../../domain/access/roles.ts';
import { type Api, signedInApi, takeOwnPassword } from '../browser/api.ts';

/** What a keeper changes the first password to, and what a new account gets from IT. */
export const KEEPER_PASSWORD = 'Keeps it safe 1';
const FIRST_PASSWORD = 'First of all 1';

/** For tests only: the API of a keeper of a center that was set up with this password, which is changed the first time. */
export async function keeperApi(origin: string, keeper: keyof typeof usualKeepers, password: string): Promise<Api> {
  const { account } = usualKeepers[keeper];
  const known = await signedInApi(origin, account, KEEPER_PASSWORD).catch(() => null);
  return known ?? takeOwnPassword(origin, account, password, KEEPER_PASSWORD);
}

/** Adds people as an office does: IT makes the accounts, security grants the roles, each takes a password (三员分立). */
export async function hire(
  origin: string,
  password: string,
  people: readonly { readonly account: string; readonly name: string; readonly roles: readonly Role[] }[],
): Promise<void> {
  const it = await keeperApi(origin, 'it', password);
  const security = await keeperApi(origin, 'security', password);
  for (const { account, name, roles } of people) {
    const person = { actionId: randomUUID(), account, name, phone: null, password: FIRST_PASSWORD };
    const { staffId } = await it.directory.addStaff(person);
    await security.directory.setStaffRoles({ actionId: randomUUID(), staffId, roles: [...roles] });
    await takeOwnPassword(origin, account, FIRST_PASSWORD, password);
  }
}
