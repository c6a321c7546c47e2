import { beforeEach, expect, test } from 'vitest';
import { testId } from '../../../domain/cases/testing-facts.ts';
import { memoryRows } from './idb-rows.ts';
import { KEPT_FOR_MS, Kept, type KeptRows } from './kept.ts';
import type { Unsent } from './unsent.ts';

const zhang = { staffId: 'zhang', name: '张卫' };
const li = { staffId: 'li', name: '李敏' };
const draft = { actionId: testId(1), values: { note: '到场看过' } };
const note: Unsent = {
  id: testId(2),
  caseId: testId(3),
  caseName: '张某 与 李某',
  label: '记一笔',
  at: 5,
  baseRevision: 4,
  work: { kind: 'action', type: 'case.noted', payload: { note: '到场看过' }, values: { note: '到场看过' } },
  problem: null,
};

let rows: KeptRows;
let kept: Kept;
beforeEach(async () => {
  rows = memoryRows();
  kept = new Kept(rows);
  await kept.enter(zhang, 0);
  await kept.keepDraft(note.caseId, 'case.noted', draft);
  await kept.keepUnsent(note);
});

test('what was typed and what is not sent come back to the same person after the page was closed', async () => {
  const again = new Kept(rows);
  await again.enter(zhang, 1);
  expect(await again.draft(note.caseId, 'case.noted')).toEqual(draft);
  expect(await again.unsent()).toEqual([note]);
});

test('nothing stays in the browser after signing out, not even of a form that closes late', async () => {
  await kept.leave();
  await kept.keepDraft(note.caseId, 'case.noted', draft);
  await kept.keepUnsent(note);
  expect([...(await rows.all())]).toEqual([]);
});

test('another person who signs in finds nothing of the one before', async () => {
  const next = new Kept(rows);
  await next.enter(li, 1);
  expect([...(await rows.all()).keys()]).toEqual(['owner']);
  expect(await next.draft(note.caseId, 'case.noted')).toBeNull();
});

test('before anybody signs in, the page can say whose work is here, and nothing can be added to it', async () => {
  const opened = new Kept(rows);
  expect(await opened.owner(1)).toMatchObject(zhang);
  await opened.keepDraft(note.caseId, 'photos', draft);
  expect(await opened.draft(note.caseId, 'photos')).toBeNull();
});

test('what nobody came back for is removed once its time is over (data minimisation, 个人信息保护法 19)', async () => {
  expect(await new Kept(rows).owner(KEPT_FOR_MS)).toMatchObject(zhang);
  expect(await new Kept(rows).owner(KEPT_FOR_MS + 1)).toBeNull();
  expect([...(await rows.all())]).toEqual([]);
});

test('a row that cannot be read is left out, the others stand', async () => {
  await rows.put('unsent:broken', { id: 7 });
  expect(await kept.unsent()).toEqual([note]);
});
