import type { ErrorCode } from '../../contract/errors.ts';
import { ServiceError } from '../../contract/errors.ts';
import type { LineInput, LineStep, LineView } from '../../contract/sync-line.ts';
import type { SyncOverview } from '../../contract/sync-page.ts';
import { may } from '../../domain/access/permissions.ts';
import { defaultLine } from '../../domain/sync/line.ts';
import { syncedOverview } from '../../renderer/sync/testing.ts';
import { requireRight } from '../../services/access/rights.ts';
import type { SyncHost } from '../../services/api/sync-host.ts';
import type { Caller } from '../../services/dependencies.ts';
import { noReplacement } from '../support/no-sync.ts';

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
  /** How its line is set, and what a try of it finds. */
  lineIs: LineView;
  tryFinds: readonly LineStep[];
  /** What it was told of its line, newest last. */
  lineAsked: LineInput[];
  /** Rounds wait for it. */
  gate: Promise<void>;
  /** What was asked of it, in order. */
  asked: string[];
  reset(): void;
}

const refusalOf = ({ code, fields }: Refusal) => new ServiceError(code, fields ? { fields: { ...fields } } : {});

/** IT gets no word of a case, as from the real one. */
function readBy(caller: Caller, overview: SyncOverview): SyncOverview {
  requireRight(caller, 'sync.overview');
  if (may(caller.roles, 'cases.get')) return overview;
  const attention = overview.attention.map((group) => ({
    ...group,
    caseId: null,
    caseNumber: null,
    items: group.items.map((item) => ({ ...item, actor: null, detail: null })),
  }));
  return { ...overview, attention };
}

export function syncStandIn(): SyncStandIn {
  const fresh = () => ({
    says: syncedOverview,
    afterwards: syncedOverview,
    refuses: null,
    lineIs: { ...defaultLine, proxy: null, trusted: [] },
    tryFinds: [],
    lineAsked: [],
    gate: Promise.resolve(),
    asked: [],
  });
  const standIn: SyncStandIn = {
    ...fresh(),
    reset: () => void Object.assign(standIn, fresh()),
    async diagnosis() {
      standIn.asked.push('diagnosis');
      return new File(['zip'], '诊断包-202611261610.zip', { type: 'application/zip' });
    },
    replacement: noReplacement,
    line: {
      settings: async () => standIn.lineIs,
      async change(_caller, input) {
        standIn.lineAsked.push(input);
        if (standIn.refuses) throw refusalOf(standIn.refuses);
        return standIn.lineIs;
      },
      async check(_caller, { line, origin }) {
        standIn.asked.push(`check ${origin ?? 'the known city'}`);
        standIn.lineAsked.push(line);
        return [...standIn.tryFinds];
      },
    },
    async corner() {
      const { status, waiting, waitingFiles, lastCompleteAt } = standIn.says;
      return { status, waiting, waitingFiles, lastCompleteAt };
    },
    filePlaces: async (hashes) => new Map(hashes.map((hash) => [hash, 'at_city'])),
    overview: async (caller) => readBy(caller, standIn.says),
    now: (caller) => passed('now', caller),
    enrol(caller, { origin, code }) {
      if (!standIn.refuses) return passed(`enrol ${origin} ${code}`, caller);
      return Promise.reject(refusalOf(standIn.refuses));
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
