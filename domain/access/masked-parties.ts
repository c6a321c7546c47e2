import type { Party, PersonParty, UnitParty } from '../parties/party.ts';
import { isMinor, partyAge } from '../parties/party-age.ts';
import type { PlainDate } from '../text/chinese-date.ts';
import { type MaskedKind, maskOf } from './masks.ts';

/** A field of a party that may be masked: `phone`, `agents.0.idNumber`. */
export interface PersonalField {
  readonly path: string;
  readonly kind: MaskedKind;
  readonly value: string;
}

/** A field as a reader is told that it is masked. */
export interface MaskedField {
  readonly partyId: string;
  readonly path: string;
  readonly kind: MaskedKind;
}

type Given = { readonly path: string; readonly kind: MaskedKind; readonly value: string | null };

/** Personal data of a party, by where it stands. Credit codes and seats of units are public. */
export function personalFields(party: Party): readonly PersonalField[] {
  const own: readonly Given[] =
    party.kind === 'person'
      ? [
          { path: 'documentNumber', kind: 'idNumber', value: party.documentNumber },
          { path: 'phone', kind: 'phone', value: party.phone },
          { path: 'address', kind: 'address', value: party.address },
        ]
      : [{ path: 'phone', kind: 'phone', value: party.phone }];
  const agents = party.agents.flatMap(({ idNumber, phone }, index): Given[] => [
    { path: `agents.${index}.idNumber`, kind: 'idNumber', value: idNumber },
    { path: `agents.${index}.phone`, kind: 'phone', value: phone },
  ]);
  return [...own, ...agents].flatMap(({ value, ...field }) => (value === null ? [] : [{ ...field, value }]));
}

/** The party with other values at some paths. */
function withValues(party: Party, values: ReadonlyMap<string, string>): Party {
  const at = <Value extends string | null>(path: string, value: Value) => values.get(path) ?? value;
  const agents = party.agents.map((agent, index) => ({
    ...agent,
    idNumber: at(`agents.${index}.idNumber`, agent.idNumber),
    phone: at(`agents.${index}.phone`, agent.phone),
  }));
  const phone = at('phone', party.phone);
  if (party.kind === 'unit') return { ...party, phone, agents };
  const { documentNumber, address } = party;
  return {
    ...party,
    phone,
    agents,
    documentNumber: at('documentNumber', documentNumber),
    address: at('address', address),
  };
}

/**
 * Parties as a reader sees them for whom some kinds are masked. Who is of age stays known: the age of a day, where only
 * the masked number tells it.
 */
export function maskParties(
  parties: readonly Party[],
  kinds: ReadonlySet<MaskedKind>,
  on: PlainDate,
): { readonly parties: Party[]; readonly masked: readonly MaskedField[] } {
  const masked: MaskedField[] = [];
  const shown = parties.map((party) => {
    const values = new Map<string, string>();
    for (const { path, kind, value } of personalFields(party)) {
      const hidden = maskOf(kind, value);
      if (!kinds.has(kind) || hidden === value) continue;
      values.set(path, hidden);
      masked.push({ partyId: party.id, path, kind });
    }
    const aged =
      party.kind === 'person' && values.has('documentNumber') ? { ...party, statedAge: partyAge(party, on) } : party;
    return withValues(aged, values);
  });
  return { parties: shown, masked };
}

/**
 * Parties that came back from a form, with what stands in the case where the form only had the mask of it: nothing is
 * lost by who corrects a case whose numbers they do not see.
 */
export function withKnownValues(given: readonly Party[], known: readonly Party[]): Party[] {
  return given.map((party) => {
    const before = known.find(({ id }) => id === party.id);
    if (!before) return party;
    const there = new Map(personalFields(before).map((field) => [field.path, field]));
    const values = new Map<string, string>();
    for (const { path, value } of personalFields(party)) {
      const field = there.get(path);
      if (field && value !== field.value && value === maskOf(field.kind, field.value)) values.set(path, field.value);
    }
    // A form that corrects says nothing of what a party was told: that stays as it was written down.
    const kept = before.privacy && !party.privacy ? { ...party, privacy: before.privacy } : party;
    return values.size === 0 ? kept : withValues(kept, values);
  });
}

/** What says whether somebody is a minor; of a unit nothing does. */
export type ListedPerson =
  | (Pick<PersonParty, 'kind' | 'name' | 'birthDate' | 'documentKind' | 'documentNumber' | 'statedAge'> & {
      readonly kind: 'person';
    })
  | Pick<UnitParty, 'kind' | 'name'>;

/** Parties with what was revealed of them in its place. */
export function withRevealed(
  parties: readonly Party[],
  fields: readonly { readonly partyId: string; readonly path: string; readonly value: string }[],
): Party[] {
  return parties.map((party) => {
    const own = fields.filter(({ partyId }) => partyId === party.id);
    return own.length === 0 ? party : withValues(party, new Map(own.map(({ path, value }) => [path, value])));
  });
}

/** How lists name a party: a minor (民法典 17; 未成年人保护法 103) by the family name. */
export function listedName(party: ListedPerson, on: PlainDate): string {
  const hidden = party.kind === 'person' && isMinor(party, on) === true;
  return hidden ? maskOf('minorName', party.name) : party.name;
}

/** A title as lists show it: with the names that {@link listedName} gives. */
export function listedTitle(title: string, parties: readonly Party[], on: PlainDate): string {
  return parties.reduce((text, party) => {
    const name = listedName(party, on);
    return name === party.name ? text : text.replaceAll(party.name, name);
  }, title);
}
