import * as z from 'zod';
import { numberSeries } from '../domain/numbers/series.ts';
import { procedure } from './errors.ts';
import { epochSchema, versionsSchema } from './sync.ts';

/** Blocks of official numbers (SYNC-15): a station asks before the last one runs out. */

const number = z.int().min(1).max(999_999_999);
const blockSchema = z.object({ first: number, last: number });
const yearSchema = z.int().min(2000).max(2200);

export const reserveInputSchema = z.object({
  versions: versionsSchema,
  epoch: epochSchema,
  /** The store may be an old copy of itself: what was reserved before is given up, and new blocks are given. */
  isAnew: z.boolean(),
  series: z
    .array(
      z.object({
        series: z.enum(numberSeries),
        year: yearSchema,
        /** The highest number that the station knows to be used; 0 for none. */
        used: z.int().min(0).max(999_999_999),
        /** Blocks of this life, which a restored city may have forgotten (SYNC-11). */
        held: z.array(blockSchema).max(1_000),
        /** Whether another block is wanted. */
        wanted: z.boolean(),
      }),
    )
    .min(1)
    .max(16),
});
export type ReserveInput = z.infer<typeof reserveInputSchema>;

export const reserveOutputSchema = z.object({
  epoch: epochSchema,
  /** Letters before the numbers that no block covers; null while the city does not know the station's center. */
  segment: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
  /** All blocks of this life that hold: the station gives up what it has beside them. */
  series: z.array(z.object({ series: z.enum(numberSeries), year: yearSchema, blocks: z.array(blockSchema) })),
});
export type ReserveOutput = z.infer<typeof reserveOutputSchema>;

export const syncNumbers = {
  reserve: procedure
    .route({
      tags: ['同步'],
      path: '/sync/numbers',
      summary: '预留编号段',
      description:
        '每个调解委员会、每年、每个工作站的编号分段预留，离线时用完的编号带工作站字母。同一编号不会发两次，恢复备份后也不会。',
    })
    .input(reserveInputSchema)
    .output(reserveOutputSchema),
};
