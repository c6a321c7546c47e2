import * as z from 'zod';
import { reachProblems } from '../access/reach.ts';
import { roleSchema, roles } from '../access/roles.ts';
import { mojTypeCodes } from '../codes/moj-types.ts';
import type { EntryBody } from './entries.ts';

/** Somebody of the city's directory as a desk gets the account. */
export const directoryPersonSchema = z.object({
  account: z.string().regex(/^[a-z][a-z0-9._-]{1,31}$/, '账号用小写字母开头，2 到 32 位字母、数字'),
  name: z.string().trim().min(1, '请填写姓名').max(50),
  role: roleSchema,
  placeCode: z.string().max(12).nullable(),
  unit: z.string().max(100).nullable(),
  phone: z.string().min(1).max(30).nullable(),
  specialities: z.array(z.enum(mojTypeCodes)).max(mojTypeCodes.length),
  servedPlace: z.string().max(12).nullable(),
});
export type DirectoryPerson = z.infer<typeof directoryPersonSchema>;

/** An account row that cannot be made, with the reason in Chinese. */
export interface LeftOut {
  readonly account: string;
  readonly name: string;
  readonly why: string;
}

export interface DirectoryEntries {
  readonly accounts: readonly EntryBody<'account'>[];
  readonly units: readonly EntryBody<'unit'>[];
  readonly mediators: readonly EntryBody<'mediator'>[];
}

/** The place whose cases the role reaches: a grid’s is its community’s; the others’ is the account’s own. */
function reachOf(role: (typeof roles)[number], placeCode: string): string | null {
  if (role.level === 'center') return null;
  return role.level === 'city' ? placeCode.slice(0, 4) : placeCode.slice(0, 12);
}

/** The one mediator of the directory who this account is: of the same name in the same place; null for none, and for namesakes. */
function mediatorOf({ name, phone, placeCode }: EntryBody<'account'>, mediators: DirectoryEntries['mediators']) {
  const found = mediators.filter(
    (each) => each.name === name && (each.placeCode === placeCode || (phone !== '' && each.phone === phone)),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}

/**
 * Who of the city's directory works at the desk of a place, by the account rows of exactly this place. A mediator brings
 * along what the mediators' sheet says of the same person.
 */
export function accountsOfPlace(
  place: string,
  { accounts, units, mediators }: DirectoryEntries,
): { readonly people: readonly DirectoryPerson[]; readonly left: readonly LeftOut[] } {
  const people: DirectoryPerson[] = [];
  const left: LeftOut[] = [];
  const here = accounts.filter(({ placeCode }) => placeCode === place);
  for (const row of here.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    const role = roles.find(({ name }) => name === row.role);
    const unit = row.unitCode === '' ? null : (units.find(({ code }) => code === row.unitCode)?.name ?? null);
    const reach = { placeCode: role ? reachOf(role, place) : null, unit };
    const [why] = role ? Object.values(reachProblems([role.id], reach)) : [`没有「${row.role}」这个岗位`];
    if (!role || why !== undefined) {
      left.push({ account: row.code, name: row.name, why: why ?? '' });
      continue;
    }
    const mediator = role.id === 'mediator' ? mediatorOf(row, mediators) : null;
    people.push({
      ...{ account: row.code, name: row.name, role: role.id, phone: row.phone || null, ...reach },
      specialities: [...(mediator?.specialities ?? [])],
      servedPlace: role.id === 'mediator' ? place : null,
    });
  }
  return { people, left };
}
