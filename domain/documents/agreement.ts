import * as z from 'zod';
import { printedCode } from '../verification/paper-code.ts';
import { chineseCount } from './chinese-count.ts';
import { documentFrame, legalDate, line, longText, performanceItem, printedParties } from './fields.ts';
import { defineForm } from './form-definition.ts';
import {
  presentCode,
  presentDate,
  presentFrame,
  presentParty,
  presentPerformance,
  presentTerms,
} from './presentation.ts';
import { toParagraphs } from './printable-text.ts';

/** 人民调解协议书 (人民调解法 28, 29; 司发通〔2010〕239号). */
export const agreementSchema = documentFrame.extend({
  parties: printedParties,
  facts: longText,
  terms: z.array(longText).max(200),
  performance: z.array(performanceItem).max(500),
  performanceNote: longText,
  /** One copy more, for the court, when confirmation is sought (人民调解法 33). */
  courtCopy: z.boolean(),
  mediators: z.array(line).max(20),
  recorder: line,
  /** Printed date; `null` leaves the blank 年 月 日 to be filled by hand. */
  signedOn: legalDate.nullable(),
  /** A draft has none. */
  verification: printedCode.optional(),
});
export type AgreementData = z.infer<typeof agreementSchema>;

/** Copies to print: one for each party, one for the committee (art. 29), one for the court if confirmation is sought. */
export function agreementCopies(parties: number, courtCopy: boolean): number {
  return parties + 1 + (courtCopy ? 1 : 0);
}

function copiesSentence(parties: number, courtCopy: boolean): string {
  const copies = agreementCopies(parties, courtCopy);
  const court = courtCopy ? '，另一份申请司法确认时提交人民法院' : '';
  return `本协议一式${copies === 2 ? '两' : chineseCount(copies)}份，当事人、人民调解委员会各持一份${court}。`;
}

const AGREEMENT_TITLE = '人民调解协议书';

export function presentAgreement(data: AgreementData) {
  return {
    ...presentFrame(AGREEMENT_TITLE, data),
    parties: data.parties.map((party) => presentParty(party, data.showIdNumber)),
    facts: toParagraphs(data.facts),
    terms: presentTerms(data.terms),
    performance: presentPerformance(data.performance, data.performanceNote),
    copies: copiesSentence(data.parties.length, data.courtCopy),
    partySignatures: Math.max(1, data.parties.length),
    mediatorSignatures: Math.max(1, data.mediators.length),
    date: presentDate(data.signedOn),
    verification: presentCode(data.verification),
  };
}

export const agreementForm = defineForm({
  title: AGREEMENT_TITLE,
  shortTitle: '调解协议书',
  templateFile: 'agreement.typ',
  schema: agreementSchema,
  present: presentAgreement,
});
