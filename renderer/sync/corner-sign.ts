import type { SyncCorner } from '../../contract/sync-page.ts';
import { may } from '../../domain/access/permissions.ts';
import type { Role } from '../../domain/access/roles.ts';
import { syncStatusName } from '../../domain/sync/status.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import type { ConnectionSign } from '../frame/SyncState.tsx';
import { assertNever } from '../status/assert-never.ts';
import { countWords, whenWords } from './quantities.ts';
import { WAITS_LONG_MS } from './statement.ts';

/**
 * What the corner of every window says about the sync (SYNC-10): a word, a colour, how much waits. Null before the
 * center has enrolled for those who can do nothing about it.
 */
export function cornerSign(corner: SyncCorner, roles: readonly Role[], now: number): ConnectionSign | null {
  const reads = may(roles, 'sync.overview');
  if (corner.status === 'not_enrolled' && !reads) return null;
  const { lastCompleteAt } = corner;
  return {
    ...wordsOf(corner, now),
    title: lastCompleteAt === null ? '还没有全部同步过' : `上次全部同步 ${formatInstant(lastCompleteAt)}`,
    ...(reads ? { href: '/sync' } : {}),
  };
}

function wordsOf({ status, waiting, waitingFiles, lastCompleteAt }: SyncCorner, now: number): ConnectionSign {
  const counts = [
    ...(waiting > 0 ? [`${countWords(waiting)} 条`] : []),
    ...(waitingFiles > 0 ? [`${countWords(waitingFiles)} 个文件`] : []),
  ];
  const count = counts.length > 0 ? counts.join('、') : undefined;
  const text = syncStatusName(status);
  switch (status) {
    case 'not_enrolled':
      return { tone: 'quiet', text };
    case 'halted':
      return { tone: 'late', text };
    case 'attention':
      return { tone: 'late', text };
    case 'failed':
      return { tone: 'attention', text, detail: count };
    case 'waiting': {
      const isLate = lastCompleteAt !== null && now - lastCompleteAt > WAITS_LONG_MS;
      return { tone: isLate ? 'attention' : 'working', text, detail: count };
    }
    case 'synced':
      return {
        tone: 'good',
        text,
        detail: lastCompleteAt === null ? undefined : whenWords(lastCompleteAt, now),
      };
    default:
      return assertNever(status);
  }
}
