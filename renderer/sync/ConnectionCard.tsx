import type { SyncOverview } from '../../contract/sync-page.ts';
import { CLOCK_TELLS_FROM_MS, CLOCK_WARNS_FROM_MS, clockWords } from './quantities.ts';

/** With whom this station talks, and as whom. */
export function ConnectionCard({ overview }: { readonly overview: SyncOverview }) {
  const { city, station, clockOffset } = overview;
  if (city === null) return null;
  const isClockWrong = clockOffset !== null && Math.abs(clockOffset) > CLOCK_WARNS_FROM_MS;
  return (
    <section className="card sync-card" aria-label="连接">
      <h2>连接</h2>
      <dl className="sync-facts">
        <dt>市平台</dt>
        <dd>{city.origin}</dd>
        <dt>本站名称</dt>
        <dd>{city.name}</dd>
        <dt>所属区划</dt>
        <dd>{city.feed}</dd>
        <dt>时钟</dt>
        <dd className={isClockWrong ? 'soon' : ''}>
          {clockWords(clockOffset)}
          <span className={isClockWrong ? '' : 'muted'}>
            {isClockWrong
              ? '，请校准本机时间；不影响同步'
              : clockOffset === null || Math.abs(clockOffset) < CLOCK_TELLS_FROM_MS
                ? ''
                : ' 不影响'}
          </span>
        </dd>
        <dt>市平台纪元</dt>
        <dd>{city.epoch ?? '还没有连上过'}</dd>
        <dt>本站编号</dt>
        <dd>
          {station.stationId}，第 {station.incarnation} 代
        </dd>
      </dl>
    </section>
  );
}
