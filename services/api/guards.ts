import { repeatedCalls } from '../../contract/sessions.ts';
import type { SessionService } from '../sessions/sessions.ts';
import { api, withCaller, withErrors, withoutCaller } from './context.ts';
import type { ApiLogger } from './typed-errors.ts';

export type Guards = ReturnType<typeof createGuards>;

/** What stands before every procedure, by who may come: anybody, the signed-in, or the signed-in who still owe something. */
export function createGuards(sessions: SessionService, logger: ApiLogger) {
  const guarded = api.use(withErrors(logger));
  return {
    open: guarded.use(withoutCaller),
    signed: guarded.use(
      withCaller((token, path) => (repeatedCalls.has(path) ? sessions.watcherOf(token) : sessions.callerOf(token))),
    ),
    /** For what a session owes: it is open before all of that is done. */
    owing: guarded.use(withCaller((token) => sessions.holderOf(token))),
  };
}
