import { describe, expect, test } from 'vitest';
import { createCalendar } from '../deadlines/calendar.ts';
import { caseDeadline } from '../deadlines/case-deadline.ts';
import { chinaInstant, endOfChinaDay } from '../deadlines/china-time.ts';
import { defaultDeadlineRules } from '../deadlines/default-rules.ts';
import { errandDeadline } from '../deadlines/errand-deadline.ts';
import { errandKind, errandKinds } from '../errands/kinds.ts';
import { caseActionSchemas } from './actions.ts';
import { deadlineFactsOf, runningErrands } from './deadline-facts.ts';
import { refusalOf } from './decide.ts';
import { errandKindsFor, errandStep } from './errand-roles.ts';
import { errandStage, jointToSumUp, openErrands } from './errands.ts';
import { reduceCase } from './reducer.ts';
import type { CaseState } from './state.ts';
import { caseIn, handedOver, storedAction, withAction } from './testing.ts';
import { testActor, testDay, testGiver, testReceiver, testStaff } from './testing-facts.ts';

const calendar = createCalendar();
const mediating = caseIn('mediating');
const last = (state: CaseState) => state.errands.at(-1)!;
const dueOf = (state: CaseState) => {
  const [running] = runningErrands(state);
  return running ? errandDeadline(running.facts, defaultDeadlineRules, calendar) : null;
};

describe('谁分配谁督办、谁受理谁反馈', () => {
  const supervised = withAction(mediating, 'errand.asked', { kind: 'supervise', what: '三日内化解' });

  test('a supervision marks the case, and ends only by an answer that is accepted', () => {
    expect(supervised.flags).toEqual(['supervised']);
    const answered = withAction(supervised, 'errand.answered');
    expect([errandStage(last(answered)), answered.flags]).toEqual(['judgement', ['supervised']]);
    const { id } = last(answered);
    const returned = withAction(answered, 'errand.judged', { errandId: id, accepted: false, opinion: '没写结果' });
    expect([errandStage(last(returned)), returned.flags]).toEqual(['answer', ['supervised']]);
    const accepted = withAction(withAction(returned, 'errand.answered'), 'errand.judged');
    expect([errandStage(last(accepted)), accepted.flags, openErrands(accepted)]).toEqual([null, [], []]);
  });

  test('the mark cannot be taken away beside it (WF-27)', () => {
    const payload = { flag: 'supervised', reason: '不用了' };
    expect(refusalOf(supervised, testActor('manager'), { type: 'case.unflagged', payload })).toMatchObject({
      message: '督办在办，反馈得到认可才结束',
    });
  });

  test('the mediator who has the case answers; the desk does while none has it', () => {
    expect(errandStep(supervised, testActor('mediator'), last(supervised))).toBe('errand.answered');
    expect(errandStep(supervised, testActor('clerk'), last(supervised))).toBeNull();
    const early = withAction(caseIn('accepted'), 'errand.asked', { kind: 'urge', what: '两天没有动静' });
    expect(errandStep(early, testActor('clerk'), last(early))).toBe('errand.answered');
  });

  test('who assigned it supervises, also a clerk; another clerk does not', () => {
    const kinds = (staffId: string) =>
      errandKindsFor(mediating, { staffId, roles: ['clerk'] }).map(({ id }) => id as string);
    expect(kinds(testStaff.clerk)).toContain('supervise');
    expect(kinds(testStaff.head)).not.toContain('supervise');
  });

  test('the center that gave the case away urges and supervises the one that has it, without the pen (SYNC-6)', () => {
    const away = handedOver(mediating);
    const giver = { ...testActor('clerk'), stationId: testGiver.stationId };
    expect(errandKindsFor(away, giver).map(({ id }) => id)).toEqual(['urge', 'supervise']);
    const payload = { kind: 'urge' as const, what: '当事人又来问了' };
    expect(refusalOf(away, giver, { type: 'errand.asked', payload })).toBeNull();
    const urged = reduceCase(away, storedAction('errand.asked', payload, 90, { stationId: testGiver.stationId }));
    expect(urged).toMatchObject({ revision: away.revision, besides: away.besides + 1, reviews: away.reviews });
    const handler = { ...testActor('mediator'), stationId: testReceiver.stationId };
    expect(errandStep(urged, handler, last(urged))).toBe('errand.answered');
    expect(errandStep(urged, { ...handler, stationId: testGiver.stationId }, last(urged))).toBeNull();
  });
});

describe('联动 and 吹哨', () => {
  test('each helper answers for itself, and the lead sums up once all have', () => {
    const two = withAction(withAction(mediating, 'errand.asked'), 'errand.asked', {
      kind: 'whistle',
      to: '兴达路派出所',
      what: '到场劝开双方',
    });
    const one = withAction(two, 'errand.answered');
    expect(openErrands(one).map(({ to }) => to)).toEqual(['金水区城市管理局']);
    expect(refusalOf(one, testActor('clerk'), { type: 'errand.summed_up' })?.message).toContain('还没有反馈');
    const summed = withAction(withAction(one, 'errand.answered'), 'errand.summed_up');
    expect(summed.jointSummaries[0]?.errandIds).toEqual(two.errands.map(({ id }) => id));
    expect(jointToSumUp(summed)).toEqual([]);
  });

  test('a call gives four hours, a day that is stated goes before the limit of the rules', () => {
    const asked = { kind: 'whistle', to: '兴达路派出所', what: '到场' } as const;
    const called = withAction(mediating, 'errand.asked', asked);
    expect(dueOf(called)?.dueAt).toBe(last(called).askedAt + 4 * 3_600_000);
    const stated = withAction(mediating, 'errand.asked', { ...asked, dueOn: testDay });
    expect(dueOf(withAction(stated, 'errand.received'))?.dueAt).toBe(endOfChinaDay(testDay));
  });
});

describe('referrals', () => {
  const referral = {
    kind: 'court_before',
    to: '金水区人民法院',
    what: '诉前委派调解',
    number: '（2026）豫0105诉前调1号',
    letterOn: '2026-11-20',
  } as const;

  test('one that came in is the source of the case, and its 30 days run from the sender’s letter (特邀调解规定)', () => {
    const referred = withAction(mediating, 'errand.asked', referral);
    expect(referred.registration?.source).toBe('court');
    const received = withAction(referred, 'errand.received');
    expect(dueOf(received)).toMatchObject({ limitId: 'referral.court_before', dueAt: endOfChinaDay('2026-12-20') });
  });

  test('it needs the sender’s name, number and date', () => {
    const parsed = caseActionSchemas['errand.asked'].safeParse({ kind: 'court_before', what: '诉前委派调解' });
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual(['to', 'number', 'letterOn']);
  });
});

describe('补正', () => {
  test('the time to accept rests while the applicant is to bring something, and runs on for what was left', () => {
    const registered = caseIn('registered');
    const due = (state: CaseState) => caseDeadline(deadlineFactsOf(state), defaultDeadlineRules, calendar)?.dueAt;
    const asked = withAction(registered, 'errand.asked', {
      kind: 'supplement',
      what: '缺租赁合同',
      dueOn: '2026-11-30',
    });
    expect(due(asked)).toBeUndefined();
    const brought = withAction(asked, 'errand.answered');
    expect(due(brought)).toBe((due(registered) ?? 0) + 10 * 60_000);
  });

  test('the applicant must be told by when', () => {
    const parsed = caseActionSchemas['errand.asked'].safeParse({ kind: 'supplement', what: '缺租赁合同' });
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual(['dueOn']);
  });
});

test('every kind names a limit that the rules have, and somebody who asks and answers', () => {
  const limits = defaultDeadlineRules.limits.map(({ id }) => id);
  for (const { id } of errandKinds) {
    const kind = errandKind(id);
    expect(limits).toContain(kind.limit);
    expect(Math.min(kind.askedBy.length, kind.answeredBy.length)).toBeGreaterThan(0);
  }
});

test('what is over stays as it is: a late judgement or withdrawal changes nothing (LOG-9)', () => {
  const over = withAction(withAction(mediating, 'errand.asked'), 'errand.answered');
  const errandId = last(over).id;
  const at = chinaInstant(testDay, '23:00');
  expect(withAction(over, 'errand.withdrawn', { errandId, reason: '晚了' }).errands).toEqual(over.errands);
  const judged = reduceCase(over, storedAction('errand.judged', { errandId, accepted: true }, 91, { deviceTime: at }));
  expect(judged.errands).toEqual(over.errands);
});
