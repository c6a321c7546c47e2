import { describe, expect, test } from 'vitest';
import { partySchema } from '../parties/party.ts';
import { missingDocuments } from './dossier.ts';
import { documentProblem, paperRules, papersInOrder, paperTitle, possiblePapers } from './papers.ts';
import type { CaseState } from './state.ts';
import { caseIn, withAction } from './testing.ts';
import { testApplicant, testFile, testId, testRegistration, testRespondent } from './testing-facts.ts';

const formsOf = (state: CaseState) => possiblePapers(state).map(({ form }) => form);
const withRegistration = (state: CaseState, changes: Parameters<typeof testRegistration>[0]): CaseState => ({
  ...state,
  registration: testRegistration(changes),
});
const agent = { name: '赵某', relation: 'lawyer', authority: 'special' } as const;

test('the papers lie in the order of the dossier (卷内目录)', () => {
  expect(papersInOrder.filter((form) => form !== 'slip')).toEqual([
    'application',
    'acceptance-register',
    'rights-notice',
    'privacy-notice',
    'party-identity',
    'delivery-address',
    'mandate',
    'investigation-record',
    'evidence-list',
    'mediation-record',
    'termination-notice',
    'agreement',
    'oral-agreement-register',
    'receipt',
    'follow-up-record',
    'mediation-proof',
    'confirmation-application',
    'referral-letter',
    'referral-receipt',
    'referral-reply',
    'closing-report',
    'dossier-note',
  ]);
});

describe('what the dossier must hold (人民调解法 27)', () => {
  const closed: CaseState = { ...caseIn('closed'), documents: [] };

  test('after a mediation: register or application, notice of rights, identities, record, agreement', () => {
    expect(missingDocuments(closed)).toEqual([
      '受理登记表或者申请书',
      '权利义务告知书',
      '当事人身份证明',
      '调解记录',
      '调解协议书',
    ]);
  });

  test('a case that nobody sat down for needs neither notice nor identities', () => {
    const ended = { ...withAction(caseIn('signed_in'), 'mediation.terminated'), documents: [] };
    expect(missingDocuments(ended)).toEqual(['受理登记表或者申请书']);
  });

  test('an application stands in for the register, and no other paper does', () => {
    const issued = withAction(closed, 'document.issued', { ...payload('application'), form: 'application' });
    expect(missingDocuments(issued)).not.toContain('受理登记表或者申请书');
    expect(missingDocuments(withAction(closed, 'document.issued', payload('mandate')))).toHaveLength(5);
  });

  test('a scan that is said to be the paper counts, until it is taken off the list', () => {
    const scan = { ...testFile(3), kind: 'signed' as const, paper: { form: 'rights-notice' as const, subject: 0 } };
    const scanned = withAction(closed, 'file.attached', scan);
    expect(missingDocuments(scanned)).not.toContain('权利义务告知书');
    const other = { ...testFile(4), paper: { form: 'mediation-record' as const, subject: 1 } };
    expect(missingDocuments(withAction(closed, 'file.attached', other))).toContain('调解记录');
    const cards = withAction(closed, 'file.attached', { ...testFile(5), kind: 'identity' });
    expect(missingDocuments(cards)).not.toContain('当事人身份证明');
    const gone: CaseState = { ...scanned, files: scanned.files.map((file) => ({ ...file, removedAt: 1 })) };
    expect(missingDocuments(gone)).toContain('权利义务告知书');
  });

  function payload(form: keyof typeof paperRules) {
    const common = { documentId: testId(390), fileHash: 'b'.repeat(64), bytes: 1, pages: 1, number: null };
    return { ...common, form, title: '文书', subject: 0 };
  }
});

describe('what can be made', () => {
  test('a mandate for each party with an agent by mandate; a guardian needs none (民事诉讼法 61, 民法典 23)', () => {
    const child = partySchema.parse({
      id: testId(14),
      kind: 'person',
      role: 'third_party',
      name: '张小某',
      agents: [{ ...agent, relation: 'guardian' }],
    });
    const state = withRegistration(caseIn('accepted'), {
      parties: [testApplicant, partySchema.parse({ ...testRespondent, agents: [agent, agent] }), child],
    });
    const mandates = possiblePapers(state).filter(({ form }) => form === 'mandate');
    expect(mandates.map((paper) => paperTitle(state, paper))).toEqual(['授权委托书（李某）']);
    expect(documentProblem(state, 'mandate', 2)).toBe('这位当事人没有委托代理人');
  });

  test('no application where the committee acts on its own (人民调解法 17)', () => {
    const active = withRegistration(caseIn('accepted'), { source: 'active' });
    expect(formsOf(active)).not.toContain('application');
    expect(formsOf(caseIn('registered'))).toContain('application');
  });

  test('a receipt for each performance, none for what was not performed', () => {
    const part = withAction(caseIn('performing'), 'performance.recorded', { outcome: 'partly' } as never);
    const none = withAction(caseIn('performing'), 'performance.recorded', {
      itemId: testId(20),
      outcome: 'not_performed',
      performedOn: '2026-11-24',
      amountFen: null,
    });
    expect(formsOf(part)).toContain('receipt');
    expect(formsOf(none)).not.toContain('receipt');
    const done = caseIn('closed');
    const receipts = possiblePapers(done).filter(({ form }) => form === 'receipt');
    expect(receipts.map((paper) => paperTitle(done, paper))).toEqual(['收条（第一次）', '收条（第二次）']);
  });

  test('a letter for each errand that goes out, a receipt for one that came in, a reply once it was answered', () => {
    const asked = withAction(caseIn('mediating'), 'errand.asked');
    const referred = withAction(asked, 'errand.asked', {
      kind: 'from_police',
      to: '兴达路派出所',
      what: '公调对接',
      number: '1号',
      letterOn: '2026-11-22',
    });
    expect(paperRules['referral-letter'].subjects(referred)).toEqual([0]);
    expect(paperRules['referral-receipt'].subjects(referred)).toEqual([1]);
    expect(documentProblem(referred, 'referral-reply', 1)).toBe('还没有登记办理情况');
    expect(documentProblem(withAction(referred, 'errand.answered'), 'referral-reply', 1)).toBeNull();
    expect(documentProblem(referred, 'referral-letter', 1)).toBe('没有这样的协同事项');
  });

  test('a notice of termination once the other ways were told (人民调解法 26), a list once there is evidence', () => {
    expect(formsOf(caseIn('terminated'))).toContain('termination-notice');
    expect(formsOf(caseIn('refused'))).not.toContain('termination-notice');
    expect(documentProblem(caseIn('mediating'), 'termination-notice', 0)).toBe('调解没有终止');
    const nothing: CaseState = { ...caseIn('mediating'), files: [] };
    expect(documentProblem(nothing, 'evidence-list', 0)).toBe('还没有附证据材料');
    expect(formsOf(withAction(nothing, 'file.attached', testFile(1)))).toContain('evidence-list');
  });
});

test('each person may have a notice of how personal data is handled, and a unit has none (个人信息保护法 17)', () => {
  const unit = partySchema.parse({ id: testId(99), kind: 'unit', role: 'respondent', name: '某物业公司' });
  const state = withRegistration(caseIn('signed_in'), { parties: [testApplicant, unit] });
  expect(paperRules['privacy-notice'].subjects(state)).toEqual([0]);
  expect(documentProblem(state, 'privacy-notice', 0)).toBeNull();
  expect(documentProblem(state, 'privacy-notice', 1)).toContain('单位没有个人信息告知书');
});
