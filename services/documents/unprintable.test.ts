import { describe, expect, it } from 'vitest';
import { findUnprintable, unprintableMessage } from './unprintable.ts';

// As the compiler hands it over: a Rust debug print, with its quotes and escapes escaped once more.
const complaint = (text: string) =>
  `SourceDiagnostic { message: "PDF/A-2b error: the text \`\\"${text}\\"\` could not be displayed with font \`\\"FandolFang R\\"\`" }`;

describe('characters that no font has', () => {
  it('are each named once, with the words around them', () => {
    const message = `[${complaint('𠮷')}, ${complaint('𠮷')}, ${complaint('👍')}]`;
    expect(
      findUnprintable(message, { parties: [{ name: '𠮷田' }], facts: '当事人一致同意，好👍，签字按印完毕' }),
    ).toEqual([
      { character: '𠮷', codePoint: 'U+20BB7', context: '𠮷田' },
      { character: '👍', codePoint: 'U+1F44D', context: '一致同意，好👍，签字按印完' },
    ]);
  });

  it('are understood where the compiler escapes them', () => {
    expect(findUnprintable(complaint('\\\\u{e000}'), ['甲\ue000']).map(({ codePoint }) => codePoint)).toEqual([
      'U+E000',
    ]);
  });

  it('are none in another error', () => {
    expect(findUnprintable('PDF/A-2b error: too many nested elements', {})).toEqual([]);
  });

  it('are counted where there are too many to name', () => {
    const many = Array.from('😀😁😂🤣😃😄', (character) => ({ character, codePoint: 'U+0', context: '' }));
    expect(unprintableMessage('人民调解记录', many)).toContain('「😃」（U+0）等 6 个。');
  });
});
