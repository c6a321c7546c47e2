import { ageAt, findDateProblem, type PlainDate } from '../text/chinese-date.ts';

export type IdNumberResult =
  | {
      readonly ok: true;
      /** 18 digits, or an old card's 15. */
      readonly kind: '18' | '15';
      /** Half-width, without blanks, X as a capital letter. A 15-digit number stays as it is. */
      readonly normalized: string;
      readonly birthDate: PlainDate;
      readonly sex: 'male' | 'female';
      /** First six digits: the county of the first registration. Never checked, old codes live on in old cards. */
      readonly regionCode: string;
    }
  | { readonly ok: false; readonly message: string };

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkCharacters = '10X98765432';
const oldestAge = 130;

/** Check character of the first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2). */
function checkCharacterOf(body: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return checkCharacters.charAt(sum % 11);
}

function refuse(message: string): IdNumberResult {
  return { ok: false, message };
}

/**
 * Checks a resident identity number (GB 11643): 18 digits with a check character, or the 15 digits of cards issued
 * before 1999, whose births are all 19YY. Full-width digits, blanks and a small x are understood. The message says
 * which check failed and never proposes a corrected number. Without `today` the checks that need a clock are left out.
 */
export function checkIdNumber(text: string, today: PlainDate | null): IdNumberResult {
  const number = text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
  if (number === '') return refuse('请填写身份证号码');
  if (/[^0-9X]/.test(number)) return refuse('身份证号码只能有数字，最后一位可以是 X');
  if (number.length !== 18 && number.length !== 15) {
    return refuse(`身份证号码应为 18 位（旧证 15 位），现在是 ${number.length} 位`);
  }
  const isLong = number.length === 18;
  if (/X/.test(isLong ? number.slice(0, 17) : number)) {
    return refuse(isLong ? 'X 只能是身份证号码的最后一位' : '15 位旧身份证号码只有数字，没有 X');
  }
  const birth = isLong ? number.slice(6, 14) : `19${number.slice(6, 12)}`;
  const birthDate = `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6, 8)}`;
  if (findDateProblem(birthDate) !== null) {
    return refuse(`身份证号码第 7 至 ${isLong ? 14 : 12} 位的出生日期 ${birthDate} 不存在，请核对`);
  }
  const age = today === null ? 0 : ageAt(birthDate, today);
  if (age === null) return refuse(`身份证号码里的出生日期 ${birthDate} 在今天以后，请核对`);
  if (age > oldestAge) return refuse(`身份证号码里的出生日期 ${birthDate} 太早，请核对`);
  if (isLong && checkCharacterOf(number) !== number[17]) return refuse('校验码不对，请逐位核对');
  const sequence = Number(isLong ? number[16] : number[14]);
  return {
    ok: true,
    kind: isLong ? '18' : '15',
    normalized: number,
    birthDate,
    sex: sequence % 2 === 1 ? 'male' : 'female',
    regionCode: number.slice(0, 6),
  };
}
