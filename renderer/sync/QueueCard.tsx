import type { SyncOverview } from '../../contract/sync-page.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { StatusTag } from '../status/StatusTag.tsx';
import { countWords, sizeWords } from './quantities.ts';

interface Feed {
  readonly feed: string;
  readonly position: number;
  readonly head: number;
}

/** What is to be sent, and what is to be fetched. */
export function QueueCard({ overview }: { readonly overview: SyncOverview }) {
  const { outbox, files, feeds, city } = overview;
  return (
    <section className="card sync-card" aria-label="排队">
      <h2>
        排队<span className="muted">断了接着传，不会重复</span>
      </h2>
      <table className="sync-queue">
        <thead>
          <tr>
            <th scope="col">内容</th>
            <th scope="col" className="num">
              还差
            </th>
            <th scope="col" className="num">
              大小
            </th>
            <th scope="col">到哪里了</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">上传：本机办的</th>
            <td className="num">{countWords(outbox.actions)} 条</td>
            <td className="num">{outbox.actions === 0 ? '—' : sizeWords(outbox.bytes)}</td>
            <td>
              {outbox.oldestAt === null ? (
                <StatusTag look="done">都传完了</StatusTag>
              ) : (
                <>最早的 {formatInstant(outbox.oldestAt)} 办</>
              )}
            </td>
          </tr>
          {feeds.map((feed) => (
            <FeedRow key={feed.feed} feed={feed} own={city?.feed ?? null} />
          ))}
          {feeds.length === 0 ? (
            <tr>
              <th scope="row">取回：别处办的</th>
              <td className="num">—</td>
              <td className="num">—</td>
              <td className="muted">第一轮还没有完</td>
            </tr>
          ) : null}
          <FilesRow what="上传：材料和文书的文件" count={files.toSend} failure={files.failure} done="都传完了" />
          <FilesRow what="取回：别处附的文件" count={files.toFetch} failure={files.failure} done="都取到了" />
        </tbody>
      </table>
    </section>
  );
}

interface FilesRowProps {
  readonly what: string;
  readonly count: SyncOverview['files']['toSend'];
  readonly failure: string | null;
  readonly done: string;
}

function FilesRow({ what, count: { files, bytes }, failure, done }: FilesRowProps) {
  return (
    <tr>
      <th scope="row">{what}</th>
      <td className="num">{countWords(files)} 个</td>
      <td className="num">{files === 0 ? '—' : sizeWords(bytes)}</td>
      <td>{files === 0 ? <StatusTag look="done">{done}</StatusTag> : (failure ?? '从断的地方接着传')}</td>
    </tr>
  );
}

function FeedRow({ feed: { feed, position, head }, own }: { readonly feed: Feed; readonly own: string | null }) {
  const behind = Math.max(head - position, 0);
  return (
    <tr>
      <th scope="row">取回：{feedName(feed, own)}</th>
      <td className="num">{countWords(behind)} 条</td>
      <td className="num">—</td>
      <td>
        {behind === 0 ? (
          <>
            <StatusTag look="done">都取到了</StatusTag> 到第 {countWords(position)} 位
          </>
        ) : (
          `取到第 ${countWords(position)} 位，市里到第 ${countWords(head)} 位`
        )}
      </td>
    </tr>
  );
}

function feedName(feed: string, own: string | null): string {
  if (feed === 'city') return '全市公用的';
  return feed === own ? '本区县的' : `区县 ${feed} 的`;
}
