import { codesOf, lookupIn } from '../codes/code-item.ts';
import type { PlainDate } from '../text/chinese-date.ts';
import { checkIdNumber } from './id-number.ts';

/**
 * Identity documents with the codes of GA/T 517-2004. The residence permits of Hong Kong, Macao and Taiwan residents
 * are younger than that list: they have keys of our own, and `exportCode` is what goes to other systems.
 * `pattern` is a light check of the normalised number; kinds with `residentId` follow GB 11643.
 */
export const documentKinds = [
  { code: '111', name: '居民身份证', residentId: true, pattern: null, hint: '18 位，旧证 15 位' },
  { code: '112', name: '临时居民身份证', residentId: true, pattern: null, hint: '18 位' },
  { code: '113', name: '户口簿', residentId: true, pattern: null, hint: '填户口簿上的公民身份号码，18 位' },
  { code: 'L01', name: '港澳居民居住证', residentId: true, pattern: null, hint: '18 位，以 81 或者 82 开头' },
  { code: 'L02', name: '台湾居民居住证', residentId: true, pattern: null, hint: '18 位，以 83 开头' },
  {
    code: '516',
    name: '港澳居民来往内地通行证',
    residentId: false,
    pattern: /^[HM]\d{8}(\d{2})?$/,
    hint: 'H 或者 M 后面 8 位或者 10 位数字',
  },
  {
    code: '511',
    name: '台湾居民来往大陆通行证',
    residentId: false,
    pattern: /^(?:\d{8}|\d{10}(?:[A-Z0-9])?)$/,
    hint: '8 位数字，旧证 10 位',
  },
  { code: '414', name: '普通护照', residentId: false, pattern: /^[A-Z0-9]{5,20}$/, hint: '5 至 20 位字母和数字' },
  {
    code: '553',
    name: '外国人永久居留身份证',
    residentId: false,
    pattern: /^(?:[A-Z]{3}\d{12}|9\d{16}[\dX])$/,
    hint: '18 位，旧证 3 位字母加 12 位数字',
  },
  { code: '554', name: '外国人居留证', residentId: false, pattern: /^[A-Z0-9]{5,20}$/, hint: '5 至 20 位字母和数字' },
  { code: '114', name: '军官证', residentId: false, pattern: /^.*\d{4,}.*$/, hint: '例如 军字第 1234567 号' },
  { code: '115', name: '武警警官证', residentId: false, pattern: /^.*\d{4,}.*$/, hint: '例如 武字第 1234567 号' },
  { code: '133', name: '学生证', residentId: false, pattern: null, hint: '证上的编号' },
  { code: '990', name: '其他证件', residentId: false, pattern: null, hint: '证上的编号' },
] as const;

export type DocumentKindCode = (typeof documentKinds)[number]['code'];
export const documentKindCodes = codesOf(documentKinds);
/** Null for an unknown code. */
export const findDocumentKind = lookupIn(documentKinds);

/** The GA/T 517 code that other systems understand for a kind. */
export function documentKindExportCode(kind: DocumentKindCode): string {
  return kind.startsWith('L') ? '990' : kind;
}

export type DocumentNumberResult =
  | { readonly ok: true; readonly normalized: string }
  | { readonly ok: false; readonly message: string };

/** A document number as it is stored and compared: without blanks, full-width letters and digits made plain. */
export function normalizeDocumentNumber(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
}

const localHeads: Readonly<Record<string, readonly string[]>> = { L01: ['81', '82'], L02: ['83'] };

/**
 * Checks a document's number by the rule of its kind. Only GB 11643 numbers are checked to the last digit; without
 * `today` their birth date is not compared with the clock.
 */
export function checkDocumentNumber(
  kind: DocumentKindCode,
  text: string,
  today: PlainDate | null,
): DocumentNumberResult {
  const rule = findDocumentKind(kind);
  const normalized = normalizeDocumentNumber(text);
  if (normalized === '') return { ok: false, message: '请填写证件号码' };
  if (Array.from(normalized).length > 50) return { ok: false, message: '证件号码超过 50 个字，请核对' };
  if (!rule) return { ok: false, message: '请选择证件种类' };
  if (rule.residentId) {
    const result = checkIdNumber(normalized, today);
    if (!result.ok) return { ok: false, message: result.message };
    const heads = localHeads[rule.code];
    if (heads && !heads.some((head) => result.normalized.startsWith(head))) {
      return { ok: false, message: `${rule.name}的号码以 ${heads.join(' 或者 ')} 开头，请核对证件种类` };
    }
    return { ok: true, normalized: result.normalized };
  }
  if (rule.pattern && !rule.pattern.test(normalized)) {
    return { ok: false, message: `${rule.name}号码的格式不对：${rule.hint}` };
  }
  return { ok: true, normalized };
}
