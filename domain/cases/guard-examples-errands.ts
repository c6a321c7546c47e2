import type { GuardExample } from './guard-examples.ts';
import { attempt, caseIn, withAction } from './testing.ts';
import { testActor } from './testing-facts.ts';

const clerk = testActor('clerk');
const manager = testActor('manager');
const mediator = testActor('mediator');
const mediating = caseIn('mediating');
const helped = withAction(mediating, 'errand.asked');
const answered = withAction(helped, 'errand.answered');
const supervised = withAction(mediating, 'errand.asked', { kind: 'supervise', what: '三日内化解' });
const reported = withAction(supervised, 'errand.answered');
const failed = caseIn('failed');
const supervise = { kind: 'supervise', to: undefined, what: '限期化解' } as const;

/** For tests only: the guards of errands, as {@link GuardExample}. */
export const errandGuardExamples: readonly GuardExample[] = [
  {
    guard: 'errand_fits',
    says: '「督办」由主任、中心负责人、交办人、移交来的中心提出',
    refused: attempt(mediating, mediator, 'errand.asked', supervise),
    allowed: attempt(mediating, manager, 'errand.asked', supervise),
  },
  {
    guard: 'errand_fits',
    says: '案件已经受理，不用再让当事人补正',
    refused: attempt(mediating, clerk, 'errand.asked', { kind: 'supplement', what: '缺租赁合同', dueOn: '2026-11-30' }),
    allowed: attempt(caseIn('registered'), clerk, 'errand.asked', {
      kind: 'supplement',
      what: '缺租赁合同',
      dueOn: '2026-11-30',
    }),
  },
  {
    guard: 'errand_is_open',
    says: '没有等着办的协同事项',
    refused: { state: mediating, actor: clerk, type: 'errand.withdrawn' },
    allowed: attempt(helped, clerk, 'errand.withdrawn'),
  },
  {
    guard: 'errand_is_open',
    says: '这一项已经办完或者撤回了',
    refused: attempt(withAction(answered, 'errand.asked'), clerk, 'errand.answered', {
      errandId: answered.errands[0]?.id ?? '',
    }),
    allowed: attempt(helped, clerk, 'errand.answered'),
  },
  {
    guard: 'errand_is_received_once',
    says: '已经登记过签收',
    refused: attempt(withAction(helped, 'errand.received'), clerk, 'errand.received'),
    allowed: attempt(helped, clerk, 'errand.received'),
  },
  {
    guard: 'errand_answer_is_due',
    says: '「督办」由承办人反馈',
    refused: attempt(supervised, clerk, 'errand.answered'),
    allowed: attempt(supervised, mediator, 'errand.answered'),
  },
  {
    guard: 'errand_answer_is_due',
    says: '上次的反馈还在等对方认可',
    refused: attempt(reported, mediator, 'errand.answered'),
    allowed: attempt(
      withAction(reported, 'errand.judged', {
        errandId: reported.errands[0]?.id ?? '',
        accepted: false,
        opinion: '没写怎么办的',
      }),
      mediator,
      'errand.answered',
    ),
  },
  {
    guard: 'errand_judged_by_asker',
    says: '反馈由提出的人、主任或者中心负责人认可',
    refused: attempt(reported, mediator, 'errand.judged'),
    allowed: attempt(reported, manager, 'errand.judged'),
  },
  {
    guard: 'errand_judged_by_asker',
    says: '还没有反馈，没有可以认可的',
    refused: attempt(supervised, manager, 'errand.judged'),
    allowed: attempt(reported, manager, 'errand.judged'),
  },
  {
    guard: 'errand_may_be_withdrawn',
    says: '督办不能撤回，反馈得到认可才结束',
    refused: attempt(supervised, manager, 'errand.withdrawn'),
    allowed: attempt(helped, manager, 'errand.withdrawn'),
  },
  {
    guard: 'errand_may_be_withdrawn',
    says: '由提出的人、主任或者中心负责人撤回',
    refused: attempt(helped, mediator, 'errand.withdrawn'),
    allowed: attempt(helped, clerk, 'errand.withdrawn'),
  },
  {
    guard: 'helpers_answered',
    says: '还没有反馈：请单位联动（金水区城市管理局）；不来的，先撤回',
    refused: attempt(helped, clerk, 'errand.summed_up'),
    allowed: attempt(answered, clerk, 'errand.summed_up'),
  },
  {
    guard: 'helpers_answered',
    says: '没有请单位联动，不用小结',
    refused: attempt(mediating, clerk, 'errand.summed_up'),
    allowed: attempt(answered, clerk, 'errand.summed_up'),
  },
  {
    guard: 'answers_are_given',
    says: '结案前要先反馈：法院诉前委派（金水区人民法院）',
    refused: attempt(
      withAction(failed, 'errand.asked', {
        kind: 'court_before',
        to: '金水区人民法院',
        what: '诉前委派调解',
        number: '（2026）豫0105诉前调1号',
        letterOn: '2026-11-20',
      }),
      manager,
      'case.closed',
    ),
    allowed: attempt(withAction(failed, 'errand.asked'), manager, 'case.closed'),
  },
];
