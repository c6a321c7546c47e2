/** Elements that no array of PostgreSQL has to quote: hashes, ids, numbers, words of the program. */
const PLAIN_ELEMENTS = /^[\w.:-]+(?:,[\w.:-]+)*$/;
const NULL_ELEMENT = /(?:^|,)null(?:,|$)/i;

function quoted(element: string | number | null): string {
  return element === null ? 'NULL' : `"${String(element).replace(/["\\]/g, '\\$&')}"`;
}

/** Between elements a comma parts them: one within would make two of it. */
const hasComma = (element: string | number | null): boolean => typeof element === 'string' && element.includes(',');

/** An array as PostgreSQL reads it. The driver rewrites every element; those of most columns stand as they are. */
export function arrayText(elements: readonly (string | number | null)[]): string {
  const plain = elements.join(',');
  const isPlain = PLAIN_ELEMENTS.test(plain) && !NULL_ELEMENT.test(plain) && !elements.some(hasComma);
  return `{${isPlain ? plain : elements.map(quoted).join(',')}}`;
}
