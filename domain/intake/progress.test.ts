import { describe, expect, test } from 'vitest';
import { caseStatusIds } from '../cases/status.ts';
import { caseIn, withAction } from '../cases/testing.ts';
import { chinaInstant } from '../deadlines/china-time.ts';
import { type ProgressFacts, progressOf } from './progress.ts';

const city = { stationId: 'city', feed: '410105', name: '一码解纠纷' };
const center = { stationId: 'center', feed: '410105', name: '金水区综治中心' };
const offer = { id: 'offer', to: center, reason: '', offeredAt: 0 };

const facts: ProgressFacts = {
  status: 'registered',
  instants: { registeredAt: chinaInstant('2026-07-11', '16:00') },
  bornAt: 'city',
  handover: { path: [city], offer, holders: ['city'], people: {} },
  transferredTo: null,
  mediators: [],
  agreedOn: null,
  due: null,
};
const now = chinaInstant('2026-07-11', '18:30');
const later = {
  acceptedAt: chinaInstant('2026-07-11', '16:12'),
  assignedAt: chinaInstant('2026-07-11', '17:00'),
  mediationStartedAt: chinaInstant('2026-07-11', '18:00'),
};

const missing = withAction(caseIn('registered'), 'errand.asked', {
  kind: 'supplement',
  what: '租赁合同',
  dueOn: '2026-11-30',
}).errands;

test('what the citizen is to bring is told with its day, and nothing else that was asked of anybody (补正)', () => {
  expect(progressOf({ ...facts, errands: missing }, now)).toMatchObject({
    headline: '还差一点材料，补齐了再往下办',
    next: '请补充：租赁合同（11月30日前）。可以在下面补充说明，也可以送到中心。',
  });
  const over = missing.map((errand) => ({ ...errand, end: 'answered' as const }));
  const urged = missing.map((errand) => ({ ...errand, kind: 'urge' as const }));
  for (const errands of [over, urged]) expect(progressOf({ ...facts, errands }, now)).toEqual(progressOf(facts, now));
});

describe('what the citizen reads of a case', () => {
  test('says where it is, from the phone to the mediator', () => {
    expect(progressOf({ ...facts, handover: null }, now).headline).toBe('已经收到，正在交给当地中心');
    expect(progressOf(facts, now).headline).toBe('已经送到金水区综治中心');
    const taken = { ...facts, handover: { path: [city, center], offer: null, holders: [], people: {} } };
    expect(progressOf(taken, now).headline).toBe('金水区综治中心收到了，正在看');
    const assigned = { ...taken, status: 'assigned', instants: { ...facts.instants, ...later } } as const;
    expect(progressOf({ ...assigned, mediators: ['张卫'] }, now)).toMatchObject({
      headline: '派给了调解员张卫',
      steps: [
        { name: '您提交了', when: '7月11日 16:00', state: 'done' },
        { name: '中心受理了', when: '7月11日 16:12', state: 'done' },
        { name: '派了调解员', when: '7月11日 17:00', state: 'done' },
        { name: '调解', when: null, state: 'now' },
        { name: '谈好', when: null, state: 'to_come' },
        { name: '办结', when: null, state: 'to_come' },
      ],
    });
  });

  test('names who works on it, and by when what comes next; once the time is over, it says so', () => {
    expect(progressOf(facts, now)).toMatchObject({ who: null, by: null });
    const handover = { path: [city, center], offer: null, holders: [], people: {} };
    const due = { dueAt: chinaInstant('2026-07-18', '23:59'), provisional: false };
    const mediating = { ...facts, handover, status: 'mediating', mediators: ['张卫'], due } as const;
    expect(progressOf(mediating, now)).toMatchObject({
      who: '经办：金水区综治中心，调解员张卫',
      by: '最迟7月18日谈出结果。',
    });
    const late = progressOf(mediating, chinaInstant('2026-07-19', '08:00'));
    expect(late.by).toBe('本来应在7月18日前谈出结果，已经过了。您可以在下面留言催办。');
    expect(progressOf({ ...mediating, status: 'closed' }, now).by).toBeNull();
  });

  test.each(['refused', 'failed', 'terminated', 'transferred', 'closed', 'archived'] as const)(
    'promises nothing more of a case that is %s',
    (status) => {
      const { steps } = progressOf({ ...facts, status, instants: { ...facts.instants, ...later } }, now);
      expect(steps.filter(({ state }) => state !== 'done')).toEqual([]);
    },
  );

  test('shows no step as done that never was: a case that was closed without an agreement', () => {
    const closedAt = chinaInstant('2026-07-20', '09:00');
    const { steps } = progressOf({ ...facts, status: 'closed', instants: { ...facts.instants, closedAt } }, now);
    expect(steps.map(({ name }) => name)).toEqual(['您提交了', '办结了']);
  });

  test('has words for every state, and no word of the desk’s own', () => {
    for (const status of caseStatusIds) {
      const { headline, next } = progressOf({ ...facts, status }, now);
      expect(headline.length).toBeGreaterThan(2);
      expect(`${headline}${next ?? ''}`).not.toMatch(/分流|签收|办理中|卷宗|undefined|null/);
    }
  });
});
