/** Elements that no array of PostgreSQL has to quote: hashes, ids, numbers, words of the program. */
const PLAIN_ELEMENTS = /^[\w.:-]+(?:,[\w.:-]+)*$/;
const NULL_ELEMENT = /(?:^|,)null(?:,|$)/i;

function quoted(element: string | number | null): string {
  return element === null ? 'NULL' : `"${String(element).replace(/["\\]/g, '\\$&')}"`;
}

/** An array as PostgreSQL reads it. The driver looks at every element by itself; most columns need no look at all. */
export function arrayText(elements: readonly (string | number | null)[]): string {
  const plain = elements.join(',');
  const isPlain = PLAIN_ELEMENTS.test(plain) && !NULL_ELEMENT.test(plain);
  return `{${isPlain ? plain : elements.map(quoted).join(',')}}`;
}
