const LINE_BREAKS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const BLANKS = /[\t\u00a0]/g;
// Besides control characters: direction marks, which could make a sentence read differently on paper than in the
// record, and zero-width marks, for which no printing font has a glyph.
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}]/gu;

function printable(text: string): string {
  return text.replace(LINE_BREAKS, '\n').replace(BLANKS, ' ').replace(INVISIBLE, '');
}

/** The paragraphs of a text as they go to paper: a newline begins one; blanks around it give way to the indent. */
export function toParagraphs(text: string): string[] {
  return printable(text)
    .split('\n')
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');
}

/** A one-line field as it goes to paper. */
export function toLine(text: string): string {
  return toParagraphs(text).join(' ');
}

/**
 * A run of signs that has no place to break: digits, letters, punctuation. Shorter than what the templates part (16), for
 * a template may set such a text right beside another.
 */
const LONG_RUN = /[!-~\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{P}]{12,}/u;

/** Whether anything that a form shows may run off the paper, so that the template has to part it. */
export function hasLongRun(value: unknown): boolean {
  if (typeof value === 'string') return LONG_RUN.test(value);
  if (Array.isArray(value)) return value.some(hasLongRun);
  // The code that a paper is verified by stands beside its QR, in a place of its own.
  const shown = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return shown.some(([key, each]) => key !== 'verification' && key !== 'qr' && hasLongRun(each));
}
