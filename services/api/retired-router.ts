import { implement } from '@orpc/server';
import { center } from '../../contract/center.ts';
import { type MovedAway, moving } from '../../contract/moving.ts';
import type { ApiContext } from './context.ts';
import { type ApiLogger, withTypedErrors } from './typed-errors.ts';

export interface RetiredParts {
  readonly version: string;
  readonly now: () => number;
  /** Null once somebody has undone the move. */
  readonly moved: () => MovedAway | null;
  /** @throws ServiceError INVALID_INPUT with what is wrong, at `secret`. */
  readonly undo: (secret: string) => Promise<{ readonly voided: boolean }>;
  readonly logger: ApiLogger;
}

const base = implement({ center: { status: center.status }, moving: { undo: moving.undo } }).$context<ApiContext>();

/** All that a machine answers that its center has left: where it went, and the way back. */
export function createRetiredRouter({ version, now, moved, undo, logger }: RetiredParts) {
  const open = base.use(({ next, path }) => withTypedErrors(logger, path, async () => next()));
  return base.router({
    center: {
      status: open.center.status.handler(() => {
        const away = moved();
        const none = { setUp: false, name: null, clockSuspect: false, replacing: false };
        return { ...none, version, now: now(), ...(away ? { moved: away } : {}) };
      }),
    },
    moving: { undo: open.moving.undo.handler(({ input }) => undo(input.secret)) },
  });
}
