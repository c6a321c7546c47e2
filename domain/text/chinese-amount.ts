/** Money is a whole number of fen (1/100 yuan) everywhere; only people see yuan. */

/** Largest amount that may be typed: one fen below a trillion yuan. */
export const maxAmountFen = 99_999_999_999_999;

export type YuanResult = { readonly ok: true; readonly fen: number } | { readonly ok: false; readonly message: string };

const digits = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const places = ['', '拾', '佰', '仟'] as const;

function requireFen(fen: number): void {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError(`not an amount in fen: ${fen}`);
}

function groupOfFour(value: number): string {
  let text = '';
  let zeroPending = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      zeroPending = text !== '';
      continue;
    }
    text += `${zeroPending ? '零' : ''}${digits[digit]}${places[place]}`;
    zeroPending = false;
  }
  return text;
}

function wholeNumber(value: number): string {
  for (const [size, unit] of [
    [100_000_000, '亿'],
    [10_000, '万'],
  ] as const) {
    if (value < size) continue;
    const rest = value % size;
    const gap = rest > 0 && rest < size / 10 ? '零' : '';
    return `${wholeNumber(Math.floor(value / size))}${unit}${gap}${rest > 0 ? wholeNumber(rest) : ''}`;
  }
  return groupOfFour(value);
}

/**
 * An amount in capital Chinese numerals: 36000000 → 叁拾陆万元整. Follows 正确填写票据和结算凭证的基本规定
 * (《支付结算办法》附件一): 整 after whole yuan, none after fen, and none here after jiao; 零 for every gap, and
 * between yuan that end in 0 and the jiao. Throws RangeError for a negative amount or fractions of a fen.
 */
export function toChineseAmount(fen: number): string {
  requireFen(fen);
  const yuan = Math.floor(fen / 100);
  const jiao = Math.floor(fen / 10) % 10;
  const cents = fen % 10;
  if (fen === 0) return '零元整';
  const whole = yuan > 0 ? `${wholeNumber(yuan)}元` : '';
  if (jiao === 0 && cents === 0) return `${whole}整`;
  const gap = yuan > 0 && (jiao === 0 || yuan % 10 === 0) ? '零' : '';
  return `${whole}${gap}${jiao > 0 ? `${digits[jiao]}角` : ''}${cents > 0 ? `${digits[cents]}分` : ''}`;
}

/** 1250000 → `12,500.00`. Throws RangeError for a negative amount or fractions of a fen. */
export function formatYuan(fen: number): string {
  requireFen(fen);
  const yuan = String(Math.floor(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${yuan}.${String(fen % 100).padStart(2, '0')}`;
}

const plainNumber = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/;

/**
 * What somebody typed into an amount field, as fen. Full-width digits, thousands commas, ¥, 元 and 万 are understood
 * (`１２，５００元`, `36万`, `1.25万元`); anything doubtful is a Chinese message, never a guess.
 */
export function parseYuan(text: string): YuanResult {
  const compact = text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^(?:人民币|RMB|¥)/i, '');
  if (compact === '') return { ok: false, message: '请填写金额' };
  if (/^[-−]/.test(compact)) return { ok: false, message: '金额不能是负数' };
  const match = /^([\d,.]+)(万)?元?整?$/.exec(compact);
  const number = match?.[1] ? plainNumber.exec(match[1]) : null;
  if (!match || !number) return { ok: false, message: '金额要写成数字，例如 12500 或 12,500.00' };
  const scale = match[2] ? 6 : 2;
  const fraction = (number[2] ?? '').replace(/0+$/, '');
  if (fraction.length > scale) return { ok: false, message: '金额最小到分，小数点后多了，请核对' };
  const whole = (number[1] ?? '').replaceAll(',', '').replace(/^0+(?=\d)/, '');
  if (whole.length > 13) return { ok: false, message: '金额太大，请核对' };
  const fen = Number(whole + fraction.padEnd(scale, '0'));
  if (fen > maxAmountFen) return { ok: false, message: '金额太大，请核对' };
  return { ok: true, fen };
}
