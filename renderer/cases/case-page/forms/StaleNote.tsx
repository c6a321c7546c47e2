import { SyncOutlined } from '@ant-design/icons';
import type { TimelineEntry } from '../../../../contract/cases.ts';
import { formatInstant } from '../../../../domain/text/chinese-date.ts';
import { Note } from '../../../status/Note.tsx';

/** What others did to the case while this form was open (LOG-5). What was typed stays; one key saves it on top. */
export function StaleNote({ changes }: { readonly changes: readonly TimelineEntry[] }) {
  return (
    <Note look="warn" title="您打开这张表以后，案件有了新的情况" icon={<SyncOutlined aria-hidden="true" />} live>
      <ul className="changes">
        {changes.map((entry) => (
          <li key={entry.actionId}>
            <span className="muted">{formatInstant(entry.at).slice(5)}</span> <b>{entry.label}</b>
            {entry.text === '' ? null : <p className="changes-text">{entry.text}</p>}
          </li>
        ))}
      </ul>
      <p>您写的都在，还没有保存。看过以后再按一次，就按最新情况保存。</p>
    </Note>
  );
}
