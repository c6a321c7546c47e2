import type { PulledAction, PulledFeed, PushOutput } from '../../contract/sync.ts';
import type { GiveBackOutput } from '../../contract/sync-return.ts';
import { testId } from '../../domain/cases/testing-facts.ts';
import { type ActionHeader, hashHeader, type SealedAction, sealAction } from '../../domain/log/action.ts';
import type { Json } from '../../domain/log/canonical-json.ts';
import { inOldOrder, nextSequence } from '../../domain/sync/epochs.ts';
import type { Verdict } from '../../domain/sync/verdict.ts';
import { sha256Suite } from '../environment.ts';
import type { StoredImportRow } from '../imports/port.ts';
import type { StoredAction } from '../log/port.ts';
import type { CityClient } from '../sync/client.ts';

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
  #lives = 1;
  #floor = 0;

  /** Takes an action, once; again it says what it said before. */
  take(stored: StoredAction | SealedAction, said: Verdict = accepted, rows?: readonly StoredImportRow[]): PulledAction {
    const { header, headerHash, payloadBytes, salt } = stored;
    const known = this.entries.find((entry) => entry.header.id === header.id);
    if (known) return known;
    const stream = `${header.streamKind} ${header.streamId}`;
    const streamSequence = nextSequence(this.#sequences.get(stream) ?? 0, this.#floor);
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

  /** Comes back from a backup of when it had so many entries, in a new life (SYNC-11). Resolves to what it forgot. */
  restoreTo(count: number): readonly PulledAction[] {
    this.#lives += 1;
    this.epoch = `e${this.#lives}`;
    this.#floor = this.#lives * 1_000;
    const lost = this.entries.splice(count);
    this.#sequences.clear();
    for (const { header, streamSequence } of this.entries) this.#note(header, streamSequence);
    return lost;
  }

  /** Takes back what an earlier life had confirmed, once; again it says where it stands. */
  takeBack(actions: readonly Omit<PulledAction, 'headerHash'>[]): GiveBackOutput {
    const answers = inOldOrder(actions).map((action) => {
      const { header } = action;
      let entry = this.entries.find((each) => each.header.id === header.id);
      if (!entry) {
        const { feed, payload, salt, rows, streamSequence, verdict, reason, detail } = action;
        const place = { position: this.entries.length + 1, streamSequence, verdict, reason, detail };
        const headerHash = hashHeader(header, sha256Suite);
        entry = { feed, header, headerHash, payload, salt, ...(rows ? { rows } : {}), ...place };
        this.entries.push(entry);
        this.#note(header, streamSequence);
      }
      const { feed, position, streamSequence, verdict, reason, detail } = entry;
      return { id: header.id, known: false, feed, position, streamSequence, verdict, reason, detail };
    });
    return { epoch: this.epoch, answers };
  }

  #note({ streamKind, streamId }: ActionHeader, streamSequence: number): void {
    const stream = `${streamKind} ${streamId}`;
    this.#sequences.set(stream, Math.max(streamSequence, this.#sequences.get(stream) ?? 0));
  }

  /** The calls of a return, for one station. */
  returnClient(): Pick<CityClient, 'offer' | 'giveBack' | 'settle'> {
    return {
      offer: async ({ epoch, feeds }) => {
        const held = new Set(this.entries.map(({ header }) => header.id));
        return { epoch, lacking: feeds.flatMap(({ ids }) => ids).filter((id) => !held.has(id)) };
      },
      giveBack: async ({ actions }) => this.takeBack(actions),
      settle: async ({ epoch }) => ({ epoch, receipt: { ...this.push([]).receipt, epoch } }),
    };
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
