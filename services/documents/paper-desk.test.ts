import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { agreedCase, issuePaper, mediatingCase, serviceErrorOf, stateOf } from '../../tests/support/papers.ts';
import { paperDesk } from './paper-desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.close());

test('an agreement waits for those who have not signed it, in the order of signing (人民调解法 29)', async () => {
  const caseId = await agreedCase(desk);
  const waiting = async () => (await paperDesk(desk, desk.clerk)).toSign.filter((row) => row.caseId === caseId);
  expect(await waiting()).toMatchObject([{ caseId, number: null, missing: ['张某', '李某', '调解员', '委员会印'] }]);

  const { number } = await issuePaper(desk, caseId, 'agreement');
  const [applicant] = (await stateOf(desk, caseId)).registration?.parties ?? [];
  const mark = { version: 1, kind: 'party', signerId: applicant?.id, method: 'signature', signedOn: '2026-11-23' };
  await desk.act(desk.clerk, caseId, 'agreement.signed', mark);
  expect(await waiting()).toMatchObject([{ number, missing: ['李某', '调解员', '委员会印'] }]);
});

test('a case in mediation waits for its agreement; a mediator sees the own cases alone', async () => {
  const caseId = await mediatingCase(desk);
  expect((await paperDesk(desk, desk.manager)).toWrite.map((row) => row.caseId)).toEqual([caseId]);
  expect((await paperDesk(desk, desk.mediator)).toWrite.map((row) => row.caseId)).toEqual([caseId]);
  const other = { ...desk.mediator, staffId: desk.clerk.staffId };
  expect((await paperDesk(desk, other)).toWrite).toEqual([]);
});

test('papers are listed newest first, with what a reprint needs', async () => {
  const caseId = await agreedCase(desk);
  const slip = await issuePaper(desk, caseId, 'slip');
  desk.clock.now += 60_000;
  const agreement = await issuePaper(desk, caseId, 'agreement');
  const papers = (await paperDesk(desk, desk.clerk)).recent;
  expect(papers.map(({ issuedAt }) => issuedAt)).toEqual(
    papers.map(({ issuedAt }) => issuedAt).toSorted((a, b) => b - a),
  );
  const recent = papers.filter((paper) => paper.caseId === caseId);
  expect(recent).toMatchObject([
    { documentId: agreement.documentId, number: agreement.number, fileHash: agreement.fileHash, copiesPrinted: 0 },
    { documentId: slip.documentId },
  ]);
  expect(recent[0]?.revision).toBe((await stateOf(desk, caseId)).revision);
});

test('IT, who reads no case, sees no paper either', async () => {
  expect((await serviceErrorOf(paperDesk(desk, desk.it))).code).toBe('NOT_ALLOWED');
});
