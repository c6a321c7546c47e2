import { implement, ORPCError, ValidationError } from '@orpc/server';
import { errorTable, ServiceError } from '../../contract/errors.ts';
import { contract } from '../../contract/index.ts';
import type { Caller } from '../dependencies.ts';

/** What a host gives with every call: the session's token, and how to keep or drop one on this connection. */
export interface ApiContext {
  readonly token: string | null;
  keepToken(token: string): void;
  dropToken(): void;
}

export interface ApiLogger {
  error(entry: { code: string; path: string; error: unknown }): void;
}

const base = implement(contract).$context<ApiContext>();

/** Input that the contract's schemas refuse, as messages by field; the clerk reads them beside the fields. */
function invalidInput(error: ORPCError<string, unknown>): ServiceError {
  const { cause } = error;
  if (!(cause instanceof ValidationError)) return new ServiceError('INVALID_INPUT');
  const fields: Record<string, string> = {};
  for (const issue of cause.issues) {
    const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
    fields[path] ??= issue.message;
  }
  return new ServiceError('INVALID_INPUT', { fields });
}

function asOrpc(error: ServiceError): ORPCError<string, unknown> {
  const { status } = errorTable[error.code];
  return new ORPCError(error.code, { status, message: error.message, data: error.data, defined: true, cause: error });
}

/** Turns what services throw into the typed errors of the contract; anything else is logged and answered as unknown. */
export function withErrors(logger: ApiLogger) {
  return base.middleware(async ({ next, path }) => {
    try {
      return await next();
    } catch (error) {
      if (error instanceof ServiceError) {
        // What the user did wrong is theirs to read; what went wrong here is for whoever reads the log.
        if (errorTable[error.code].status >= 500)
          logger.error({ code: error.code, path: path.join('.'), error: error.cause ?? error });
        throw asOrpc(error);
      }
      if (error instanceof ORPCError && error.code === 'BAD_REQUEST') throw asOrpc(invalidInput(error));
      if (!(error instanceof ORPCError)) logger.error({ code: 'UNKNOWN', path: path.join('.'), error });
      throw error;
    }
  });
}

/** Lets only the signed-in through, and hands on who calls. */
export function withCaller(callerOf: (token: string) => Promise<Caller | null>) {
  return base.middleware(async ({ context, next }) => {
    const { token } = context;
    const caller = token === null ? null : await callerOf(token);
    if (token === null || !caller) throw new ServiceError('NOT_SIGNED_IN');
    return next({ context: { caller, token } });
  });
}

export { base as api };
