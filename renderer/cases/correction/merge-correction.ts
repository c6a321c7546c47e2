import { type Registration, registrationRules } from '../../../domain/cases/registration.ts';

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The same shape and order of keys, whatever way a registration came. */
function canonical(registration: Registration): Registration {
  const parsed = registrationRules.safeParse(registration);
  return parsed.success ? parsed.data : registration;
}

/** Whether the registration is another than it was, however it came. */
export function hasChanged(seen: Registration, current: Registration): boolean {
  return !same(canonical(seen), canonical(current));
}

/** For every key: what this person wrote where it was changed, else what stands there now. */
function mergeKeys<Whole extends object>(seen: Whole, mine: Whole, current: Whole): Whole {
  const entries = Object.entries(mine).map(([key, value]) => {
    const untouched = same(value, seen[key as keyof Whole]);
    return [key, untouched && key in current ? current[key as keyof Whole] : value];
  });
  return Object.fromEntries(entries) as Whole;
}

/**
 * A correction made on an older registration, on top of the current one: what was not touched keeps what others wrote
 * meanwhile, such as a party's willingness (LOG-5). What both changed is this person's, who has been shown the others' step.
 */
export function mergeCorrection(seenRaw: Registration, mine: Registration, currentRaw: Registration): Registration {
  const [seen, current] = [canonical(seenRaw), canonical(currentRaw)];
  const merged = mergeKeys(seen, mine, current);
  const parties = mine.parties.map((party) => {
    const before = seen.parties.find(({ id }) => id === party.id);
    const now = current.parties.find(({ id }) => id === party.id);
    // A person turned into a unit has other fields: there is nothing to merge key by key.
    return before && now && before.kind === party.kind && now.kind === party.kind
      ? mergeKeys(before, party, now)
      : party;
  });
  const addedByOthers = current.parties.filter(
    ({ id }) => ![...seen.parties, ...mine.parties].some((each) => each.id === id),
  );
  return { ...merged, parties: [...parties, ...addedByOthers] };
}
