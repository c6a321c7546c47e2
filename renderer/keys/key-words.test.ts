import { describe, expect, test } from 'vitest';
import { keeperWords, recoveryWords } from './key-words.ts';

const of = (printedAt: number | null, cityAt: number | null) =>
  ({ keeper: 'file', recovery: { madeAt: 1, printedAt, cityAt } }) as const;

describe('what IT reads of the recovery key', () => {
  test('warns while nobody has it, and only then', () => {
    expect(recoveryWords(of(null, null))).toMatchObject({ isSafe: false, text: expect.stringContaining('马上打印') });
    expect([of(1, null), of(null, 1), of(1, 1)].map((keys) => recoveryWords(keys).isSafe)).toEqual([true, true, true]);
  });

  test('says that the key file stays until somebody has it', () => {
    expect(keeperWords(of(null, null))).toContain('有人收好恢复密钥以后');
    expect(keeperWords(of(1, null))).toContain('center.key');
  });
});
