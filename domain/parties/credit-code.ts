const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

export type CreditCodeResult =
  | { readonly ok: true; readonly normalized: string }
  | { readonly ok: false; readonly message: string };

/**
 * Checks a unified social credit code (GB 32100-2015, 18 characters without I, O, S, V, Z, MOD 31). A failed check is a
 * warning to the clerk, not a refusal: codes handed out by mistake exist.
 */
export function checkCreditCode(text: string): CreditCodeResult {
  const code = text.normalize('NFKC').replace(/\s+/g, '').toUpperCase();
  if (code.length !== 18) {
    return { ok: false, message: `统一社会信用代码应为 18 位，现在是 ${code.length} 位` };
  }
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, 17)) {
    const value = alphabet.indexOf(character);
    if (value < 0) return { ok: false, message: `统一社会信用代码里不会有“${character}”，请核对` };
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  const expected = alphabet.charAt((31 - (sum % 31)) % 31);
  if (expected !== code[17]) return { ok: false, message: '统一社会信用代码的校验码不对，请逐位核对' };
  return { ok: true, normalized: code };
}
