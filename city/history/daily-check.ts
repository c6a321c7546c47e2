import { Cron } from 'croner';
import type { Logger } from 'pino';
import { type CheckParts, checkCity } from './kept-check.ts';

/** After the dump, before the first desk opens. */
const CHECK_AT = '7 4 * * *';
const HALF_A_DAY_MS = 12 * 3_600_000;

export interface DailyCheck {
  start(): void;
  /** Ends one that is under way; it counts for nothing. */
  stop(): Promise<void>;
}

/** Verifies the city's history once a day, on one of its servers (LOG-12); one that was off at night does it at its start. */
export function createDailyCheck(
  parts: CheckParts,
  logger: Pick<Logger, 'error' | 'info'>,
  { catchUpAfter = 10 * 60_000 }: { readonly catchUpAfter?: number } = {},
): DailyCheck {
  const closing = new AbortController();
  let underWay: Promise<void> = Promise.resolve();
  let job: Cron | undefined;
  let catchUp: NodeJS.Timeout | undefined;

  async function check(notWithin: number): Promise<void> {
    try {
      const verified = await checkCity(parts, { signal: closing.signal, notWithin });
      if (!verified) return;
      const { actions, entries, found, feeds } = verified;
      if (found > 0) logger.error({ actions, entries, found, feeds }, 'the history of the city was changed');
      else logger.info({ actions, entries }, 'the history of the city is whole');
    } catch (error) {
      logger.error({ error }, 'the history of the city was not verified');
    }
  }

  const run = (notWithin: number): void => {
    underWay = underWay.then(() => check(notWithin));
  };
  return {
    start() {
      job = new Cron(CHECK_AT, { timezone: 'Asia/Shanghai', unref: true }, () => run(HALF_A_DAY_MS));
      catchUp = setTimeout(() => run(2 * HALF_A_DAY_MS), catchUpAfter);
      catchUp.unref();
    },
    async stop() {
      clearTimeout(catchUp);
      job?.stop();
      closing.abort();
      await underWay;
    },
  };
}
