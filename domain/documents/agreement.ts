import * as z from 'zod';
import { documentFrame, legalDate, line, longText, performanceItem, printedParties } from './fields.ts';

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
});
export type AgreementData = z.infer<typeof agreementSchema>;

/** Copies to print: one for each party, one for the committee (art. 29), one for the court if confirmation is sought. */
export function agreementCopies(parties: number, courtCopy: boolean): number {
  return parties + 1 + (courtCopy ? 1 : 0);
}
