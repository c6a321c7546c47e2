import { expect, test } from 'vitest';
import type { CaseState } from '../../../domain/cases/state.ts';
import { caseIn, validPayload, withAction } from '../../../domain/cases/testing.ts';
import { testFile, testId } from '../../../domain/cases/testing-facts.ts';
import type { FormKind } from '../../../domain/documents/form.ts';
import { copiesOf, earlierPapers, fittingPaper, papersOf, takesNumber } from './fitting-papers.ts';

test.each([
  ['registered', 'slip'],
  ['accepted', 'acceptance-register'],
  ['agreed', 'agreement'],
  ['performing', 'agreement'],
  ['terminated', 'termination-notice'],
] as const)('in %s F8 prints the %s', (status, form) => {
  expect(fittingPaper({ ...caseIn(status), documents: [] })?.form).toBe(form);
});

test('a printed paper gives way to the next that the dossier lacks; when all are printed it is the last again', () => {
  const state = { ...caseIn('mediating'), documents: [] };
  const first = fittingPaper(state);
  expect(first?.form).toBe('mediation-record');
  const printed = (form: FormKind, n: number) => ({
    id: testId(n),
    form,
    number: null,
    title: '文书',
    fileHash: 'a'.repeat(64),
    bytes: 1,
    pages: 1,
    subject: 0,
    outdated: false,
    issuedAt: 1,
    printedAt: [2],
    copiesPrinted: 1,
  });
  const record = printed('mediation-record', 300);
  expect(fittingPaper({ ...state, documents: [record] })?.form).toBe('party-identity');
  const three = [record, printed('party-identity', 302), printed('rights-notice', 303)];
  expect(fittingPaper({ ...state, documents: three })?.form).toBe('acceptance-register');
  const all = [...three, printed('acceptance-register', 301)];
  expect(fittingPaper({ ...state, documents: all })?.form).toBe('mediation-record');
});

test('a scan of the signed paper counts as one, and an application stands in for the register (人民调解法 27)', () => {
  const state = { ...caseIn('accepted'), documents: [] };
  const applied = withAction(state, 'document.issued', {
    ...validPayload('document.issued', state),
    form: 'application',
  });
  const needed = (each: CaseState) =>
    papersOf(each)
      .filter((paper) => paper.needed)
      .map(({ form }) => form);
  expect(needed(state)).toEqual(['acceptance-register']);
  expect(needed(applied)).toEqual([]);
  const mediating = { ...caseIn('mediating'), documents: [] };
  const paper = { form: 'mediation-record' as const, subject: 0 };
  const scanned = withAction(mediating, 'file.attached', { ...testFile(9), kind: 'signed', paper });
  expect(fittingPaper(scanned)?.form).toBe('party-identity');
  expect(papersOf(scanned).find(({ form }) => form === 'mediation-record')?.scans).toHaveLength(1);
});

test('a number is taken once, for the agreement alone, and one copy for each party, the committee and the court', () => {
  const state = { ...caseIn('agreed'), documents: [] };
  const agreement = papersOf(state).find(({ form }) => form === 'agreement');
  expect(agreement && takesNumber(agreement)).toBe(true);
  expect(papersOf(state).filter(takesNumber)).toHaveLength(1);
  expect(copiesOf(state, 'agreement')).toBe(3);
  expect(copiesOf(state, 'slip')).toBe(1);
});

test('the paper of a text that was revised stays in the list as an earlier one', () => {
  const agreed = caseIn('agreed');
  const paper = { ...agreed.documents[0], id: testId(310), form: 'agreement', subject: 1, printedAt: [] } as never;
  const revised = {
    ...agreed,
    agreement: agreed.agreement && { ...agreed.agreement, version: 2 },
    documents: [paper],
  };
  expect(earlierPapers(revised).map(({ id }) => id)).toEqual([testId(310)]);
  expect(papersOf(revised).find(({ form }) => form === 'agreement')?.issued).toBeNull();
});

test('after a reopened case was settled anew, the paper of the first round is an earlier one (WF-25)', () => {
  const first = withAction(caseIn('agreed'), 'document.issued', {
    ...validPayload('document.issued', caseIn('agreed')),
    form: 'agreement',
    subject: 1,
  });
  let state = withAction(withAction(first, 'mediation.failed'), 'case.reopened');
  for (const type of ['case.triaged', 'case.assigned', 'case.signed_in', 'mediation.started'] as const) {
    state = withAction(state, type);
  }
  const again = withAction(withAction(state, 'mediation.session_held'), 'agreement.reached_written');
  const paper = papersOf(again).find(({ form }) => form === 'agreement');
  expect(paper).toMatchObject({ subject: 2, issued: null });
  expect(earlierPapers(again).map(({ form, subject }) => ({ form, subject }))).toContainEqual({
    form: 'agreement',
    subject: 1,
  });
});
