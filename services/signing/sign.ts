import type { CaseView } from '../../contract/cases.ts';
import { ServiceError } from '../../contract/errors.ts';
import type { AskedMark } from '../../contract/signing.ts';
import type { Mark } from '../../domain/cases/agreement.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { type DrawnMark, markPicture, pointerNames } from '../../domain/signing/drawn-mark.ts';
import { screenSigningProblem, signedPaper, slotOf } from '../../domain/signing/executed.ts';
import { type MarkPicture, pngProblem } from '../../domain/signing/mark-picture.ts';
import type { AskedPaperMark } from '../../domain/signing/paper-mark.ts';
import { seenCase } from '../access/seen-case.ts';
import { checkedAction, doAction, requireCurrent } from '../cases/act.ts';
import { caseView } from '../cases/view.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { fileHashOf } from '../documents/pdf-file.ts';
import type { StoredFile } from '../documents/port.ts';
import { findDone } from '../log/done.ts';
import type { Writes } from '../ports.ts';

/** What was made at the screen: strokes, the picture of a fingerprint reader, or that the committee's seal is set. */
export type MadeMark =
  | { readonly way: 'screen'; readonly drawn: DrawnMark; readonly device?: string }
  | { readonly way: 'reader'; readonly png: Uint8Array; readonly device: string }
  | { readonly way: 'seal' };

export interface SignInput {
  readonly actionId: string;
  readonly caseId: string;
  /** The revision that the signer's paper was shown on; mandatory (LOG-5). */
  readonly baseRevision: number;
  readonly mark: AskedMark;
  readonly made: MadeMark;
}

const SVG = 'image/svg+xml';
const PNG = 'image/png';

/** The bytes of a mark, and on what it was made. @throws ServiceError INVALID_INPUT for what is no picture of a mark. */
async function pictureOf(
  { settings, files }: Pick<Writes, 'settings' | 'files'>,
  { rules }: Pick<Dependencies, 'rules'>,
  made: MadeMark,
): Promise<{ readonly file: StoredFile; readonly device?: string }> {
  switch (made.way) {
    case 'screen': {
      const bytes = new TextEncoder().encode(markPicture(made.drawn));
      const file = { hash: fileHashOf(bytes), mediaType: SVG, bytes };
      return { file, device: made.device ?? pointerNames[made.drawn.pointer] };
    }
    case 'reader': {
      const problem = pngProblem(made.png);
      if (problem !== null) throw new ServiceError('INVALID_INPUT', { fields: { png: problem } });
      return { file: { hash: fileHashOf(made.png), mediaType: PNG, bytes: made.png }, device: made.device };
    }
    case 'seal': {
      const { seal } = (await rules.current(settings)).stored.settings.documents;
      const file = seal ? await files.file(seal.sha256) : null;
      if (!file) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '还没有设电子印章，请主任在“设置·印章”里放入' });
      return { file };
    }
  }
}

type MarkOnAgreement = Omit<Mark, 'picture' | 'device'>;

const isOnPaper = (mark: AskedMark): mark is AskedPaperMark => 'documentId' in mark;

function requireScreenSigning(state: CaseState, mark: MarkOnAgreement): void {
  const problem = screenSigningProblem(state);
  if (problem !== null) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: problem });
  const slots = signedPaper(state)?.slots ?? [];
  if (slotOf(state, slots, mark) === null) {
    throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '协议书上没有这个人的签名位置，请核对签名人' });
  }
}

/**
 * Records a mark with its picture (人民调解法 29): a fact of the case as a mark on paper is, of the version of the agreement,
 * or of the issue of another paper, that was shown, and of no other. The same action id changes nothing.
 * @throws ServiceError INVALID_INPUT, STALE_REVISION, NOT_ALLOWED (the seal is the manager's), NOT_POSSIBLE_NOW
 */
export async function signOnScreen(dependencies: Dependencies, caller: Caller, input: SignInput): Promise<CaseView> {
  const { actionId, caseId, mark, made } = input;
  const procedure = made.way === 'seal' ? 'signing.seal' : 'signing.draw';
  return dependencies.store.write(async (writes) => {
    await seenCase(writes, caller, procedure, caseId);
    const type = isOnPaper(mark) ? 'document.signed' : 'agreement.signed';
    const deed = { streamKind: 'case', streamId: caseId, type } as const;
    if (!(await findDone(writes.log, actionId, deed))) {
      const state = await requireCurrent(writes, dependencies, caller, input);
      if (!isOnPaper(mark)) requireScreenSigning(state, mark);
      const { file, device } = await pictureOf(writes, dependencies, made);
      const picture: MarkPicture = {
        sha256: file.hash,
        bytes: file.bytes.byteLength,
        mediaType: file.mediaType === SVG ? SVG : PNG,
        way: made.way,
      };
      const payload = { ...mark, picture, ...(device === undefined ? {} : { device }) };
      const action = await checkedAction(dependencies, { type, payload }, 'service');
      await writes.files.keep(file);
      await doAction(writes, dependencies, caller, { actionId, caseId, state, action });
    }
    return caseView(writes, dependencies, caller, caseId);
  });
}
