import * as z from 'zod';
import { plainDate } from '../text/chinese-date.ts';
import { nameIn } from '../text/name-in.ts';
import { optionalText } from '../text/plain-text.ts';
import type { Party } from './party.ts';
import { partyAge } from './party-age.ts';

/**
 * Whether a party was told how personal data is handled, and what they said to it. Mediation is done for a public duty
 * (个人信息保护法 13, first paragraph, item 3) and needs no consent; telling is owed all the same (17, 18). What is sensitive
 * (28: documents, illness, whoever is under 14) is agreed to apart (29), by a parent or guardian of whoever is under 14 (31).
 */
export const privacyWays = [
  { id: 'oral', name: '口头告知' },
  { id: 'paper', name: '书面告知并签名' },
] as const;

export const sensitiveConsents = [
  { id: 'given', name: '敏感信息单独同意' },
  { id: 'none', name: '没有敏感信息' },
  { id: 'refused', name: '不同意处理敏感信息' },
] as const;

export const privacySpeakers = [
  { id: 'self', name: '本人' },
  { id: 'guardian', name: '监护人' },
  { id: 'agent', name: '代理人' },
] as const;

const idsOf = <const List extends readonly { readonly id: string }[]>(list: List) =>
  list.map(({ id }) => id) as readonly List[number]['id'][];

export const privacySchema = z.object({
  way: z.enum(idsOf(privacyWays)),
  toldOn: plainDate,
  sensitive: z.enum(idsOf(sensitiveConsents)),
  by: z.enum(idsOf(privacySpeakers)),
  /** Who heard it, where it was not written: apart from who records it. */
  witness: optionalText({ max: 80, label: '见证人' }).optional(),
});

export type Privacy = z.infer<typeof privacySchema>;

/** Under this age the data of a child is sensitive, and a parent or guardian agrees (个人信息保护法 28, 31), in full years. */
const CHILD = 14;

/** Whether somebody under 14 is spoken for (31); an age that nobody stated is no child's. */
export function speaksThroughGuardian(party: Party, on: string): boolean {
  const age = party.kind === 'person' ? partyAge(party, on) : null;
  return age !== null && age < CHILD;
}

/** What most often is so: told by word of mouth on that day, and agreed to; a child speaks through the guardian. */
export function usualPrivacy(party: Party, toldOn: string): Privacy {
  const isChild = speaksThroughGuardian(party, toldOn);
  const hasSensitive = isChild || (party.kind === 'person' && party.documentNumber !== null);
  return { way: 'oral', toldOn, sensitive: hasSensitive ? 'given' : 'none', by: isChild ? 'guardian' : 'self' };
}

/** Why a record cannot be so, in Chinese; null where it can: nobody under 14 agrees by themselves (个人信息保护法 31). */
export function privacyProblem(party: Party, { by, toldOn }: Privacy): string | null {
  if (by === 'guardian' || !speaksThroughGuardian(party, toldOn)) return null;
  return '不满十四周岁的，要由父母或者其他监护人同意（个人信息保护法第三十一条）';
}

/** 「2026-11-23 口头告知本人；敏感信息单独同意」 */
export function privacyWords({ way, toldOn, sensitive, by, witness }: Privacy): string {
  const heard = witness ? `，${witness}见证` : '';
  return `${toldOn} ${nameIn(privacyWays, way)}${nameIn(privacySpeakers, by)}${heard}；${nameIn(sensitiveConsents, sensitive)}`;
}
