import { expect, test } from 'vitest';
import type { FormKind } from '../documents/form.ts';
import { runGuard } from './guards.ts';
import { currentPaper } from './outdated-papers.ts';
import type { CaseState } from './state.ts';
import { caseIn, validPayload, withAction } from './testing.ts';
import { testFile, testRegistration, testStaff } from './testing-facts.ts';

function issue(state: CaseState, form: FormKind, subject = 0): CaseState {
  return withAction(state, 'document.issued', { ...validPayload('document.issued', state), form, subject });
}

const mediating = issue(issue(caseIn('mediating'), 'acceptance-register'), 'mediation-record');

function corrected(state: CaseState, changes: Parameters<typeof testRegistration>[0]): CaseState {
  return withAction(state, 'case.corrected', { registration: testRegistration(changes), reason: '写错' });
}

const papers = (state: CaseState) => ({
  slip: currentPaper(state, 'slip', 0) !== null,
  register: currentPaper(state, 'acceptance-register', 0) !== null,
  record: currentPaper(state, 'mediation-record', 0) !== null,
});

test('a correction makes the register be issued again, and keeps the old paper', () => {
  expect(papers(mediating)).toEqual({ slip: true, register: true, record: true });
  const after = corrected(mediating, { facts: '更正后的经过。' });
  expect(papers(after)).toEqual({ slip: true, register: false, record: true });
  expect(after.documents).toHaveLength(mediating.documents.length);
  expect(papers(issue(after, 'acceptance-register')).register).toBe(true);
});

test('a corrected name makes slip and record be issued again too', () => {
  const [first, ...others] = testRegistration().parties;
  if (!first) throw new Error('a case without parties');
  const after = corrected(mediating, { parties: [{ ...first, name: '张某某' }, ...others] });
  expect(papers(after)).toEqual({ slip: false, register: false, record: false });
});

test('a failure makes the last record be issued again: it says which ways were told (人民调解法 26)', () => {
  const told = issue(issue(mediating, 'rights-notice'), 'party-identity');
  const twice = issue(withAction(told, 'mediation.session_held'), 'mediation-record', 1);
  const failed = withAction(twice, 'mediation.failed');
  expect(currentPaper(failed, 'mediation-record', 0)).not.toBeNull();
  expect(currentPaper(failed, 'mediation-record', 1)).toBeNull();
  const closed = withAction(failed, 'case.closed');
  const missing = (state: CaseState) =>
    runGuard('dossier_complete', state, { staffId: testStaff.clerk, roles: ['clerk'] }, { type: 'case.archived' });
  expect(missing(closed)?.message).toBe('卷宗还缺：调解记录（第二次）');
  expect(missing(issue(closed, 'mediation-record', 1))).toBeNull();
});

test('a revised agreement outdates the paper of the text before', () => {
  const agreed = issue(caseIn('agreed'), 'agreement', 1);
  expect(currentPaper(agreed, 'agreement', 1)).not.toBeNull();
  const revised = withAction(agreed, 'agreement.revised');
  expect(revised.documents.every(({ form, outdated }) => outdated === (form === 'agreement'))).toBe(true);
});

test('a corrected party makes the papers with its block be issued again, not those that only name it', () => {
  const before = (['rights-notice', 'party-identity', 'application'] as const).reduce(
    (state, form) => issue(state, form),
    mediating,
  );
  const [first, ...others] = testRegistration().parties;
  if (!first) throw new Error('a case without parties');
  const after = corrected(before, { parties: [{ ...first, address: '鸿苑社区 4 号楼' }, ...others] });
  const current = (form: FormKind) => currentPaper(after, form, 0) !== null;
  expect(['rights-notice', 'party-identity', 'application'].map((form) => current(form as FormKind))).toEqual([
    true,
    false,
    false,
  ]);
});

test('evidence that comes or goes makes its list be issued again; another file does not', () => {
  const evidence = withAction(caseIn('mediating'), 'file.attached', { ...testFile(7), kind: 'evidence' });
  const listed = issue(evidence, 'evidence-list');
  const isCurrent = (state: CaseState) => currentPaper(state, 'evidence-list', 0) !== null;
  expect(isCurrent(withAction(listed, 'file.attached', { ...testFile(8), kind: 'identity' }))).toBe(true);
  expect(isCurrent(withAction(listed, 'file.attached', { ...testFile(8), kind: 'evidence' }))).toBe(false);
  expect(isCurrent(withAction(listed, 'file.removed', { fileId: testFile(7).fileId, reason: '附错了' }))).toBe(false);
});

test('what a reopened case counts anew is issued anew (WF-25)', () => {
  const issued = issue(issue(caseIn('closed'), 'receipt'), 'follow-up-record');
  const again = withAction(issued, 'case.reopened');
  const stale = again.documents.filter(({ outdated }) => outdated).map(({ form }) => form);
  expect(stale).toEqual(['agreement', 'receipt', 'follow-up-record']);
});
