import { ORPCError, ValidationError } from '@orpc/server';
import { errorTable, ServiceError } from '../../contract/errors.ts';

/** Input that the contract's schemas refuse, as messages by field; null for another error. */
export function invalidInput(error: unknown): ServiceError | null {
  if (!(error instanceof ORPCError && error.code === 'BAD_REQUEST')) return null;
  const { cause } = error;
  if (!(cause instanceof ValidationError)) return new ServiceError('INVALID_INPUT');
  const fields: Record<string, string> = {};
  for (const issue of cause.issues) {
    const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
    fields[path] ??= issue.message;
  }
  return new ServiceError('INVALID_INPUT', { fields });
}

/** The typed error of the contract for one that a service threw. */
export function asOrpc(error: ServiceError): ORPCError<string, unknown> {
  const { status } = errorTable[error.code];
  return new ORPCError(error.code, { status, message: error.message, data: error.data, defined: true, cause: error });
}

export interface ApiLogger {
  error(entry: { code: string; path: string; error: unknown }): void;
}

/**
 * Runs a call and turns what services throw into the typed errors of the contract; anything else is logged and answered
 * as unknown. What the user did wrong is theirs to read; what went wrong here is for whoever reads the log.
 */
export async function withTypedErrors<Result>(
  logger: ApiLogger,
  path: readonly string[],
  next: () => PromiseLike<Result>,
): Promise<Result> {
  try {
    return await next();
  } catch (error) {
    if (error instanceof ServiceError) {
      if (errorTable[error.code].status >= 500)
        logger.error({ code: error.code, path: path.join('.'), error: error.cause ?? error });
      throw asOrpc(error);
    }
    const invalid = invalidInput(error);
    if (invalid) throw asOrpc(invalid);
    if (!(error instanceof ORPCError)) logger.error({ code: 'UNKNOWN', path: path.join('.'), error });
    throw error;
  }
}
