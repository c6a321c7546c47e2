import { FormOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useLocation } from 'wouter';
import type { DraftSummary } from '../../contract/drafts.ts';
import { dayAndTime } from './day-and-time.ts';
import { draftPath } from './draft-path.ts';

const MOST = 2;

interface DraftsCardProps {
  readonly drafts: readonly DraftSummary[];
  readonly now: number;
}

const titles: Readonly<Record<DraftSummary['kind'], string>> = {
  registration: '没写完的登记',
  correction: '没写完的更正',
  session: '没写完的调解记录',
  investigation: '没写完的调查记录',
  agreement: '没写完的协议',
};

/** What was begun and not saved: it is safe, and can be written on. */
export function DraftsCard({ drafts, now }: DraftsCardProps) {
  const [, navigate] = useLocation();
  const [first] = drafts;
  if (!first) {
    return (
      <section className="card side-card" aria-label="没写完的登记">
        <h2>没写完的登记</h2>
        <p className="small muted">没有。写到一半的登记会自动存在这里，断电也不丢。</p>
      </section>
    );
  }
  const more = drafts.length - MOST;
  return (
    <section className="card side-card" aria-label={titles[first.kind]}>
      {drafts.slice(0, MOST).map((draft) => (
        <article key={draft.draftId} className="draft">
          <h2>
            {titles[draft.kind]}
            <span className="small muted">{dayAndTime(draft.savedAt, now)} 自动存下</span>
          </h2>
          <p>{draft.label || '还没写当事人'}</p>
          {draft.missing === '' ? null : <p className="small muted">还差：{draft.missing}</p>}
          <Button size="small" icon={<FormOutlined aria-hidden="true" />} onClick={() => navigate(draftPath(draft))}>
            接着写
          </Button>
        </article>
      ))}
      {more > 0 ? <p className="small muted">另有 {more} 份，在“来访登记”里</p> : null}
    </section>
  );
}
