import { formatYuan, parseYuan } from '../../domain/text/chinese-amount.ts';

/** Whole fen; or the text itself while it is no amount, so that nothing typed is lost; null for an empty field. */
export type AmountValue = number | string | null;

export function amountFromText(text: string): AmountValue {
  if (text.trim() === '') return null;
  const parsed = parseYuan(text);
  return parsed.ok ? parsed.fen : text;
}

export function amountText(value: AmountValue): string {
  if (value === null) return '';
  return typeof value === 'number' ? formatYuan(value) : value;
}

/** What is wrong with the amount in a form, in Chinese; an empty field is right unless `required`. */
export function findAmountProblem(value: unknown, required = false): string | null {
  if (value === null || value === undefined || value === '') return required ? '请填写金额' : null;
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? null : '金额不对，请核对';
  const parsed = parseYuan(String(value));
  return parsed.ok ? null : parsed.message;
}
