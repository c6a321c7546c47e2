import type { CodeFailure } from '../../domain/sync/failures.ts';
import { Note } from '../status/Note.tsx';

interface EnrolAgainNoteProps {
  readonly failure: CodeFailure;
  readonly isIt: boolean;
}

const titles: Readonly<Record<CodeFailure, string>> = {
  CHAIN_BROKEN: '这台电脑重新接入以后，才能接着同步。',
  STATION_REPLACED: '本站已经在另一台电脑上接入。先定下以后用哪一台。',
  STATION_UNKNOWN: '市平台撤销了本站，或者不认识它。',
};

/** What to do where only a new code goes on: after a backup, for a copied profile, after a revocation (SYNC-14). */
export function EnrolAgainNote({ failure, isIt }: EnrolAgainNoteProps) {
  return (
    <Note look="warn" title={titles[failure]} live>
      {failure === 'STATION_UNKNOWN' ? (
        <p>请先向市级管理员问清楚。还要用这台，就要一个新的接入码，重新接入；没有上传的会接着传。</p>
      ) : (
        <ul className="sync-ways">
          {failure === 'CHAIN_BROKEN' ? (
            <li>
              <b>只有这一台在用</b>（比如恢复过备份）：向市级管理员要一个接入码，重新接入。这台办的会全部上传，
              市里有而这台没有的会取回来。
            </li>
          ) : null}
          <li>
            <b>两台用着同一份数据，留这一台</b>
            ：那一台先停止办案，用一个接入码重新接入，等显示“已同步”就停用；再在这台用另一个接入码重新接入。
          </li>
          <li>
            <b>留那一台</b>
            ：这台先停止办案，用一个接入码重新接入，等显示“已同步”就停用；再在那台用另一个接入码重新接入。
          </li>
          <li>两台办的都会到市里，不会丢，也不会重复。</li>
        </ul>
      )}
      {isIt ? null : <p>重新接入由系统管理员办理。</p>}
    </Note>
  );
}
