import type { Actor } from '../access/roles.ts';
import type { CaseActionPayloads } from './actions.ts';
import type { GuardExample } from './guard-examples.ts';
import type { CaseState } from './state.ts';
import { attempt, caseIn, prepared, withAction } from './testing.ts';
import { testActor, testApplicant, testFile, testId, testStaff } from './testing-facts.ts';
import { signedText } from './testing-papers.ts';

const clerk = testActor('clerk');
const mediator = testActor('mediator');
const manager = testActor('manager');
const agreed = caseIn('agreed');
const mediating = caseIn('mediating');
/** The clerk's fact did not fit. */
const toReview = withAction(caseIn('registered'), 'follow_up.recorded');

/** For tests only, as guard-examples.ts: the guards on marks and on printed forms. */
export const paperGuardExamples: readonly GuardExample[] = [
  ...markExamples(),
  {
    guard: 'known_mark',
    says: '没有这处签名',
    refused: attempt(agreed, manager, 'agreement.mark_withdrawn', { markActionId: testId(888) }),
    allowed: attempt(agreed, manager, 'agreement.mark_withdrawn'),
  },
  {
    guard: 'form_fits',
    says: '案件还没有受理',
    refused: attempt(caseIn('registered'), clerk, 'document.issued', { form: 'acceptance-register' }),
    allowed: attempt(caseIn('accepted'), clerk, 'document.issued', { form: 'acceptance-register' }),
  },
  {
    guard: 'form_fits',
    says: '还没有这次调解的记录',
    refused: attempt(mediating, mediator, 'document.issued', { form: 'mediation-record', subject: 1 }),
    allowed: attempt(mediating, mediator, 'document.issued', { form: 'mediation-record', subject: 0 }),
  },
  {
    guard: 'form_fits',
    says: '还没有达成书面协议',
    refused: attempt(mediating, mediator, 'document.issued', { form: 'agreement', subject: 1 }),
    allowed: attempt(agreed, mediator, 'document.issued', { form: 'agreement', subject: 1 }),
  },
  {
    guard: 'form_fits',
    says: '协议已经改过，请用新版',
    refused: attempt(withAction(agreed, 'agreement.revised'), mediator, 'document.issued', {
      form: 'agreement',
      subject: 1,
    }),
    allowed: attempt(withAction(agreed, 'agreement.revised'), mediator, 'document.issued', {
      form: 'agreement',
      subject: 2,
    }),
  },
  {
    guard: 'form_fits',
    says: '还没有达成口头协议',
    refused: attempt(agreed, mediator, 'document.issued', { form: 'oral-agreement-register' }),
    allowed: attempt(withAction(mediating, 'agreement.reached_oral'), mediator, 'document.issued', {
      form: 'oral-agreement-register',
      subject: 1,
    }),
  },
  {
    guard: 'form_fits',
    says: '这份协议没有签成，不再出具',
    refused: attempt(withAction(agreed, 'mediation.failed'), mediator, 'document.issued', {
      form: 'agreement',
      subject: 1,
    }),
    allowed: attempt(agreed, mediator, 'document.issued', { form: 'agreement', subject: 1 }),
  },
  {
    guard: 'known_document',
    says: '没有这份文书',
    refused: attempt(mediating, clerk, 'document.printed', { documentId: testId(888) }),
    allowed: attempt(mediating, clerk, 'document.printed'),
  },
  ...executionExamples(),
  ...paperMarkExamples(),
  {
    guard: 'new_file',
    says: '这份材料已经在案件里',
    refused: attempt(withAction(mediating, 'file.attached', testFile(1)), clerk, 'file.attached', testFile(1)),
    allowed: attempt(mediating, clerk, 'file.attached'),
  },
  {
    guard: 'file_fits',
    says: '提供人不在本案当事人中',
    refused: attempt(mediating, clerk, 'file.attached', { providerId: testId(88) }),
    allowed: attempt(mediating, clerk, 'file.attached', { providerId: testApplicant.id }),
  },
  {
    guard: 'file_fits',
    says: '本案没有这份调解记录',
    refused: attempt(mediating, clerk, 'file.attached', { paper: { form: 'mediation-record', subject: 1 } }),
    allowed: attempt(mediating, clerk, 'file.attached', { paper: { form: 'mediation-record', subject: 0 } }),
  },
  {
    guard: 'known_file',
    says: '没有这份材料，或者已经移出',
    refused: attempt(withAction(mediating, 'file.attached'), clerk, 'file.removed', { fileId: testId(888) }),
    allowed: attempt(withAction(mediating, 'file.attached'), clerk, 'file.removed'),
  },
  {
    guard: 'review_is_open',
    says: '这一条已经核对过了',
    refused: attempt(withAction(toReview, 'case.reviewed'), manager, 'case.reviewed', {
      reviewedActionId: toReview.reviews[0]?.actionId ?? testId(888),
    }),
    allowed: attempt(toReview, manager, 'case.reviewed'),
  },
  {
    guard: 'own_review',
    says: '待核对的内容由办理人本人或者主任核对',
    refused: attempt(toReview, mediator, 'case.reviewed'),
    allowed: attempt(toReview, clerk, 'case.reviewed'),
  },
];

/** A mark on a paper beside the agreement stands at one of its places, and the seal is the manager's. */
function paperMarkExamples(): readonly GuardExample[] {
  const record = prepared('document.signed', caseIn('mediating'));
  const paper = record.documents.at(-1);
  if (!paper) throw new Error('the case has no paper');
  const changed = (changes: Partial<typeof paper>) => ({
    ...record,
    documents: record.documents.map((each) => (each.id === paper.id ? { ...each, ...changes } : each)),
  });
  const { slots: _, ...noSlots } = paper;
  const old = { ...record, documents: record.documents.map((each) => (each.id === paper.id ? noSlots : each)) };
  const executed = { fileHash: 'b'.repeat(64), bytes: 1, pages: 1, markIds: [], executedAt: 1 };
  const performing = caseIn('performing');
  const agreement = withAction(performing, 'document.issued', signedText(performing));
  const example = (
    says: string,
    state: CaseState,
    changes: Partial<CaseActionPayloads['document.signed']> = {},
    actor: Actor = clerk,
  ) => ({
    guard: 'paper_mark_fits' as const,
    says,
    source: '人民调解法第二十九条',
    refused: attempt(state, actor, 'document.signed', changes),
    allowed: attempt(record, clerk, 'document.signed'),
  });
  const documentId = paper.id;
  const seal = { documentId, place: 4, method: 'seal' } as const;
  return [
    example('没有这份文书', record, { documentId: testId(888) }),
    example('协议书在“写协议”页面签名：签名关系到协议生效', agreement, {
      documentId: agreement.documents.at(-1)?.id ?? '',
    }),
    example('这份文书上没有签名、盖章的位置，或者是旧版程序出具的，请打印后在纸上签', old, { documentId }),
    example('案件已有变化，这份文书不再反映现在的情况，请重新出具再签', changed({ outdated: true })),
    example('这份文书的签署件已经制作，要改签请重新出具', changed({ executed })),
    example('文书上没有这个签名位置', record, { place: 1 }),
    example('委员会印章由主任加盖', record, seal),
    example('这里盖章，不是签名', record, { place: 4 }, manager),
    example('这里由本人签名，不盖委员会印章', record, { place: 0, method: 'seal' }, manager),
    example('图样与签署方式不符', record, { method: 'fingerprint' }),
    example('写明是谁签的', record, { signerName: '' }),
  ];
}

/** The signed copy holds the marks that put the agreement into effect, each with its picture (人民调解法 29). */
function executionExamples(): readonly GuardExample[] {
  const performing = caseIn('performing');
  const signed = prepared('document.executed', performing);
  const { agreement } = signed;
  if (!agreement) throw new Error('the case has no agreement');
  const [first, ...rest] = agreement.marks;
  if (!first) throw new Error('the agreement has no mark');
  const withMarks = (marks: typeof agreement.marks) => ({ ...signed, agreement: { ...agreement, marks } });
  const example = (says: string, state: CaseState, changes: Partial<CaseActionPayloads['document.executed']> = {}) => ({
    guard: 'execution_fits' as const,
    says,
    source: '人民调解法第二十九条',
    refused: attempt(state, clerk, 'document.executed', changes),
    allowed: attempt(signed, clerk, 'document.executed'),
  });
  const { picture: _, ...onPaper } = first;
  return [
    example('只有现行文本的协议书才能制作签署件', signed, { documentId: testId(888) }),
    example(
      '这份协议书是旧版程序出具的，没有签名位置',
      withAction(performing, 'document.issued', noPlaces(performing)),
      { documentId: noPlaces(performing).documentId },
    ),
    example('签名盖章还不齐全', withMarks(rest)),
    example('有 1 处是在纸上签的，请扫描纸质件归入材料', withMarks([onPaper, ...rest])),
    example('签署件与文书的文本不是同一份', signed, { textHash: 'd'.repeat(64) }),
    example('签署件上的签名与登记的不一致', signed, { markIds: [testId(888)] }),
  ];
}

function noPlaces(state: CaseState): CaseActionPayloads['document.issued'] {
  const { slots: _, ...text } = signedText(state);
  return text;
}

/** 人民调解法 29: the marks of parties, mediator and committee, on the text as it stands. */
function markExamples(): readonly GuardExample[] {
  const sealed = withAction(agreed, 'agreement.signed', {
    version: 1,
    kind: 'seal',
    method: 'seal',
    signedOn: '2026-11-23',
  });
  const mark = (
    says: string,
    state: CaseState,
    actor: Actor,
    changes: Partial<CaseActionPayloads['agreement.signed']>,
    allowedIn = state,
  ) => ({
    guard: 'mark_fits' as const,
    says,
    source: '人民调解法第二十九条',
    refused: attempt(state, actor, 'agreement.signed', changes),
    allowed: attempt(allowedIn, manager, 'agreement.signed'),
  });
  const seal = { kind: 'seal', method: 'seal' } as const;
  return [
    mark('还没有协议', { ...agreed, agreement: null }, clerk, {}, agreed),
    mark('协议已改为第 2 版，旧版的签名不能用', withAction(agreed, 'agreement.revised'), clerk, { version: 1 }),
    mark('委员会印章由主任加盖', agreed, clerk, seal),
    mark('签名人不在本案当事人中', agreed, clerk, { signerId: testId(88) }),
    mark('签名的调解员不是本案承办人', agreed, clerk, { kind: 'mediator', signerId: testStaff.manager }),
    mark('签名日期早于达成协议的日期，请核对', agreed, clerk, { signedOn: '2026-11-22' }),
    mark('这一处已经签过', agreed, clerk, { signerId: testApplicant.id }),
    mark('这一处已经签过', sealed, manager, { ...seal, signerId: testStaff.manager }),
  ];
}
