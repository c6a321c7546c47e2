import { BackupFailed } from '../../db/backup.ts';
import { TargetAway } from './target.ts';

function codeOf(error: unknown): string {
  const cause = error instanceof BackupFailed ? error.cause : error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
}

/** Why no backup came about, and what to do: the data here was not touched by it. */
export function backupFailureWords(error: unknown): string {
  if (error instanceof TargetAway)
    return '找不到备份位置：磁盘没有插好，或者共享没有连上。接好以后程序会自己再试，也可以按“现在备份”。';
  const code = codeOf(error);
  if (['ENOSPC', 'EDQUOT', 'SQLITE_FULL', 'DISK_FULL'].includes(code))
    return '磁盘满了，没有备份成。请在备份位置和本机各腾出比数据大一倍的空间，再按“现在备份”。';
  if (['EACCES', 'EPERM', 'EROFS', 'SQLITE_READONLY', 'STORE_READ_ONLY'].includes(code))
    return '备份位置不能写入。请检查权限（运行本程序的账户要能读写），再按“现在备份”。';
  if (code.startsWith('SQLITE_CORRUPT') || (error instanceof BackupFailed && error.details.startsWith('integrity')))
    return '本机数据没有通过检查，这次没有备份，旧的备份都还在。请存诊断包，联系运维；必要时从上一份备份恢复。';
  if (['EIO', 'ENODEV', 'ENXIO', 'ETIMEDOUT', 'EHOSTDOWN', 'ENOTCONN', 'ENOENT'].includes(code))
    return '写到一半，备份位置断开了。旧的备份都还在。接好以后程序会自己再试。';
  return '备份没有成功，旧的备份都还在，本机数据没有变动。程序会再试；一直不成，请存诊断包，联系运维。';
}
