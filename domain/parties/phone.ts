export type PhoneResult =
  | { readonly ok: true; readonly kind: 'mobile' | 'landline' | 'service' | 'foreign'; readonly normalized: string }
  | { readonly ok: false; readonly message: string };

/**
 * Checks a telephone number as people write it: blanks, dashes, brackets and +86 are understood. Mobile numbers become
 * 11 digits, landlines `0371-12345678` (with `转801` where there is an extension), foreign ones keep their `+`.
 */
export function checkPhone(text: string): PhoneResult {
  const typed = text.normalize('NFKC').trim();
  if (typed === '') return { ok: false, message: '请填写电话号码' };
  const extension = /(?:转|分机|ext\.?|#)\s*(\d{1,6})$/i.exec(typed);
  const main = (extension ? typed.slice(0, extension.index) : typed).replace(/[\s\-‐–—()·.]/g, '');
  if (!/^\+?\d+$/.test(main)) return { ok: false, message: '电话号码只能有数字，分机写成“转 801”' };
  const country = /^(?:\+|00)86/.exec(main);
  if (!country && /^(?:\+|00)/.test(main)) {
    const foreign = main.replace(/^(?:\+|00)/, '+');
    return /^\+[1-9]\d{5,14}$/.test(foreign)
      ? { ok: true, kind: 'foreign', normalized: foreign }
      : { ok: false, message: '境外电话要写成 +国家代码和号码，请核对位数' };
  }
  const national = country ? main.slice(country[0].length) : main;
  const number = country && !/^(?:0|1[3-9])/.test(national) ? `0${national}` : national;
  if (/^1[3-9]/.test(number) && !extension) {
    return number.length === 11
      ? { ok: true, kind: 'mobile', normalized: number }
      : { ok: false, message: `手机号码应为 11 位，现在是 ${number.length} 位` };
  }
  const suffix = extension ? `转${extension[1]}` : '';
  const landline = /^(0(?:10|2\d|[3-9]\d{2}))?([2-9]\d{6,7})$/.exec(number);
  if (landline) {
    return {
      ok: true,
      kind: 'landline',
      normalized: `${landline[1] ? `${landline[1]}-` : ''}${landline[2]}${suffix}`,
    };
  }
  if (/^(?:[48]00\d{7}|95\d{3,6}|96\d{3,6}|1(?:1\d|2\d)\d{0,3})$/.test(number)) {
    return { ok: true, kind: 'service', normalized: `${number}${suffix}` };
  }
  return { ok: false, message: '电话号码的位数不对：手机 11 位，座机写成 0371-12345678' };
}

/** As shown on screen: `138 0000 1203`; other numbers as they are stored. */
export function formatPhone(normalized: string): string {
  return /^1\d{10}$/.test(normalized)
    ? `${normalized.slice(0, 3)} ${normalized.slice(3, 7)} ${normalized.slice(7)}`
    : normalized;
}
