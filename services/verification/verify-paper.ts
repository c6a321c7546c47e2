import type { CenterSettings } from '../../domain/center/settings.ts';
import type { FormKind } from '../../domain/documents/form.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { VERIFICATION_RANDOM_BYTES, verificationCodeFrom } from '../../domain/verification/code.ts';
import { type PaperVerification, type PrintedCode, printedCodeOf } from '../../domain/verification/paper-code.ts';
import {
  formatStationToken,
  hasRoomForDay,
  issueStatement,
  stationTailOf,
} from '../../domain/verification/station-token.ts';
import type { Dependencies } from '../dependencies.ts';
import type { EnrolledStation } from './port.ts';

/** What a paper gets for its verification: what the log keeps, and what is printed. */
export interface NewVerification {
  readonly kept: PaperVerification;
  readonly printed: PrintedCode;
}

/** What others are shown: the agreement itself, and what a court is given about it (民诉法解释 354). */
const verifiedForms: ReadonlySet<FormKind> = new Set(['agreement', 'oral-agreement-register', 'mediation-proof']);

/** A fresh code for a paper that is being issued; null for forms that only the center itself has use for. */
export function newVerification(
  { environment, paperSigner }: Pick<Dependencies, 'environment' | 'paperSigner'>,
  { committee, documents }: CenterSettings,
  form: FormKind,
): NewVerification | null {
  if (!verifiedForms.has(form)) return null;
  const code = verificationCodeFrom(environment.randomBytes(VERIFICATION_RANDOM_BYTES));
  const station = paperSigner.station();
  const address = documents.verificationAddress || station?.cityOrigin || null;
  const token = station && tokenOf(station, code, plainDateAt(environment.now()));
  return { kept: { code, committee: committee.name }, printed: printedCodeOf(code, address, token) };
}

/** Null by a clock so wrong that its day has no place in the QR: the paper is issued all the same (LOG-10). */
function tokenOf({ stationId, sign }: EnrolledStation, code: string, issuedOn: string): string | null {
  if (!hasRoomForDay(issuedOn)) return null;
  const signature = sign(issueStatement({ code, stationId, issuedOn }));
  return formatStationToken({ stationTail: stationTailOf(stationId), issuedOn, signature });
}
