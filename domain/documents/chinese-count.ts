const DIGITS = '零一二三四五六七八九';
const UNITS = ['', '十', '百', '千'];

/** Everyday Chinese numeral of a whole number from 1 to 9999, for clauses and copies: 10 十, 21 二十一, 105 一百零五. */
export function chineseCount(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 9999) throw new RangeError(`not a count: ${value}`);
  const figures = [...String(value)];
  let words = '';
  let skippedZero = false;
  for (const [index, figure] of figures.entries()) {
    if (figure === '0') {
      skippedZero = true;
      continue;
    }
    if (skippedZero) words += '零';
    skippedZero = false;
    words += DIGITS.charAt(Number(figure)) + (UNITS[figures.length - 1 - index] ?? '');
  }
  return words.replace(/^一十/, '十');
}
