import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { parseCalendarFile } from '../../domain/deadlines/calendar-file.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Note } from '../status/Note.tsx';
import { readCalendarText } from './calendar-text.ts';

const PASTED = '粘贴的文字';
const MOST_PROBLEMS = 8;
const EXAMPLE = '日期,类型,名称\n2027-01-01,放假,元旦\n2027-02-07,补班,春节';

interface ImportCalendarDialogProps {
  readonly onClose: () => void;
  readonly onImported: (year: number) => void;
}

/** Takes the holidays of one year, from a file or pasted, and says line by line what is wrong before anything is sent. */
export function ImportCalendarDialog({ onClose, onImported }: ImportCalendarDialogProps) {
  const [source, setSource] = useState({ fileName: PASTED, text: '' });
  const [error, setError] = useState<ApiError | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const [actionId, setActionId] = useState(() => crypto.randomUUID());
  const read = source.text.trim() === '' ? null : parseCalendarFile(source.text);

  const take = (fileName: string, text: string): void => {
    setSource({ fileName, text });
    setActionId(crypto.randomUUID());
    setError(null);
  };
  const pick = async (files: FileList | null): Promise<void> => {
    const file = files?.[0];
    if (!file) return;
    try {
      take(file.name, await readCalendarText(file));
    } catch (failure) {
      setError(toApiError(failure));
    }
  };
  const send = async (): Promise<void> => {
    try {
      const { year } = await api.settings.importCalendar({ actionId, ...source });
      onImported(year);
    } catch (failure) {
      setError(toApiError(failure));
    }
  };

  const blocked = read === null ? '选一个文件，或把安排粘贴进来' : read.ok ? undefined : '先把下面说的改好';
  return (
    <Dialog
      title="导入一年的放假安排"
      width={640}
      onClose={onClose}
      main={{
        label: read?.ok ? `导入 ${read.file.year} 年` : '导入',
        onRun: send,
        ...(blocked === undefined ? {} : { blocked }),
      }}
    >
      <div className="form-column">
        <p>CSV（日期,类型,名称）或 JSON 都行。类型写“放假”或“补班”；放假里的周末也要列上。</p>
        <div>
          <Button autoFocus onClick={() => picker.current?.click()}>
            选文件…
          </Button>
          <span className="muted">　{source.fileName === PASTED ? '' : source.fileName}</span>
          <input
            ref={picker}
            type="file"
            accept=".csv,.txt,.json"
            className="unseen"
            tabIndex={-1}
            aria-label="放假安排的文件"
            onChange={(event) => void pick(event.target.files)}
          />
        </div>
        <label htmlFor="calendar-text">安排的内容</label>
        <Input.TextArea
          id="calendar-text"
          rows={8}
          value={source.text}
          placeholder={EXAMPLE}
          spellCheck={false}
          onChange={(event) => take(source.fileName, event.target.value)}
        />
        {read?.ok ? (
          <p role="status">
            {read.file.year} 年：放假 {read.file.holidays.length} 天，补班 {read.file.workdays.length} 天。
            没办结案件的期限会按它重算。
          </p>
        ) : null}
        {read && !read.ok ? (
          <Note look="warn" title={`有 ${read.problems.length} 处不对，还没有导入`} live>
            <ul>
              {read.problems.slice(0, MOST_PROBLEMS).map(({ where, message }) => (
                <li key={`${where} ${message}`}>
                  {where}：{message}
                </li>
              ))}
            </ul>
            {read.problems.length > MOST_PROBLEMS ? <p>另有 {read.problems.length - MOST_PROBLEMS} 处</p> : null}
          </Note>
        ) : null}
        {error ? <ErrorNote error={error} onRetry={() => void send()} /> : null}
      </div>
    </Dialog>
  );
}
