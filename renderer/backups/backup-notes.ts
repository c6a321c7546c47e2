import type { BackupEntry, BackupsView, RestorePreview } from '../../contract/backups.ts';
import { toChinaDate, toChinaTime } from '../../domain/deadlines/china-time.ts';
import { countWords } from '../sync/quantities.ts';

/** 2026-11-27 02:30 */
export const momentWords = (at: number): string => `${toChinaDate(at)} ${toChinaTime(at)}`;

type Standing = Pick<BackupsView, 'target' | 'standing' | 'lastVerifiedAt' | 'failure'>;

/** The first line says how it stands, the second what to do. Whoever looks after the machine reads it every day. */
export function backupNote({ target, standing, lastVerifiedAt, failure }: Standing): readonly [string, string] {
  const last = lastVerifiedAt === null ? '还没有备份成功过' : `上次备份并检查通过：${momentWords(lastVerifiedAt)}`;
  if (target === null) return [last, '还没有设备份位置。磁盘一坏数据就没了，请现在就设'];
  if (failure) return [last, failure.words];
  switch (standing) {
    case 'never':
      return [last, '第一份会在几分钟里做；也可以到“备份”里马上做一份'];
    case 'late':
      return [last, '已经超过三天，请到“备份”里看原因'];
    case 'fine':
      return [last, '每天自动备份一次，不用管'];
  }
}

/** What red is for: no good backup in three days, or never. */
export const isBackupLate = ({ standing }: Pick<BackupsView, 'standing'>): boolean => standing !== 'fine';

export function filesWords({ files, missingFiles }: Pick<BackupEntry, 'files' | 'missingFiles'>): string {
  return missingFiles === 0 ? `附件 ${countWords(files)} 个` : `附件 ${countWords(files)} 个，缺 ${missingFiles} 个`;
}

/** What becomes of what is here and not in the backup, a line for each thing that IT must know before. */
export function lossWords({ newer, hasCity }: Pick<RestorePreview, 'newer' | 'hasCity'>): readonly string[] {
  if (newer === null) return ['本机现有的数据打不开，没法比较。'];
  if (newer.actions === 0) return ['本机没有比它更新的内容，不会少什么。'];
  const { actions, confirmed, cases, caseNumbers } = newer;
  const numbers =
    cases === 0 ? '' : `，其中新案件 ${cases} 件（${caseNumbers.join('、')}${cases > caseNumbers.length ? '…' : ''}）`;
  const lines = [`本机比它多 ${countWords(actions)} 步${numbers}。`];
  if (!hasCity) return [...lines, '本中心没有接入市平台：这些恢复后就看不到了，只留在旁边保存的旧数据里。'];
  const local = actions - confirmed;
  return [
    ...lines,
    confirmed > 0
      ? `市平台收到过的 ${countWords(confirmed)} 步，重新接入后会自己同步回来。`
      : '市平台一步都没有收到过。',
    ...(local > 0 ? [`没有上传的 ${countWords(local)} 步回不来，只留在旁边保存的旧数据里。`] : []),
  ];
}
