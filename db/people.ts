import { type CaseState, partiesOf } from '../domain/cases/state.ts';

export interface PersonRow {
  readonly name: string;
  readonly phone: string | null;
  readonly documentNumber: string | null;
}

/**
 * A document number as it is compared: an old resident card's 15 digits and the 18 of the new one are the same person
 * (GB 11643: the new number adds the century, always 19, and a check character).
 */
export function documentKey(documentNumber: string): string {
  const normal = documentNumber.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
  return /^\d{6}19\d{9}[\dX]$/.test(normal) ? normal.slice(0, 6) + normal.slice(8, 17) : normal;
}

/** Whom a case can be found by: parties with a document number, a credit code or a telephone. */
export function peopleOf(state: CaseState): readonly PersonRow[] {
  return partiesOf(state)
    .map((party) => {
      const number = party.kind === 'person' ? party.documentNumber : party.creditCode;
      return { name: party.name, phone: party.phone, documentNumber: number === null ? null : documentKey(number) };
    })
    .filter(({ phone, documentNumber }) => phone !== null || documentNumber !== null);
}
