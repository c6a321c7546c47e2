import type { ErrorCode } from '../../contract/errors.ts';
import { ServiceError } from '../../contract/errors.ts';
import type { SyncOverview } from '../../contract/sync-page.ts';
import { caseReaders, holdsAny } from '../../domain/access/roles.ts';
import { syncedOverview } from '../../renderer/sync/testing.ts';
import type { SyncHost } from '../../services/api/sync-host.ts';
import type { Caller } from '../../services/dependencies.ts';
import { requireSyncReader } from '../../services/sync/sync-page.ts';

interface Refusal {
  readonly code: ErrorCode;
  readonly fields?: Readonly<Record<string, string>>;
}

/** Stands in for the host of the sync worker: a test says what it answers, and sees what it was asked. */
export interface SyncStandIn extends SyncHost {
  /** How it stands, as a manager reads it. */
  says: SyncOverview;
  /** What it says once a round, an enrolment or a consent has gone through. */
  afterwards: SyncOverview;
  /** What the next enrolment is refused with. */
  refuses: Refusal | null;
  /** Rounds wait for it. */
  gate: Promise<void>;
  /** What was asked of it, in order. */
  asked: string[];
  reset(): void;
}

/** IT gets no word of a case, as from the real one. */
function readBy(caller: Caller, overview: SyncOverview): SyncOverview {
  requireSyncReader(caller);
  if (holdsAny(caller, caseReaders)) return overview;
  const attention = overview.attention.map((group) => ({
    ...group,
    caseId: null,
    caseNumber: null,
    items: group.items.map((item) => ({ ...item, detail: null })),
  }));
  return { ...overview, attention };
}

export function syncStandIn(): SyncStandIn {
  const fresh = () => ({
    says: syncedOverview,
    afterwards: syncedOverview,
    refuses: null,
    gate: Promise.resolve(),
    asked: [],
  });
  const standIn: SyncStandIn = {
    ...fresh(),
    reset: () => void Object.assign(standIn, fresh()),
    async corner() {
      const { status, waiting, lastCompleteAt } = standIn.says;
      return { status, waiting, lastCompleteAt };
    },
    overview: async (caller) => readBy(caller, standIn.says),
    now: (caller) => passed('now', caller),
    enrol(caller, { origin, code }) {
      if (!standIn.refuses) return passed(`enrol ${origin} ${code}`, caller);
      const { code: refusal, fields } = standIn.refuses;
      return Promise.reject(new ServiceError(refusal, fields ? { fields: { ...fields } } : {}));
    },
    consent: (caller) => passed('consent', caller),
  };
  async function passed(what: string, caller: Caller): Promise<SyncOverview> {
    standIn.asked.push(what);
    await standIn.gate;
    standIn.says = standIn.afterwards;
    return readBy(caller, standIn.says);
  }
  return standIn;
}
