import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatYuan, maxAmountFen, parseYuan, toChineseAmount } from './chinese-amount.ts';

describe('toChineseAmount (《支付结算办法》附件一)', () => {
  it.each([
    [0, '零元整'],
    [36_000_000, '叁拾陆万元整'],
    [1_000, '壹拾元整'],
    [140_950, '壹仟肆佰零玖元伍角'],
    [600_714, '陆仟零柒元壹角肆分'],
    [168_032, '壹仟陆佰捌拾元零叁角贰分'],
    [10_700_053, '壹拾万柒仟元零伍角叁分'],
    [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
    [32_504, '叁佰贰拾伍元零肆分'],
    [5, '伍分'],
    [50, '伍角'],
    [101_000_000, '壹佰零壹万元整'],
    [1_000_100, '壹万零壹元整'],
    [10_000_000_100, '壹亿零壹元整'],
    [10_001_000_000, '壹亿零壹万元整'],
    [1_000_000_000_000, '壹佰亿元整'],
    [100_000_010_000_000, '壹万亿零壹拾万元整'],
  ])('%i fen → %s', (fen, words) => {
    expect(toChineseAmount(fen)).toBe(words);
  });

  it('reads back to the amount it was made from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: maxAmountFen }), (fen) => {
        expect(readAmount(toChineseAmount(fen))).toBe(fen);
      }),
    );
  });

  it('refuses what is no amount in fen', () => {
    for (const fen of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => toChineseAmount(fen)).toThrow(RangeError);
      expect(() => formatYuan(fen)).toThrow(RangeError);
    }
  });
});

describe('parseYuan and formatYuan', () => {
  it.each([
    ['12500', 1_250_000],
    ['12,500.00', 1_250_000],
    ['１２，５００元', 1_250_000],
    ['¥ 0.5', 50],
    ['￥3.10元整', 310],
    ['36万', 36_000_000],
    ['1.25万元', 1_250_000],
    ['0.000001万', 1],
    ['007', 700],
    ['5.', 500],
    ['12.500', 1250],
  ])('understands %s', (text, fen) => {
    expect(parseYuan(text)).toEqual({ ok: true, fen });
  });

  it.each([
    ['', '请填写'],
    ['一千', '写成数字'],
    ['12,5', '写成数字'],
    ['1,2345', '写成数字'],
    ['1.2.3', '写成数字'],
    ['-5', '负数'],
    ['0.001', '最小到分'],
    ['1000000000000', '太大'],
    ['9'.repeat(400), '太大'],
    ['1e5', '写成数字'],
  ])('says what is wrong with “%s”', (text, part) => {
    expect(parseYuan(text)).toMatchObject({ ok: false, message: expect.stringContaining(part) });
  });

  it('reads every amount that it shows', () => {
    expect(formatYuan(1_250_000)).toBe('12,500.00');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: maxAmountFen }), (fen) => {
        expect(parseYuan(formatYuan(fen))).toEqual({ ok: true, fen });
      }),
    );
  });
});

/** An independent reader of capital numerals, for the round trip only. */
function readAmount(words: string): number {
  const digit = '零壹贰叁肆伍陆柒捌玖';
  const unit: Record<string, number> = { 拾: 10, 佰: 100, 仟: 1000 };
  const readBelowTenThousand = (text: string) => {
    let sum = 0;
    let last = 0;
    for (const character of text) {
      const factor = unit[character];
      if (factor) {
        sum += last * factor;
        last = 0;
      } else last = digit.indexOf(character);
    }
    return sum + last;
  };
  const readWhole = (text: string): number => {
    for (const [name, size] of [
      ['亿', 1e8],
      ['万', 1e4],
    ] as const) {
      const at = text.lastIndexOf(name);
      if (at >= 0) return readWhole(text.slice(0, at)) * size + readWhole(text.slice(at + 1));
    }
    return readBelowTenThousand(text);
  };
  const match = /^(?:(.*)元)?零?(?:(.)角)?(?:(.)分)?整?$/.exec(words);
  const part = (text: string | undefined) => (text ? digit.indexOf(text) : 0);
  return readWhole(match?.[1] ?? '') * 100 + part(match?.[2]) * 10 + part(match?.[3]);
}
