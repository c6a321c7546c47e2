import type { IssuedFile, PaperCopy } from '../../contract/documents.ts';
import { ServiceError } from '../../contract/errors.ts';
import type { CaseActionPayloads } from '../../domain/cases/actions.ts';
import type { AgreementText } from '../../domain/cases/agreement.ts';
import { currentPaper } from '../../domain/cases/outdated-papers.ts';
import { paperTitle } from '../../domain/cases/papers.ts';
import type { CaseState, IssuedDocument } from '../../domain/cases/state.ts';
import { type FormKind, formDefinitions } from '../../domain/documents/form.ts';
import { seenCase } from '../access/seen-case.ts';
import { caseView } from '../cases/view.ts';
import { applyCaseAction, saveCase } from '../cases/write.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { readFileBytes } from '../files/read.ts';
import { readAction } from '../log/append.ts';
import { findDone, usedElsewhere } from '../log/done.ts';
import type { StoredAction } from '../log/port.ts';
import { takeNumber } from '../numbers/take-number.ts';
import type { Reads, Writes } from '../ports.ts';
import { seenRevision } from '../sync/revision.ts';
import { newVerification } from '../verification/verify-paper.ts';
import { countPages } from './page-count.ts';
import { fileHashOf, PDF, pdfFile } from './pdf-file.ts';
import { type DocumentSubject, formFacts, renderForm, requireForm } from './render-form.ts';

export interface PreviewInput extends DocumentSubject {
  /** The agreement as it stands in the editor. */
  readonly text?: AgreementText | undefined;
}

export interface IssueInput extends DocumentSubject {
  readonly actionId: string;
  /** The revision that the author saw; mandatory (LOG-5). */
  readonly baseRevision: number;
}

/** A form as it would print, without a number and without a trace. */
export async function previewDocument(dependencies: Dependencies, caller: Caller, input: PreviewInput): Promise<File> {
  const { store, environment } = dependencies;
  const { form, text } = input;
  const facts = await store.read(async (reads) => {
    const found = await seenCase(reads, caller, 'documents.preview', input.caseId);
    const beingWritten = text !== undefined && (form === 'agreement' || form === 'oral-agreement-register');
    if (!beingWritten) requireForm(found.state, input);
    const draft = { number: null, preparedAt: environment.now(), text };
    return formFacts(reads, dependencies, found.state, draft);
  });
  return pdfFile(renderForm(dependencies, input, facts).bytes, `${formDefinitions[form].shortTitle}草稿.pdf`);
}

/**
 * Makes a fixed PDF of a form, takes its number, keeps the file by its hash and appends `document.issued`: one
 * transaction, so that a failure takes no number. The same action id answers with the same paper. An agreement's text
 * has one numbered paper however often it is asked for; a revised text gets a new number, and a new verification code.
 */
export async function issueDocument(
  dependencies: Dependencies,
  caller: Caller,
  input: IssueInput,
): Promise<IssuedFile> {
  const { store, environment } = dependencies;
  const { actionId, caseId, form, subject } = input;

  return store.write(async (writes) => {
    const { state } = await seenCase(writes, caller, 'documents.issue', caseId);
    const deed = { streamKind: 'case', streamId: caseId, type: 'document.issued' } as const;
    const done = await findDone(writes.log, actionId, deed);
    if (done) return answer(writes, paperOfAction(state, done, input));
    if ((await seenRevision(writes, state)) !== input.baseRevision) {
      throw new ServiceError('STALE_REVISION', { current: await caseView(writes, dependencies, caller, caseId) });
    }
    requireForm(state, input);
    const before = form === 'agreement' ? currentPaper(state, form, subject) : null;
    if (before) return answer(writes, before);

    const number = await numberFor(writes, dependencies, state, form);
    const { settings } = (await dependencies.rules.current(writes.settings)).stored;
    const verification = newVerification(dependencies, settings, form);
    const paper = {
      number: number ?? state.caseNumber,
      preparedAt: environment.now(),
      verification: verification?.printed,
    };
    const facts = await formFacts(writes, dependencies, state, paper);
    const { bytes, slots } = renderForm(dependencies, input, facts);
    const payload: CaseActionPayloads['document.issued'] = {
      documentId: environment.newId(),
      form,
      number,
      title: paperTitle(state, input),
      fileHash: fileHashOf(bytes),
      bytes: bytes.byteLength,
      pages: countPages(bytes),
      subject,
      ...(verification ? { verification: verification.kept } : {}),
      ...(slots.length > 0 ? { slots: [...slots] } : {}),
    };
    await writes.files.keep({ hash: payload.fileHash, mediaType: PDF, bytes });
    const action = { type: 'document.issued', payload } as const;
    await saveCase(
      writes,
      dependencies,
      await applyCaseAction(writes, dependencies, caller, { actionId, caseId, state, action }),
    );
    return answer(writes, { id: payload.documentId, ...payload });
  });

  async function answer(
    reads: Reads,
    paper: Pick<IssuedDocument, 'id' | 'number' | 'fileHash' | 'pages'>,
  ): Promise<IssuedFile> {
    const { id: documentId, number, fileHash, pages } = paper;
    return { documentId, number, fileHash, pages, view: await caseView(reads, dependencies, caller, caseId) };
  }
}

/**
 * An agreement has a number of its own by the committee's template; the slip's is the case number. The other forms have
 * none in the Ministry's set, and bear the case number on paper.
 */
async function numberFor(
  writes: Writes,
  dependencies: Dependencies,
  state: CaseState,
  form: FormKind,
): Promise<string | null> {
  if (form === 'slip') return state.caseNumber;
  if (form !== 'agreement' || !state.agreement) return null;
  const { settings } = (await dependencies.rules.current(writes.settings)).stored;
  const year = Number(state.agreement.text.reachedOn.slice(0, 4));
  return takeNumber(writes, settings, { series: 'agreement', year });
}

function documentIdOf(payload: unknown): string | null {
  return (payload as CaseActionPayloads['document.issued'] | null)?.documentId ?? null;
}

/** The paper that an action made, for the desk that asks a second time. @throws ServiceError ALREADY_DONE for another. */
function paperOfAction(state: CaseState, done: StoredAction, { form, subject }: DocumentSubject): IssuedDocument {
  const documentId = documentIdOf(readAction(done).payload);
  const paper = state.documents.find((document) => document.id === documentId);
  if (paper?.form !== form || paper.subject !== subject) throw usedElsewhere();
  return paper;
}

/** Opens an issued paper: the very bytes that were kept, and a note of who looked. */
export async function openDocument(
  dependencies: Dependencies,
  caller: Caller,
  {
    caseId,
    documentId,
    copy = 'text',
  }: { readonly caseId: string; readonly documentId: string; readonly copy?: PaperCopy },
): Promise<File> {
  const { store, environment, asides } = dependencies;
  const { issued, hash, stored } = await store.read(async ({ cases, files }) => {
    const { state } = await seenCase({ cases }, caller, 'documents.file', caseId);
    const issued = state.documents.find((document) => document.id === documentId);
    const hash = copy === 'text' ? issued?.fileHash : issued?.executed?.fileHash;
    if (!issued || hash === undefined) {
      throw new ServiceError('NOT_FOUND', { detail: issued ? '这份文书没有签署件。' : '这个案件没有这份文书。' });
    }
    return { issued, hash, stored: await files.file(hash) };
  });
  // Of another center: its bytes come from the city, into the folder (SYNC-8).
  const bytes = stored?.bytes ?? (await readFileBytes(dependencies, hash));
  if (fileHashOf(bytes) !== hash) {
    throw new ServiceError('DOCUMENT_FAILED', {
      detail: '这份文书的文件与出具时的校验码不符，请联系管理员从备份恢复。',
    });
  }
  const subject = `${caseId}/${documentId}`;
  await asides.note(store, { at: environment.now(), staffId: caller.staffId, kind: 'file', subject });
  const name = `${issued.title}${issued.number ?? ''}${copy === 'signed' ? '签署件' : ''}.pdf`;
  return pdfFile(bytes, name, stored?.mediaType);
}
