import type { CaseHint } from '../../../contract/cases.ts';
import type { DraftSummary } from '../../../contract/drafts.ts';
import { findGbt31000Category } from '../../../domain/codes/gbt31000-categories.ts';
import { findRiskLevel } from '../../../domain/codes/risk-levels.ts';
import { isMinor } from '../../../domain/parties/party-age.ts';
import type { FormValues, PartyValues } from './form-values.ts';
import { looseParty } from './sent-registration.ts';

/** Names the row of the form that a hint belongs to (`data-anchor`). */
export const anchors = {
  top: 'top',
  party: (id: string) => `party-${id}`,
  place: 'place',
  category: 'category',
  risk: 'risk',
} as const;

interface HintBase {
  /** Stays the same while the hint says the same, so that one put away does not come back. */
  readonly id: string;
  readonly anchor: string;
}

export type Hint = HintBase &
  (
    | { readonly kind: 'draft'; readonly draft: DraftSummary }
    | { readonly kind: 'same_person'; readonly name: string; readonly cases: readonly CaseHint[] }
    | { readonly kind: 'undecided'; readonly name: string }
    | { readonly kind: 'refused'; readonly name: string }
    | { readonly kind: 'minor'; readonly name: string; readonly partyIndex: number }
    | { readonly kind: 'similar'; readonly cases: readonly CaseHint[] }
    | { readonly kind: 'department'; readonly category: string }
    | { readonly kind: 'risk'; readonly demands: readonly string[] }
  );

export interface Found {
  readonly samePerson: readonly (CaseHint & { readonly personIndex: number })[];
  readonly similar: readonly CaseHint[];
  readonly draft: DraftSummary | null;
}

const MOST_CASES = 3;
/** A dispute with more parties than this is a matter of its own; one hint each would bury the form. */
const MOST_PARTIES = 20;

function partyHints(party: PartyValues, partyIndex: number, { samePerson }: Found, today: string): readonly Hint[] {
  const name = party.name.trim();
  const anchor = anchors.party(party.id);
  const hints: Hint[] = [];
  // An earlier case of the two same people is shown at the first of them only.
  const above = new Set(samePerson.filter((hint) => hint.personIndex < partyIndex).map((hint) => hint.caseId));
  const cases = samePerson
    .filter((hint) => hint.personIndex === partyIndex && !above.has(hint.caseId))
    .slice(0, MOST_CASES);
  if (cases.length > 0) {
    const ids = cases.map((hint) => hint.caseId).join(',');
    hints.push({ id: `same-${party.id}-${ids}`, anchor, kind: 'same_person', name: name || '此人', cases });
  }
  if (name === '') return hints;
  if (party.willingness !== 'willing') {
    const { willingness: kind } = party;
    hints.push({ id: `${kind}-${party.id}`, anchor, kind, name });
  }
  const loose = looseParty(party);
  const hasGuardian = party.agents.some((agent) => agent.relation === 'guardian');
  if (loose.kind === 'person' && !hasGuardian && isMinor(loose, today)) {
    hints.push({ id: `minor-${party.id}`, anchor, kind: 'minor', name, partyIndex });
  }
  return hints;
}

/** What is worth saying before it hurts, in the order of the rows that it belongs to. */
export function findHints(values: FormValues, found: Found, today: string): readonly Hint[] {
  const hints: Hint[] = [];
  if (found.draft) {
    hints.push({ id: `draft-${found.draft.draftId}`, anchor: anchors.top, kind: 'draft', draft: found.draft });
  }
  for (const [index, party] of values.parties.slice(0, MOST_PARTIES).entries()) {
    hints.push(...partyHints(party, index, found, today));
  }
  // A case that is shown at a person is not shown again at the place.
  const shown = new Set(found.samePerson.map((hint) => hint.caseId));
  const similar = found.similar.filter((hint) => !shown.has(hint.caseId)).slice(0, MOST_CASES);
  if (similar.length > 0) {
    const ids = similar.map((hint) => hint.caseId).join(',');
    hints.push({ id: `similar-${ids}`, anchor: anchors.place, kind: 'similar', cases: similar });
  }
  const category = values.gbtCategory === null ? null : findGbt31000Category(values.gbtCategory);
  if (category && !category.suitsMediation) {
    hints.push({
      id: `department-${category.code}`,
      anchor: anchors.category,
      kind: 'department',
      category: category.name,
    });
  }
  if (values.riskLevel === 'high') {
    const demands = findRiskLevel('high')?.demands ?? [];
    hints.push({ id: 'risk-high', anchor: anchors.risk, kind: 'risk', demands });
  }
  return hints;
}

/** The digits that people call a case by: 4127 of 金矛调〔2026〕4127号. */
export function shortNumber(caseNumber: string): string {
  return /(\d+)\D*$/.exec(caseNumber)?.[1] ?? caseNumber;
}
