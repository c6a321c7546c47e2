import { describe, expect, test } from 'vitest';
import { chinaInstant } from '../deadlines/china-time.ts';
import { type CaseAction, caseActionSchemas } from './actions.ts';
import { datesAhead } from './dates-ahead.ts';
import { testId } from './testing-facts.ts';

const today = '2026-11-23';
const startedAt = chinaInstant(today, '09:00');
const endedAt = chinaInstant(today, '10:00');
const tomorrow = chinaInstant('2026-11-24', '00:00');
const session = {
  heldOn: today,
  startedAt,
  endedAt,
  place: '金水区综治中心',
  presentPartyIds: [],
  mediatorIds: [testId(1)],
  recorderId: testId(1),
  helpers: [],
  openSession: true,
  rightsTold: true,
  record: '谈过了。',
  result: '再谈。',
} as const;
const held = (change: Partial<Record<keyof typeof session, unknown>>) =>
  ({ type: 'mediation.session_held', payload: { ...session, ...change } }) as CaseAction;

describe('dates of what has happened (LOG-10)', () => {
  test.each<[string, CaseAction, string[]]>([
    ['a session of today', held({}), []],
    ['a session until the end of today', held({ endedAt: tomorrow - 1 }), []],
    [
      'a session tomorrow',
      held({ heldOn: '2026-11-24', startedAt: tomorrow, endedAt: tomorrow }),
      ['heldOn', 'startedAt', 'endedAt'],
    ],
    ['a session that ends in 275760', held({ endedAt: 8_640_000_000_000_000 }), ['endedAt']],
    ['a start tomorrow', { type: 'mediation.started', payload: { startedAt: tomorrow } }, ['startedAt']],
    ['a start today', { type: 'mediation.started', payload: { startedAt } }, []],
    [
      'a report tomorrow',
      { type: 'police.reported', payload: { department: '派出所', reportedAt: tomorrow, note: '。' } },
      ['reportedAt'],
    ],
  ])('%s', (_what, action, fields) => {
    expect(Object.keys(datesAhead(action, today))).toEqual(fields);
    expect(datesAhead(action, null)).toEqual({});
  });
});

describe('the times of a session', () => {
  const problemsOf = (change: object) =>
    caseActionSchemas['mediation.session_held']
      .safeParse({ ...session, ...change })
      .error?.issues.map(({ path }) => path.join('.')) ?? [];

  test('may be the same, and end no earlier than they begin', () => {
    expect(problemsOf({})).toEqual([]);
    expect(problemsOf({ endedAt: startedAt })).toEqual([]);
    expect(problemsOf({ endedAt: startedAt - 1 })).toEqual(['endedAt']);
  });

  test('are told wrong together with what else is wrong', () => {
    expect(problemsOf({ endedAt: startedAt - 1, rightsTold: false, place: '' })).toEqual([
      'place',
      'rightsTold',
      'endedAt',
    ]);
  });
});
