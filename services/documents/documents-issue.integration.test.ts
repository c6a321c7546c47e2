import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseView } from '../../contract/cases.ts';
import type { IssuedFile } from '../../contract/documents.ts';
import type { ServiceError } from '../../contract/errors.ts';
import { validPayload } from '../../domain/cases/testing.ts';
import { testAgreement, testParties } from '../../domain/cases/testing-facts.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { documentsThat } from '../../tests/support/documents.ts';
import {
  agreedCase,
  issuePaper,
  mediatingCase,
  pdfTextOf,
  serviceErrorOf,
  stateOf,
} from '../../tests/support/papers.ts';
import { readPdfGlyphs, readPdfText } from '../../tests/support/pdf-text.ts';
import { issueDocument, openDocument } from './documents.ts';
import { fileHashOf } from './pdf-file.ts';
import { DocumentRenderError } from './renderer.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

/** 1 in （2026）金水人调字第0001号. */
function counterOf({ number }: Pick<IssuedFile, 'number'>): number {
  const found = /^（2026）金水人调字第(\d{4})号$/.exec(number ?? '');
  if (!found) throw new Error(`no number of the committee: ${number}`);
  return Number(found[1]);
}

/** Takes the next number of the committee, as another desk might: the paper after it has the one that follows. */
function takeNumber(): Promise<number> {
  return desk.store.write(({ numbers }) => numbers.next('agreement', 2026));
}

describe('issue', () => {
  it('keeps the file by its hash, counts its pages, and says so in the case', async () => {
    const caseId = await agreedCase(desk, { facts: '双方各执一词。'.repeat(800) });
    const issued = await issuePaper(desk, caseId, 'agreement');
    const file = await openDocument(desk, desk.clerk, { caseId, documentId: issued.documentId });
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect(fileHashOf(bytes)).toBe(issued.fileHash);
    expect(await readPdfText(bytes)).toHaveLength(issued.pages);
    expect(issued.pages).toBeGreaterThan(3);
    expect(file.name).toBe(`人民调解协议书${issued.number}.pdf`);
    const text = await pdfTextOf(file);
    expect(text).toContain(`编号：${issued.number}`);
    expect(text).not.toContain('草稿');
    expect(issued.view.state.documents.at(-1)).toMatchObject({
      id: issued.documentId,
      form: 'agreement',
      subject: 1,
      number: issued.number,
      bytes: bytes.byteLength,
      pages: issued.pages,
    });
    expect(issued.view.timeline.at(-1)?.type).toBe('document.issued');
  });

  it('numbers agreements one after the other in the year in which they were reached, by the template', async () => {
    const taken = await takeNumber();
    expect(counterOf(await issuePaper(desk, await agreedCase(desk), 'agreement'))).toBe(taken + 1);
    const lastYear = await issuePaper(desk, await agreedCase(desk, { reachedOn: '2025-12-31' }), 'agreement');
    expect(lastYear.number).toBe('（2025）金水人调字第0001号');
  });

  it('gives one paper and one number to one action id, also when the second call names an old revision', async () => {
    const caseId = await agreedCase(desk);
    const actionId = desk.environment.newId();
    const first = await issuePaper(desk, caseId, 'agreement', { actionId });
    const second = await issuePaper(desk, caseId, 'agreement', { actionId, baseRevision: 1 });
    expect(second).toMatchObject({ documentId: first.documentId, number: first.number, fileHash: first.fileHash });
    expect((await stateOf(desk, caseId)).documents).toHaveLength(1);
    expect(await takeNumber()).toBe(counterOf(first) + 1);
  });

  it('does not answer for an action that did something else', async () => {
    const caseId = await agreedCase(desk);
    const slip = desk.environment.newId();
    await issuePaper(desk, caseId, 'slip', { actionId: slip });
    const elsewhere = await serviceErrorOf(issuePaper(desk, await agreedCase(desk), 'agreement', { actionId: slip }));
    expect(elsewhere.code).toBe('ALREADY_DONE');
  });

  it('prints the same text again under the number that it has; a revised text takes a new one', async () => {
    const caseId = await agreedCase(desk);
    const first = await issuePaper(desk, caseId, 'agreement');
    const again = await issuePaper(desk, caseId, 'agreement');
    expect(again).toMatchObject({ documentId: first.documentId, number: first.number });
    const text = testAgreement({ terms: ['李某今后袋装垃圾。'] });
    await desk.act(desk.mediator, caseId, 'agreement.revised', { text, reason: '条款写错' });
    const revised = await issuePaper(desk, caseId, 'agreement');
    expect(counterOf(revised)).toBe(counterOf(first) + 1);
    expect(revised.documentId).not.toBe(first.documentId);
    const old = await serviceErrorOf(issuePaper(desk, caseId, 'agreement', { subject: 1 }));
    expect(old).toMatchObject({ code: 'NOT_POSSIBLE_NOW', message: '协议已经改过，请用新版' });
  });

  it('takes a new number for the agreement of a reopened case, whose text is another version', async () => {
    const caseId = await agreedCase(desk);
    const first = await issuePaper(desk, caseId, 'agreement');
    const told = { reason: '反悔', routesTold: ['court'], toldOn: '2026-11-23' };
    await desk.act(desk.mediator, caseId, 'mediation.failed', told);
    await desk.act(desk.manager, caseId, 'case.reopened', { reason: '愿意再谈' });
    await desk.act(desk.clerk, caseId, 'case.triaged', validPayload('case.triaged', null));
    const mediatorIds = [desk.mediator.staffId];
    await desk.act(desk.clerk, caseId, 'case.assigned', { mediatorIds, chosenByParties: false });
    await desk.act(desk.mediator, caseId, 'case.signed_in');
    await desk.act(desk.mediator, caseId, 'mediation.started', { startedAt: desk.clock.now });
    await desk.act(desk.mediator, caseId, 'mediation.session_held', validPayload('mediation.session_held', null));
    await desk.act(desk.mediator, caseId, 'agreement.reached_written', {
      text: testAgreement({ terms: ['另行约定。'] }),
    });
    const second = await issuePaper(desk, caseId, 'agreement', { subject: 2 });
    expect(second.view.state.agreement?.version).toBe(2);
    expect(counterOf(second)).toBe(counterOf(first) + 1);
  });

  it('on an old revision is refused with the current state (LOG-5)', async () => {
    const caseId = await agreedCase(desk);
    const failure = await serviceErrorOf(issuePaper(desk, caseId, 'agreement', { baseRevision: 1 }));
    expect(failure.code).toBe('STALE_REVISION');
    expect((failure.data.current as CaseView).state.status).toBe('agreed');
    expect((await stateOf(desk, caseId)).documents).toEqual([]);
  });

  it.each(['slip', 'acceptance-register', 'mediation-record'] as const)(
    '%s bears the case number, and takes none of the committee',
    async (form) => {
      const before = await takeNumber();
      const caseId = await mediatingCase(desk);
      const { caseNumber } = await stateOf(desk, caseId);
      const issued = await issuePaper(desk, caseId, form);
      expect(issued.number).toBe(form === 'slip' ? caseNumber : null);
      const text = await pdfTextOf(await openDocument(desk, desk.clerk, { caseId, documentId: issued.documentId }));
      expect(text).toContain(caseNumber);
      expect(text).not.toContain('草稿');
      expect(await takeNumber()).toBe(before + 1);
    },
  );

  it('prints rare characters of names with real glyphs: 喆 祎 䶮 㛃', async () => {
    const parties = testParties.map((party, index) => ({ ...party, name: ['王喆䶮', '李祎㛃'][index] ?? party.name }));
    const caseId = await mediatingCase(desk, { parties });
    const { documentId } = await issuePaper(desk, caseId, 'mediation-record');
    const file = await openDocument(desk, desk.clerk, { caseId, documentId });
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect((await readPdfText(bytes)).join('')).toMatch(/王喆䶮.*李祎㛃/);
    expect((await readPdfGlyphs(bytes)).missing).toBe(0);
  });
});

describe('a paper that cannot be made', () => {
  async function unchanged(caseId: string, failing: () => Promise<unknown>): Promise<ServiceError> {
    const state = await stateOf(desk, caseId);
    const head = await desk.store.read(({ log }) => log.head());
    const before = await takeNumber();
    const failure = await serviceErrorOf(failing());
    expect(await stateOf(desk, caseId)).toEqual(state);
    expect(await desk.store.read(({ log }) => log.head())).toEqual(head);
    expect(await takeNumber()).toBe(before + 1);
    return failure;
  }

  it('for a character that no font has takes no number, changes nothing, and names the character', async () => {
    const caseId = await agreedCase(desk, { terms: ['双方👍。'] });
    const failure = await unchanged(caseId, () => issuePaper(desk, caseId, 'agreement'));
    expect(failure.code).toBe('INVALID_INPUT');
    expect(failure.data.detail).toContain('「👍」（U+1F44D');
  });

  it('for a broken template takes no number and changes nothing', async () => {
    const caseId = await agreedCase(desk);
    const documents = documentsThat(() => {
      throw new DocumentRenderError('template-broken', 'agreement', 'agreement.typ', '模板有错', 'line 3');
    });
    const failure = await unchanged(caseId, () => issuePaper(desk, caseId, 'agreement', { documents }));
    expect(failure).toMatchObject({ code: 'DOCUMENT_FAILED', data: { detail: '模板有错' } });
    expect(failure.cause).toBeInstanceOf(DocumentRenderError);
  });

  it('is refused before acceptance, for a session that was not held, for a case that is not there', async () => {
    const { caseId } = await desk.register();
    expect((await serviceErrorOf(issuePaper(desk, caseId, 'acceptance-register'))).message).toBe('案件还没有受理');
    const unheld = await serviceErrorOf(
      issuePaper(desk, await mediatingCase(desk), 'mediation-record', { subject: 1 }),
    );
    expect(unheld).toMatchObject({ code: 'NOT_POSSIBLE_NOW', message: '还没有这次调解的记录' });
    const nowhere = {
      caseId: desk.environment.newId(),
      form: 'slip',
      subject: 0,
      actionId: desk.environment.newId(),
    } as const;
    expect((await serviceErrorOf(issueDocument(desk, desk.clerk, { ...nowhere, baseRevision: 1 }))).code).toBe(
      'NOT_FOUND',
    );
  });
});
