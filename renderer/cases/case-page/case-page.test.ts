import { describe, expect, test } from 'vitest';
import type { CaseView, TimelineEntry } from '../../../contract/cases.ts';
import type { Role } from '../../../domain/access/roles.ts';
import type { CaseActionType } from '../../../domain/cases/actions.ts';
import { offeredActions } from '../../../domain/cases/decide.ts';
import type { CaseState } from '../../../domain/cases/state.ts';
import { caseStatusIds } from '../../../domain/cases/status.ts';
import { actionsTo, caseIn, withAction } from '../../../domain/cases/testing.ts';
import { testActor, testId, testRegistration, testStaff } from '../../../domain/cases/testing-facts.ts';
import { caseWorkflow } from '../../../domain/cases/workflow.ts';
import { defaultDeadlineRules } from '../../../domain/deadlines/default-rules.ts';
import { actionCombo, isPageAction, pageActions } from './action-catalogue.ts';
import { nearAddress, willingnessSummary } from './case-words.ts';
import { changesSince } from './changes-since.ts';
import { usedPercent, warnPercent } from './deadline-scale.ts';
import { doingOf } from './forms/action-forms.ts';
import { mainStep } from './main-action.ts';
import { groupOffered } from './offered.ts';
import { durationText, stepTimes, stepTimeText } from './step-times.ts';
import { viewOf } from './testing.ts';
import { lastStep, stepsAhead, timelineDays } from './timeline-days.ts';
import { undoOf } from './undo-action.ts';
import { askedAction } from './use-asked-action.ts';

const names = { [testStaff.mediator]: '张卫', [testStaff.clerk]: '程某' };
const roles: readonly Role[] = ['clerk', 'mediator', 'manager'];

function viewFor(state: CaseState, role: Role): CaseView {
  return viewOf(state, { offered: offeredActions(state, testActor(role)), staffNames: names });
}

function entry(type: CaseActionType, at: string, n: number): TimelineEntry {
  const instant = Date.parse(`${at}+08:00`);
  return { actionId: testId(n), type, label: '', at: instant, actorName: '', text: '', took: null, erased: false };
}

describe('the actions of the page', () => {
  test('every action of the workflow has a key and a form, papers, files and registration apart (LOG-6)', () => {
    const elsewhere: readonly CaseActionType[] = [
      'case.registered',
      'document.issued',
      'document.printed',
      'document.executed',
      'document.signed',
      'file.attached',
      'file.removed',
      // On the city's pages alone.
      'citizen.told',
      'citizen.rated',
      // The city alone writes it.
      'room.ended',
      // Comes with an offer by itself.
      'case.restated',
    ];
    const here = caseWorkflow.map(({ action }) => action).filter((action) => !elsewhere.includes(action));
    expect(here.filter((action) => !isPageAction(action))).toEqual([]);
    for (const action of pageActions) expect(doingOf(action).kind).toBeTruthy();
  });

  test.each(caseStatusIds)('in %s no two actions share a key', (status) => {
    const combos = offeredActions(caseIn(status), testActor('manager'))
      .filter(({ action }) => isPageAction(action))
      .map(({ action }) => (isPageAction(action) ? actionCombo(action) : ''));
    expect(new Set(combos).size).toBe(combos.length);
  });

  test.each(caseStatusIds.flatMap((status) => roles.map((role) => [status, role] as const)))(
    'in %s the %s sees every offered action once, possible or with its reason',
    (status, role) => {
      const { offered } = viewFor(caseIn(status), role);
      const { steps, asides, blocked, others, police } = groupOffered(offered);
      const told = [...blocked, ...others].flatMap(({ labels }) => labels);
      const possible = [...steps, ...asides, ...(police ? [police] : [])].map(({ label }) => label);
      const expected = offered.filter(({ action }) => isPageAction(action));
      // The report to the police has its place only where it may be made.
      expect([...told, ...possible].sort()).toEqual(expected.map(({ label }) => label).sort());
      expect(
        expected
          .filter(({ refusal }) => refusal === null)
          .map(({ label }) => label)
          .sort(),
      ).toEqual(possible.sort());
    },
  );
});

describe('the one main action', () => {
  test('is the next step of whoever may take it, and for others the name of whom the case waits for', () => {
    const assigned = caseIn('assigned');
    expect(mainStep(viewFor(assigned, 'mediator'), testActor('mediator'))).toMatchObject({
      kind: 'mine',
      action: 'case.signed_in',
      blocked: undefined,
    });
    expect(mainStep(viewFor(assigned, 'clerk'), testActor('clerk'))).toEqual({
      kind: 'others',
      text: '下一步：签收，等张卫',
    });
  });

  test('of another mediator’s case it is nobody’s here', () => {
    const other = { staffId: testId(77), roles: ['mediator'] as const };
    const state = caseIn('signed_in');
    const view = { state, offered: offeredActions(state, other), staffNames: names };
    expect(mainStep(view, other)).toEqual({ kind: 'others', text: '下一步：开始调解，等张卫' });
  });

  test('stays, with the reason, where a guard stands in the way (人民调解法 17)', () => {
    const state = withAction(caseIn('signed_in'), 'consent.recorded', {
      partyId: testRegistration().parties[1]?.id ?? '',
      willingness: 'refused',
    });
    const step = mainStep(viewFor(state, 'mediator'), testActor('mediator'));
    expect(step).toMatchObject({ kind: 'mine', action: 'mediation.started' });
    expect(step.kind === 'mine' && step.blocked).toContain('李某明确拒绝调解');
  });

  test('with only the seal missing the mediator waits for the manager (人民调解法 29)', () => {
    let state = caseIn('agreed');
    for (let mark = 0; mark < 2; mark += 1) state = withAction(state, 'agreement.signed');
    expect(mainStep(viewFor(state, 'mediator'), testActor('mediator'))).toEqual({
      kind: 'others',
      text: '下一步：委员会盖章，等主任',
    });
    expect(mainStep(viewFor(state, 'manager'), testActor('manager'))).toMatchObject({ action: 'agreement.signed' });
  });

  test('an archived case waits for nothing', () => {
    expect(mainStep(viewFor(caseIn('archived'), 'manager'), testActor('manager'))).toEqual({ kind: 'done' });
  });
});

describe('an address that asks for an action', () => {
  const { offered } = viewFor(caseIn('registered'), 'clerk');

  test('opens one that the case offers, and nothing else', () => {
    expect(askedAction('do=case.accepted', offered)).toBe('case.accepted');
    expect(askedAction('do=case.archived', offered)).toBeNull();
    expect(askedAction('do=document.issued', offered)).toBeNull();
    expect(askedAction('', offered)).toBeNull();
  });
});

describe('the course of the case', () => {
  const timeline = [
    entry('case.registered', '2026-11-23T16:00:00', 1),
    entry('case.accepted', '2026-11-23T16:12:00', 2),
    entry('document.printed', '2026-11-23T16:13:00', 3),
    entry('case.triaged', '2026-11-23T16:20:00', 4),
    entry('case.assigned', '2026-11-23T17:00:00', 5),
    entry('case.signed_in', '2026-11-24T17:06:00', 6),
    entry('case.noted', '2026-11-24T17:20:00', 7),
  ];

  test('days change at midnight in China, whatever the machine’s zone', () => {
    const late = [entry('case.noted', '2026-11-23T23:59:00', 1), entry('case.noted', '2026-11-24T00:01:00', 2)];
    expect(timelineDays(late).map(({ text }) => text)).toEqual(['2026-11-23 星期一', '2026-11-24 星期二']);
  });

  test('each timed step is told with its time from what began it, and its limit', () => {
    const state = caseIn('mediating');
    const texts = timeline.map((each) => stepTimeText(each, stepTimes(timeline), state, defaultDeadlineRules));
    expect(texts).toEqual([
      null,
      '用时 12 分钟，限 24 小时',
      null,
      '用时 8 分钟，限 1 个工作日',
      '用时 40 分钟，限 1 个工作日',
      '用时 1 天，限 1 个工作日',
      null,
    ]);
  });

  test('papers and remarks are no step at which a case stands', () => {
    expect(lastStep(timeline)?.type).toBe('case.signed_in');
  });

  test('durations read as people say them', () => {
    const minute = 60_000;
    const texts = [0.5, 12, 200, 60, 1440, 3120].map((minutes) => durationText(minutes * minute));
    expect(texts).toEqual(['不到 1 分钟', '12 分钟', '3 小时 20 分', '1 小时', '1 天', '2 天 4 小时']);
  });

  test('an open case has something ahead, an archived one nothing', () => {
    expect(stepsAhead('mediating', 30)).toEqual(['达成协议，或者写明没谈成的原因', '履行后 30 天内回访']);
    expect(stepsAhead('archived', 30)).toEqual([]);
  });

  test('what is new since a form was opened is found by the actions themselves (LOG-5)', () => {
    const seen = { ...viewFor(caseIn('mediating'), 'mediator'), timeline: timeline.slice(0, 5) };
    expect(changesSince(seen, { ...seen, timeline }).map(({ type }) => type)).toEqual(['case.signed_in', 'case.noted']);
  });
});

describe('taking back', () => {
  const state = caseIn('signed_in');
  const [applicant] = state.registration?.parties ?? [];

  test('a willingness recorded by mistake goes back to what it was', () => {
    const partyId = applicant?.id ?? '';
    const undo = undoOf(state, { type: 'consent.recorded', payload: { partyId, willingness: 'refused' } });
    expect(undo?.payload).toMatchObject({ partyId, willingness: applicant?.willingness });
    const same = { partyId, willingness: applicant?.willingness ?? 'willing' };
    expect(undoOf(state, { type: 'consent.recorded', payload: same })).toBeNull();
  });

  test('a flag is taken off again; a signature never by itself', () => {
    expect(undoOf(state, { type: 'case.flagged', payload: { flag: 'escalated', reason: '扬言报复' } })?.type).toBe(
      'case.unflagged',
    );
    expect(undoOf(state, { type: 'case.signed_in', payload: {} })).toBeNull();
  });
});

describe('the deadline', () => {
  const deadline = { limitId: 'accept', name: '受理', startAt: 0, warnAt: 80, dueAt: 100, provisional: false };

  test('what is used of it never leaves the scale, and the mark stands where it turns amber', () => {
    expect([-5, 0, 7, 100, 250].map((now) => usedPercent(deadline, now))).toEqual([0, 0, 7, 100, 100]);
    expect(warnPercent(deadline)).toBe(80);
    expect(usedPercent({ ...deadline, startAt: 100 }, 100)).toBe(100);
  });

  test('it begins when the case was registered', () => {
    expect(actionsTo('registered')[0]?.header.deviceTime).toBe(caseIn('registered').instants.registeredAt);
  });
});

describe('words', () => {
  test('an address near the dispute is told by what differs, another one whole', () => {
    const place = '金水区兴达路街道鸿苑社区 3 号楼 2 单元';
    expect(nearAddress('金水区兴达路街道鸿苑社区3号楼501', place)).toBe('同社区 3号楼501');
    expect(nearAddress('河南省郑州市金水区兴达路街道鸿苑社区 2 单元', place)).toBe('同社区 2 单元');
    expect(nearAddress('郑州市中原区建设路 5 号', place)).toBeNull();
    expect(nearAddress('金水区兴达路街道鸿苑社区', place)).toBeNull();
    expect(nearAddress('某路 1 号', '')).toBeNull();
  });

  test('a refusal is named before anything else (人民调解法 17)', () => {
    const state = caseIn('signed_in');
    expect(willingnessSummary(state)).toBe('双方都愿意调解');
    const [one, two] = state.registration?.parties ?? [];
    const withWill = (first: 'willing' | 'undecided', second: 'refused' | 'undecided'): CaseState => ({
      ...state,
      registration: testRegistration({
        parties: [
          { ...(one as NonNullable<typeof one>), willingness: first },
          { ...(two as NonNullable<typeof two>), willingness: second },
        ],
      }),
    });
    expect(willingnessSummary(withWill('willing', 'refused'))).toBe('李某明确拒绝');
    expect(willingnessSummary(withWill('willing', 'undecided'))).toBe('还有 1 位没问到');
    expect(willingnessSummary(withWill('undecided', 'undecided'))).toBe('意愿都还没问到');
  });
});
