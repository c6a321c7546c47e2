import * as z from 'zod';
import { procedure } from './errors.ts';
import { epochSchema } from './sync.ts';
import { count, digest, feedSchema } from './sync-fields.ts';

/**
 * Anchors (LOG-13): at the end of each round the station and the city tell each other where their histories end, and each
 * keeps what the other said, so that neither can rewrite its own alone. A city that does not know the call refuses it,
 * and the round is complete all the same.
 */

/** Empty where there is nothing yet. */
const endSchema = z.object({ count, digest: z.union([digest, z.literal('')]) });

/** Where the history of one life of a station ended. */
export const stationAnchorSchema = z.object({ actions: endSchema, access: endSchema });
export type StationAnchor = z.infer<typeof stationAnchorSchema>;

/** Where a feed of the city ended; signed by the city. */
export const cityAnchorSchema = z.object({
  feed: feedSchema,
  count,
  digest,
  epoch: epochSchema,
  /** The city's clock, in ms. */
  at: z.int(),
  /** Over the canonical JSON of the other fields, base64url; behind the id of its algorithm unless it is Ed25519. */
  signature: z.string(),
});
export type CityAnchor = z.infer<typeof cityAnchorSchema>;

export const anchorsInputSchema = z.object({
  own: stationAnchorSchema,
  /** Anchors of the city that the station keeps, given back: the city compares them with what it has now. */
  returned: z.array(cityAnchorSchema).max(4),
});
export type AnchorsInput = z.infer<typeof anchorsInputSchema>;

export const anchorsOutputSchema = z.object({
  /** Null while the feed is empty. */
  anchor: cityAnchorSchema.nullable(),
  /** What the city keeps of this life of the station, the newest first. */
  kept: z.array(stationAnchorSchema.extend({ at: z.int() })).max(50),
  /** Returned anchors that the city cannot answer for: its history was rewritten. */
  disowned: z.array(z.object({ count, at: z.int() })).max(4),
});
export type AnchorsOutput = z.infer<typeof anchorsOutputSchema>;

export const syncAnchors = {
  exchange: procedure
    .route({
      tags: ['同步'],
      path: '/sync/anchors',
      summary: '互换历史存证',
      description: '工作站和市平台互告各自历史的终点和总摘要，各自留存对方的，任何一方都不能单独改写历史。',
    })
    .input(anchorsInputSchema)
    .output(anchorsOutputSchema),
};
