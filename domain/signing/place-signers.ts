import { type CaseState, evidenceOf, type IssuedDocument, partiesOf } from '../cases/state.ts';
import { isByMandate } from '../parties/agent.ts';
import type { Party } from '../parties/party.ts';
import { type PaperPlace, paperPlaces, placeName } from './paper-places.ts';

/** Whose names a suggestion is made of: who sits at the desk, and what the staff are called. */
export interface SignerNames {
  readonly actorName: string;
  readonly staffName: (staffId: string) => string;
}

/** The people whom a paper may mean, by the words before its lines; those of one word stand in the order of the paper. */
type PeopleOf = (state: CaseState, document: IssuedDocument, names: SignerNames) => readonly string[];

const namesOf = (parties: readonly Party[]): readonly string[] => parties.map(({ name }) => name);

const ofRole =
  (role: Party['role']): PeopleOf =>
  (state) =>
    namesOf(partiesOf(state).filter((party) => party.role === role));

/** Of papers that are about one party: the subject is its place among the parties. */
const theParty: PeopleOf = (state, { subject }) => namesOf(partiesOf(state).slice(subject, subject + 1));

const theAgents: PeopleOf = (state, { subject }) =>
  (partiesOf(state)[subject]?.agents ?? []).filter(isByMandate).map(({ name }) => name);

const theGuardian: PeopleOf = (state, { subject }) =>
  (partiesOf(state)[subject]?.agents ?? []).filter(({ relation }) => relation === 'guardian').map(({ name }) => name);

const partiesThere: PeopleOf = (state, { form, subject }) => {
  const session = form === 'mediation-record' ? state.sessions[subject] : undefined;
  return namesOf(partiesOf(state).filter(({ id }) => session?.presentPartyIds.includes(id) ?? true));
};

const mediators: PeopleOf = (state, { form, subject }, { staffName }) =>
  ((form === 'mediation-record' ? state.sessions[subject]?.mediatorIds : undefined) ?? state.mediatorIds).map(
    staffName,
  );

const recorder: PeopleOf = ({ investigations, sessions }, { form, subject }, { staffName }) => {
  const of =
    form === 'investigation-record'
      ? investigations[subject]
      : form === 'mediation-record'
        ? sessions[subject]
        : undefined;
  return of ? [staffName(of.recorderId)] : [];
};

const peopleByWord: { readonly [word: string]: PeopleOf } = {
  当事人: partiesThere,
  申请人: ofRole('applicant'),
  人民调解员: mediators,
  记录人: recorder,
  被调查人: ({ investigations }, { subject }) =>
    investigations.slice(subject, subject + 1).map(({ askedName }) => askedName),
  调查人: ({ investigations }, { subject }, { staffName }) =>
    (investigations[subject]?.investigatorIds ?? []).map(staffName),
  委托人: theParty,
  受委托人: theAgents,
  受送达人: theParty,
  本人: theParty,
  监护人: theGuardian,
  提交人: (state) => {
    const providers = evidenceOf(state).map(({ providerId }) => providerId);
    return namesOf(partiesOf(state).filter(({ id }) => providers.includes(id)));
  },
};

/** Words whose line is signed by whoever is at the desk. */
const atTheDesk: readonly string[] = ['告知人', '核对人', '登记人', '接收人', '回访人', '承办人', '立卷人'];

/**
 * Who most likely signs at a place, from the words before it; empty where nobody can tell. Whoever is at the desk may write
 * another name.
 */
export function suggestedSigner(
  state: CaseState,
  document: IssuedDocument,
  place: PaperPlace,
  names: SignerNames,
): string {
  const word = placeName(place.label);
  const named = partiesOf(state).find(({ name }) => word.endsWith(name));
  if (named) return named.name;
  if (atTheDesk.includes(word)) return names.actorName;
  const alike = paperPlaces(document).filter(({ label }) => placeName(label) === word);
  const nth = alike.findIndex(({ index }) => index === place.index);
  return peopleByWord[word]?.(state, document, names)[nth] ?? '';
}
