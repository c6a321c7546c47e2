import { Checkbox } from 'antd';
import { sizeText } from '../../../domain/files/file.ts';
import { formatInstant } from '../../../domain/text/chinese-date.ts';
import type { ScanChoice } from './use-scanned.ts';
import './files.css';

interface ScanListProps {
  readonly choice: ScanChoice;
  /** What was wrong with a file just now, by its name. */
  readonly problems: Readonly<Record<string, string>>;
}

/** What lies in the scan folder: by keyboard, Tab to a file and Space to take it. */
export function ScanList({ choice, problems }: ScanListProps) {
  const { files, chosen, choose } = choice;
  const waiting = files.filter(({ isAttached }) => !isAttached).map(({ name }) => name);
  const isAll = chosen.length === waiting.length && waiting.length > 0;
  return (
    <fieldset className="scan-list">
      <legend>扫描文件夹里有 {waiting.length} 份新文件</legend>
      {waiting.length > 1 ? (
        <Checkbox
          checked={isAll}
          indeterminate={chosen.length > 0 && !isAll}
          onChange={(event) => choose(waiting, event.target.checked)}
        >
          全选
        </Checkbox>
      ) : null}
      <ul className="attach-list">
        {files.map(({ name, bytes, modifiedAt, problem, isAttached }, index) => (
          <li key={name}>
            <Checkbox
              className="attach-name"
              checked={chosen.some((each) => each.name === name)}
              disabled={isAttached}
              onChange={(event) => choose([name], event.target.checked)}
              {...(index === 0 ? { 'data-dialog-first': '' } : {})}
            >
              {name}
            </Checkbox>
            <span className="muted">
              {sizeText(bytes)}，{formatInstant(modifiedAt).slice(5)}
            </span>
            {(problems[name] ?? problem) === null ? null : (
              <p className="attach-problem" role="alert">
                {problems[name] ?? problem}
              </p>
            )}
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
