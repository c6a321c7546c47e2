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
