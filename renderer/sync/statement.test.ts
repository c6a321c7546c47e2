import { expect, test } from 'vitest';
import type { SyncOverview } from '../../contract/sync-page.ts';
import { statementOf } from './statement.ts';
import { notEnrolledOverview, SYNC_NOW, syncedOverview, waitingOverview } from './testing.ts';

const said = (overview: SyncOverview) => statementOf(overview, SYNC_NOW);
const OFFLINE = '连不上市平台，会自动再试。数据都在本机。';
const group = { caseId: null, caseNumber: null, record: '案件', maySettle: true, items: [] };

test('SYNC-10: 已同步 comes with the time of the last complete round, and only with its status', () => {
  expect(said(syncedOverview)).toMatchObject({ look: 'done', title: '已同步 — 2026-11-26 16:05 全部传完' });
  for (const status of ['not_enrolled', 'attention', 'failed', 'waiting'] as const) {
    expect(said({ ...syncedOverview, status }).title).not.toContain('已同步');
  }
});

test('what waits says how many and since when; amber only when it waits too long and nothing is under way', () => {
  expect(said(waitingOverview)).toMatchObject({
    look: 'active',
    title: '还有 12 条没有上传，最早的是 11-24 09:12 办的',
  });
  const long = { ...waitingOverview, lastCompleteAt: SYNC_NOW - 2 * 3_600_000 };
  expect(said(long).look).toBe('soon');
  expect(said({ ...long, running: true }).look).toBe('active');
  expect(said({ ...waitingOverview, lastCompleteAt: null }).look).toBe('soon');
});

test('with nothing to send it says how much is to be fetched, or that no round was complete yet', () => {
  const feeds = [{ feed: '410105', position: 10, head: 31 }];
  expect(said({ ...syncedOverview, status: 'waiting', feeds }).title).toBe('还有 21 条没有取回');
  expect(said({ ...syncedOverview, status: 'waiting', lastCompleteAt: null }).title).toBe('还没有全部同步过一次');
});

test('a failure is told in its own words, with the next try; red only where no try mends it', () => {
  const failed: SyncOverview = { ...waitingOverview, status: 'failed', failure: OFFLINE, failureCode: 'UNREACHABLE' };
  expect(said(failed)).toEqual({
    look: 'soon',
    title: '连不上市平台，会自动再试（下次 16:12）',
    note: '数据都在本机。还有 12 条没有上传。登记、调解、打印照常。',
  });
  expect(said({ ...failed, running: true, nextAt: null }).title).toContain('正在再试');
  const withDetail = '送回的动作与市里同号的不同，没有接收。';
  expect(said({ ...failed, failure: withDetail, failureCode: 'CHAIN_BROKEN' }).look).toBe('late');
  expect(said({ ...failed, failureCode: null }).look).toBe('soon');
});

test('what needs a person is red, and what else is wrong is not hidden by it', () => {
  const attention: SyncOverview = {
    ...waitingOverview,
    status: 'attention',
    failure: OFFLINE,
    attention: [group, group, group],
  };
  expect(said(attention)).toMatchObject({ look: 'late', title: '有 3 件需要处理' });
  expect(said(attention).note).toContain('连不上市平台');
  expect(said(attention).note).toContain('还有 12 条没有上传');
});

test('SYNC-12: a pull that has halted waits for the manager, whatever else there is', () => {
  const halted: SyncOverview = { ...syncedOverview, status: 'halted', attention: [group], needsConsent: true };
  expect(said(halted)).toMatchObject({ look: 'late', title: '取回停住了，要主任决定' });
  expect(said(halted).note).toContain('另有 1 件需要处理');
});

test('before the center has enrolled nothing is wrong', () => {
  expect(said(notEnrolledOverview)).toMatchObject({ look: 'quiet', title: '还没有接入市平台，数据都在本机' });
});

test('SYNC-10: files that have to travel are told once the actions are through', () => {
  const files = { toSend: { files: 2, bytes: 5_400_000 }, toFetch: { files: 1, bytes: 310_000 }, failure: OFFLINE };
  const sending: SyncOverview = { ...syncedOverview, status: 'waiting', waitingFiles: 3, files };
  expect(said(sending).title).toBe('还有 2 个文件没有上传');
  expect(said(sending).note).toContain('连不上市平台');
  const fetching = { ...sending, files: { ...files, toSend: { files: 0, bytes: 0 } } };
  expect(said(fetching).title).toBe('还有 1 个文件没有取回');
});
