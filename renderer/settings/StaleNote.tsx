import { Button } from 'antd';
import { Note } from '../status/Note.tsx';
import type { SettingsDraft } from './use-settings-draft.ts';

const shown = (text: string): string => (text === '' ? '（空）' : `“${text}”`);

/** Somebody else saved first: what they changed, and whose word stands where both changed the same (LOG-5). */
export function StaleNote({ draft }: { readonly draft: SettingsDraft }) {
  if (!draft.others) return null;
  const { conflicts, others } = draft.others;
  return (
    <Note look="warn" title="设置刚被别人改过，您写的都还在。看过下面再存一次。" live>
      <ul className="stale-list">
        {conflicts.map(({ field, theirs, mine }) => (
          <li key={field.id}>
            {field.label}：别人改成{shown(theirs)}，您写的是{shown(mine)}。再存就按您写的。
            <Button size="small" onClick={() => draft.giveUp(field)}>
              用别人的
            </Button>
          </li>
        ))}
        {others.map(({ field, theirs }) => (
          <li key={field.id} className="muted">
            {field.label}：别人改成{shown(theirs)}，您没有动，会保留。
          </li>
        ))}
      </ul>
    </Note>
  );
}
