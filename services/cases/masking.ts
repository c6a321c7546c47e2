import type { SetAsideEntry } from '../../contract/cases.ts';
import { type MaskedField, maskParties } from '../../domain/access/masked-parties.ts';
import { maskedFor, maskOf, type Standing } from '../../domain/access/masks.ts';
import { holdsAny } from '../../domain/access/roles.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { CaseStatus } from '../../domain/cases/status.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import type { Caller } from '../dependencies.ts';

/** While the desk has a case, whichever clerk sits there works on it. */
const atTheDesk: readonly CaseStatus[] = ['registered', 'accepted', 'triaged', 'returned'];

/** How a person stands to a case (domain/access/masks.ts). */
export function standingsOf(state: CaseState, caller: Caller): readonly Standing[] {
  return [
    ...(holdsAny(caller, ['manager']) ? (['manager'] as const) : []),
    ...(state.mediatorIds.includes(caller.staffId) ? (['case_mediator'] as const) : []),
    ...(state.registeredBy === caller.staffId ? (['registrar'] as const) : []),
    ...(holdsAny(caller, ['clerk']) && atTheDesk.includes(state.status) ? (['desk'] as const) : []),
  ];
}

/** The case as a person sees it who opened it, and what of its people is masked. */
export function maskedCase(
  state: CaseState,
  caller: Caller,
): { readonly state: CaseState; readonly masked: readonly MaskedField[] } {
  const { registration } = state;
  const kinds = maskedFor('case', standingsOf(state, caller));
  if (registration === null || kinds.size === 0) return { state, masked: [] };
  const day = toChinaDate(state.instants.registeredAt);
  const { parties, masked } = maskParties(registration.parties, kinds, day);
  const investigations = state.investigations.map((each) =>
    each.askedAddress === undefined || !kinds.has('address')
      ? each
      : { ...each, askedAddress: maskOf('address', each.askedAddress) },
  );
  return { state: { ...state, investigations, registration: { ...registration, parties } }, masked };
}

/** Steps that were set aside, without what they say of people where that is masked: who did them still sees it. */
export function maskedEntries(
  entries: readonly SetAsideEntry[],
  masked: readonly MaskedField[],
  caller: Caller,
): readonly SetAsideEntry[] {
  if (masked.length === 0) return entries;
  return entries.map((entry) => {
    const names = entry.type === 'case.registered' || entry.type === 'case.corrected';
    return names && entry.actorId !== caller.staffId ? { ...entry, payload: null } : entry;
  });
}
