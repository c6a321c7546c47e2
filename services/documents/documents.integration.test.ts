import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testAgreement, testParties } from '../../domain/cases/testing-facts.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { agreedCase, issuePaper, mediatingCase, pdfTextOf, serviceErrorOf } from '../../tests/support/papers.ts';
import type { Dependencies } from '../dependencies.ts';
import { changeSettings, getSettings } from '../settings/settings.ts';
import { eraseCase } from '../testing/erase-case.ts';
import { openDocument, previewDocument } from './documents.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

describe('preview', () => {
  it('shows the form as a draft without a number, and leaves no trace', async () => {
    const caseId = await agreedCase(desk);
    const before = await desk.store.read(({ log }) => log.head());
    const file = await previewDocument(desk, desk.clerk, { caseId, form: 'agreement', subject: 1 });
    expect(file).toMatchObject({ name: '调解协议书草稿.pdf', type: 'application/pdf' });
    const text = await pdfTextOf(file);
    expect(text).toContain('草稿，未取号');
    expect(text).toContain('李某今后袋装垃圾');
    expect(await desk.store.read(({ log }) => log.head())).toEqual(before);
  });

  it('shows an agreement that is still being written', async () => {
    const caseId = await mediatingCase(desk);
    const text = testAgreement({ terms: ['张某与李某握手言和。'] });
    const file = await previewDocument(desk, desk.mediator, { caseId, form: 'agreement', subject: 1, text });
    expect(await pdfTextOf(file)).toContain('张某与李某握手言和。');
    const without = await serviceErrorOf(
      previewDocument(desk, desk.mediator, { caseId, form: 'agreement', subject: 1 }),
    );
    expect(without).toMatchObject({ code: 'NOT_POSSIBLE_NOW', message: '还没有达成书面协议' });
  });

  it('is not for IT, who reads no case', async () => {
    const { caseId } = await desk.register();
    const input = { caseId, form: 'slip', subject: 0 } as const;
    expect((await serviceErrorOf(previewDocument(desk, desk.it, input))).code).toBe('NOT_ALLOWED');
  });
});

describe('opening a kept paper', () => {
  it('notes who looked at which (LOG-1)', async () => {
    const caseId = await agreedCase(desk);
    const { documentId } = await issuePaper(desk, caseId, 'agreement');
    const noted: unknown[] = [];
    const store: Dependencies['store'] = {
      ...desk.store,
      write: (work) =>
        desk.store.write((writes) => {
          const noteAccess = async (entry: Parameters<typeof writes.sessions.noteAccess>[0]) => {
            noted.push(entry);
            await writes.sessions.noteAccess(entry);
          };
          return work({ ...writes, sessions: { ...writes.sessions, noteAccess } });
        }),
    };
    await openDocument({ ...desk, store }, desk.manager, { caseId, documentId });
    const subject = `${caseId}/${documentId}`;
    expect(noted).toEqual([{ at: desk.clock.now, staffId: desk.manager.staffId, kind: 'file', subject }]);
  });

  it('refuses IT, and a paper of another case', async () => {
    const caseId = await agreedCase(desk);
    const { documentId } = await issuePaper(desk, caseId, 'agreement');
    expect((await serviceErrorOf(openDocument(desk, desk.it, { caseId, documentId }))).code).toBe('NOT_ALLOWED');
    const other = await serviceErrorOf(openDocument(desk, desk.clerk, { caseId: await agreedCase(desk), documentId }));
    expect(other.code).toBe('NOT_FOUND');
  });

  it('never hands out bytes that are not those that were issued', async () => {
    const caseId = await agreedCase(desk);
    const { documentId } = await issuePaper(desk, caseId, 'agreement');
    const store: Dependencies['store'] = {
      ...desk.store,
      read: (work) =>
        desk.store.read((reads) => {
          const file = async (hash: string) => ({
            hash,
            mediaType: 'application/pdf',
            bytes: new Uint8Array([37, 80]),
          });
          return work({ ...reads, files: { file } });
        }),
    };
    const failure = await serviceErrorOf(openDocument({ ...desk, store }, desk.clerk, { caseId, documentId }));
    expect(failure).toMatchObject({ code: 'DOCUMENT_FAILED' });
    expect(failure.message).toContain('校验码不符');
  });

  it('after an erasure says that it is gone, and makes no new one (LOG-8)', async () => {
    const caseId = await agreedCase(desk);
    const { documentId } = await issuePaper(desk, caseId, 'agreement');
    await eraseCase(desk, desk.manager, { actionId: desk.environment.newId(), caseId, reason: '当事人申请删除' });
    expect((await serviceErrorOf(openDocument(desk, desk.clerk, { caseId, documentId }))).code).toBe('NOT_FOUND');
    const slip = await serviceErrorOf(issuePaper(desk, caseId, 'slip'));
    expect(slip).toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
    expect(slip.message).toContain('已经依法删除');
  });
});

describe('an agreement and ID numbers', () => {
  it('shows none by default, and shows them once the committee has switched them on', async () => {
    const id = testParties[0]?.kind === 'person' ? (testParties[0].documentNumber ?? '') : '';
    expect(id).toHaveLength(18);
    const input = { caseId: await agreedCase(desk), form: 'agreement', subject: 1 } as const;
    expect(await pdfTextOf(await previewDocument(desk, desk.clerk, input))).not.toContain(id);
    const { settings, revision } = await getSettings(desk);
    const change = { ...settings, documents: { ...settings.documents, showIdNumber: true } };
    const actionId = desk.environment.newId();
    await changeSettings(desk, desk.it, { actionId, baseRevision: revision, settings: change });
    expect(await pdfTextOf(await previewDocument(desk, desk.clerk, input))).toContain(id);
  });
});
