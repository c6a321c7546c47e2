import * as z from 'zod';
import { documentFrame, line, partyRoles } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentFrame } from './presentation.ts';
import { toLine } from './printable-text.ts';

/** Whoever must show who they are: a party, the head of a unit, an agent. */
const identifiedPerson = z.object({
  role: z.enum([...partyRoles, '法定代表人或负责人', '委托代理人', '法定代理人']),
  name: line,
  /** 居民身份证, 统一社会信用代码 …; empty where none was shown. */
  documentKind: line,
  documentNumber: line,
  /** For whom: the unit of a head, the party of an agent; empty for a party. */
  of: line,
});

/** 当事人身份证明: the cover before the copies of what people showed. */
export const partyIdentitySchema = documentFrame.extend({
  people: z.array(identifiedPerson).max(2_500),
});
export type PartyIdentityData = z.infer<typeof partyIdentitySchema>;

const PARTY_IDENTITY_TITLE = '当事人身份证明';

/** The number stands there in full whatever the setting says: to show it is what this paper is for. */
export function presentPartyIdentity(data: PartyIdentityData) {
  return {
    ...presentFrame(PARTY_IDENTITY_TITLE, data),
    people: data.people.map(({ role, name, documentKind, documentNumber, of }, index) => ({
      index: String(index + 1),
      role: toLine(of) === '' ? role : `${toLine(of)}的${role}`,
      name: toLine(name),
      documentKind: toLine(documentKind),
      documentNumber: toLine(documentNumber),
    })),
  };
}

export const partyIdentityForm = defineForm({
  title: PARTY_IDENTITY_TITLE,
  shortTitle: '当事人身份证明',
  templateFile: 'party-identity.typ',
  schema: partyIdentitySchema,
  present: presentPartyIdentity,
});
