import type * as z from 'zod';
import { documentFrame, legalDate, line, longText, printedParties } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentDate, presentFrame, presentPartyInLine } from './presentation.ts';
import { toLine, toParagraphs } from './printable-text.ts';

/** 人民调解回访记录 of one visit or call (人民调解法 31; 司发通〔2010〕239号). */
export const followUpRecordSchema = documentFrame.extend({
  parties: printedParties,
  /** 调解协议编号; empty where there is none. */
  agreementNumber: line,
  /** 回访事由: the name of the dispute. */
  dispute: line,
  visitedOn: legalDate.nullable(),
  /** 上门回访, 电话回访 … */
  method: line,
  /** Whether everything promised is performed, in words. */
  performed: line,
  /** What the parties said of it; empty where they were not asked. */
  satisfaction: line,
  result: longText,
});
export type FollowUpRecordData = z.infer<typeof followUpRecordSchema>;

const FOLLOW_UP_RECORD_TITLE = '人民调解回访记录';

export function presentFollowUpRecord(data: FollowUpRecordData) {
  const method = toLine(data.method);
  const date = presentDate(data.visitedOn);
  const summary = [
    toLine(data.performed),
    toLine(data.satisfaction) === '' ? '' : `当事人对调解${toLine(data.satisfaction)}`,
  ].filter((part) => part !== '');
  return {
    ...presentFrame(FOLLOW_UP_RECORD_TITLE, data),
    parties: data.parties.map(presentPartyInLine).filter((party) => party !== ''),
    agreementNumber: toLine(data.agreementNumber) || '无',
    dispute: toLine(data.dispute),
    period: date === null ? null : `${date}${method === '' ? '' : `（${method}）`}`,
    result: [...(summary.length > 0 ? [`${summary.join('；')}。`] : []), ...toParagraphs(data.result)],
    date,
  };
}

export const followUpRecordForm = defineForm({
  title: FOLLOW_UP_RECORD_TITLE,
  shortTitle: '回访记录',
  templateFile: 'follow-up-record.typ',
  schema: followUpRecordSchema,
  present: presentFollowUpRecord,
});
