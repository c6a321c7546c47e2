import type { PulledAction, PulledFeed, PushOutput } from '../../contract/sync.ts';
import { testId } from '../../domain/cases/testing-facts.ts';
import { type ActionHeader, type SealedAction, sealAction } from '../../domain/log/action.ts';
import type { Json } from '../../domain/log/canonical-json.ts';
import type { Verdict } from '../../domain/sync/verdict.ts';
import { sha256Suite } from '../environment.ts';
import type { StoredImportRow } from '../imports/port.ts';
import type { StoredAction } from '../log/port.ts';

export const FEED = '410105';
const OTHER_STATION = testId(0x0571);
const decoder = new TextDecoder('utf-8', { fatal: true });

export const accepted: Verdict = { verdict: 'accepted', reason: null, detail: null };
export const setAside: Verdict = { verdict: 'set_aside', reason: 'stale', detail: null };

/** For tests only: an action of another station, the n-th of its chain; nothing before it needs to be here. */
export function foreignAction(
  n: number,
  action: Pick<ActionHeader, 'streamId' | 'type'> & Partial<ActionHeader>,
  payload: Json = {},
): SealedAction {
  const unsealed = {
    id: testId(0x50000 + n),
    streamKind: 'case' as const,
    schemaVersion: 1,
    actorId: testId(0x88),
    stationId: OTHER_STATION,
    incarnation: 1,
    sequence: n,
    previousHash: 'f'.repeat(64),
    baseRevision: 1,
    deviceTime: 1_795_392_000_000 + n,
    clockOffset: null,
    ...action,
  };
  return sealAction(unsealed, payload, new Uint8Array(16).fill(n % 251), sha256Suite);
}

/** For tests only: one feed of a city, which says of each action what the test tells it to. */
export class StandInCity {
  epoch = 'e1';
  readonly entries: PulledAction[] = [];
  readonly #sequences = new Map<string, number>();

  /** Takes an action, once; again it says what it said before. */
  take(stored: StoredAction | SealedAction, said: Verdict = accepted, rows?: readonly StoredImportRow[]): PulledAction {
    const { header, headerHash, payloadBytes, salt } = stored;
    const known = this.entries.find((entry) => entry.header.id === header.id);
    if (known) return known;
    const stream = `${header.streamKind} ${header.streamId}`;
    const streamSequence = (this.#sequences.get(stream) ?? 0) + 1;
    this.#sequences.set(stream, streamSequence);
    const entry: PulledAction = {
      feed: FEED,
      header,
      headerHash,
      payload: payloadBytes && decoder.decode(payloadBytes),
      salt: salt && Buffer.from(salt).toString('hex'),
      position: this.entries.length + 1,
      streamSequence,
      ...said,
      ...(rows && {
        rows: rows.map((row) => ({
          caseId: row.caseId,
          payload: decoder.decode(row.payloadBytes),
          salt: Buffer.from(row.salt).toString('hex'),
        })),
      }),
    };
    this.entries.push(entry);
    return entry;
  }

  /** Says something else of an action from now on. */
  changeMind(actionId: string, said: Verdict): void {
    const index = this.entries.findIndex(({ header }) => header.id === actionId);
    const entry = this.entries[index];
    if (entry) this.entries[index] = { ...entry, ...said };
  }

  /** The answers to a push. */
  push(sent: readonly StoredAction[], verdictOf: (action: StoredAction) => Verdict = () => accepted): PushOutput {
    const entries = sent.map((action) => this.take(action, verdictOf(action)));
    const end = sent.at(-1);
    return {
      epoch: this.epoch,
      answers: entries.map(({ header, position, streamSequence, feed, verdict, reason, detail }) => ({
        id: header.id,
        known: false,
        feed,
        position,
        streamSequence,
        verdict,
        reason,
        detail,
      })),
      receipt: {
        stationId: end?.header.stationId ?? '',
        incarnation: end?.header.incarnation ?? 1,
        sequence: end?.header.sequence ?? 0,
        headerHash: end?.headerHash ?? '',
        epoch: this.epoch,
        at: 1_795_392_000_000,
        signature: 'signed',
      },
    };
  }

  /** What is behind a cursor, up to so many. */
  pull(from = 0, count = Number.POSITIVE_INFINITY): PulledFeed {
    const actions = this.entries.slice(from, from + count);
    const cursor = from + actions.length;
    return { feed: FEED, from, head: this.entries.length, cursor, mark: `mark ${this.epoch} ${cursor}`, actions };
  }
}
