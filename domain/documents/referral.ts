import * as z from 'zod';
import { documentFrame, legalDate, line, longText } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentDate, presentFrame } from './presentation.ts';
import { toLine, toParagraphs } from './printable-text.ts';

/** A letter between the committee and who helps, takes a matter over, or has sent it: out, receipt and result. */
export const referralSchema = documentFrame.extend({
  /** To whom. */
  to: line,
  /** What the letter asks for: 移送你单位依法办理; empty on receipt and result. */
  request: line,
  caseNumber: line,
  parties: z.array(line).max(500),
  disputeType: line,
  /** Of the letter that it answers. */
  theirNumber: line,
  theirDate: legalDate.nullable(),
  /** What is asked for, or how it was handled. */
  body: longText,
  /** By when the other side is to answer; null where the rules of both say. */
  dueOn: legalDate.nullable(),
  phone: line,
  date: legalDate.nullable(),
});
export type ReferralData = z.infer<typeof referralSchema>;

const dispute = ({ parties, disputeType, caseNumber }: ReferralData): string =>
  `${parties.map(toLine).join('、')}之间的${toLine(disputeType) || '民间纠纷'}（案号：${toLine(caseNumber)}）`;

/** 你单位2026年11月20日（2026）豫0105诉前调1号来文 */
const theirLetter = ({ theirNumber, theirDate }: ReferralData): string =>
  `你单位${presentDate(theirDate) ?? ''}${toLine(theirNumber)}来文`;

function letter(
  title: string,
  shortTitle: string,
  lead: (data: ReferralData) => string,
  end: (data: ReferralData) => string,
) {
  return defineForm({
    title,
    shortTitle,
    templateFile: 'referral.typ',
    schema: referralSchema,
    present: (data: ReferralData) => ({
      ...presentFrame(title, data),
      to: toLine(data.to),
      lead: lead(data),
      body: toParagraphs(data.body),
      end: end(data),
      phone: toLine(data.phone),
      date: presentDate(data.date),
    }),
  });
}

/** 委托（移送）函: to who helps or takes the matter over. */
export const referralLetterForm = letter(
  '委托移送函',
  '委托移送函',
  (data) => `本人民调解委员会受理的${dispute(data)}，现${toLine(data.request)}。事项和理由如下：`,
  ({ dueOn }) =>
    `收到后请签收回执${dueOn === null ? '，并将办理情况函告本委员会。' : `，并于${presentDate(dueOn)}前将办理情况函告本委员会。`}`,
);

/** 来文回执: to who sent a matter here, that it has arrived. */
export const referralReceiptForm = letter(
  '来文回执',
  '来文回执',
  (data) => `${theirLetter(data)}已收到。${dispute(data)}已经登记，来文要求如下：`,
  () => '办理结果另行函告。',
);

/** 办理情况回函: to who sent a matter here, what came of it (特邀调解规定: 委派、委托调解的结果). */
export const referralReplyForm = letter(
  '办理情况回函',
  '办理情况回函',
  (data) => `${theirLetter(data)}委托、移送的${dispute(data)}，办理情况如下：`,
  () => '特此函复。',
);
