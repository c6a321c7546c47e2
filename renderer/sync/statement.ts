import type { SyncOverview } from '../../contract/sync-page.ts';
import { type CodeFailure, remedyOf } from '../../domain/sync/failures.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { assertNever } from '../status/assert-never.ts';
import { countWords, whenWords } from './quantities.ts';

/** After so long without a complete round, in ms, what waits is amber. Rounds come every few minutes. */
export const WAITS_LONG_MS = 60 * 60_000;

/** `late` (red) is for what only a person can end, `soon` (amber) for what waits too long or will be tried again. */
export type SyncLook = 'done' | 'active' | 'soon' | 'late' | 'quiet';

export interface Statement {
  readonly look: SyncLook;
  /** The one plain sentence. */
  readonly title: string;
  readonly note: string;
}

const SAFE = '登记、调解、打印照常，数据都在本机。';

/** Why this machine must enrol anew; null where it need not. */
export function codeFailure({ failureCode }: Pick<SyncOverview, 'failureCode'>): CodeFailure | null {
  const remedy = failureCode && remedyOf(failureCode);
  return remedy?.kind === 'new_code' ? remedy.failure : null;
}

/** How it stands with the sync, for whoever looks after it. It says 已同步 only when everything is through (SYNC-10). */
export function statementOf(overview: SyncOverview, now: number): Statement {
  switch (overview.status) {
    case 'not_enrolled':
      return { look: 'quiet', title: '还没有接入市平台，数据都在本机', note: '登记、调解、打印照常。' };
    case 'halted':
      return halted(overview);
    case 'attention':
      return {
        look: 'late',
        title: `有 ${countWords(overview.attention.length)} 件需要处理`,
        note: [overview.failure, waitingNote(overview), '不处理也不会丢，一直留在这里。'].join(''),
      };
    case 'failed':
      return failed(overview, now);
    case 'waiting':
      return waiting(overview, now);
    case 'synced':
      return { look: 'done', title: synced(overview), note: '市里和本机一致，没有等着上传或取回的。' };
    default:
      return assertNever(overview.status);
  }
}

function synced({ lastCompleteAt }: SyncOverview): string {
  return lastCompleteAt === null ? '已同步' : `已同步 — ${formatInstant(lastCompleteAt)} 全部传完`;
}

function halted({ attention }: SyncOverview): Statement {
  const others = attention.length > 0 ? `另有 ${countWords(attention.length)} 件需要处理。` : '';
  return { look: 'late', title: '取回停住了，要主任决定', note: `${others}停住的内容还没有动本机的数据。${SAFE}` };
}

function waitingNote({ outbox }: SyncOverview): string {
  return outbox.actions > 0 ? `还有 ${countWords(outbox.actions)} 条没有上传。` : '';
}

/** The first sentence of what went wrong, and when it is tried again. */
function failed(overview: SyncOverview, now: number): Statement {
  const { failure, failureCode, nextAt } = overview;
  const [first, ...rest] = (failure ?? '没有同步上').split('。').filter(Boolean);
  const again = overview.running ? '（正在再试）' : nextAt === null ? '' : `（下次 ${whenWords(nextAt, now)}）`;
  const isForPeople = failureCode !== null && remedyOf(failureCode) !== null;
  return {
    look: isForPeople ? 'late' : 'soon',
    title: `${first}${again}`,
    note: [...rest.map((sentence) => `${sentence}。`), waitingNote(overview), '登记、调解、打印照常。'].join(''),
  };
}

function waiting(overview: SyncOverview, now: number): Statement {
  const { outbox, feeds, files, lastCompleteAt, running } = overview;
  const since = lastCompleteAt ?? outbox.oldestAt;
  const isLate = !running && since !== null && now - since > WAITS_LONG_MS;
  const look = isLate ? 'soon' : 'active';
  const note = running ? `正在同步。${SAFE}` : `会自动同步。${SAFE}`;
  if (outbox.actions > 0) {
    const oldest = outbox.oldestAt === null ? '' : `，最早的是 ${whenWords(outbox.oldestAt, now)} 办的`;
    return { look, title: `还有 ${countWords(outbox.actions)} 条没有上传${oldest}`, note };
  }
  const behind = feeds.reduce((sum, { position, head }) => sum + Math.max(head - position, 0), 0);
  if (behind > 0) return { look, title: `还有 ${countWords(behind)} 条没有取回`, note };
  if (files.toSend.files > 0) {
    return {
      look,
      title: `还有 ${countWords(files.toSend.files)} 个文件没有上传`,
      note: `${files.failure ?? ''}${note}`,
    };
  }
  if (files.toFetch.files > 0) {
    return {
      look,
      title: `还有 ${countWords(files.toFetch.files)} 个文件没有取回`,
      note: `${files.failure ?? ''}${note}`,
    };
  }
  return { look, title: running ? '正在同步' : '还没有全部同步过一次', note };
}
