import { type Role, roleName, roles } from './roles.ts';

/**
 * Separation of the three keepers (三员分立): who runs the machine, who grants rights and who reads the record are three
 * accounts, and none of them works on cases. An account holds one keeper's role and nothing else.
 */
export const keeperRoles: readonly Role[] = roles.filter(({ kind }) => kind === 'keeper').map(({ id }) => id);

/** Why these roles may not meet in one account, in Chinese; null where they may. */
export function incompatibility(held: readonly Role[]): string | null {
  const keeper = keeperRoles.find((role) => held.includes(role));
  if (keeper === undefined) return null;
  const other = held.find((role) => role !== keeper);
  if (other === undefined) return null;
  return `「${roleName(keeper)}」不能和「${roleName(other)}」是同一个账号（三员分立），请另建账号`;
}

/**
 * The roles that count where a log brings others together, as older programs allowed: the keeper's alone. So the
 * account reads less than it did, and the center can still be run.
 */
export function separated(held: readonly Role[]): readonly Role[] {
  const keeper = keeperRoles.find((role) => held.includes(role));
  return keeper === undefined || held.length === 1 ? held : [keeper];
}
