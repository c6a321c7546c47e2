import { implement } from '@orpc/server';
import { type ClosedToDesks, center } from '../../contract/center.ts';
import type { ApiContext } from './context.ts';
import { type ApiLogger, withTypedErrors } from './typed-errors.ts';

export interface ClosedParts {
  readonly version: string;
  readonly now: () => number;
  readonly closed: ClosedToDesks;
  readonly logger: ApiLogger;
}

const base = implement({ center: { status: center.status } }).$context<ApiContext>();

/** All that other desks are told while a center stands still: why, and what to do. */
export function createClosedRouter({ version, now, closed, logger }: ClosedParts) {
  const open = base.use(({ next, path }) => withTypedErrors(logger, path, async () => next()));
  return base.router({
    center: {
      status: open.center.status.handler(() => {
        const none = { setUp: false, name: null, clockSuspect: false, replacing: false };
        return { ...none, version, now: now(), closed };
      }),
    },
  });
}
