import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import * as z from 'zod';
import { writeWholeFile } from '../whole-file.ts';
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

/** The daily work is begun at two in the night, in China, where no summer time moves the clock. */
const BEGINS_MS = (2 - 8) * 3_600_000;
const DAY_MS = 86_400_000;

/**
 * Whether the work of the last night is still to be done: where the machine was off then, it is made up for as soon as it
 * is on. `last`: when it was begun last, in ms; null where never.
 */
export function isUpkeepDue(last: number | null, now: number): boolean {
  const night = Math.floor((now - BEGINS_MS) / DAY_MS) * DAY_MS + BEGINS_MS;
  return last === null || last < night || last > now;
}

const begunSchema = z.object({ begunAt: z.int() });
const pathIn = (data: string): string => join(data, 'upkeep.json');

/** When the daily work was begun last; null where never, or where the file was broken: once more does no harm. */
export function lastUpkeep(data: string): number | null {
  if (!existsSync(pathIn(data))) return null;
  try {
    return begunSchema.parse(JSON.parse(readFileSync(pathIn(data), 'utf8'))).begunAt;
  } catch {
    return null;
  }
}

export function noteUpkeep(data: string, begunAt: number): void {
  writeWholeFile(pathIn(data), JSON.stringify({ begunAt }));
}
