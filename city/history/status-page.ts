import { cityStanding } from '../../domain/history/city-standing.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { html } from '../pages/html.ts';
import { pageShell } from '../pages/shell.ts';
import { ASSETS_PATH } from '../verification/page.ts';
import type { KeptCheck } from './kept-check.ts';

export const STATUS_PATH = '/status';

const tones = { never: 'wait', fine: 'good', late: 'bad', broken: 'bad' } as const;

/** In one line, how the city stands with its history; for the page, the command and the checks of who watches. */
export function checkWords(check: KeptCheck | null, now: number): string {
  switch (cityStanding(check, now)) {
    case 'never':
      return '历史还没有完整校验过。每天四点零七分自动校验；也可以运行 npm run city -- --verify';
    case 'fine':
      return '历史完好：动作、查阅记录和各条链都对得上';
    case 'late':
      return '历史超过三天没有完整校验，请看服务的日志';
    case 'broken':
      return `历史有 ${check?.found ?? 0} 处对不上：有人改过，或者磁盘坏了。请保留现场，不要恢复备份，先联系运维`;
  }
}

/** The page for the city's operators: no names and nothing of a case. */
export function statusPage(check: KeptCheck | null, now: number): string {
  const rows = check?.findings.map((words) => html`<li>${words}</li>`) ?? [];
  const last =
    check &&
    html`<dl>
<div><dt>上次完整校验</dt><dd>${formatInstant(check.endedAt)}</dd></div>
<div><dt>看过</dt><dd>动作 ${check.actions} 条，查阅记录 ${check.entries} 条</dd></div>
<div><dt>用时</dt><dd>${Math.ceil((check.endedAt - check.startedAt) / 1_000)} 秒</dd></div>
</dl>`;
  return pageShell({
    title: '市平台状态',
    styles: [`${ASSETS_PATH}/verify.css`],
    header: html`<h1>市平台状态</h1>`,
    main: html`<section class="answer ${tones[cityStanding(check, now)]}" aria-labelledby="headline">
<h2 id="headline">${checkWords(check, now)}</h2>
${last}
${rows.length === 0 ? null : html`<ol>${rows}</ol>`}
</section>`,
  });
}
