import { implement } from '@orpc/server';
import { center } from '../../contract/center.ts';
import { ServiceError } from '../../contract/errors.ts';
import { type KeyLock, keys } from '../../contract/keys.ts';
import type { ApiContext } from './context.ts';
import { type ApiLogger, withTypedErrors } from './typed-errors.ts';

export interface LockedParts {
  readonly version: string;
  readonly now: () => number;
  /** Null once somebody has unlocked. */
  readonly lock: () => KeyLock | null;
  /** @throws ServiceError INVALID_INPUT with what is wrong, at `secret`. */
  readonly unlock: (secret: string) => Promise<void>;
  readonly logger: ApiLogger;
}

const base = implement({ center: { status: center.status }, keys: { unlock: keys.unlock } }).$context<ApiContext>();

/** All that a center answers while its keys are locked: why, and whether what was typed opens them. */
export function createLockedRouter({ version, now, lock, unlock, logger }: LockedParts) {
  const open = base.use(({ next, path }) => withTypedErrors(logger, path, async () => next()));
  return base.router({
    center: {
      status: open.center.status.handler(() => {
        const why = lock();
        const none = { setUp: false, name: null, clockSuspect: false, replacing: false };
        return { ...none, version, now: now(), ...(why ? { lock: why } : {}) };
      }),
    },
    keys: {
      unlock: open.keys.unlock.handler(async ({ input }) => {
        if (!lock()) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '数据已经打开了，请刷新这一页。' });
        await unlock(input.secret);
        return { unlocked: true as const };
      }),
    },
  });
}
