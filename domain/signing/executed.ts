import type { CaseActionPayloads } from '../cases/actions.ts';
import { type Mark, missingMarks } from '../cases/agreement.ts';
import { signingPartyIds } from '../cases/next-status.ts';
import {
  type CaseState,
  findDocument,
  type IssuedDocument,
  type PaperMark,
  type RecordedMark,
} from '../cases/state.ts';
import { paperCopyProblem } from './paper-places.ts';
import { findSlot, type SignatureSlot } from './slot.ts';

/** The paper whose text was signed: the newest issue of the agreement's current version; null where there is none. */
export function signedPaper({ documents, agreement }: CaseState): IssuedDocument | null {
  if (agreement?.form !== 'written') return null;
  return documents.findLast(({ form, subject }) => form === 'agreement' && subject === agreement.version) ?? null;
}

/** Why nothing can be signed on the screen now, or null: a mark is set at a place of a paper that there is. */
export function screenSigningProblem(state: CaseState): string | null {
  if (state.agreement?.form !== 'written') return '还没有达成书面协议';
  const paper = signedPaper(state);
  if (paper === null) return '先取号出具协议书，再在屏幕上签名：签的是这一份文本';
  return paper.slots === undefined ? '这份协议书是旧版程序出具的，请打印后在纸上签名' : null;
}

/** Where a mark goes on the paper; null where the paper has no such place. */
export function slotOf(state: CaseState, slots: readonly SignatureSlot[], mark: Mark): SignatureSlot | null {
  switch (mark.kind) {
    case 'party': {
      const ordinal = signingPartyIds(state).indexOf(mark.signerId ?? '');
      return ordinal < 0 ? null : findSlot(slots, 'party', ordinal);
    }
    case 'mediator': {
      const ordinal = state.mediatorIds.indexOf(mark.signerId ?? '');
      return ordinal < 0 ? null : findSlot(slots, 'mediator', ordinal);
    }
    case 'recorder':
      return findSlot(slots, 'recorder', 0);
    case 'seal':
      return findSlot(slots, 'date', 0);
  }
}

/**
 * Why the signed copy (签署件) cannot be made, or null. That of an agreement holds every mark that puts it into effect
 * (人民调解法 29), that of another paper one at every place; so each of them must have been made on the screen. What was
 * signed on paper is scanned instead.
 */
export function executionProblem(state: CaseState, documentId: string): string | null {
  const { agreement } = state;
  const asked = findDocument(state, documentId);
  if (asked && asked.form !== 'agreement') return paperCopyProblem(asked);
  const paper = signedPaper(state);
  if (!agreement || paper?.id !== documentId) return '只有现行文本的协议书才能制作签署件';
  if (paper.slots === undefined) return '这份协议书是旧版程序出具的，没有签名位置';
  if (missingMarks({ partyIds: signingPartyIds(state) }, agreement.marks).length > 0) return '签名盖章还不齐全';
  const onPaper = agreement.marks.filter(({ picture }) => picture === undefined);
  if (onPaper.length > 0) return `有 ${onPaper.length} 处是在纸上签的，请扫描纸质件归入材料`;
  return null;
}

/** The marks that the signed copy of a paper holds. */
export function marksOn({ agreement }: CaseState, { form, marks = [] }: IssuedDocument): readonly AnyMark[] {
  return form === 'agreement' ? (agreement?.marks ?? []) : marks;
}

/** A mark on the agreement or on another paper. */
export type AnyMark = RecordedMark | PaperMark;

/** The signed copy that holds the marks as they are; null where it is to be made. */
export function currentExecution(
  state: CaseState,
  document: IssuedDocument | null = signedPaper(state),
): NonNullable<IssuedDocument['executed']> | null {
  const executed = document?.executed;
  if (!document || !executed) return null;
  return marksOn(state, document).every(({ actionId }) => executed.markIds.includes(actionId)) ? executed : null;
}

/** The signed copy names the text that it shows and the marks that it holds: exactly those that there are. */
export function executionFits(state: CaseState, payload: CaseActionPayloads['document.executed']): string | null {
  const problem = executionProblem(state, payload.documentId);
  if (problem !== null) return problem;
  const paper = findDocument(state, payload.documentId);
  if (paper?.fileHash !== payload.textHash) return '签署件与文书的文本不是同一份';
  const marks = marksOn(state, paper).map(({ actionId }) => actionId);
  const same = marks.length === payload.markIds.length && marks.every((id) => payload.markIds.includes(id));
  return same ? null : '签署件上的签名与登记的不一致';
}
