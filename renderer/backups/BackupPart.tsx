import type { BackupsView } from '../../contract/backups.ts';
import { EmptyState } from '../status/EmptyState.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { sizeWords } from '../sync/quantities.ts';
import { backupNote, filesWords, isBackupLate, momentWords } from './backup-notes.ts';
import type { Backups } from './use-backups.ts';
import './backups.css';

interface BackupPartProps {
  readonly view: BackupsView;
  readonly backups: Backups;
}

const rowId = (name: string): string => `backup-${name}`;

/** How the center stands with its backups, where they lie, and which there are. One row is always selected. */
export function BackupPart({ view, backups }: BackupPartProps) {
  const { selected, select, error } = backups;
  const [standing, advice] = backupNote(view);
  return (
    <div className="settings-note backup-part">
      <p className={isBackupLate(view) ? 'late' : ''} role={isBackupLate(view) ? 'alert' : 'status'}>
        <b>{standing}</b>
        <span className="small">{advice}</span>
      </p>
      {view.target === null ? null : (
        <p>
          <b>备份位置：</b>
          <span className="scan-folder">{view.target}</span>
        </p>
      )}
      {view.sameDisk ? (
        <p className="soon">
          备份位置和数据在同一块磁盘上：磁盘坏了两份一起坏。请换到另一块磁盘、移动硬盘或者共享文件夹。
        </p>
      ) : null}
      {view.away === null ? null : <p className="soon">{view.away}</p>}
      {error ? <ErrorNote error={error} /> : null}
      {view.backups.length === 0 ? (
        <EmptyState first={{ combo: 'Ctrl+Enter', label: view.target === null ? '设备份位置' : '现在备份' }}>
          这里列出每一份备份。
        </EmptyState>
      ) : (
        <div
          className="staff-list backup-list"
          role="listbox"
          tabIndex={0}
          aria-label="备份"
          aria-activedescendant={selected === null ? undefined : rowId(selected.name)}
        >
          {view.backups.map((backup) => (
            <div
              key={backup.name}
              id={rowId(backup.name)}
              role="option"
              tabIndex={-1}
              aria-selected={backup.name === selected?.name}
              className="staff-row"
              onMouseDown={(event) => {
                event.preventDefault();
                select(backup.name);
              }}
            >
              <b>{momentWords(backup.madeAt)}</b>
              <span>
                案件 {backup.cases} 件{backup.newestCase === null ? '' : `，到 ${backup.newestCase}`}
              </span>
              <span className={backup.missingFiles > 0 ? 'soon' : 'muted'}>{filesWords(backup)}</span>
              <span className="muted">{sizeWords(backup.bytes)}</span>
            </div>
          ))}
        </div>
      )}
      <ul className="muted small">
        <li>每天一份，打开检查过才算数；留最近 7 天、4 周、12 个月里每天、每周、每月最后一份，其余自动清理。</li>
        <li>备份和数据用同一把密钥加密，单拿到备份打不开；密钥怎么保管，见左边的“密钥”。</li>
        <li>依法删除过内容以后，删除之前的备份在下一份备份做好时清掉。</li>
      </ul>
    </div>
  );
}
