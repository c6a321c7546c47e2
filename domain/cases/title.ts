import { findMojType, type MojTypeCode } from '../codes/moj-types.ts';
import type { PartyKind, PartyRole } from '../parties/party.ts';
import { countCharacters } from '../text/plain-text.ts';

/** As much of a party as a title needs; a form that is still being filled has it too. */
export interface NamedParty {
  readonly role: PartyRole;
  readonly kind: PartyKind;
  readonly name: string;
}

/** The title field's limit: field 1 of GB/T 31000-2015's dispute table. */
const TITLE_LIMIT = 100;

/** One name, 「张某、王某」 for two, 「张某等 3 人」 for more. */
function sideText(side: readonly NamedParty[]): string {
  const [first] = side;
  if (!first) return '';
  if (side.length <= 2) return side.map((party) => party.name).join('、');
  const kinds = new Set(side.map((party) => party.kind));
  const counter = kinds.size > 1 ? '方' : first.kind === 'unit' ? '家单位' : '人';
  return `${first.name}等 ${side.length} ${counter}`;
}

/** The two sides, applicants first; third parties stand in only where nobody else is named. */
function sidesOf(parties: readonly NamedParty[]): readonly string[] {
  const named = parties.filter((party) => party.name.trim() !== '');
  const side = (role: PartyRole): string => sideText(named.filter((party) => party.role === role));
  const sides = [side('applicant'), side('respondent')].filter((text) => text !== '');
  return sides.length > 0 ? sides : [side('third_party')].filter((text) => text !== '');
}

/** 「张某 与 李某」, 「张某等 3 人 与 某物业公司」; empty while nobody is named. */
export function partiesText(parties: readonly NamedParty[]): string {
  return sidesOf(parties).join(' 与 ');
}

/**
 * The title that the form offers, 「张某与李某邻里纠纷」, as dossiers are named. It always fits the field: where long names
 * of units do not, the second side is left out, then both.
 */
export function suggestTitle(parties: readonly NamedParty[], mojType: MojTypeCode): string {
  const caption = findMojType(mojType)?.caption ?? '纠纷';
  const sides = sidesOf(parties);
  const candidates = [sides.join('与'), sides[0] ?? ''].map((names) => `${names}${caption}`);
  return candidates.find((title) => countCharacters(title) <= TITLE_LIMIT) ?? caption;
}
