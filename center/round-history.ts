import { existsSync, readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import * as z from 'zod';
import type { SyncRound } from '../contract/sync-page.ts';
import { writeWholeFile } from './whole-file.ts';

/** Rounds that are kept: more than a day of them. */
const MOST_ROUNDS = 400;

const roundsSchema = z.array(
  z.object({
    at: z.number(),
    outcome: z.enum(['complete', 'halted', 'failed']),
    failure: z.string().nullable(),
    pushed: z.number(),
    pulled: z.number(),
    sent: z.number(),
    received: z.number(),
    ms: z.number(),
  }),
);

/** What rounds there were, the newest first; it outlives the program. */
export interface RoundHistory {
  add(round: SyncRound): void;
  rounds(): readonly SyncRound[];
}

/**
 * Kept in a file of its own and not in the store: it must also tell of a store that could not be written. It only ever
 * helps to look for faults, so that a file which cannot be read or written stops nothing.
 */
export function createRoundHistory(path: string, logger: Pick<Logger, 'error'>): RoundHistory {
  let rounds = read(path, logger);
  return {
    rounds: () => rounds,
    add(round) {
      rounds = [round, ...rounds].slice(0, MOST_ROUNDS);
      try {
        writeWholeFile(path, JSON.stringify(rounds));
      } catch (error) {
        logger.error({ error }, 'the history of rounds was not written');
      }
    },
  };
}

function read(path: string, logger: Pick<Logger, 'error'>): readonly SyncRound[] {
  if (!existsSync(path)) return [];
  try {
    return roundsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    logger.error({ error }, 'the history of rounds cannot be read, and begins anew');
    return [];
  }
}
