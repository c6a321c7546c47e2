import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { toApiError } from '../api/errors.ts';
import type { DraftState } from './draft-saver.ts';

const OFFSET_MS = 8 * 3_600_000;

/** `16:05:12` in China; with the day before it when it was not today. */
function clock(instant: number, today: string): string {
  const time = new Date(instant + OFFSET_MS).toISOString().slice(11, 19);
  const day = toChinaDate(instant);
  return day === today ? time : `${day.slice(5)} ${time}`;
}

/** The store is on this machine, and not at another desk of the center. */
function isHere(): boolean {
  return window.fengqiaoShell !== undefined || ['127.0.0.1', 'localhost', '[::1]'].includes(window.location.hostname);
}

/** What is safe, in one line. */
export function DraftStatus({ draft, today }: { readonly draft: DraftState; readonly today: string }) {
  switch (draft.state) {
    case 'none':
      return <span className="muted small">边写边存草稿，断电不丢</span>;
    case 'saved':
      return (
        <span className="muted small">
          草稿 {clock(draft.at, today)} 已存在{isHere() ? '本机' : '中心'}，断电不丢
        </span>
      );
    case 'failed': {
      const error = toApiError(draft.error);
      return (
        <span className="soon small" role="alert">
          {error.code === 'NO_CONNECTION'
            ? '草稿还没存上：与中心断开。屏幕上的内容都在，连上后自动存'
            : `草稿还没存上：${error.detail ?? error.message}`}
        </span>
      );
    }
  }
}
