import type { SyncRound } from '../../contract/sync-page.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { type StatusLook, StatusTag } from '../status/StatusTag.tsx';
import { countWords, sizeWords, spanWords } from './quantities.ts';

const outcomes: Readonly<Record<SyncRound['outcome'], { readonly name: string; readonly look: StatusLook }>> = {
  complete: { name: '完整', look: 'done' },
  halted: { name: '停住', look: 'soon' },
  failed: { name: '没完成', look: 'soon' },
};

/** The last rounds, the newest first. */
export function RoundsCard({ rounds }: { readonly rounds: readonly SyncRound[] }) {
  return (
    <section className="card sync-card sync-fills" aria-labelledby="sync-rounds-title">
      <h2 id="sync-rounds-title">
        记录<span className="muted">最近 50 轮，新的在上</span>
      </h2>
      {rounds.length === 0 ? (
        <p className="muted">还没有同步过。</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <ol className="sync-rounds" tabIndex={0} aria-labelledby="sync-rounds-title">
          {rounds.map((round) => (
            <RoundLine key={`${round.at} ${round.ms}`} round={round} />
          ))}
        </ol>
      )}
    </section>
  );
}

function RoundLine({ round }: { readonly round: SyncRound }) {
  const { at, outcome, failure, pushed, pulled, sent, received, ms } = round;
  const { name, look } = outcomes[outcome];
  return (
    <li>
      <p>
        {formatInstant(at)} <StatusTag look={look}>{name}</StatusTag>
        <span className="muted sync-end">{spanWords(ms)}</span>
      </p>
      <p className={failure === null ? 'muted' : ''}>
        上传 {countWords(pushed)} 条 {sizeWords(sent)}，取回 {countWords(pulled)} 条 {sizeWords(received)}
        {failure === null ? '' : `。${failure}`}
      </p>
    </li>
  );
}
