import * as z from 'zod';
import { documentFrame, legalDate, line, longText } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentDate, presentFrame } from './presentation.ts';
import { toLine, toParagraphs } from './printable-text.ts';

/** 结案报告表: a local form beside the Ministry's set; its rows are those that the districts print. */
export const closingReportSchema = documentFrame.extend({
  /** 卷号; empty until the dossier is archived, then a pen fills it. */
  volume: line,
  filledOn: legalDate.nullable(),
  /** 承办单位: the center. */
  unit: line,
  /** 承办人. */
  handlers: z.array(line).max(20),
  acceptedOn: legalDate.nullable(),
  /** 结案时间: performed, or fully handled. */
  closedOn: legalDate.nullable(),
  parties: z.array(z.object({ role: line, name: line })).max(500),
  source: line,
  disputeType: line,
  facts: longText,
  /** How it ended, and what was agreed or told. */
  result: longText,
  performance: longText,
  followUp: longText,
});
export type ClosingReportData = z.infer<typeof closingReportSchema>;

const CLOSING_REPORT_TITLE = '结案报告表';
const NOTHING = '无';

/** 无 rather than an empty box: nobody is to wonder whether a page is missing. */
function paragraphsOrNone(text: string): string[] {
  const paragraphs = toParagraphs(text);
  return paragraphs.length > 0 ? paragraphs : [NOTHING];
}

export function presentClosingReport(data: ClosingReportData) {
  const names = data.parties.map(({ role, name }) => [toLine(role), toLine(name)]);
  return {
    ...presentFrame(CLOSING_REPORT_TITLE, data),
    volume: toLine(data.volume),
    filledOn: presentDate(data.filledOn),
    unit: toLine(data.unit),
    handlers: data.handlers.map(toLine).join('、'),
    acceptedOn: presentDate(data.acceptedOn),
    closedOn: presentDate(data.closedOn),
    parties: names.map(([role, name]) => (role === '' ? `${name}` : `${role}：${name}`)).join('；'),
    source: toLine(data.source),
    disputeType: toLine(data.disputeType),
    facts: toParagraphs(data.facts),
    result: paragraphsOrNone(data.result),
    performance: paragraphsOrNone(data.performance),
    followUp: paragraphsOrNone(data.followUp),
  };
}

export const closingReportForm = defineForm({
  title: CLOSING_REPORT_TITLE,
  shortTitle: '结案报告',
  templateFile: 'closing-report.typ',
  schema: closingReportSchema,
  present: presentClosingReport,
});
