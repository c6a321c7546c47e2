import * as z from 'zod';
import { formatYuan, toChineseAmount } from '../text/chinese-amount.ts';
import { amountFen, documentFrame, legalDate, line } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentDate, presentFrame } from './presentation.ts';
import { toLine } from './printable-text.ts';

/** 收条: that something the agreement promises was done (履行凭证; 人民调解法 31). */
export const receiptSchema = documentFrame.extend({
  /** Number of the written agreement; empty where it has none. */
  agreementNumber: line,
  /** Who performed. */
  payer: line,
  /** Who received; empty where it is not clear from the case: a pen fills it in. */
  receivers: z.array(line).max(500),
  /** The promise, as the agreement has it. */
  what: line,
  method: line,
  partly: z.boolean(),
  amountFen: amountFen.nullable(),
  performedOn: legalDate.nullable(),
});
export type ReceiptData = z.infer<typeof receiptSchema>;

const RECEIPT_TITLE = '收条';
const BLANK = '＿＿＿＿＿＿';

function amountText(fen: number): string {
  return `人民币（大写）${toChineseAmount(fen)}（小写${formatYuan(fen)}元）`;
}

export function presentReceipt(data: ReceiptData) {
  const number = toLine(data.agreementNumber);
  const agreement = number === '' ? '人民调解协议' : `${number}人民调解协议书`;
  const on = presentDate(data.performedOn) ?? '　　年　月　日';
  const method = toLine(data.method);
  const what = toLine(data.what).replace(/[。；;]+$/, '');
  const payer = toLine(data.payer) || BLANK;
  const done = [
    `${payer}于${on}按照${agreement}${data.partly ? '部分' : ''}履行：${what}`,
    method === '' ? '' : `方式：${method}`,
  ].filter((part) => part !== '');
  return {
    ...presentFrame(RECEIPT_TITLE, data),
    received: data.amountFen === null ? null : `今收到${payer}给付的${amountText(data.amountFen)}。`,
    performed: `${done.join('，')}。`,
    confirmed: data.partly ? '以上部分履行属实，其余部分仍按协议履行。' : '以上履行属实，这一项已经履行完毕。',
    receivers: data.receivers.map(toLine).filter((name) => name !== ''),
    payer: toLine(data.payer),
  };
}

export const receiptForm = defineForm({
  title: RECEIPT_TITLE,
  shortTitle: '收条',
  templateFile: 'receipt.typ',
  schema: receiptSchema,
  present: presentReceipt,
});
