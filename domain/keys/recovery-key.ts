/** Without I, L, O and U, which people read as 1, 1, 0 and V. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 8;
const DATA_CHARS = 4;
const GROUP_CHARS = DATA_CHARS + 1;
/** 160 bits. */
export const RECOVERY_KEY_BYTES = (GROUPS * DATA_CHARS * 5) / 8;

/** What is wrong with a recovery key as it was typed, in Chinese. */
export class RecoveryKeyTypo extends Error {}

/** As it is printed: eight groups of five, the last sign of each a check on the group and its place. */
export function recoveryKeyText(key: Uint8Array): string {
  const bits = [...key].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: GROUPS }, (_, group) => {
    const digits = Array.from({ length: DATA_CHARS }, (_, place) => {
      const start = (group * DATA_CHARS + place) * 5;
      return Number.parseInt(bits.slice(start, start + 5), 2);
    });
    return [...digits, checkOf(digits, group)].map((digit) => ALPHABET[digit]).join('');
  }).join('-');
}

/**
 * The key of what was typed; small letters, blanks, hyphens and the signs that people mix up make no difference.
 * @throws RecoveryKeyTypo naming the group that was copied wrongly: each single wrong sign and each two that changed
 * places within a group are found, and groups in another order.
 */
export function parseRecoveryKey(typed: string): Uint8Array {
  const signs = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\-—–－_]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
    .replaceAll('U', 'V');
  const digits = [...signs].map((sign) => ALPHABET.indexOf(sign));
  const stranger = digits.indexOf(-1);
  if (stranger >= 0) throw new RecoveryKeyTypo(`第 ${Math.floor(stranger / GROUP_CHARS) + 1} 组里有不认识的字符`);
  if (digits.length !== GROUPS * GROUP_CHARS) {
    throw new RecoveryKeyTypo(`恢复密钥有 ${GROUPS} 组，每组 ${GROUP_CHARS} 个字符，现在共 ${digits.length} 个字符`);
  }
  const bits: string[] = [];
  for (let group = 0; group < GROUPS; group += 1) {
    const own = digits.slice(group * GROUP_CHARS, (group + 1) * GROUP_CHARS);
    const data = own.slice(0, DATA_CHARS);
    if (checkOf(data, group) !== own[DATA_CHARS]) throw new RecoveryKeyTypo(`第 ${group + 1} 组抄错了，请核对这一组`);
    bits.push(...data.map((digit) => digit.toString(2).padStart(5, '0')));
  }
  const all = bits.join('');
  return Uint8Array.from({ length: RECOVERY_KEY_BYTES }, (_, byte) =>
    Number.parseInt(all.slice(byte * 8, byte * 8 + 8), 2),
  );
}

/** Each sign weighs differently in the field of 32 elements, and the place of the group counts as well. */
function checkOf(digits: readonly number[], group: number): number {
  // One more than the place, so that groups of zeros in the first place are not all zeros.
  return digits.reduce((sum, digit, place) => sum ^ doubled(digit, place + 1), group + 1);
}

/** Times x to the power `times`, modulo x⁵ + x² + 1. */
function doubled(digit: number, times: number): number {
  let value = digit;
  for (let i = 0; i < times; i += 1) {
    value <<= 1;
    if (value & 0b100000) value ^= 0b100101;
  }
  return value;
}
