import { expect, test } from 'vitest';
import { runGuard } from './guards.ts';
import { dueStep } from './next-steps.ts';
import { currentPaper } from './outdated-papers.ts';
import { type CaseState, currentSessions } from './state.ts';
import { attempt, caseIn, validPayload, withAction } from './testing.ts';
import { testAgreement, testStaff } from './testing-facts.ts';

/** A case that comes back is mediated anew (WF-25): nothing of the round before passes for this one. */

const mediator = { staffId: testStaff.mediator, roles: ['mediator'] } as const;
const clerk = { staffId: testStaff.clerk, roles: ['clerk'] } as const;

function refusal(name: Parameters<typeof runGuard>[0], { state, actor, type, payload }: ReturnType<typeof attempt>) {
  return runGuard(name, state, actor, { type, payload })?.message ?? null;
}

function again(state: CaseState): CaseState {
  let next = withAction(state, 'case.reopened');
  for (const type of ['case.triaged', 'case.assigned', 'case.signed_in', 'mediation.started'] as const) {
    next = withAction(next, type);
  }
  return next;
}

const archived = caseIn('archived');
const mediatingAgain = again(archived);

test('sessions of the round before stay in the dossier, and do not count as held in this one (WF-14, WF-19)', () => {
  expect(mediatingAgain.sessions).toHaveLength(1);
  expect(currentSessions(mediatingAgain)).toEqual([]);
  expect(dueStep(mediatingAgain)?.action).toBe('mediation.session_held');
  for (const type of ['agreement.reached_written', 'mediation.failed'] as const) {
    expect(refusal('session_held', attempt(mediatingAgain, mediator, type))).toBe('先写调解记录，再登记结果');
  }
  const held = withAction(mediatingAgain, 'mediation.session_held');
  expect(refusal('session_held', attempt(held, mediator, 'agreement.reached_written'))).toBeNull();
});

test('the new text is another version, so that neither a paper nor a mark of the old one fits it (人民调解法 29)', () => {
  const held = withAction(mediatingAgain, 'mediation.session_held');
  const agreedAgain = withAction(held, 'agreement.reached_written', {
    text: testAgreement({ terms: ['另行约定。'] }),
  });
  expect(archived.agreement?.version).toBe(1);
  expect(agreedAgain.agreement?.version).toBe(2);
  expect(currentPaper(agreedAgain, 'agreement', 2)).toBeNull();
  expect(archived.documents.some(({ form }) => form === 'agreement')).toBe(true);
  const oldMark = attempt(agreedAgain, mediator, 'agreement.signed', { version: 1 });
  expect(refusal('mark_fits', oldMark)).toBe('协议已改为第 2 版，旧版的签名不能用');
  const late = withAction(agreedAgain, 'agreement.signed', {
    ...validPayload('agreement.signed', agreedAgain),
    version: 1,
  });
  expect(late.agreement?.marks).toEqual([]);
  expect(withAction(agreedAgain, 'agreement.revised').agreement?.version).toBe(3);
});

test('an oral agreement of the second round needs a register of its own', () => {
  const oral = (state: CaseState) => withAction(withAction(state, 'mediation.session_held'), 'agreement.reached_oral');
  const first = oral(caseIn('mediating'));
  const issue = (state: CaseState, subject: number) =>
    withAction(state, 'document.issued', {
      ...validPayload('document.issued', state),
      form: 'oral-agreement-register',
      subject,
    });
  const issued = issue(first, 1);
  expect(currentPaper(issued, 'oral-agreement-register', 1)).not.toBeNull();
  const second = oral(again(withAction(issued, 'case.closed', { reason: 'went_to_court' })));
  expect(currentPaper(second, 'oral-agreement-register', second.agreement?.version ?? 0)).toBeNull();
});

test('what the manager thought of the first round is not said of the second', () => {
  expect(withAction(withAction(archived, 'case.evaluated'), 'case.reopened').evaluation).toBeNull();
});

test('an agreement that was not signed asks for no numbered paper before the archive (人民调解法 27)', () => {
  const failed = withAction(caseIn('agreed'), 'mediation.failed');
  const closed = withAction(failed, 'case.closed');
  expect(refusal('dossier_complete', attempt(closed, clerk, 'case.archived'))).not.toContain('协议书');
});

test('what was decided about the dossier falls with the archive, and the note stays (人民调解法 27)', () => {
  const shelved = withAction(withAction(caseIn('closed'), 'dossier.noted'), 'case.archived', {
    retention: 'long',
    shelf: '2026-7',
  });
  expect(shelved.archive).toMatchObject({ retention: 'long', shelf: '2026-7', archivedBy: testStaff.clerk });
  const reopened = withAction(shelved, 'case.reopened');
  expect(reopened.archive).toBeNull();
  expect(reopened.dossierNote).toMatchObject({ version: 1, notedBy: testStaff.clerk });
  expect(withAction(reopened, 'dossier.noted').dossierNote?.version).toBe(2);
});

test('the closing report of the round before is no report of this one (人民调解法 27)', () => {
  const closed = caseIn('closed');
  const issue = { ...validPayload('document.issued', closed), form: 'closing-report', subject: 0 } as const;
  const reported = withAction(closed, 'document.issued', issue);
  expect(currentPaper(reported, 'closing-report', 0)).not.toBeNull();
  expect(currentPaper(withAction(reported, 'case.reopened'), 'closing-report', 0)).toBeNull();
});
