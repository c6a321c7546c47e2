import * as z from 'zod';
import { documentFrame, legalDate, line, longText, printedParties } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentDate, presentFrame } from './presentation.ts';
import { toLine, toParagraphs } from './printable-text.ts';

/** How the case came to the committee (人民调解法 17, 18), in the order of the form's boxes. */
export const acceptanceSources = [
  '当事人申请',
  '人民调解委员会主动调解',
  '公安机关移交',
  '人民法院委托',
  '有关部门移交',
  '其他',
] as const;

/** 人民调解受理登记表 (司发通〔2010〕239号). */
export const acceptanceRegisterSchema = documentFrame.extend({
  acceptedOn: legalDate.nullable(),
  /** `application`: 依当事人申请; `consent`: 经当事人同意. */
  basis: z.enum(['application', 'consent']),
  parties: printedParties,
  /** One of the 18 types of the Ministry's statistics, as words. */
  disputeType: line,
  source: z.enum(acceptanceSources).nullable(),
  /** The body that handed the case over, where there is one. */
  sourceBody: line,
  facts: longText,
  registrar: line,
  remarks: longText,
});
export type AcceptanceRegisterData = z.infer<typeof acceptanceRegisterSchema>;

const ACCEPTANCE_REGISTER_TITLE = '人民调解受理登记表';

export function presentAcceptanceRegister(data: AcceptanceRegisterData) {
  const names = data.parties.map(({ name }) => toLine(name)).filter((name) => name !== '');
  const body = toLine(data.sourceBody);
  return {
    ...presentFrame(ACCEPTANCE_REGISTER_TITLE, data),
    date: presentDate(data.acceptedOn),
    basis: data.basis === 'application' ? '依当事人申请' : '经当事人同意',
    names: names.join('、'),
    disputeType: toLine(data.disputeType),
    sources: acceptanceSources.map((source) => ({
      label: source === data.source && body !== '' ? `${source}（${body}）` : source,
      checked: source === data.source,
    })),
    facts: toParagraphs(data.facts),
    partySignatures: Math.max(1, data.parties.length),
    registrar: toLine(data.registrar),
    remarks: toParagraphs(data.remarks),
  };
}

export const acceptanceRegisterForm = defineForm({
  title: ACCEPTANCE_REGISTER_TITLE,
  shortTitle: '受理登记表',
  templateFile: 'acceptance-register.typ',
  schema: acceptanceRegisterSchema,
  present: presentAcceptanceRegister,
});
