import { pinyin } from 'pinyin-pro';

/** Pinyin initials of one reading, lower case; letters and digits stay, anything else is left out. */
function initials(text: string, surname: 'head' | 'off'): string {
  const normal = text.normalize('NFKC').toLowerCase();
  return pinyin(normal, { pattern: 'first', toneType: 'none', type: 'array', surname, v: true })
    .join('')
    .replace(/[^a-z0-9]/g, '');
}

/** Initials that were found lately: the same names come with every action of a case, and looking one up takes long. */
const found = new Map<string, string>();
const MOST_FOUND = 20_000;

/** `曾国藩` → `zgf`: the surname at the head is read as a surname (曾 zēng, 单 shàn, 仇 qiú); one reading only. */
export function nameInitials(name: string): string {
  const known = found.get(name);
  if (known !== undefined) return known;
  if (found.size >= MOST_FOUND) found.clear();
  const made = initials(name, 'head');
  found.set(name, made);
  return made;
}

/** `曾国藩` → `zengguofan` and `guofanzeng`, as people spell a name in an account; none for a name without characters. */
export function namePinyin(name: string): readonly string[] {
  const normal = name.normalize('NFKC').toLowerCase();
  const [first = '', ...rest] = pinyin(normal, { toneType: 'none', type: 'array', surname: 'head', v: true });
  return /^[a-z]+$/.test(first) && rest.length > 0 ? [`${first}${rest.join('')}`, `${rest.join('')}${first}`] : [];
}

/** `鸿苑社区` → `hysq`. */
export function placeInitials(name: string): string {
  return initials(name, 'off');
}

/**
 * Text as the FTS5 tokenizer `unicode61` shall see it: NFKC, lower case, one space between code points, so that every
 * character is a token and a search finds any length from one character on (libraries: Chinese search).
 */
export function spacedCharacters(text: string): string {
  const normal = text.toWellFormed().normalize('NFKC').toLowerCase();
  return Array.from(normal.replace(/[\s\p{Cc}]+/gu, '')).join(' ');
}

/**
 * A query as an FTS5 phrase over {@link spacedCharacters}: quoted, so that no character of it is an operator. Without
 * any letter or digit it is an empty phrase, which matches nothing.
 */
export function ftsPhrase(query: string): string {
  return `"${spacedCharacters(query).replaceAll('"', '""')}"`;
}
