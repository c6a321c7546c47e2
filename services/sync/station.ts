import type { PulledBackfill, PulledFeed, PushOutput, WireAction } from '../../contract/sync.ts';
import type { ReturnedAction } from '../../contract/sync-return.ts';
import { hasRowsBeside } from '../../domain/imports/import.ts';
import { type BatchLimits, batchLength } from '../../domain/sync/batches.ts';
import type { StoredAction } from '../log/port.ts';
import { keepNumbers, wantedNumbers } from '../numbers/reserve.ts';
import type { Reads, StationReads } from '../ports.ts';
import { applyBackfill, applyPull, applyPushAnswers, applyReturned, type SyncDependencies } from './apply.ts';
import type { Cursor, OutboxAction } from './port.ts';
import type { RoundResult, RoundStore } from './round.ts';
import { takeEpoch } from './take-epoch.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

export interface StationSyncOptions {
  /** The home feed of the station: that of its district. */
  readonly feed: string;
  /** Whether a person has agreed to what a halted pull would take away (SYNC-12). */
  readonly consented?: () => boolean;
  readonly onClock?: (offsetMs: number) => void;
}

/** What a round of sync reads and writes at a station, over its store. */
export function stationRoundStore(dependencies: SyncDependencies, options: StationSyncOptions): RoundStore {
  const { store, environment } = dependencies;
  const { feed, consented = () => false, onClock = () => undefined } = options;
  return {
    outbox: (limits, after) =>
      store.read(async (reads) => wireOutbox(reads, await reads.sync.outbox(limits, after), feed)),

    async place() {
      return store.read(async ({ sync }) => {
        const { epoch } = await sync.state();
        const cursors = await sync.cursors();
        const begun = new Set(cursors.map((cursor) => cursor.feed));
        // The home feed, and what the city tells everybody: which centers there are.
        const fresh = [feed, 'city'].filter((each) => !begun.has(each)).map((each) => ({ feed: each, position: 0 }));
        // A position of another epoch is none: what came back since may stand before it (SYNC-11).
        const positionOf = (cursor: Cursor) => (cursor.epoch === epoch ? cursor.position : 0);
        return {
          epoch,
          cursors: [...cursors.map((cursor) => ({ feed: cursor.feed, position: positionOf(cursor) })), ...fresh],
          backfills: await sync.backfills(),
        };
      });
    },

    async proofs() {
      return store.read(async ({ sync }) => {
        const { epoch } = await sync.state();
        const marks = (await sync.cursors()).flatMap(({ mark, epoch: of }) => (mark && of === epoch ? [mark] : []));
        return { receipt: await sync.chainReceipt(), marks };
      });
    },

    confirmed: (after, count) => store.read(({ sync }) => sync.confirmed(after, count)),
    returning: (ids, limits) => store.read((reads) => returning(reads, ids, limits)),
    keepReturned: (output) => applyReturned(dependencies, output),

    async settled({ epoch, receipt }) {
      await store.write(async (writes) => {
        await writes.sync.keepChainReceipt(receipt);
        await takeEpoch(writes, epoch);
      });
    },

    keepAnswers: (output: PushOutput) => applyPushAnswers(dependencies, output),

    async applyFeed(pulled: PulledFeed, epoch: string) {
      const { outcome } = await applyPull(dependencies, pulled, epoch, { consented: consented() });
      return outcome === 'needs_consent' ? 'consent' : 'applied';
    },

    wantedNumbers: (epoch) => wantedNumbers(dependencies, epoch),
    keepNumbers: (output) => keepNumbers(dependencies, output),
    async applyPast(pulled: PulledBackfill, epoch: string) {
      const { outcome } = await applyBackfill(dependencies, pulled, epoch, { consented: consented() });
      return outcome === 'needs_consent' ? 'consent' : 'applied';
    },

    async noteClock(offsetMs) {
      await store.write(({ sync }) => sync.noteClock(offsetMs));
      onClock(offsetMs);
    },

    async noteRound({ outcome, failure, failureCode }: RoundResult) {
      const at = environment.now();
      await store.write(({ sync }) => sync.noteRound({ at, complete: outcome === 'complete', failure, failureCode }));
    },
  };
}

/** Own actions as they travel. */
async function wireOutbox(
  reads: Pick<Reads, 'imports'>,
  actions: readonly OutboxAction[],
  home: string,
): Promise<readonly WireAction[]> {
  const wires: WireAction[] = [];
  // A push is of one life of the station (SYNC-14).
  const life = actions[0]?.header.incarnation;
  const ofLife = actions.findIndex(({ header }) => header.incarnation !== life);
  for (const action of actions.slice(0, ofLife < 0 ? undefined : ofLife))
    wires.push(await wireOf(reads, action, action.feed ?? home));
  return wires;
}

/** An action as it travels, with the rows that are kept beside it (LOG-7). */
async function wireOf(
  { imports }: Pick<Reads, 'imports'>,
  { header, payloadBytes, salt }: StoredAction,
  feed: string,
): Promise<WireAction> {
  const rows = hasRowsBeside(header) ? await imports.rows(header.id) : null;
  return {
    feed,
    header,
    payload: payloadBytes && decoder.decode(payloadBytes),
    salt: salt && hex(salt),
    ...(rows
      ? {
          rows: rows.map((row) => ({
            caseId: row.caseId,
            payload: decoder.decode(row.payloadBytes),
            salt: hex(row.salt),
          })),
        }
      : {}),
  };
}

/** Headers and JSON around a payload, in bytes, about. */
const AROUND = 1_200;

async function returning(
  reads: Pick<StationReads, 'imports' | 'log' | 'sync'>,
  ids: readonly string[],
  limits: BatchLimits,
): Promise<readonly ReturnedAction[]> {
  const actions: ReturnedAction[] = [];
  const sizes: number[] = [];
  for (const id of ids) {
    const stored = await reads.log.find(id);
    const word = await reads.sync.receiptOf(id);
    if (!stored || !word) throw new Error(`action ${id} was offered and is not confirmed`);
    const { feed, position, streamSequence, verdict, reason, detail, epoch } = word;
    const wire = await wireOf(reads, stored, feed);
    const rows = wire.rows?.reduce((sum, row) => sum + row.payload.length, 0) ?? 0;
    sizes.push(AROUND + (stored.payloadBytes?.byteLength ?? 0) + rows);
    if (batchLength(sizes, limits) < sizes.length) break;
    actions.push({ ...wire, position, streamSequence, verdict, reason, detail, epoch });
  }
  return actions;
}
