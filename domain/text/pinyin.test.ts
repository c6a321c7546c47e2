import { describe, expect, it } from 'vitest';
import { ftsPhrase, nameInitials, placeInitials, spacedCharacters } from './pinyin.ts';

describe('initials', () => {
  it.each([
    ['曾国藩', 'zgf'],
    ['单雄信', 'sxx'],
    ['仇某', 'qm'],
    ['解某', 'xm'],
    ['欧阳修', 'oyx'],
    ['尉迟恭', 'ycg'],
    ['王喆', 'wz'],
    ['张三 A', 'zsa'],
    ['', ''],
    ['…', ''],
  ])('reads the surname of %s as a surname: %s', (name, initials) => {
    expect(nameInitials(name)).toBe(initials);
  });

  it('of places are those in the directory', () => {
    expect(placeInitials('鸿苑社区')).toBe('hysq');
    expect(placeInitials('兴达路')).toBe('xdl');
  });
});

describe('text for FTS5', () => {
  it('is one token a code point, NFKC and lower case, for the index and for the query alike', () => {
    expect(spacedCharacters('张伟 ＡＢＣ')).toBe('张 伟 a b c');
    expect(spacedCharacters('𠮷䶮')).toBe('𠮷 䶮');
    expect(spacedCharacters('一\n二\u0000三')).toBe('一 二 三');
  });

  it('quotes a query so that nothing in it is an operator', () => {
    expect(ftsPhrase('张伟')).toBe('"张 伟"');
    expect(ftsPhrase('a" OR b*')).toBe('"a "" o r b *"');
    expect(ftsPhrase(' ')).toBe('""');
    expect(ftsPhrase('半\ud842')).toBe('"半 \ufffd"');
  });
});
