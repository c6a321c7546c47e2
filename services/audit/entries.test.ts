import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AuditFilter } from '../../contract/audit.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { auditEntries, exportAudit } from './entries.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.store.remove());

const everything: AuditFilter = { staffId: null, kind: null, from: null, to: null, caseNumber: '' };
const entries = async (filter: Partial<AuditFilter> = {}) =>
  (await auditEntries(desk.store, { filter: { ...everything, ...filter }, after: null })).entries;
const note = (kind: 'case' | 'sign_in_failed', subject: string, reason?: string) => {
  const entry = { at: desk.clock.now, staffId: desk.clerk.staffId, kind, subject };
  return desk.store.write(({ sessions }) => sessions.noteAccess(reason === undefined ? entry : { ...entry, reason }));
};

test('who saw, changed and failed to sign in stands in one list, the newest first, without a word of the case', async () => {
  const { caseId } = await desk.register();
  desk.clock.now += 1_000;
  await note('case', caseId, '核对');
  desk.clock.now += 1_000;
  await note('sign_in_failed', '3 号窗口');
  const [failed, seen, registered] = await entries();
  expect(failed).toMatchObject({ what: '登录失败', about: '3 号窗口', staffName: '程敏', caseNumber: null });
  expect(seen).toMatchObject({ what: '查看案件', reason: '核对', about: '' });
  expect(registered).toMatchObject({ kind: 'action', staffName: '程敏', caseNumber: seen?.caseNumber });
  expect(JSON.stringify(await entries())).not.toContain('经过');
});

test('is found by person, kind, time and case number', async () => {
  const { caseId } = await desk.register();
  await note('case', caseId);
  const [seen] = await entries({ kind: 'case' });
  expect(seen?.what).toBe('查看案件');
  expect(await entries({ staffId: desk.manager.staffId, kind: 'case' })).toEqual([]);
  expect(await entries({ from: desk.clock.now + 1 })).toEqual([]);
  expect(await entries({ caseNumber: '没有这个案号' })).toEqual([]);
  expect((await entries({ kind: 'action' })).every(({ kind }) => kind === 'action')).toBe(true);
});

test('comes in pages that leave nothing out and bring nothing twice', async () => {
  for (let n = 0; n < 70; n += 1) {
    desk.clock.now += 10;
    await note('sign_in_failed', `${n}`);
  }
  const first = await auditEntries(desk.store, { filter: everything, after: null });
  const second = await auditEntries(desk.store, { filter: everything, after: first.next });
  const ids = [...first.entries, ...second.entries].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => id.startsWith('access'))).toHaveLength(70);
  expect(second.next).toBeNull();
});

test('an export says who took it and when, runs no formula, and is noted itself', async () => {
  await note('sign_in_failed', '=HYPERLINK("x")');
  const file = await exportAudit(desk.store, desk.environment, desk.manager, everything);
  const text = await file.text();
  expect(text).toContain(`由 ${desk.manager.name} 于`);
  expect(text).toContain(`"'=HYPERLINK(""x"")"`);
  expect((await entries({ kind: 'export' }))[0]).toMatchObject({ staffName: '陈静' });
});
