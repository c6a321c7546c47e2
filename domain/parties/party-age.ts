import { ageAt, type PlainDate } from '../text/chinese-date.ts';
import { findDocumentKind } from './document-kinds.ts';
import { checkIdNumber } from './id-number.ts';
import type { PersonParty } from './party.ts';

/** Age of majority in full years (民法典 17). */
export const majority = 18;

type AgeSource = Pick<PersonParty, 'birthDate' | 'documentKind' | 'documentNumber' | 'statedAge'>;

/** Birth date as given, else as the resident identity number says it; null where neither is known. */
export function partyBirthDate(person: AgeSource): PlainDate | null {
  if (person.birthDate !== null) return person.birthDate;
  if (person.documentNumber === null || person.documentKind === null) return null;
  if (!findDocumentKind(person.documentKind)?.residentId) return null;
  const result = checkIdNumber(person.documentNumber, null);
  return result.ok ? result.birthDate : null;
}

/** Age in full years on a day: from the birth date, else as the person stated it; null where nothing is known. */
export function partyAge(person: AgeSource, on: PlainDate): number | null {
  const birthDate = partyBirthDate(person);
  return birthDate === null ? person.statedAge : ageAt(birthDate, on);
}

/** True for a minor (民法典 17: under 18), who needs a guardian to settle; null where the age is not known. */
export function isMinor(person: AgeSource, on: PlainDate): boolean | null {
  const age = partyAge(person, on);
  return age === null ? null : age < majority;
}
