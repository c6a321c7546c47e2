import { type Procedure, type Scope, scopesOf } from './permissions.ts';
import type { Reach } from './reach.ts';
import type { Role } from './roles.ts';

/** Which cases somebody sees: all of the center, or those of some places and departments. */
export type CaseSight =
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly places: readonly string[]; readonly units: readonly string[] };

export const seesAll: CaseSight = { kind: 'all' };

/** What of a case decides who sees it. */
export interface CaseSubject {
  /** Division code of where it happened. */
  readonly placeCode: string;
  /** The department to which it was transferred. */
  readonly transferredTo: string | null;
  /** Departments that were asked to help with it (联动, 吹哨). */
  readonly helpers?: readonly string[];
}

/**
 * The cases that a procedure of this person reaches, by the scopes of the roles; null where it reaches none. A scope
 * whose fact is missing reaches nothing.
 */
export function caseSight(
  person: { readonly roles: readonly Role[] } & Partial<Reach>,
  procedure: Procedure,
): CaseSight | null {
  const scopes: readonly Scope[] = scopesOf(procedure, person.roles);
  if (scopes.includes('organisation')) return seesAll;
  const places = scopes.includes('place') && person.placeCode ? [person.placeCode] : [];
  const units = scopes.includes('unit') && person.unit ? [person.unit] : [];
  return places.length + units.length === 0 ? null : { kind: 'some', places, units };
}

/** Whether a case is among them: its place is one of the places or lies below it, or its department, or one that helps, is one of theirs. */
export function isInSight(sight: CaseSight, { placeCode, transferredTo, helpers = [] }: CaseSubject): boolean {
  if (sight.kind === 'all') return true;
  return (
    sight.places.some((place) => placeCode.startsWith(place)) ||
    (transferredTo !== null && sight.units.includes(transferredTo)) ||
    helpers.some((unit) => sight.units.includes(unit))
  );
}
