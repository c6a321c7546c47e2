import { paperPlaces } from '../signing/paper-places.ts';
import type { CaseActionPayloads } from './actions.ts';
import { missingMarks } from './agreement.ts';
import { missingPapers } from './dossier.ts';
import { signingPartyIds } from './next-status.ts';
import { documentProblem } from './papers.ts';
import type { CaseState } from './state.ts';
import { testDay, testId, testParties, testStaff } from './testing-facts.ts';

/** For tests only: the next mark and the next paper of the test case. */

export const fileHash = 'a'.repeat(64);

export function nextMark(state: CaseState | null): CaseActionPayloads['agreement.signed'] {
  const marks = state?.agreement?.marks ?? [];
  const partyIds = state ? signingPartyIds(state) : testParties.map((party) => party.id);
  const next = missingMarks({ partyIds }, marks)[0] ?? { kind: 'recorder' as const };
  const common = {
    version: state?.agreement?.version ?? 1,
    signedOn: testDay,
    picture: { sha256: 'c'.repeat(64), bytes: 300, mediaType: 'image/svg+xml', way: 'screen' },
    device: '手写笔',
  } as const;
  switch (next.kind) {
    case 'seal':
      return { ...common, kind: 'seal', method: 'seal' };
    case 'mediator':
    case 'recorder':
      return { ...common, kind: next.kind, signerId: testStaff.mediator, method: 'signature' };
    case 'party':
      return { ...common, kind: 'party', signerId: next.signerId ?? testId(10), method: 'signature' };
  }
}

/** The next paper that the dossier lacks, in its order; the slip where it lacks none that can be made. */
export function nextDocument(state: CaseState | null): CaseActionPayloads['document.issued'] {
  const lacking = state === null ? [] : missingPapers(state);
  const next = lacking.find(({ form, subject }) => state && documentProblem(state, form, subject) === null);
  const { form, subject } = next ?? { form: 'slip' as const, subject: 0 };
  const count = state?.documents.length ?? 0;
  const common = { documentId: testId(300 + count), fileHash, bytes: 1000, pages: 1, number: null };
  return { ...common, form, title: `文书${count + 1}`, subject };
}

/** A paper that two sign, each with a day, and that the committee seals. */
export function signableRecord(state: CaseState | null): CaseActionPayloads['document.issued'] {
  const line = { page: 1, x: 100, width: 120 };
  const slots = [
    { ...line, role: 'party' as const, ordinal: 0, y: 600, label: '当事人（签名盖章或按指印）' },
    { ...line, role: 'day' as const, ordinal: 0, y: 600 },
    { ...line, role: 'signer' as const, ordinal: 0, y: 640, label: '告知人（签名）' },
    { ...line, role: 'day' as const, ordinal: 0, y: 660 },
    { ...line, role: 'date' as const, ordinal: 0, y: 700 },
  ];
  const { number: _, ...issued } = nextDocument(state);
  return { ...issued, number: null, form: 'slip', subject: 0, title: '受理通知单', slots };
}

/** The next mark of the newest paper that has places for marks, the agreement aside. */
export function nextPaperMark(state: CaseState | null): CaseActionPayloads['document.signed'] {
  const paper = state?.documents.findLast(({ form, slots }) => form !== 'agreement' && slots !== undefined);
  const next = (paper ? paperPlaces(paper) : []).find(({ mark }) => mark === null);
  return {
    documentId: paper?.id ?? testId(300),
    place: next?.index ?? 0,
    signerName: next?.isSeal ? '' : (state?.registration?.parties[0]?.name ?? '李某'),
    method: next?.isSeal ? 'seal' : 'signature',
    signedOn: testDay,
    picture: { sha256: 'e'.repeat(64), bytes: 300, mediaType: 'image/svg+xml', way: next?.isSeal ? 'seal' : 'screen' },
  };
}

/** The paper whose text the marks of the case stand under, with places for them. */
export function signedText(state: CaseState): CaseActionPayloads['document.issued'] {
  const subject = state.agreement?.version ?? 1;
  const slots = [{ role: 'date' as const, ordinal: 0, page: 1, x: 300, y: 700, width: 200 }];
  return { ...nextDocument(state), form: 'agreement', subject, slots };
}

/** The signed copy of the newest paper that has places, with the marks that there are. */
export function nextExecution(state: CaseState | null): CaseActionPayloads['document.executed'] {
  return {
    documentId: state?.documents.findLast(({ slots }) => slots !== undefined)?.id ?? testId(300),
    textHash: fileHash,
    fileHash: 'b'.repeat(64),
    bytes: 2000,
    pages: 2,
    markIds: (state?.documents.at(-1)?.marks ?? state?.agreement?.marks)?.map(({ actionId }) => actionId) ?? [
      testId(999),
    ],
  };
}
