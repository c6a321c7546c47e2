import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { maxAmountFen, toChineseAmount } from './chinese-amount.ts';
import { readChineseAmount } from './chinese-amount-reading.ts';

test('every amount that is written in capitals reads back as the same amount (支付结算办法 附件一)', () => {
  void fc.assert(
    fc.property(fc.integer({ min: 0, max: maxAmountFen }), (fen) => {
      expect(readChineseAmount(toChineseAmount(fen))).toBe(fen);
    }),
  );
});

test.each([
  ['叁拾陆万元整', 36_000_000],
  ['人民币壹万贰仟伍佰圆正', 1_250_000],
  ['三十六万元', 36_000_000],
  ['两千元', 200_000],
  ['拾伍元', 1_500],
  ['壹仟零伍元零叁分', 100_503],
  ['伍角', 50],
])('%s is %i fen', (words, fen) => {
  expect(readChineseAmount(words)).toBe(fen);
});

test.each(['', '元整', '叁拾陆拾元', '伍陆元整', '佰元', '叁拾陆万', '三万五元钱', '零拾元', '万元'])(
  '%s makes no amount, and none is guessed',
  (words) => {
    expect(readChineseAmount(words)).toBeNull();
  },
);
