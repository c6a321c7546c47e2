import { expect, test } from 'vitest';
import type { CaseState } from '../../../domain/cases/state.ts';
import { caseIn, withAction } from '../../../domain/cases/testing.ts';
import { testFile } from '../../../domain/cases/testing-facts.ts';
import { papersOf } from './fitting-papers.ts';
import { groupPapers, lackingText, paperSummary } from './paper-groups.ts';

const formsIn = (state: CaseState) => {
  const { missing, there, possible } = groupPapers(papersOf(state));
  const names = (papers: typeof missing) => papers.map(({ form }) => form);
  return { missing: names(missing), there: names(there), possible: names(possible) };
};
const bare = (state: CaseState): CaseState => ({ ...state, documents: [], files: [] });

test('what the dossier lacks comes first, what is made on demand stays apart (人民调解法 27)', () => {
  expect(formsIn(bare(caseIn('mediating')))).toEqual({
    missing: ['acceptance-register', 'rights-notice', 'party-identity', 'mediation-record'],
    there: [],
    possible: ['slip', 'application', 'privacy-notice', 'privacy-notice', 'delivery-address', 'delivery-address'],
  });
});

test('an issued or scanned paper is there; the summary counts what is missing, then what is not printed', () => {
  const mediating = bare(caseIn('mediating'));
  expect(paperSummary(papersOf(mediating))).toEqual({ text: '必须的还缺 4 份', complete: false });
  const paper = { form: 'rights-notice' as const, subject: 0 };
  const scanned = withAction(mediating, 'file.attached', { ...testFile(1), kind: 'signed', paper });
  expect(formsIn(scanned).there).toEqual(['rights-notice']);
  const issued = (['a', 'b', 'c'] as const).reduce((state) => withAction(state, 'document.issued'), scanned);
  expect(formsIn(issued)).toMatchObject({ missing: [] });
  expect(paperSummary(papersOf(issued))).toEqual({ text: '必须的都有，3 份还没打印', complete: false });
  const printed = issued.documents.reduce(
    (state, { id }) => withAction(state, 'document.printed', { documentId: id, copies: 1 }),
    issued,
  );
  expect(paperSummary(papersOf(printed))).toEqual({ text: '必须的都有', complete: true });
});

test('the head of the page names the first three that are missing (人民调解法 27)', () => {
  expect(lackingText(bare(caseIn('accepted')))).toBe('缺受理登记表');
  expect(lackingText(bare(caseIn('mediating')))).toBe('缺受理登记表、权利义务告知书、当事人身份证明等 4 份');
  expect(lackingText(caseIn('archived'))).toBe('');
});

test('before acceptance nothing must be there yet', () => {
  expect(paperSummary(papersOf(bare(caseIn('registered'))))).toBeNull();
});
