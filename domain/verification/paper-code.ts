import * as z from 'zod';
import { line } from '../documents/fields.ts';
import { formatVerificationCode, verificationCodeSchema } from './code.ts';

/** What an issued paper has for its verification; it stays with the paper. */
export const paperVerificationSchema = z.object({
  code: verificationCodeSchema,
  /** The committee as it is printed; settings may say otherwise one day. */
  committee: z.string().min(1).max(60),
});
export type PaperVerification = z.infer<typeof paperVerificationSchema>;

/** Where the city answers for anybody; the code follows. */
export const VERIFICATION_PATH = '/v';

/** What is printed beside the seal, so that anybody can ask the city about the paper. */
export const printedCode = z.object({
  /** With its dashes. */
  code: line,
  /** What the QR says: the address that answers, or the code alone where no city is known yet. */
  qrText: line,
});
export type PrintedCode = z.infer<typeof printedCode>;

/**
 * @param address of the city's public pages; null where none is known.
 * @param token of the station (domain/verification/station-token.ts); null before it is enrolled.
 */
export function printedCodeOf(code: string, address: string | null, token: string | null): PrintedCode {
  const path = token === null ? code : `${code}/${token}`;
  return {
    code: formatVerificationCode(code),
    qrText: address === null ? code : `${address.replace(/\/+$/, '')}${VERIFICATION_PATH}/${path}`,
  };
}
