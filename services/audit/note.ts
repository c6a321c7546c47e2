import type { AccessKind } from '../../domain/log/access.ts';
import type { Caller } from '../dependencies.ts';
import type { StationStore } from '../ports.ts';

/** What somebody is given only once it is noted that they asked. */
export interface KeptUse {
  readonly kind: AccessKind;
  /** What it is about, in words or as an id: it stands in the auditor's list. */
  readonly subject: string;
}

/**
 * Notes what somebody takes out of the center, before it is given: what cannot be noted is refused (个人信息保护法 51).
 * @throws ServiceError STORE_READ_ONLY, DISK_FULL, STORE_BUSY
 */
export function noteUse(
  store: Pick<StationStore, 'write'>,
  at: number,
  { staffId }: Pick<Caller, 'staffId'>,
  { kind, subject }: KeptUse,
): Promise<void> {
  return store.write(({ sessions }) => sessions.noteAccess({ at, staffId, kind, subject }));
}
