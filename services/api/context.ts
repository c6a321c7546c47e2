import { implement } from '@orpc/server';
import { ServiceError } from '../../contract/errors.ts';
import { contract } from '../../contract/index.ts';
import { isForAnybody } from '../../domain/access/permissions.ts';
import { requireRight } from '../access/rights.ts';
import type { Caller } from '../dependencies.ts';
import { type ApiLogger, withTypedErrors } from './typed-errors.ts';

/** What a host gives with every call: the session's token, and how to keep or drop one on this connection. */
export interface ApiContext {
  readonly token: string | null;
  keepToken(token: string): void;
  dropToken(): void;
}

const base = implement(contract).$context<ApiContext>();

/** Turns what services throw into the typed errors of the contract; anything else is logged and answered as unknown. */
export function withErrors(logger: ApiLogger) {
  return base.middleware(({ next, path }) => withTypedErrors(logger, path, async () => next()));
}

/** Lets through what the table of rights leaves to anybody, and nothing else. */
export const withoutCaller = base.middleware(async ({ next, path }) => {
  if (!isForAnybody(path.join('.'))) throw new ServiceError('NOT_ALLOWED');
  return next();
});

/**
 * Lets only the signed-in through whose roles have the right by the table, and hands on who calls. `path`: the call, as it
 * stands in the contract.
 */
export function withCaller(callerOf: (token: string, path: string) => Promise<Caller | null>) {
  return base.middleware(async ({ context, next, path }) => {
    const { token } = context;
    const caller = token === null ? null : await callerOf(token, path.join('.'));
    if (token === null || !caller) throw new ServiceError('NOT_SIGNED_IN');
    requireRight(caller, path.join('.'));
    return next({ context: { caller, token } });
  });
}

export { base as api };
