import type { IssuedFile } from '../../contract/documents.ts';
import { ServiceError } from '../../contract/errors.ts';
import type { CaseAction } from '../../domain/cases/actions.ts';
import type { AgreementText } from '../../domain/cases/agreement.ts';
import type { Registration } from '../../domain/cases/registration.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { validPayload } from '../../domain/cases/testing.ts';
import { testAgreement } from '../../domain/cases/testing-facts.ts';
import type { FormKind } from '../../domain/documents/form.ts';
import type { PrintedCode } from '../../domain/verification/paper-code.ts';
import { applyCaseAction, saveCase } from '../../services/cases/write.ts';
import type { Caller, Dependencies } from '../../services/dependencies.ts';
import { issueDocument } from '../../services/documents/documents.ts';
import type { TestDesk } from './desk.ts';
import { readPdfText } from './pdf-text.ts';

/** For tests only: cases that are far enough for each paper, and the papers made of them. */

let made = 0;

function stepsToMediation(desk: TestDesk, registration: Registration): readonly (readonly [Caller, CaseAction])[] {
  const { clerk, mediator } = desk;
  const mediatorIds = [mediator.staffId];
  const session = validPayload('mediation.session_held', null);
  made += 1;
  const caseNumber = `金矛调〔2026〕${1_000 + made}`;
  const born = { registration, caseNumber, queryCode: 'K7MW-3XPT', receivedOn: '2026-11-23' };
  return [
    [clerk, { type: 'case.registered', payload: born }],
    [clerk, { type: 'case.accepted', payload: {} }],
    [clerk, { type: 'case.triaged', payload: validPayload('case.triaged', null) }],
    [clerk, { type: 'case.assigned', payload: { mediatorIds, chosenByParties: false } }],
    [mediator, { type: 'case.signed_in', payload: {} }],
    [mediator, { type: 'mediation.started', payload: { startedAt: desk.clock.now } }],
    [mediator, { type: 'mediation.session_held', payload: { ...session, mediatorIds, recorderId: clerk.staffId } }],
  ];
}

/** Does steps of one case in a single transaction: a dozen durable commits a case would make the tests slow. */
async function worked(desk: TestDesk, steps: readonly (readonly [Caller, CaseAction])[]): Promise<string> {
  const caseId = desk.environment.newId();
  await desk.store.write(async (writes) => {
    let state: CaseState | null = null;
    for (const [by, action] of steps) {
      const change = { actionId: desk.environment.newId(), caseId, state, action };
      state = await applyCaseAction(writes, desk, by, change);
    }
    if (state) await saveCase(writes, desk, state);
  });
  return caseId;
}

/** A case with one session held. */
export function mediatingCase(desk: TestDesk, change: Partial<Registration> = {}): Promise<string> {
  return worked(desk, stepsToMediation(desk, desk.newRegistration(change).registration));
}

/** A case with a written agreement, not yet signed. */
export function agreedCase(desk: TestDesk, text: Partial<AgreementText> = {}): Promise<string> {
  const action = { type: 'agreement.reached_written', payload: { text: testAgreement(text) } } as const;
  return worked(desk, [...stepsToMediation(desk, desk.newRegistration().registration), [desk.mediator, action]]);
}

export async function stateOf(desk: TestDesk, caseId: string): Promise<CaseState> {
  const found = await desk.store.read(({ cases }) => cases.find(caseId));
  if (!found) throw new Error('no such case');
  return found.state;
}

interface Wanted {
  readonly actionId?: string;
  readonly baseRevision?: number;
  readonly subject?: number;
  /** In place of the desk's own renderer. */
  readonly documents?: Dependencies['documents'];
}

/** Issues a paper on the newest revision, unless told otherwise. */
export async function issuePaper(
  desk: TestDesk,
  caseId: string,
  form: FormKind,
  wanted: Wanted = {},
): Promise<IssuedFile> {
  const { revision, agreement } = await stateOf(desk, caseId);
  return issueDocument({ ...desk, documents: wanted.documents ?? desk.documents }, desk.clerk, {
    caseId,
    form,
    subject: wanted.subject ?? (form === 'agreement' ? (agreement?.version ?? 1) : 0),
    actionId: wanted.actionId ?? desk.environment.newId(),
    baseRevision: wanted.baseRevision ?? revision,
  });
}

/** Issues a paper, with what was printed on it for its verification. */
export async function issueWithCode(
  desk: TestDesk,
  caseId: string,
  form: FormKind,
): Promise<{ readonly file: IssuedFile; readonly printed: PrintedCode | undefined }> {
  let printed: PrintedCode | undefined;
  const documents: Dependencies['documents'] = {
    ...desk.documents,
    renderPaper(kind, data) {
      if ('verification' in data) printed = data.verification;
      return desk.documents.renderPaper(kind, data);
    },
  };
  const { agreement } = await stateOf(desk, caseId);
  const subject = form.includes('agreement') || form === 'mediation-proof' ? (agreement?.version ?? 1) : 0;
  return { file: await issuePaper(desk, caseId, form, { documents, subject }), printed };
}

export async function pdfTextOf(file: File): Promise<string> {
  return (await readPdfText(new Uint8Array(await file.arrayBuffer()))).join('');
}

export async function serviceErrorOf(work: Promise<unknown>): Promise<ServiceError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ServiceError)) throw new Error('expected a ServiceError', { cause: error });
  return error;
}

/** A case that was mediated, agreed on by word of mouth, and closed. */
export function closedCase(desk: TestDesk, change: Partial<Registration> = {}): Promise<string> {
  const text = testAgreement({ performance: [] });
  const followUp = { ...validPayload('follow_up.recorded', null), visitedOn: '2026-11-23' };
  return worked(desk, [
    ...stepsToMediation(desk, desk.newRegistration(change).registration),
    [desk.mediator, { type: 'agreement.reached_oral', payload: { text } }],
    [desk.mediator, { type: 'follow_up.recorded', payload: followUp }],
    [desk.mediator, { type: 'case.closed', payload: { reason: 'performed' } }],
  ]);
}

/** All sign whose marks the law asks for (人民调解法 29). */
export async function signByAll(desk: TestDesk, caseId: string): Promise<void> {
  for (;;) {
    const state = await stateOf(desk, caseId);
    if (state.agreement === null || state.agreement.effectiveOn !== null) return;
    // With a pen, on paper.
    const { picture: _, ...mark } = validPayload('agreement.signed', state);
    const signer = mark.kind === 'mediator' ? { signerId: desk.mediator.staffId } : {};
    const by = mark.kind === 'seal' ? desk.manager : desk.mediator;
    await desk.act(by, caseId, 'agreement.signed', { ...mark, ...signer });
  }
}
