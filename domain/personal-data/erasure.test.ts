import { expect, test } from 'vitest';
import { storedAction } from '../cases/testing.ts';
import { testId } from '../cases/testing-facts.ts';
import type { Action } from '../log/action.ts';
import { erasureGrounds, foldErasures } from './erasure.ts';

const [ana, bo] = [testId(3), testId(47)];
const { header: base } = storedAction('case.noted', {}, 1);
const act = (n: number, type: string, actorId: string, payload: object | null): Action<unknown> => ({
  header: { ...base, id: testId(n), streamKind: 'erasure', streamId: testId(500), type, actorId, deviceTime: n },
  payload,
});
const asked = act(1, 'erasure.requested', ana, { caseId: testId(100), ground: 'unlawful', reason: '登记错人' });
const order = (actorId: string, n = 2) =>
  act(n, 'log.erased', actorId, { streamKind: 'case', streamId: testId(100), actionIds: [] });
const refused = (actorId: string, n = 2) => act(n, 'erasure.refused', actorId, { reason: '不是这件' });

test('the grounds are the five of the law (个人信息保护法 47)', () => {
  expect(erasureGrounds.map(({ law }) => law.slice(-3))).toEqual(['第一项', '第二项', '第三项', '第四项', '第五项']);
});

test('a request waits until another person decides (LOG-8)', () => {
  expect(foldErasures([asked])).toMatchObject([{ requestId: testId(500), requestedBy: ana, decision: null }]);
  expect(foldErasures([asked, order(bo)])[0]?.decision).toMatchObject({ outcome: 'erased', by: bo, at: 2 });
  expect(foldErasures([asked, refused(bo)])[0]?.decision).toMatchObject({ outcome: 'refused', reason: '不是这件' });
});

test('the word of who asked decides nothing, and the first decision stands (LOG-8)', () => {
  expect(foldErasures([asked, order(ana)])[0]?.decision).toBeNull();
  expect(foldErasures([asked, refused(bo), order(bo, 3)])[0]?.decision?.outcome).toBe('refused');
});

test('an order of an older program stands without a request, and an erased request says nothing (LOG-4)', () => {
  expect(foldErasures([order(bo)])).toEqual([]);
  expect(foldErasures([{ ...asked, payload: null }])).toEqual([]);
});
