import { describe, expect, test } from 'vitest';
import { backupNote, isBackupLate, lossWords } from './backup-notes.ts';

const at = Date.UTC(2026, 10, 26, 18, 30);

describe('what IT reads of backups', () => {
  test('says when the last one was verified, and what to do', () => {
    expect(backupNote({ target: 'E:\\备份', standing: 'fine', lastVerifiedAt: at, failure: null })).toEqual([
      '上次备份并检查通过：2026-11-27 02:30',
      '每天自动备份一次，不用管',
    ]);
    expect(backupNote({ target: null, standing: 'never', lastVerifiedAt: null, failure: null })[1]).toContain(
      '请现在就设',
    );
    const failure = { at, words: '找不到备份位置' };
    expect(backupNote({ target: '/mnt', standing: 'late', lastVerifiedAt: at, failure })[1]).toBe('找不到备份位置');
  });

  test('is red after three days and where there never was one', () => {
    expect((['fine', 'late', 'never'] as const).map((standing) => isBackupLate({ standing }))).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe('what a restore takes away', () => {
  const newer = { actions: 12, confirmed: 9, cases: 2, caseNumbers: ['金矛调〔2026〕8', '金矛调〔2026〕7'] };

  test('is told apart by what the city has and what only this machine has (SYNC-14)', () => {
    expect(lossWords({ newer, hasCity: true })).toEqual([
      '本机比它多 12 步，其中新案件 2 件（金矛调〔2026〕8、金矛调〔2026〕7）。',
      '市平台收到过的 9 步，重新接入后会自己同步回来。',
      '没有上传的 3 步回不来，只留在旁边保存的旧数据里。',
    ]);
  });

  test('is all of it without a city, and nothing where nothing is newer', () => {
    expect(lossWords({ newer, hasCity: false })[1]).toContain('没有接入市平台');
    expect(lossWords({ newer: { ...newer, actions: 0 }, hasCity: true })).toHaveLength(1);
    expect(lossWords({ newer: null, hasCity: true })[0]).toContain('打不开');
  });
});
