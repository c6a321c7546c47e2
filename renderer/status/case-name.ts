const MOST_CHARACTERS = 12;

/**
 * A case as people speak of it: 「张某 与 李某」 → 张某一案, by the first name of the first side. The name of a unit that
 * is too long for a button is shortened; the row beside it shows it whole.
 */
export function caseName(parties: string): string {
  const first = parties.split(' 与 ')[0]?.split(/、|等 \d/)[0] ?? '';
  const letters = Array.from(first.trim());
  if (letters.length === 0) return '这一案';
  const name =
    letters.length > MOST_CHARACTERS ? `${letters.slice(0, MOST_CHARACTERS - 1).join('')}…` : letters.join('');
  return `${name}一案`;
}
