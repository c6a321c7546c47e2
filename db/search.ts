import { hash } from 'node:crypto';
import { type CaseState, partiesOf } from '../domain/cases/state.ts';
import { ftsPhrase, spacedCharacters } from '../domain/text/pinyin.ts';
import { peopleWords } from '../services/cases/people-words.ts';
import type { CaseProjection } from '../services/cases/port.ts';

/** Terms of one query that are looked at; each narrows the result, more would only cost time. */
const MAX_TERMS = 8;

/** A character that nobody types stands between names, so that no phrase runs from one name into the next. */
const BETWEEN = ' \u{e000} ';

const TEXT_COLUMNS = '{number parties place title facts}';

/**
 * A query as an FTS5 expression, or null when there is nothing to search for. Words apart by blanks must all be found,
 * each anywhere: as exact text of any length from one character on, or, in letters, as the initials of a name's head.
 */
export function searchExpression(query: string): string | null {
  const terms = query
    .toWellFormed()
    .normalize('NFKC')
    .split(/[\s\p{Cc}]+/u);
  const parts = terms
    .filter((term) => /[\p{L}\p{N}\p{Co}\p{Cn}]/u.test(term))
    .slice(0, MAX_TERMS)
    .map((term) => {
      const text = `${TEXT_COLUMNS} : ${ftsPhrase(term)}`;
      return /^[a-z]+$/i.test(term) ? `(${text} OR initials : "${term.toLowerCase()}" *)` : `(${text})`;
    });
  return parts.length > 0 ? parts.join(' AND ') : null;
}

export interface SearchEntry {
  readonly number: string;
  readonly parties: string;
  readonly place: string;
  readonly title: string;
  readonly facts: string;
  readonly initials: string;
  /** See {@link peopleWords}. */
  readonly people: string;
}

function joined(texts: readonly string[]): string {
  return texts.map(spacedCharacters).join(BETWEEN);
}

/** What the full text of a case is made of: number, names of all parties, place, title, facts and demands. */
export function searchEntryOf({ state, place, initials }: CaseProjection): SearchEntry {
  const { registration } = state;
  return {
    number: spacedCharacters(state.caseNumber),
    parties: joined(namesOf(state)),
    place: spacedCharacters(place.fullName),
    title: spacedCharacters(registration?.title ?? ''),
    facts: joined(registration ? [registration.facts, ...registration.demands] : []),
    initials,
    people: peopleWords(state).join(' '),
  };
}

function namesOf(state: CaseState): readonly string[] {
  return partiesOf(state).flatMap((party) => [party.name, ...party.agents.map((agent) => agent.name)]);
}

/** Tells whether an entry has changed. Of an entry without a word, as an erased case has it (LOG-8), it is empty. */
export function digestOf(entry: SearchEntry): string {
  if (Object.values(entry).every((text) => text === '')) return '';
  return hash('sha256', Object.values(entry).join('\n'), 'base64url').slice(0, 22);
}
