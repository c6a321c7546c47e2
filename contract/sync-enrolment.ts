import * as z from 'zod';
import { suiteIds } from '../domain/suites/suite-ids.ts';
import { feedSchema, id, uuid } from './sync-fields.ts';

/** How a station is taken in, and how it opens a session (SYNC-14). */

/** Ed25519 or SM2, SPKI in base64: it names its algorithm itself. */
const publicKey = z.string().min(40).max(200);

/** A station asks to be taken in by the one-time code that the city gave out (SYNC-14). */
export const enrolInputSchema = z.object({
  code: z.string().min(8).max(40),
  stationId: uuid,
  incarnation: z.int().min(1),
  publicKey,
  /** Nothing was done here yet: the machine may take the place of another that broke. */
  isEmpty: z.boolean().optional(),
});
export type EnrolInput = z.infer<typeof enrolInputSchema>;

export const enrolOutputSchema = z.object({
  /** The home feed of the station. */
  feed: feedSchema,
  /** Who the station is from now on, and in which of its lives: another than asked for where the city knew it. */
  stationId: uuid,
  incarnation: z.int().min(1),
  /** What the city calls the station. */
  name: z.string(),
  /** The city's signature over this enrolment: a city that was restored to before it knows the station by it. */
  certificate: z.string(),
  serverId: id,
  /** By which the station checks receipts (LOG-3). */
  serverKey: publicKey,
  /** By which the city signs for stations of another suite, and may have signed for this one before. */
  otherServerKeys: z.array(publicKey).max(4).optional(),
  /** In which suite the station hashes and signs from now on. */
  suite: z.enum(suiteIds).optional(),
});
export type EnrolOutput = z.infer<typeof enrolOutputSchema>;

/** Proof that the station holds its key: a signature over the nonce of `helloSchema`, base64url. */
export const openInputSchema = z.object({
  feed: feedSchema,
  stationId: uuid,
  incarnation: z.int().min(1),
  nonce: z.string().max(200),
  signature: z.string().max(200),
  /** How the station was enrolled, for a city that has forgotten it (SYNC-11). */
  enrolment: z.object({ name: z.string().max(60), publicKey, certificate: z.string().max(200) }).optional(),
});
export type OpenInput = z.infer<typeof openInputSchema>;

/** A bearer token for pushes and pulls; it lasts by the city's clock, whatever the station's says (SYNC-7). */
export const openOutputSchema = z.object({ token: z.string(), lastsMs: z.int().min(1) });
export type OpenOutput = z.infer<typeof openOutputSchema>;
