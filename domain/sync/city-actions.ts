import * as z from 'zod';

/**
 * What the city itself writes, in a chain of its own in each feed (LOG-3). They are actions like all others, so that a
 * station checks, keeps and orders them as it does the rest.
 */
export const cityActionSchemas = {
  /** In the receiver's feed: from now on this station sees a stream of another feed, beginning with its past (SYNC-4). */
  'stream.granted': z.object({
    stationId: z.string().min(1).max(64),
    feed: z.string().min(1).max(6),
    streamKind: z.literal('case'),
    streamId: z.uuid(),
    /** The past that is to be fetched ends at this position of the stream's feed; what comes later follows by itself. */
    upTo: z.int().min(1),
  }),
  /** In the feed `city`: a center is there, so that cases can be handed over to it. The stream is the station. */
  'station.enrolled': z.object({
    feed: z.string().regex(/^\d{6}$/),
    name: z.string().min(1).max(100),
    /** Code of the street (9 digits) or community (12) that it looks after; a center of a district has none. */
    place: z
      .string()
      .regex(/^(\d{9}|\d{12})$/)
      .optional(),
  }),
  'station.revoked': z.object({}),
} as const;

export type StreamGrant = z.infer<(typeof cityActionSchemas)['stream.granted']>;
export type CityActionType = keyof typeof cityActionSchemas;
export type CityActionPayloads = { readonly [Type in CityActionType]: z.infer<(typeof cityActionSchemas)[Type]> };

/** Version of the payloads above (SYNC-13). */
export const CITY_SCHEMA_VERSION = 1;
