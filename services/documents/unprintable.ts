/** A character that no font of the program has, and a few words around it. */
export interface Unprintable {
  character: string;
  codePoint: string;
  context: string;
}

// The compiler's error reaches us as a debug print, so quotes and escapes in it are escaped once more.
const MISSING_GLYPH = /the text `\\?"(.+?)\\?"` could not be displayed/g;
const CONTEXT = 6;
const NAMED_AT_MOST = 5;

function unescapeRust(text: string): string {
  return text
    .replace(/\\+u\{([0-9a-f]+)\}/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/\\+(["'\\])/g, '$1');
}

function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const item of value) yield* stringsIn(item);
  else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) yield* stringsIn(item);
}

function contextOf(character: string, data: unknown): string {
  for (const text of stringsIn(data)) {
    const characters = Array.from(text);
    const at = characters.indexOf(character);
    if (at >= 0) return characters.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).join('');
  }
  return '';
}

/** The characters that the compiler's PDF/A check found no glyph for, and where they stand in the data. */
export function findUnprintable(compilerMessage: string, data: unknown): Unprintable[] {
  const characters = new Set<string>();
  for (const [, quoted = ''] of compilerMessage.matchAll(MISSING_GLYPH)) {
    for (const character of unescapeRust(quoted)) characters.add(character);
  }
  return Array.from(characters, (character) => ({
    character,
    codePoint: `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    context: contextOf(character, data),
  }));
}

/** What the clerk reads: which characters, where, and what to do. */
export function unprintableMessage(title: string, unprintable: readonly Unprintable[]): string {
  const named = unprintable.slice(0, NAMED_AT_MOST).map(({ character, codePoint, context }) => {
    const where = context === '' ? '' : `，见“${context}”`;
    return `「${character}」（${codePoint}${where}）`;
  });
  const more = unprintable.length > NAMED_AT_MOST ? `等 ${unprintable.length} 个` : '';
  return `「${title}」里有字库中没有的字：${named.join('、')}${more}。请换用通用字、拼音或删去表情符号后再打印`;
}
