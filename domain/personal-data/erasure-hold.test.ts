import { expect, test } from 'vitest';
import type { CaseState } from '../cases/state.ts';
import { type CaseStatus, openStatuses } from '../cases/status.ts';
import { caseIn, withAction } from '../cases/testing.ts';
import { type ErasureGround, erasureGrounds } from './erasure.ts';
import { erasureHold, keptUntil } from './erasure-hold.ts';

const rules = { years: { long: 30, short: 10 }, today: '2026-11-23', archivedOn: '2026-11-23' };
const holdIn = (state: CaseState, ground: ErasureGround, change: Partial<typeof rules> = {}) =>
  erasureHold(state, ground, { ...rules, ...change });
const grounds = erasureGrounds.map(({ id }) => id);

test('the 保管期限 ends with a whole year, counted from the one after the dossier was archived', () => {
  expect(keptUntil({ retention: 'short', archivedYear: 2016 }, rules.years)).toBe('2026-12-31');
  expect(keptUntil({ retention: 'long', archivedYear: 2016 }, rules.years)).toBe('2046-12-31');
  expect(keptUntil({ retention: 'permanent', archivedYear: 2016 }, rules.years)).toBeNull();
});

test('an archived dossier is kept to the last day of its term, whatever the ground (个人信息保护法 47)', () => {
  const archived = withRetention('short');
  for (const ground of grounds) {
    expect(holdIn(archived, ground, { archivedOn: '2016-03-01', today: '2026-12-31' })).toMatchObject({
      message: '卷宗要保管到 2026-12-31。在那以前只能保存和保护，不能删除。',
      source: '人民调解法第二十七条、个人信息保护法第四十七条第二款',
    });
    expect(holdIn(archived, ground, { archivedOn: '2016-03-01', today: '2027-01-01' })).toBeNull();
  }
});

test('permanent dossiers are never erased, and no term is over that the center has not set', () => {
  expect(holdIn(withRetention('permanent'), 'retention_over', { today: '2999-01-01' })?.message).toContain('永久');
  const unset = { years: { long: null, short: null } as never, today: '2999-01-01' };
  expect(holdIn(withRetention('long'), 'retention_over', unset)?.message).toContain('还没有定多少年');
});

test('an agreement that is not performed is kept (人民调解法 31), and what was mediated is archived first (人民调解法 27)', () => {
  expect(holdIn(caseIn('performing'), 'consent_withdrawn')?.source).toContain('人民调解法第三十一条');
  const mediated: readonly CaseStatus[] = ['follow_up', 'failed', 'terminated', 'closed'];
  for (const status of mediated) {
    expect(holdIn(caseIn(status), 'unlawful')?.source, status).toContain('人民调解法第二十七条');
  }
});

test('what is still worked on goes only where it was taken down against the law, and before any mediation', () => {
  for (const status of openStatuses) {
    const state = caseIn(status);
    for (const ground of grounds) {
      const kept = ground !== 'unlawful' || state.sessions.length > 0 || state.agreement !== null;
      expect(holdIn(state, ground) !== null, `${status} ${ground}`).toBe(kept);
    }
  }
});

test('what was refused or handed on without mediation may go by every ground', () => {
  for (const state of [
    caseIn('refused'),
    caseIn('transferred'),
    withAction(caseIn('transferred'), 'case.closed', { reason: 'transferred' }),
  ]) {
    for (const ground of grounds) expect(holdIn(state, ground), `${state.status} ${ground}`).toBeNull();
  }
});

test('while the court has the agreement nothing goes (人民调解法 33), and what is gone cannot go again', () => {
  const applied = withAction(caseIn('follow_up'), 'confirmation.applied');
  expect(applied.confirmation?.stage).toBe('applied');
  expect(holdIn(applied, 'unlawful')?.source).toContain('人民调解法第三十三条');
  const erased = { ...caseIn('archived'), registration: null, erased: true };
  expect(holdIn(erased, 'retention_over')?.message).toContain('已经删除过');
});

function withRetention(retention: 'permanent' | 'long' | 'short'): CaseState {
  const state = caseIn('archived');
  return state.archive ? { ...state, archive: { ...state.archive, retention } } : state;
}
