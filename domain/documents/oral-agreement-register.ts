import * as z from 'zod';
import { printedCode } from '../verification/paper-code.ts';
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

/** 人民调解口头协议登记表 (人民调解法 28; in effect on the day it is reached, art. 30). */
export const oralAgreementRegisterSchema = documentFrame.extend({
  parties: printedParties,
  facts: longText,
  terms: z.array(longText).max(200),
  performance: z.array(performanceItem).max(500),
  performanceNote: longText,
  mediators: z.array(line).max(20),
  /** The day the agreement was reached. */
  agreedOn: legalDate.nullable(),
  /** A draft has none. */
  verification: printedCode.optional(),
});
export type OralAgreementRegisterData = z.infer<typeof oralAgreementRegisterSchema>;

const ORAL_AGREEMENT_REGISTER_TITLE = '人民调解口头协议登记表';

export function presentOralAgreementRegister(data: OralAgreementRegisterData) {
  return {
    ...presentFrame(ORAL_AGREEMENT_REGISTER_TITLE, data),
    parties: data.parties.map((party) => presentParty(party, data.showIdNumber)),
    facts: toParagraphs(data.facts),
    terms: presentTerms(data.terms),
    performance: presentPerformance(data.performance, data.performanceNote),
    mediatorSignatures: Math.max(1, data.mediators.length),
    date: presentDate(data.agreedOn),
    verification: presentCode(data.verification),
  };
}

export const oralAgreementRegisterForm = defineForm({
  title: ORAL_AGREEMENT_REGISTER_TITLE,
  shortTitle: '口头协议登记表',
  templateFile: 'oral-agreement-register.typ',
  schema: oralAgreementRegisterSchema,
  present: presentOralAgreementRegister,
});
