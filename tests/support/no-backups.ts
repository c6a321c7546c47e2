import type { BackupHost } from '../../services/api/backup-host.ts';

const unavailable = () => Promise.reject(new Error('no backups in this test'));

/** For tests that are not about backups. */
export const noBackups: BackupHost = {
  view: unavailable,
  setTarget: unavailable,
  makeNow: unavailable,
  preview: unavailable,
  restore: unavailable,
};
