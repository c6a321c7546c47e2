/** Without I, L, O and U, which people read as 1, 1, 0 and V. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 8;
const DATA_CHARS = 4;
const GROUP_CHARS = DATA_CHARS + 1;
/** 160 bits. */
export const RECOVERY_KEY_BYTES = (GROUPS * DATA_CHARS * 5) / 8;

/** 80 bits: the word of a move to another PC holds for one package, and each try costs memory and time. */
export const MOVE_WORD_BYTES = 10;
/** Of the word of a move. */
export const MOVE_WORD_GROUPS = groupsOf(MOVE_WORD_BYTES);

/** What is wrong with a recovery key as it was typed, in Chinese. */
export class RecoveryKeyTypo extends Error {}

/**
 * As it is printed: groups of five, the last sign of each a check on the group and its place; eight of them for a recovery
 * key, four for the word of a move.
 */
export function recoveryKeyText(key: Uint8Array): string {
  const bits = [...key].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: groupsOf(key.byteLength) }, (_, group) => {
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
  return parseGroups(signsOf(typed), { name: '恢复密钥', groups: GROUPS });
}

/** The same of the word of a move. @throws RecoveryKeyTypo */
export function parseMoveWord(typed: string): Uint8Array {
  return parseGroups(signsOf(typed), { name: '搬家口令', groups: MOVE_WORD_GROUPS });
}

/** Whether what was typed is as long as the word of a move, so that nobody need say which of the two it is. */
export function looksLikeMoveWord(typed: string): boolean {
  const most = (MOVE_WORD_GROUPS + 1) * GROUP_CHARS;
  return signsOf(typed).length <= most;
}

/** What people type for the same sign is the same sign. */
export function signsOf(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\-—–－_]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
    .replaceAll('U', 'V');
}

function groupsOf(bytes: number): number {
  return (bytes * 8) / (DATA_CHARS * 5);
}

interface Groups {
  readonly name: string;
  readonly groups: number;
}

function parseGroups(signs: string, { name, groups }: Groups): Uint8Array {
  const digits = [...signs].map((sign) => ALPHABET.indexOf(sign));
  const stranger = digits.indexOf(-1);
  if (stranger >= 0) throw new RecoveryKeyTypo(`第 ${Math.floor(stranger / GROUP_CHARS) + 1} 组里有不认识的字符`);
  if (digits.length !== groups * GROUP_CHARS) {
    throw new RecoveryKeyTypo(`${name}有 ${groups} 组，每组 ${GROUP_CHARS} 个字符，现在共 ${digits.length} 个字符`);
  }
  const bits: string[] = [];
  for (let group = 0; group < groups; group += 1) {
    const own = digits.slice(group * GROUP_CHARS, (group + 1) * GROUP_CHARS);
    const data = own.slice(0, DATA_CHARS);
    if (checkOf(data, group) !== own[DATA_CHARS]) throw new RecoveryKeyTypo(`第 ${group + 1} 组抄错了，请核对这一组`);
    bits.push(...data.map((digit) => digit.toString(2).padStart(5, '0')));
  }
  const all = bits.join('');
  return Uint8Array.from({ length: (groups * DATA_CHARS * 5) / 8 }, (_, byte) =>
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
