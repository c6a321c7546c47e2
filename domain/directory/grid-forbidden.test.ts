import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forbiddenAt, forbiddenItems, forbiddenListSchema, forbiddenWords } from './grid-forbidden.ts';

const list = '违建拆除：拆违、强拆\n\n环保执法: 排污, 偷排\n';
const community = '410105016002';

describe('the list of what may not be pushed to grids (禁入清单)', () => {
  test('is read as it is typed, with colons and commas of both kinds', () => {
    expect(forbiddenListSchema.parse(list)).toBe(list.trim());
    expect(forbiddenItems(list)).toEqual([
      { name: '违建拆除', words: ['拆违', '强拆'] },
      { name: '环保执法', words: ['排污', '偷排'] },
    ]);
  });

  test.each([
    ['违建拆除', 1],
    ['违建拆除：拆违\n：排污', 2],
    ['违建拆除：拆', 1],
  ])('%j is refused with the line', (text, line) => {
    expect(forbiddenListSchema.safeParse(text).error?.issues[0]?.message).toContain(`第 ${line} 行`);
  });

  test('keeps a case from a community, with the item and the word named', () => {
    const found = forbiddenAt(forbiddenItems(list), community, '楼下饭店排污，居民意见大');
    expect(found).toEqual({ item: '环保执法', word: '排污' });
    expect(found && forbiddenWords(found)).toContain('「环保执法」在网格禁入清单里（写到了「排污」）');
  });

  test('keeps nothing from a street or a district, nor a case of which it says nothing', () => {
    const items = forbiddenItems(list);
    expect(forbiddenAt(items, '410105016', '排污')).toBeNull();
    expect(forbiddenAt(items, undefined, '排污')).toBeNull();
    expect(forbiddenAt(items, community, '楼上漏水')).toBeNull();
  });

  test('an empty list keeps nothing from anybody', () => {
    fc.assert(
      fc.property(fc.string(), (facts) => {
        expect(forbiddenAt(forbiddenItems(''), community, facts)).toBeNull();
      }),
    );
  });
});
