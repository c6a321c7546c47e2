import { ServiceError } from '../../contract/errors.ts';
import { repeatedCalls } from '../../contract/sessions.ts';
import type { SessionService } from '../sessions/sessions.ts';
import { api, withCaller, withErrors, withoutCaller } from './context.ts';
import type { ApiLogger } from './typed-errors.ts';

export type Guards = ReturnType<typeof createGuards>;

/**
 * What stands before every procedure, by who may come: anybody, the signed-in, or the signed-in who still owe something.
 * `closed`: why a procedure is nobody's on this host; null for one that is open.
 */
export function createGuards(
  sessions: SessionService,
  logger: ApiLogger,
  closed: (procedure: string) => string | null = () => null,
) {
  const guarded = api.use(withErrors(logger)).use(async ({ next, path }) => {
    const detail = closed(path.join('.'));
    if (detail !== null) throw new ServiceError('NOT_POSSIBLE_NOW', { detail });
    return next();
  });
  return {
    open: guarded.use(withoutCaller),
    signed: guarded.use(
      withCaller((token, path) => (repeatedCalls.has(path) ? sessions.watcherOf(token) : sessions.callerOf(token))),
    ),
    /** For what a session owes: it is open before all of that is done. */
    owing: guarded.use(withCaller((token) => sessions.holderOf(token))),
  };
}
