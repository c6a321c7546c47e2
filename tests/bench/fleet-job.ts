import * as z from 'zod';

/** What one driver process does: its share of the stations. */
export const fleetJobSchema = z.object({
  origin: z.url(),
  stations: z.int(),
  /** Index of the first of them among the stations of the server. */
  from: z.int(),
  drivers: z.int(),
  driver: z.int(),
  actionsEach: z.int(),
  rounds: z.int(),
  seconds: z.number(),
  /** File that it writes its result to. */
  result: z.string(),
});
export type FleetJob = z.infer<typeof fleetJobSchema>;

export const fleetResultSchema = z.object({
  /** That the rounds took, from the first to the last. */
  seconds: z.number(),
  /** Milliseconds of processor that the driver used for them. */
  processor: z.number(),
  /** Milliseconds of each request. */
  waits: z.array(z.number()),
  /** What was refused or broke, in words. */
  failures: z.array(z.string()),
  /** Actions that could not be sent to the end. */
  waiting: z.int(),
  /** Actions that the city said it has, with the feed, the case and whether they count in its fold. */
  acknowledged: z.array(z.object({ id: z.string(), feed: z.string(), caseId: z.string(), folded: z.boolean() })),
});
export type FleetResult = z.infer<typeof fleetResultSchema>;
