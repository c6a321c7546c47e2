import {
  CheckCircleOutlined,
  CloudOutlined,
  CloudSyncOutlined,
  ExclamationCircleOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { SyncOverview } from '../../contract/sync-page.ts';
import { IconBesideWords } from '../status/IconBesideWords.tsx';
import { countWords, sizeWords, whenWords } from './quantities.ts';
import { type SyncLook, statementOf } from './statement.ts';

const icons: Readonly<Record<SyncLook, ReactNode>> = {
  done: <CheckCircleOutlined />,
  active: <CloudSyncOutlined />,
  soon: <WarningOutlined />,
  late: <ExclamationCircleOutlined />,
  quiet: <CloudOutlined />,
};

interface StatementCardProps {
  readonly overview: SyncOverview;
  readonly now: number;
}

/** How it stands, in one sentence, with the three numbers that are asked for on the phone. */
export function StatementCard({ overview, now }: StatementCardProps) {
  const { look, title, note } = statementOf(overview, now);
  const { city, lastCompleteAt, outbox, nextAt, running } = overview;
  return (
    <section className={`card sync-say sync-say-${look}`} aria-label="同步情况">
      <IconBesideWords icon={icons[look]} />
      <div role="status">
        <p className="sync-say-title">{title}</p>
        <p>{note}</p>
      </div>
      {city === null ? null : (
        <dl className="sync-say-numbers">
          <div>
            <dt>上次全部传完</dt>
            <dd>{lastCompleteAt === null ? '还没有过' : whenWords(lastCompleteAt, now)}</dd>
          </div>
          <div>
            <dt>等待上传 {countWords(outbox.actions)} 条</dt>
            <dd>{sizeWords(outbox.bytes)}</dd>
          </div>
          <div>
            <dt>下一轮</dt>
            <dd>{running ? '正在同步' : nextAt === null ? '没有排定' : whenWords(nextAt, now)}</dd>
          </div>
        </dl>
      )}
    </section>
  );
}
