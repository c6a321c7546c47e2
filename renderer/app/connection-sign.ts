import type { ClosedToDesks } from '../../contract/center.ts';
import type { ServiceState } from '../../contract/shell.ts';
import { toChinaTime } from '../../domain/deadlines/china-time.ts';
import type { ConnectionSign } from '../frame/SyncState.tsx';

/** What the header says: whether the center answers, and since when it does not. */
export function connectionSign(
  connected: boolean,
  lostAt: number | null,
  service: ServiceState | null,
  recovered: boolean,
  closed?: ClosedToDesks,
): ConnectionSign {
  if (closed) return { tone: 'cut', text: closed.title, detail: closed.advice };
  if (service && service.status !== 'ready' && service.status !== 'starting') {
    return { tone: 'cut', text: service.message };
  }
  if (connected && recovered && service) return { tone: 'attention', text: service.message };
  if (connected) return { tone: 'good', text: '已连接中心' };
  return {
    tone: 'cut',
    text: '与中心断开，正在重连',
    detail: lostAt === null ? undefined : `${toChinaTime(lostAt)} 起`,
  };
}
