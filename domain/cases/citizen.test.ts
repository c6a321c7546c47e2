import { describe, expect, test } from 'vitest';
import { judgeCaseAction } from '../sync/verdict.ts';
import { owedSince, rateable, ratingsOf, unanswered, wordsOwedAnswer } from './citizen.ts';
import { citizenActionSchemas } from './citizen-actions.ts';
import { acceptanceRest } from './errands.ts';
import { shippedRules } from './rules-in-force.ts';
import { caseIn, storedAction, withAction } from './testing.ts';
import { testStaff } from './testing-facts.ts';

const complaint = { subject: 'mediation', grade: 'dissatisfied', words: '没人来过' } as const;

describe('what citizens say (WF-58, WF-59, WF-60)', () => {
  test('stands beside the work: no decision becomes stale by it, whoever has the pen (SYNC-6)', () => {
    const before = caseIn('mediating');
    const after = withAction(withAction(before, 'citizen.told'), 'citizen.rated', complaint);
    expect(after).toMatchObject({ revision: before.revision, besides: 2, status: 'mediating', reviews: [] });
  });

  test('is written down by the city alone: a center cannot rate itself', () => {
    const state = caseIn('mediating');
    const at = { revision: state.revision, hasPen: true, hasSetAside: false };
    const by = (header: object) =>
      judgeCaseAction(
        state,
        storedAction('citizen.rated', complaint, 99, { baseRevision: state.revision, ...header }),
        at,
        shippedRules,
      ).verdict;
    const { bornAt } = state;
    expect(by({ stationId: bornAt, actorId: bornAt })).toBe('accepted');
    expect(by({ stationId: bornAt, actorId: testStaff.clerk })).toBe('set_aside');
    expect(by({ stationId: 'another', actorId: bornAt })).toBe('set_aside');
  });

  test('only what has happened is rated, the result once there is one, each once', () => {
    expect(rateable(caseIn('registered'))).toEqual([]);
    expect(rateable(caseIn('mediating'))).toEqual(['acceptance', 'triage', 'assignment', 'mediation']);
    expect(rateable(caseIn('performing'))).toContain('result');
    expect(rateable(caseIn('refused'))).toEqual(['acceptance', 'result']);
    const once = withAction(caseIn('mediating'), 'citizen.rated', complaint);
    const twice = withAction(once, 'citizen.rated', { subject: 'mediation', grade: 'satisfied' });
    expect(rateable(twice)).toEqual(['acceptance', 'triage', 'assignment']);
    expect(ratingsOf(twice)).toMatchObject([{ subject: 'mediation', grade: 'dissatisfied' }]);
  });

  test('不满意 needs its reason, 满意 none', () => {
    const { words: _, ...silent } = complaint;
    const read = citizenActionSchemas['citizen.rated'].safeParse(silent);
    expect(read.error?.issues[0]).toMatchObject({ path: ['words'], message: expect.stringContaining('哪里不满意') });
    expect(citizenActionSchemas['citizen.rated'].safeParse({ ...silent, grade: 'satisfied' }).success).toBe(true);
  });

  test('不满意 is owed an answer until there is one; what pleases is not', () => {
    const pleased = withAction(caseIn('mediating'), 'citizen.rated', { subject: 'triage', grade: 'satisfied' });
    expect(owedSince(pleased)).toBeNull();
    const complained = withAction(pleased, 'citizen.rated', complaint);
    expect(owedSince(complained)).toBe(complained.citizenWords[1]?.at);
    const answered = withAction(complained, 'citizen.answered');
    expect(owedSince(answered)).toBeNull();
    expect(answered.citizenWords[1]?.answer).toMatchObject({ words: '调解员明天上午上门。' });
    expect(unanswered(answered)).toEqual([]);
  });

  test('a request to stop is owed an answer while there is something to stop', () => {
    const asked = withAction(caseIn('mediating'), 'citizen.told', { telling: 'withdrawal', words: '不调了' });
    expect(owedSince(asked)).not.toBeNull();
    expect(owedSince(withAction(asked, 'mediation.terminated'))).toBeNull();
  });

  test('what is told while something is to be brought answers it, and the time to accept runs on (WF-52, WF-58)', () => {
    const asked = withAction(caseIn('registered'), 'errand.asked', { kind: 'supplement', what: '缺租赁合同' });
    expect(acceptanceRest(asked).resting).toBe(true);
    const told = withAction(asked, 'citizen.told', { telling: 'message', words: '合同拍照传了' });
    expect(told.errands[0]).toMatchObject({ end: 'answered', answers: [{ result: '合同拍照传了' }] });
    expect(acceptanceRest(told)).toMatchObject({ resting: false });
    // The desk reads it and goes on, or asks for what is still missing: no answer is written for its own sake.
    expect(wordsOwedAnswer(told)).toHaveLength(1);
    expect(wordsOwedAnswer(withAction(told, 'case.accepted'))).toEqual([]);
    const again = withAction(told, 'errand.asked', { kind: 'supplement', what: '合同缺最后一页' });
    expect(wordsOwedAnswer(again)).toEqual([]);
    expect(acceptanceRest(again).resting).toBe(true);
    expect(again.citizenWords[0]?.answer).toMatchObject({ words: null });
  });

  test('what is told beside, or asks to stop, brings nothing: an errand of somebody else stays open (WF-58)', () => {
    const helping = withAction(caseIn('mediating'), 'errand.asked');
    const told = withAction(helping, 'citizen.told');
    expect(told.errands).toEqual(helping.errands);
    expect(wordsOwedAnswer(told)).toEqual([]);
    const asked = withAction(caseIn('registered'), 'errand.asked', { kind: 'supplement', what: '缺租赁合同' });
    const stop = withAction(asked, 'citizen.told', { telling: 'withdrawal', words: '不调了' });
    expect(stop.errands[0]?.end).toBeNull();
  });

  test('taking the case up again answers the complaint, and its stages are rated anew (WF-25)', () => {
    const closed = withAction(caseIn('closed'), 'citizen.rated', { ...complaint, subject: 'result' });
    const reopened = withAction(closed, 'case.reopened');
    expect(reopened.citizenWords[0]).toMatchObject({ before: true, answer: { words: null } });
    expect(owedSince(reopened)).toBeNull();
    expect(ratingsOf(reopened)).toEqual([]);
    expect(rateable(reopened)).toEqual(['acceptance']);
  });
});
