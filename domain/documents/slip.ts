import { renderSVG } from 'uqr';
import * as z from 'zod';
import { documentFrame, legalDate, line, longText, timeOfDay } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentDate } from './presentation.ts';
import { toLine, toParagraphs } from './printable-text.ts';

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

const SLIP_TITLE = '来访登记回执';

/** 申请人：甲、乙；被申请人：丙. Roles in the order in which they first stand. */
function presentNames(parties: SlipData['parties']): string {
  const byRole = new Map<string, string[]>();
  for (const party of parties) {
    const name = toLine(party.name);
    if (name === '') continue;
    const role = toLine(party.role);
    byRole.set(role, [...(byRole.get(role) ?? []), name]);
  }
  return Array.from(byRole, ([role, names]) => `${role === '' ? '' : `${role}：`}${names.join('、')}`).join('；');
}

export function presentSlip(data: SlipData) {
  return {
    title: SLIP_TITLE,
    number: toLine(data.caseNumber),
    committee: toLine(data.committee),
    center: toLine(data.center),
    queryCode: toLine(data.queryCode),
    qr: renderSVG(data.queryUrl ?? data.queryCode, { ecc: 'M', border: 2 }),
    qrCaption: data.queryUrl === null ? '查询码' : '扫码查进度',
    received: `${presentDate(data.receivedOn)}${data.receivedAt === null ? '' : ` ${data.receivedAt}`}`,
    place: toLine(data.place),
    parties: presentNames(data.parties),
    disputeType: toLine(data.disputeType),
    next: toParagraphs(data.nextStep),
    nextBy: data.nextBy === null ? null : `${presentDate(data.nextBy)}前${data.nextByProvisional ? '（暂定）' : ''}`,
    phone: toLine(data.phone),
    registrar: toLine(data.registrar),
  };
}

export const slipForm = defineForm({
  title: SLIP_TITLE,
  shortTitle: '回执',
  templateFile: 'slip.typ',
  schema: slipSchema,
  present: presentSlip,
});
