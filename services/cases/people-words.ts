import { hash } from 'node:crypto';
import { type CaseState, partiesOf } from '../../domain/cases/state.ts';

/**
 * A document number as it is compared: an old resident card's 15 digits and the 18 of the new one are the same person
 * (GB 11643: the new number adds the century, always 19, and a check character).
 */
function comparableDocument(documentNumber: string): string {
  const normal = documentNumber.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
  return /^\d{6}19\d{9}[\dX]$/.test(normal) ? normal.slice(0, 6) + normal.slice(8, 17) : normal;
}

/**
 * What a person is looked up by is one word beside the search entry: a digest, because it tells nobody's number, and
 * because numbers of some documents hold blanks and signs that would part it. It starts with a digit, where initials of
 * names start with a letter.
 */
function word(kind: '0' | '1', ...parts: readonly string[]): string {
  return kind + hash('sha256', parts.join('\n'), 'hex').slice(0, 24);
}

export function documentWord(documentNumber: string): string {
  return word('0', comparableDocument(documentNumber));
}

export function phoneWord(name: string, phone: string): string {
  return word('1', phone, name.normalize('NFC'));
}

/** Words of everyone whom a case can be found by: document number or credit code, and name with telephone. */
export function peopleWords(state: CaseState): readonly string[] {
  return partiesOf(state).flatMap((party) => {
    const number = party.kind === 'person' ? party.documentNumber : party.creditCode;
    return [
      ...(number === null ? [] : [documentWord(number)]),
      ...(party.phone === null ? [] : [phoneWord(party.name, party.phone)]),
    ];
  });
}
