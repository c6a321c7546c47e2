import { type AgreementState, type CaseState, type IssuedDocument, listedFiles } from '../cases/state.ts';
import { parseVerificationCode } from './code.ts';
import { VERIFICATION_PATH } from './paper-code.ts';

/** What a paper about an agreement is worth that the city knows, as anybody may read it. */
export const paperStandings = [
  { id: 'in_effect', name: '真实有效' },
  { id: 'awaiting_marks', name: '真实，尚未生效' },
  { id: 'replaced', name: '已被后来的文本代替' },
  { id: 'withdrawn', name: '已不再使用' },
] as const;
export type PaperStanding = (typeof paperStandings)[number]['id'];

/** The files by which a paper goes around: the text as it was issued, the executed one, a scan of the signed sheets. */
export const paperFileKinds = [
  { id: 'text', name: '出具的文本' },
  { id: 'executed', name: '签署完成的文本' },
  { id: 'scan', name: '签字盖章后的扫描件' },
] as const;
export type PaperFileKind = (typeof paperFileKinds)[number]['id'];

export interface PaperFile {
  readonly kind: PaperFileKind;
  readonly sha256: string;
}

/** An issued paper that bears a code, with what anybody who has the code may read of it: no party and no text. */
export interface VerifiablePaper {
  readonly documentId: string;
  readonly code: string;
  readonly form: IssuedDocument['form'];
  /** What its 编号 says. */
  readonly number: string;
  /** The committee as it is printed. */
  readonly committee: string;
  readonly version: number;
  readonly standing: PaperStanding;
  /** Device time of the issue. */
  readonly issuedAt: number;
  /** Legal effective date (人民调解法 29, 30); null where this text is not in effect. */
  readonly effectiveOn: string | null;
  readonly files: readonly PaperFile[];
}

const isNewestIssue = ({ documents }: CaseState, { id, form, subject }: IssuedDocument): boolean =>
  documents.findLast((each) => each.form === form && each.subject === subject)?.id === id;

/**
 * A proof that names no court, or another one than was asked in the end, is to be made anew for that court. Until it is,
 * what the old one testifies is true all the same (民诉法解释 354).
 */
function standingOf(state: CaseState, document: IssuedDocument): PaperStanding {
  const { agreement, status } = state;
  const { form, subject, outdated } = document;
  const isProof = form === 'mediation-proof';
  const isLater = agreement !== null && agreement.version > subject;
  if (isLater || (isProof && outdated && !isNewestIssue(state, document))) return 'replaced';
  // A reopened case has no agreement until it comes to another one.
  if (agreement === null || (outdated && !isProof)) return 'withdrawn';
  if (agreement.effectiveOn !== null) return 'in_effect';
  return status === 'agreed' ? 'awaiting_marks' : 'withdrawn';
}

const effectiveOn = (agreement: AgreementState | null): string | null => agreement?.effectiveOn ?? null;

/** Only the newest issue of a paper has scans: they are filed by form and version. */
function filesOf(state: CaseState, document: IssuedDocument): readonly PaperFile[] {
  const { fileHash, executed, form, subject } = document;
  const scans = isNewestIssue(state, document)
    ? listedFiles(state).filter(({ paper }) => paper?.form === form && paper.subject === subject)
    : [];
  return [
    { kind: 'text', sha256: fileHash },
    ...(executed ? [{ kind: 'executed' as const, sha256: executed.fileHash }] : []),
    ...scans.map(({ sha256 }) => ({ kind: 'scan' as const, sha256 })),
  ];
}

/**
 * Which paper of the case a scan shows, by what its printed QR says (the address with the code, or the code alone); null
 * where it is the code of no paper of this case.
 */
export function scannedPaper(state: CaseState, qrText: string): IssuedDocument | null {
  const [, afterPath = qrText] = qrText.split(`${VERIFICATION_PATH}/`);
  const code = parseVerificationCode(afterPath.split(/[/?#]/)[0] ?? '');
  if (code === null) return null;
  return state.documents.find(({ verification }) => verification?.code === code) ?? null;
}

/** The papers of a case that can be verified, in the order of their issue. */
export function verifiablePapers(state: CaseState): readonly VerifiablePaper[] {
  return state.documents.flatMap((document) => {
    const { id: documentId, verification, form, subject: version, number, issuedAt } = document;
    if (!verification) return [];
    const standing = standingOf(state, document);
    return {
      documentId,
      ...verification,
      form,
      number: number ?? state.caseNumber,
      version,
      standing,
      issuedAt,
      effectiveOn: standing === 'in_effect' ? effectiveOn(state.agreement) : null,
      files: filesOf(state, document),
    };
  });
}
