import type { CaseAction } from '../cases/actions.ts';
import { workflowRow } from '../cases/workflow.ts';

/** What a person is looked for by in the words of the store. */
export interface PersonWords {
  /** As they may be written: an old resident card's 15 digits and the 18 of the new one are one number (GB 11643). */
  readonly numbers: readonly string[];
  /** Empty where none was given; the phone as well. */
  readonly name: string;
  readonly phone: string;
}

/** How sure it is: by a number, by name and telephone in one place, or by a name or a telephone alone. */
export type MentionedBy = 'document' | 'phone' | 'name';

/** The ways in which a document number may stand in a text. */
export function writtenNumbers(documentNumber: string): readonly string[] {
  if (documentNumber === '') return [];
  const old = /^\d{6}19\d{9}[\dXx]$/.test(documentNumber)
    ? [documentNumber.slice(0, 6) + documentNumber.slice(8, 17)]
    : [];
  return [...new Set([documentNumber, documentNumber.toUpperCase(), documentNumber.toLowerCase(), ...old])];
}

/** All words of a person that a text may have. */
export const wordsOf = ({ numbers, name, phone }: PersonWords): readonly string[] =>
  [...numbers, name, phone].filter((word) => word !== '');

/** Null where the text has none of the words. */
export function mentionedBy(text: string, { numbers, name, phone }: PersonWords): MentionedBy | null {
  if (numbers.some((number) => text.includes(number))) return 'document';
  const [isNamed, isPhone] = [name !== '' && text.includes(name), phone !== '' && text.includes(phone)];
  if (isNamed && isPhone) return 'phone';
  return isNamed || isPhone ? 'name' : null;
}

/**
 * Where an action has a person's words: the people who were invited to help and the captions of files as they are, else the
 * kind of step, for what others wrote is theirs. What the registration says of parties and their agents is told by itself
 * ({@link ../personal-data/person-facts.ts}), unless it was corrected away since.
 */
export function placesIn(action: CaseAction, words: PersonWords): readonly string[] {
  const has = (value: unknown): boolean => mentionedBy(JSON.stringify(value) ?? '', words) !== null;
  switch (action.type) {
    case 'case.registered':
    case 'case.corrected': {
      const { parties, ...rest } = action.payload.registration;
      const step = workflowRow(action.type).label;
      return [...(has(rest) ? [`${step}：事由、经过、诉求等`] : []), ...(has(parties) ? [PARTIES] : [])];
    }
    case 'mediation.session_held': {
      const { helpers, ...rest } = action.payload;
      const invited = helpers.filter(has).map(({ name, identity }) => `邀请协助调解的人：${name}（${identity}）`);
      return [...invited, ...(has(rest) ? ['调解记录'] : [])];
    }
    case 'file.attached':
      return has(action.payload.name) ? [`材料：${action.payload.name}`] : [];
    default:
      return has(action.payload) ? [workflowRow(action.type).label] : [];
  }
}

/** Stands for a registration that has the person among its parties and agents. */
export const PARTIES = '登记里的当事人、代理人';
