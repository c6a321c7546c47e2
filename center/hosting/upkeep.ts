import type { Logger } from 'pino';
import type { House } from './house.ts';

export interface UpkeepParts {
  readonly house: Pick<House, 'use' | 'isAwake' | 'sleep'>;
  readonly keys: () => readonly string[];
  readonly logger: Pick<Logger, 'error' | 'info'>;
  /** How long one may take, in ms: the line to the city may be down. */
  readonly patienceMs: number;
}

/**
 * The daily work of centers that nobody called: each is woken, meets the city and makes its backup, and sleeps again. One
 * that is awake does its work by itself. `atOnce`: how many are woken at a time.
 */
export async function upkeep({ house, keys, logger, patienceMs }: UpkeepParts, atOnce: number): Promise<number> {
  const waiting = keys().filter((key) => !house.isAwake(key));
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) {
      try {
        await house.use(key, async ({ rested, ended }) => {
          let cut: NodeJS.Timeout | undefined;
          const patience = new Promise<'late'>((resolve) => {
            cut = setTimeout(resolve, patienceMs, 'late');
          });
          const how = await Promise.race([rested.then(() => 'rested'), ended.then(() => 'ended'), patience]);
          clearTimeout(cut);
          if (how === 'rested') done += 1;
          else logger.error({ key, how }, 'a center did not do its daily work');
        });
        await house.sleep(key);
      } catch (error) {
        logger.error({ error, key }, 'a center could not be woken for its daily work');
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return done;
}
