import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { type BackupEntry, RESTORE_WORD, type RestorePreview } from '../../contract/backups.ts';
import { api, queries } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { Restarting } from '../frame/Restarting.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { countWords } from '../sync/quantities.ts';
import { lossWords, momentWords } from './backup-notes.ts';

interface RestoreDialogProps {
  readonly backup: BackupEntry;
  readonly onClose: () => void;
}

/** Says what a backup holds and what would be lost here, and puts it in place once that was read and confirmed. */
export function RestoreDialog({ backup, onClose }: RestoreDialogProps) {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  const [restarting, setRestarting] = useState(false);
  const preview = useQuery({
    ...queries.backups.preview.queryOptions({ input: { name: backup.name } }),
    // Each look brings the backup here anew.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });

  const word = typed.trim();
  const run = async (): Promise<void> => {
    if (word !== RESTORE_WORD) return;
    setError(null);
    try {
      await api.backups.restore({ name: backup.name, typed: word });
      setRestarting(true);
    } catch (failure) {
      setError(toApiError(failure));
    }
  };
  const blocked = !preview.data ? '正在检查这份备份' : word === RESTORE_WORD ? undefined : `先输入“${RESTORE_WORD}”`;
  if (restarting) return <Restarting title="正在恢复" label="正在换上备份，完成后请重新登录" />;
  return (
    <Dialog
      title={`恢复 ${momentWords(backup.madeAt)} 的备份`}
      width={640}
      onClose={onClose}
      main={{ label: '用它恢复', onRun: run, ...(blocked === undefined ? {} : { blocked }) }}
    >
      <div className="form-column">
        {preview.error ? (
          <ErrorNote error={toApiError(preview.error)} onRetry={() => void preview.refetch()} />
        ) : preview.data ? (
          <>
            <Preview preview={preview.data} />
            <label htmlFor="restore-word">看过了，确定要恢复：请输入“{RESTORE_WORD}”</label>
            <Input
              id="restore-word"
              autoFocus
              autoComplete="off"
              maxLength={4}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </>
        ) : (
          <Waiting label="正在把备份取到本机，打开检查" />
        )}
        {error ? <ErrorNote error={error} onRetry={() => void run()} /> : null}
      </div>
    </Dialog>
  );
}

function Preview({ preview }: { readonly preview: RestorePreview }) {
  const { madeAt, program, cases, actions, newestCase, newestActionAt, missingFiles, hasCity } = preview;
  return (
    <>
      <dl className="backup-preview">
        <dt>做于</dt>
        <dd>
          {momentWords(madeAt)}（程序 {program}）
        </dd>
        <dt>里面有</dt>
        <dd>
          案件 {countWords(cases)} 件，共 {countWords(actions)} 步
          {newestCase === null ? '' : `，最新案号 ${newestCase}`}
        </dd>
        <dt>最后一步</dt>
        <dd>{newestActionAt === null ? '没有' : momentWords(newestActionAt)}</dd>
        {missingFiles > 0 ? (
          <>
            <dt>附件</dt>
            <dd className="soon">缺 {missingFiles} 个，备份里和本机都没有；接入市平台的会再取</dd>
          </>
        ) : null}
      </dl>
      <ul>
        {lossWords(preview).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <ul className="muted small">
        <li>现有数据移到数据文件夹的 kept 里，不删。所有人要重新登录，密码是备份那时的。</li>
        {hasCity ? <li>恢复后请向市级管理员要一个接入码，在“数据同步”里重新接入；在那之前编号带四个字母。</li> : null}
      </ul>
    </>
  );
}
