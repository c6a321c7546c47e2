import type { TimelineEntry } from '../../contract/cases.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { Note } from '../status/Note.tsx';

/** What others did to the case while this form was open (LOG-5). What was typed stays. */
export function Changes({ changes }: { readonly changes: readonly TimelineEntry[] }) {
  return (
    <Note look="warn" title="您打开这张表以后，案件有了新的情况" live>
      <ul>
        {changes.map(({ actionId, at, label, text }) => (
          <li key={actionId}>
            {formatInstant(at).slice(5)} <b>{label}</b>
            {text === '' ? null : <p>{text}</p>}
          </li>
        ))}
      </ul>
      <p>您写的都在，还没有发出。看过以后再按一次，就按最新情况发出。</p>
    </Note>
  );
}
