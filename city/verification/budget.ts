import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ServiceError } from '../../contract/errors.ts';

/**
 * How often one address may ask whether a paper is authentic. Who holds a paper asks a few times; with a million papers a
 * guess hits one in 2^35, so that at this pace one address would guess for 2,000 years.
 */
export const QUESTIONS = { max: 30, windowMs: 60_000 } as const;

/** Requests for the parts of files, of half a megabyte each: as many as the fastest line of a phone takes. */
export const PARTS = { max: 600, windowMs: 60_000 } as const;

export interface Budget {
  readonly max: number;
  readonly windowMs: number;
}

/** Spends one question of the asker. @throws ServiceError TOO_MANY_QUESTIONS with the seconds to wait. */
export type Spend = (request: FastifyRequest) => Promise<unknown>;
/** As {@link Spend}; resolves to how many the asker has spent within the time, this one with them. */
export type Count = (request: FastifyRequest) => Promise<number>;

/**
 * Counts in the memory of this process: several servers on one database count each for itself, and what anybody may ask
 * is that many times as much. A proxy in front may limit more strictly. Neighbours in one IPv6 network are one asker.
 */
export function limitAddresses(server: FastifyInstance): (budget: Budget) => Count {
  server.register(rateLimit, { global: false, ipv6Subnet: 64 });
  return ({ max, windowMs }) => {
    let count: ReturnType<FastifyInstance['createRateLimit']> | undefined;
    return async (request) => {
      // There is none before the plugin is loaded, and a request comes only after that.
      count ??= server.createRateLimit({ max, timeWindow: windowMs });
      // Whose connection is gone has no address any more, and hears no answer.
      const { ip }: { readonly ip?: string } = request;
      if (ip === undefined) throw new ServiceError('TOO_MANY_QUESTIONS');
      const spent = await count(request);
      if (!spent.isAllowed && spent.isExceeded) {
        throw new ServiceError('TOO_MANY_QUESTIONS', { retryAfter: spent.ttlInSeconds });
      }
      return spent.isAllowed ? 0 : max - spent.remaining;
    };
  };
}
