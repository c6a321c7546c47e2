import { expect, test } from 'vitest';
import { cornerSign } from './corner-sign.ts';
import { SYNC_NOW } from './testing.ts';

const lastCompleteAt = SYNC_NOW - 5 * 60_000;

test('before the center has enrolled it is shown only to who can see to it', () => {
  const corner = { status: 'not_enrolled', waiting: 7, waitingFiles: 0, lastCompleteAt: null } as const;
  expect(cornerSign(corner, ['clerk', 'mediator'], SYNC_NOW)).toBeNull();
  expect(cornerSign(corner, ['it'], SYNC_NOW)).toMatchObject({ text: '未接入市平台', href: '/sync' });
  expect(cornerSign(corner, ['clerk', 'manager'], SYNC_NOW)).toMatchObject({ text: '未接入市平台' });
});

test('SYNC-10: it says 已同步 with the time of the last complete round', () => {
  const sign = cornerSign({ status: 'synced', waiting: 0, waitingFiles: 0, lastCompleteAt }, ['clerk'], SYNC_NOW);
  expect(sign).toEqual({ tone: 'good', text: '已同步', detail: '16:05', title: '上次全部同步 2026-11-26 16:05' });
});

test('what waits is counted, and amber when it waits too long', () => {
  const waiting = { status: 'waiting', waiting: 12, waitingFiles: 0, lastCompleteAt } as const;
  expect(cornerSign(waiting, ['clerk'], SYNC_NOW)).toMatchObject({ tone: 'working', detail: '12 条' });
  const files = { ...waiting, waitingFiles: 3 };
  expect(cornerSign(files, ['clerk'], SYNC_NOW)).toMatchObject({ detail: '12 条、3 个文件' });
  expect(cornerSign({ ...files, waiting: 0 }, ['clerk'], SYNC_NOW)).toMatchObject({ detail: '3 个文件' });
  expect(cornerSign(waiting, ['clerk'], SYNC_NOW + 3_600_000)?.tone).toBe('attention');
});

test('what needs a person is red, and a failed round is amber', () => {
  const tone = (status: 'attention' | 'failed') =>
    cornerSign({ status, waiting: 0, waitingFiles: 0, lastCompleteAt: null }, ['manager'], SYNC_NOW)?.tone;
  expect([tone('attention'), tone('failed')]).toEqual(['late', 'attention']);
});
