import * as z from 'zod';
import { isGuardedCity, UNGUARDED_CITY } from '../domain/sync/line.ts';

/** Fields that the calls between stations and city have in common. */
export const id = z.string().min(1).max(64);
/** Made where the action arose (UUIDv7), in small letters: one id has one spelling. */
export const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
export const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const count = z.int().min(0);
/** Of the action before; empty for the first of a chain. */
export const previousHash = z.string().regex(/^(?:[0-9a-f]{64})?$/);
/** The end of a history (LOG-11): a hash, behind the id of its algorithm unless it is of the first suite. */
export const digest = z.string().regex(/^(?:[a-z0-9-]{1,16}:)?[0-9a-f]{64}$/);
/** Where a city is: `https://host`, or `http://` on this machine alone. */
export const cityOriginSchema = z
  .url({ protocol: /^https?$/, message: '地址要写成 https://…' })
  .max(200)
  .refine(isGuardedCity, UNGUARDED_CITY);
/** A district's six digits, or `city` for reference data (SYNC-2). */
export const feedSchema = z.string().regex(/^(?:\d{6}|city)$/);
