const digitOf: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  壹: 1,
  一: 1,
  贰: 2,
  二: 2,
  两: 2,
  叁: 3,
  三: 3,
  肆: 4,
  四: 4,
  伍: 5,
  五: 5,
  陆: 6,
  六: 6,
  柒: 7,
  七: 7,
  捌: 8,
  八: 8,
  玖: 9,
  九: 9,
};
const placeOf: Readonly<Record<string, number>> = { 拾: 10, 十: 10, 佰: 100, 百: 100, 仟: 1000, 千: 1000 };
const groupOf: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 };

/** A whole number in words below 万; null where the places do not fall (叁拾陆拾). */
function readGroup(words: string): number | null {
  let total = 0;
  let digit: number | null = null;
  let lastPlace = 10_000;
  for (const word of words) {
    const place = placeOf[word];
    if (place !== undefined) {
      if (place >= lastPlace || digit === 0) return null;
      // 拾伍 is fifteen; other places need their digit.
      if (digit === null && (place !== 10 || total > 0)) return null;
      total += (digit ?? 1) * place;
      lastPlace = place;
      digit = null;
      continue;
    }
    const next = digitOf[word];
    if (next === undefined || (digit !== null && digit !== 0)) return null;
    digit = next;
  }
  return total + (digit ?? 0);
}

function readWhole(words: string): number | null {
  for (const unit of ['亿', '万'] as const) {
    const at = words.lastIndexOf(unit);
    if (at < 0) continue;
    const high = readWhole(words.slice(0, at));
    const low = words.slice(at + 1);
    const rest = low === '' ? 0 : readWhole(low);
    const size = groupOf[unit] ?? 1;
    return high === null || high === 0 || rest === null || rest >= size ? null : high * size + rest;
  }
  return words === '' ? null : readGroup(words);
}

function readOne(word: string | undefined): number | null {
  return word === undefined ? 0 : (digitOf[word] ?? null);
}

/**
 * An amount written in capital numerals, as fen: 叁拾陆万元整 → 36000000. Everyday numerals (三十六万元) and the variants
 * 圆 and 正 are read as well. Null where the words make no amount; nothing is guessed.
 */
export function readChineseAmount(text: string): number | null {
  const plain = text.replace(/\s+/g, '').replace(/^人民币/, '');
  const match = /^(?:(.+)[元圆])?零?(?:(.)角)?零?(?:(.)分)?[整正]?$/u.exec(plain);
  if (!match || (match[1] ?? match[2] ?? match[3]) === undefined) return null;
  const yuan = match[1] === undefined ? 0 : readWhole(match[1]);
  const jiao = readOne(match[2]);
  const fen = readOne(match[3]);
  if (yuan === null || jiao === null || fen === null) return null;
  const amount = yuan * 100 + jiao * 10 + fen;
  return Number.isSafeInteger(amount) ? amount : null;
}
