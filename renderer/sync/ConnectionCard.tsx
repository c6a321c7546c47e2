import type { SyncOverview } from '../../contract/sync-page.ts';
import { CLOCK_TELLS_FROM_MS, CLOCK_WARNS_FROM_MS, clockWords, spanWords, speedWords } from './quantities.ts';

const speaks = ({ protocol, schema }: SyncOverview['versions']['own']): string => `协议 ${protocol}、格式 ${schema}`;

/** What each side speaks (SYNC-13). */
function versionWords({ own, city }: SyncOverview['versions']): string {
  if (!city) return `${speaks(own)}；市平台的还没有问到`;
  return speaks(own) === speaks(city) ? `${speaks(own)}，两边一致` : `${speaks(own)}；市平台是${speaks(city)}`;
}

/** With whom this station talks, and as whom. */
export function ConnectionCard({ overview }: { readonly overview: SyncOverview }) {
  const { city, station, clockOffset, sessionLeft, versions } = overview;
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
        <dt>速度</dt>
        <dd>{speedWords(overview.rounds)}</dd>
        <dt>凭证</dt>
        <dd>{sessionLeft === null ? '下一轮领取' : `还有效 ${spanWords(sessionLeft)}，到期自动换`}</dd>
        <dt>版本</dt>
        <dd>{versionWords(versions)}</dd>
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
