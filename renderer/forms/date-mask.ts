/** A text and where the caret stands in it. */
export interface Masked {
  readonly text: string;
  readonly caret: number;
}

const DIGITS = 8;

function grouped(digits: string): string {
  return [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, DIGITS)].filter((part) => part !== '').join('-');
}

/** `2026-7-1`, `2026/7/1`, `2026年7月1日`: parts told by signs, filled up with zeros once the next sign is there. */
function bySigns(text: string): string {
  const [year = '', ...rest] = text.split(/\D+/);
  if (year.length !== 4) return text.replace(/\D/g, '');
  const closed = rest.slice(0, -1).map((part) => (part.length === 1 ? `0${part}` : part));
  return year + closed.join('') + (rest.at(-1) ?? '');
}

/**
 * Puts the dashes into a date while it is typed: eight digits typed blind become YYYY-MM-DD, and so do dates that are
 * pasted with other signs. Digits beyond the eighth are dropped; nothing else is changed, and no date is guessed.
 */
export function maskDate(raw: string, caret: number): Masked {
  const normal = raw.normalize('NFKC');
  const digits = bySigns(normal).slice(0, DIGITS);
  const text = grouped(digits);
  if (caret >= raw.length) return { text, caret: text.length };
  const before = normal.slice(0, caret).replace(/\D/g, '').length;
  return { text, caret: grouped(digits.slice(0, before)).length };
}

/** A finished date with single digits for month or day, as when the field is left after `2026-7-1`. */
export function finishDate(text: string): string {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (!match) return text;
  return `${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`;
}
