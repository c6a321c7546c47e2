import { isUrgent, urgentDelay } from '../../domain/sync/urgent.ts';
import type { StationStore } from '../ports.ts';
import type { SyncWorker } from './worker.ts';

/** The same store, which tells of the kinds of own actions of each transaction once it is committed. */
export function noticing<Kind extends StationStore>(
  store: Kind,
  onCommitted: (types: readonly string[]) => void,
): Kind {
  return {
    ...store,
    async write(work) {
      const types: string[] = [];
      const result = await store.write((writes) => {
        const append: typeof writes.log.append = async (action) => {
          await writes.log.append(action);
          types.push(action.header.type);
        };
        return work({ ...writes, log: { ...writes.log, append } });
      });
      if (types.length > 0) onCommitted(types);
      return result;
    },
  };
}

export interface UrgentRounds {
  /** Own actions of these kinds were done. */
  noticed(types: readonly string[]): void;
  close(): void;
}

/**
 * Asks for a round soon after an urgent action. While rounds fail, the next one keeps its time: a station that cannot
 * reach the city must not come back faster because much happens at it. `worker` is null before the center has enrolled.
 */
export function createUrgentRounds(worker: () => Pick<SyncWorker, 'syncNow' | 'state'> | null): UrgentRounds {
  let timer: NodeJS.Timeout | null = null;
  let firstAt: number | null = null;
  const stop = () => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
  function begin(): void {
    stop();
    firstAt = null;
    const running = worker();
    if (!running || running.state().failures > 0) return;
    // How it ended is in its result; it rejects only where the program is ending.
    running.syncNow().catch(() => undefined);
  }
  return {
    noticed(types) {
      if (!types.some(isUrgent) || !worker()) return;
      firstAt ??= performance.now();
      stop();
      timer = setTimeout(begin, urgentDelay(performance.now() - firstAt));
      timer.unref();
    },
    close: stop,
  };
}
