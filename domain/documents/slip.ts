import * as z from 'zod';
import { documentFrame, legalDate, line, longText, timeOfDay } from './fields.ts';

/** 来访登记回执: what the visitor takes home. Its own number is the case number. */
export const slipSchema = documentFrame.omit({ number: true, showIdNumber: true }).extend({
  caseNumber: line.min(1, '案件编号不能为空'),
  queryCode: line.min(1, '查询码不能为空'),
  /** Page that answers the query code; the QR then holds this address, else the code alone. */
  queryUrl: z.url('查询网址格式不对').nullable(),
  receivedOn: legalDate,
  receivedAt: timeOfDay.nullable(),
  place: line,
  parties: z.array(z.object({ role: line, name: line })).max(500),
  disputeType: line,
  /** What happens next, in words. */
  nextStep: longText,
  /** By when; `null` where no deadline runs. */
  nextBy: legalDate.nullable(),
  /** The holidays of that year are not published yet: 「暂定」. */
  nextByProvisional: z.boolean(),
  center: line,
  phone: line,
  registrar: line,
});
export type SlipData = z.infer<typeof slipSchema>;
