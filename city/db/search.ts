import { partiesOf } from '../../domain/cases/state.ts';
import { peopleWords } from '../../services/cases/people-words.ts';
import type { CaseProjection } from '../../services/cases/port.ts';
import type { Parameters } from './parameters.ts';

/** Terms of one query that are looked at; each narrows the result, more would only cost time. */
const MAX_TERMS = 8;

/** Letters of a name's initials that are looked at. */
const MAX_INITIALS = 40;

const letters = /[\p{L}\p{N}\p{Co}\p{Cn}]/u;

/**
 * Text as it is compared in a search: its letters and digits only, in one width and one case, without the accents of
 * Latin letters. The same text is found as by the tokenizer of the centers' stores.
 */
function comparable(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{Co}\p{Cn}]+/gu, '')
    .replace(/\p{Script=Latin}/gu, (letter) => letter.normalize('NFD').replace(/\p{M}+/gu, ''));
}

export interface SearchEntry {
  /** One line for each text, so that no term is found across two of them. */
  readonly body: string;
  readonly words: readonly string[];
}

function headsOf(initials: string): readonly string[] {
  return Array.from({ length: Math.min(initials.length, MAX_INITIALS) }, (_, index) => initials.slice(0, index + 1));
}

/**
 * What the full text of a case is made of: number, names of all parties, place, title, facts and demands. Null for a
 * case without a word, as an erased one is (LOG-8).
 */
export function searchEntryOf({ state, place, initials }: CaseProjection): SearchEntry | null {
  const { registration } = state;
  const names = partiesOf(state).flatMap((party) => [party.name, ...party.agents.map((agent) => agent.name)]);
  const texts = [state.caseNumber, ...names, place.fullName];
  if (registration) texts.push(registration.title, registration.facts, ...registration.demands);
  const lines = texts.map(comparable).filter((line) => line !== '');
  const words = [...new Set([...initials.split(' ').flatMap(headsOf), ...peopleWords(state)])];
  return lines.length + words.length === 0 ? null : { body: lines.join('\n'), words };
}

/** All pieces of two characters, or the one character: what the index of `grams` is asked for. */
function gramsOf(text: string): readonly string[] {
  const characters = Array.from(text);
  if (characters.length === 1) return characters;
  return [...new Set(characters.slice(1).map((character, index) => (characters[index] ?? '') + character))];
}

/**
 * A query as a condition on the search entry `s`, or null when there is nothing to search for. Words apart by blanks
 * must all be found, each anywhere: as exact text of any length from one character on, or, in letters, as the initials
 * of a name's head.
 */
export function searchCondition(query: string, parameters: Parameters): string | null {
  const terms = query
    .toWellFormed()
    .normalize('NFKC')
    .split(/[\s\p{Cc}]+/u)
    .filter((term) => letters.test(term))
    .slice(0, MAX_TERMS);
  const conditions = terms.map((term) => {
    const text = comparable(term);
    // A term of accents alone has no letter left.
    if (text === '') return 'false';
    const grams = parameters.bind(gramsOf(text));
    // What is quick stands first: where the index gave rows of either kind, each is looked at once more.
    const exact = `strpos(s.body, ${parameters.bind(text)}) > 0 AND grams(s.body) @> ${grams}::text[]`;
    if (!/^[a-z]+$/i.test(term)) return `(${exact})`;
    return `(s.words @> ${parameters.bind([term.toLowerCase()])}::text[] OR ${exact})`;
  });
  return conditions.length > 0 ? conditions.join(' AND ') : null;
}
