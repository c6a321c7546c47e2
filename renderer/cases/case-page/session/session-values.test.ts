import { describe, expect, test } from 'vitest';
import { caseIn, withAction } from '../../../../domain/cases/testing.ts';
import { testActor, testId, testStaff } from '../../../../domain/cases/testing-facts.ts';
import { chinaInstant } from '../../../../domain/deadlines/china-time.ts';
import { checkAction } from '../check-action.ts';
import { viewOf } from '../testing.ts';
import {
  draftWords,
  isBegun,
  newSession,
  readSessionDraft,
  type SessionValues,
  sessionPayload,
} from './session-values.ts';

const state = { ...caseIn('mediating'), sessions: [] };
const view = viewOf(state);
const openedAt = chinaInstant('2026-11-23', '18:20');
const facts = { view, staffId: testStaff.mediator, openedAt, centerName: '金水区综治中心' };
const blank = newSession(facts);
const written: SessionValues = { ...blank, rightsTold: true, record: '双方陈述了经过。', result: '李某愿意清理。' };

function check(values: SessionValues) {
  return checkAction(
    { state, actor: testActor('mediator'), today: '2026-11-23' },
    'mediation.session_held',
    sessionPayload(values),
  );
}

describe('the record of a session (人民调解法 20, 23, 24, 27)', () => {
  test('begins with what is known: the start of the mediation, who is there, where', () => {
    expect(blank).toMatchObject({
      heldOn: '2026-11-23',
      startTime: '17:31',
      endTime: '18:20',
      place: '金水区综治中心',
      mediatorIds: [testStaff.mediator],
      recorderId: testStaff.mediator,
    });
    expect(blank.presentPartyIds).toHaveLength(2);
  });

  test('that the rights were told is never assumed (人民调解法 23, 24)', () => {
    expect(blank.rightsTold).toBe(false);
    expect(check({ ...written, rightsTold: false })).toMatchObject({
      ok: false,
      fields: { rightsTold: expect.stringContaining('第二十三、二十四条') },
    });
  });

  test('is complete with the rights told, the record and the result', () => {
    expect(check(written)).toMatchObject({ ok: true });
  });

  test('the second one begins where and how the first was held, and now', () => {
    const held = withAction(caseIn('mediating'), 'mediation.session_held');
    const second = newSession({ ...facts, view: { ...view, state: held } });
    expect(second).toMatchObject({ place: '鸿苑社区调解室', openSession: 'closed', startTime: '18:20' });
  });

  test('who refuses is not taken for present', () => {
    const refused = withAction(state, 'consent.recorded', { partyId: testId(11), willingness: 'refused' });
    expect(newSession({ ...facts, view: { ...view, state: refused } }).presentPartyIds).toEqual([testId(10)]);
  });

  test('a helper needs the parties’ consent; an empty row is none (人民调解法 20)', () => {
    const helper = { id: '1', name: '赵某', identity: '楼栋长', consented: false };
    const empty = { id: '2', name: ' ', identity: '', consented: false };
    expect(check({ ...written, helpers: [helper, empty] })).toMatchObject({
      ok: false,
      fields: { 'helpers.0.consented': expect.stringContaining('第二十条') },
    });
    const checked = check({ ...written, helpers: [{ ...helper, consented: true }, empty] });
    expect(checked.ok && checked.action.payload).toMatchObject({ helpers: [{ name: '赵某', consented: true }] });
  });

  test('it cannot end before it began', () => {
    expect(check({ ...written, startTime: '17:31', endTime: '17:30' })).toMatchObject({
      ok: false,
      fields: { endedAt: '结束时间早于开始时间，请核对' },
    });
  });

  test('where the clock is suspect, its day and times are for a person to state (LOG-10)', () => {
    const values = newSession({ ...facts, openedAt: null });
    expect(values).toMatchObject({ heldOn: null, startTime: '', endTime: '', place: '金水区综治中心' });
  });
});

describe('its draft', () => {
  const stored = { actionId: testId(500), values: written };

  test('comes back as it was written', () => {
    expect(readSessionDraft(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
  });

  test('what an older program left out is empty, what is no draft is none', () => {
    const { result: _result, helpers: _helpers, ...older } = written;
    expect(readSessionDraft({ ...stored, values: older })?.values).toMatchObject({ result: '', helpers: [] });
    expect(readSessionDraft({ values: written })).toBeNull();
    expect(readSessionDraft(null)).toBeNull();
  });

  test('is kept once a person has written words of their own', () => {
    expect(isBegun(blank)).toBe(false);
    expect(isBegun({ ...blank, rightsTold: true })).toBe(false);
    expect(isBegun({ ...blank, record: '张某说' })).toBe(true);
  });

  test('says whose it is and what it still needs', () => {
    expect(draftWords(view, { ...blank, record: '张某说' })).toEqual({
      label: '张某 与 李某 调解记录',
      missing: '权利义务告知、调解结果',
    });
  });
});
