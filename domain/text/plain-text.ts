import * as z from 'zod';

/** What one field of user text allows. Lengths count Unicode code points, so 𠮷 and 😀 are one each. */
export interface TextRule {
  readonly max: number;
  /** 1 makes the field mandatory; 0 (the default) lets it be empty. */
  readonly min?: number;
  /** Chinese name of the field, named by every message. */
  readonly label: string;
  /** Line breaks and tabs are allowed. */
  readonly multiline?: boolean;
}

/** NFC, ends trimmed, line ends as \n. Nothing inside the text is ever changed or cut. */
export function normaliseText(value: string): string {
  return value.replace(/\r\n?/g, '\n').normalize('NFC').trim();
}

function hasControlCharacter(value: string, multiline: boolean): boolean {
  for (let index = 0; index < value.length; index += 1) {
    const unit = value.charCodeAt(index);
    if (unit === 0x7f) return true;
    if (unit >= 0x20) continue;
    const allowed = multiline && (unit === 0x09 || unit === 0x0a);
    if (!allowed) return true;
  }
  return false;
}

/** Length in Unicode code points: what people count as characters. */
export function countCharacters(value: string): number {
  let surrogatePairs = 0;
  for (let index = 1; index < value.length; index += 1) {
    const isLow = (value.charCodeAt(index) & 0xfc00) === 0xdc00;
    if (isLow && (value.charCodeAt(index - 1) & 0xfc00) === 0xd800) surrogatePairs += 1;
  }
  return value.length - surrogatePairs;
}

/**
 * The first thing that is wrong with a text, in Chinese, or null. The interface calls it while someone types; a schema
 * made by {@link plainText} says the same on the server.
 */
export function findTextProblem(value: string, rule: TextRule): string | null {
  const { label, max, min = 0, multiline = false } = rule;
  if (!value.isWellFormed()) return `「${label}」里有半个字符（多半是复制时断开了），请删掉重新输入`;
  const text = normaliseText(value);
  const length = countCharacters(text);
  if (length > max) return `「${label}」超过 ${max} 个字（现在 ${length} 个），请缩短`;
  if (hasControlCharacter(text, multiline)) {
    return !multiline && /[\n\t]/.test(text)
      ? `「${label}」只能写一行，请去掉换行和制表符`
      : `「${label}」里有看不见的控制字符，请删掉重新输入`;
  }
  if (length < min) return min === 1 ? `请填写「${label}」` : `「${label}」至少 ${min} 个字`;
  return null;
}

/**
 * Schema of user text. It refuses NUL, other control characters and lone surrogates (LOG-2), and text that is too long:
 * it never truncates. The parsed value is NFC with its ends trimmed.
 */
export function plainText(rule: TextRule) {
  return z
    .string({ error: (issue) => (issue.input == null ? `请填写「${rule.label}」` : `「${rule.label}」要填文字`) })
    .overwrite((value) => (value.isWellFormed() ? normaliseText(value) : value))
    .superRefine((value, context) => {
      const message = findTextProblem(value, rule);
      if (message !== null) context.addIssue({ code: 'custom', message });
    });
}

/** As {@link plainText}, for a field that may be left out: missing, null and blank all parse to null. */
export function optionalText(rule: TextRule) {
  return plainText({ ...rule, min: 0 })
    .nullish()
    .transform((value) => (value ? value : null));
}
