import { describe, expect, test } from 'vitest';
import { caseActionSchemas } from './actions.ts';
import { type confirmationProblem, dueConfirmationStep } from './confirmation.ts';
import { confirmationDatesBehind } from './confirmation-dates.ts';
import { foldCase } from './reducer.ts';
import type { CaseState } from './state.ts';
import { actionsTo, caseIn, storedAction, validPayload, withAction } from './testing.ts';
import { testAgreement, testId } from './testing-facts.ts';

const performing = caseIn('performing');
const applied = withAction(performing, 'confirmation.applied');
const filed = withAction(applied, 'confirmation.filed');
const accepted = withAction(filed, 'confirmation.accepted');
const ruled = (outcome: 'confirmed' | 'dismissed' | 'not_accepted', state = filed) =>
  withAction(state, 'confirmation.ruled', { ...validPayload('confirmation.ruled', state), outcome });
const wanting: CaseState = withAction(caseIn('mediating'), 'agreement.reached_written', {
  text: testAgreement({ judicialConfirmation: true }),
});

describe('from the joint application to the ruling (人民调解法 33, 民事诉讼法 205, 206)', () => {
  test('each step tells how far it is, and the state of the case stays', () => {
    const asked = withAction(filed, 'confirmation.asked_to_correct');
    const stages = [applied, filed, asked, withAction(asked, 'confirmation.corrected'), accepted, ruled('confirmed')];
    expect(stages.map(({ confirmation }) => confirmation?.stage)).toEqual([
      'applied',
      'filed',
      'correcting',
      'filed',
      'accepted',
      'confirmed',
    ]);
    for (const { status, reviews } of stages)
      expect({ status, reviews }).toEqual({ status: 'performing', reviews: [] });
  });

  test('356: asked for more after it accepted, the court has still accepted once it was brought', () => {
    const asked = withAction(accepted, 'confirmation.asked_to_correct');
    expect(asked.confirmation?.stage).toBe('correcting');
    expect(withAction(asked, 'confirmation.corrected').confirmation?.stage).toBe('accepted');
  });

  test('what was written down stays: application, filing, number and ruling', () => {
    expect(ruled('confirmed', accepted).confirmation).toMatchObject({
      application: { court: '郑州市金水区人民法院', basis: 'organisation_seat' },
      filing: { filedOn: '2026-11-25', way: 'window' },
      acceptance: { courtCaseNumber: '（2026）豫0105民特128号' },
      ruling: { outcome: 'confirmed', ruledOn: '2026-11-30' },
    });
  });

  test('357: withdrawn, the parties may apply anew; so they may at the right court where one did not accept', () => {
    for (const ended of [withAction(filed, 'confirmation.withdrawn'), ruled('not_accepted')]) {
      const anew = withAction(ended, 'confirmation.applied');
      expect(anew.confirmation).toMatchObject({ stage: 'applied', filing: null, ruling: null, withdrawal: null });
      expect(anew.reviews).toEqual([]);
    }
  });

  test('a case that is taken up again has no confirmation: its agreement is another one', () => {
    const closed = withAction(caseIn('closed'), 'confirmation.applied');
    expect(withAction(closed, 'case.reopened').confirmation).toBeNull();
  });
});

describe('a step that comes out of turn (LOG-9)', () => {
  test('is kept with what it tells, and flagged with how the confirmation stood', () => {
    const early = ruled('confirmed', applied);
    expect(early.confirmation).toMatchObject({ stage: 'confirmed', ruling: { outcome: 'confirmed' } });
    expect(early.reviews).toMatchObject([
      { type: 'confirmation.ruled', why: '司法确认现在是「待递交法院」，申请还没有递交法院' },
    ]);
  });

  test('never takes back how far it is: a filing that is entered late changes no acceptance', () => {
    const early = withAction(applied, 'confirmation.accepted');
    const late = withAction(early, 'confirmation.filed');
    expect(late.confirmation).toMatchObject({ stage: 'accepted', filing: { filedOn: '2026-11-25' } });
    expect(late.reviews).toHaveLength(2);
  });

  test('never replaces an application or a ruling: that waits for a person', () => {
    const other = { ...validPayload('confirmation.applied', filed), court: '郑州市中原区人民法院' };
    const twice = withAction(filed, 'confirmation.applied', other);
    expect(twice.confirmation).toEqual(filed.confirmation);
    const confirmed = ruled('confirmed');
    const again = ruled('dismissed', confirmed);
    expect(again.confirmation).toEqual(confirmed.confirmation);
    expect([twice.reviews.length, again.reviews.length]).toEqual([1, 1]);
  });

  test('where the application was erased, what the court did is known still, and not flagged (LOG-8)', () => {
    const start = actionsTo('performing');
    const state = foldCase([
      ...start,
      storedAction('confirmation.applied', null, start.length + 1),
      storedAction('confirmation.filed', validPayload('confirmation.filed', null), start.length + 2),
      storedAction('confirmation.ruled', validPayload('confirmation.ruled', null), start.length + 3),
    ]);
    expect(state).toMatchObject({ confirmation: { stage: 'confirmed', application: null }, reviews: [] });
  });
});

describe('what is due next', () => {
  const effective = { ...wanting, agreement: { ...wanting.agreement!, effectiveOn: '2026-11-23' } };
  test.each([
    ['an agreement that waits for its marks', wanting, null],
    ['an agreement in effect that is to be confirmed', effective, 'confirmation.applied'],
    ['an agreement in effect for which nobody wants it', performing, null],
    ['an application', applied, 'confirmation.filed'],
    ['one at the court', filed, 'confirmation.accepted'],
    ['one that lacks something', withAction(filed, 'confirmation.asked_to_correct'), 'confirmation.corrected'],
    ['an accepted one', accepted, 'confirmation.ruled'],
    ['a confirmed one', ruled('confirmed'), null],
    ['an oral agreement (民诉法解释 354)', withAction(caseIn('mediating'), 'agreement.reached_oral'), null],
  ])('%s', (_what, state, action) => {
    expect(dueConfirmationStep(state)).toBe(action);
  });
});

describe('the payload of an application', () => {
  const problems = (change: object) =>
    caseActionSchemas['confirmation.applied']
      .safeParse({ ...validPayload('confirmation.applied', performing), ...change })
      .error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];

  test('has at most two agents for each party (民事诉讼法 61)', () => {
    const withAgents = (agentNames: string[]) => problems({ applicants: [{ partyId: testId(10), agentNames }] });
    expect(withAgents(['王某', '赵某'])).toEqual([]);
    expect(withAgents(['王某', '赵某', '钱某'])).toEqual([
      'applicants.0.agentNames 每位当事人最多委托两名代理人（民事诉讼法第六十一条）',
    ]);
  });

  test('answers every question of the pre-check and names one of the courts of the law (民诉法解释 355, 民事诉讼法 205)', () => {
    const { title: _left, ...rest } = validPayload('confirmation.applied', performing).precheck;
    expect(problems({ precheck: rest })).toEqual(['precheck.title 请回答']);
    expect(problems({ basis: 'anywhere' })).toEqual(['basis 请选择向哪里的法院申请']);
  });
});

test.each([
  [
    performing,
    'confirmation.applied',
    { appliedOn: '2026-11-22' },
    { appliedOn: '早于协议生效的日期 2026-11-23，请核对' },
  ],
  [applied, 'confirmation.filed', { filedOn: '2026-11-23' }, { filedOn: '早于共同申请的日期 2026-11-24，请核对' }],
  [
    filed,
    'confirmation.accepted',
    { acceptedOn: '2026-11-24' },
    { acceptedOn: '早于递交法院的日期 2026-11-25，请核对' },
  ],
  [
    filed,
    'confirmation.asked_to_correct',
    { askedOn: '2026-11-26', dueOn: '2026-11-25' },
    { dueOn: '早于法院要求补正的日期 2026-11-26，请核对' },
  ],
  [accepted, 'confirmation.ruled', { ruledOn: '2026-11-25' }, { ruledOn: '早于法院受理的日期 2026-11-26，请核对' }],
  [accepted, 'confirmation.ruled', {}, {}],
] as const)('a step before the one that it follows is a slip of the pen (LOG-10)', (state, type, change, expected) => {
  const payload = { ...validPayload(type, state), ...change };
  const action = { type, payload } as Parameters<typeof confirmationProblem>[1];
  expect(confirmationDatesBehind(state, action)).toEqual(expected);
});
