import type { PulledFeed, PushOutput, WireAction } from '../../contract/sync.ts';
import type { Reads } from '../ports.ts';
import { applyPull, applyPushAnswers, type SyncDependencies } from './apply.ts';
import type { OutboxAction } from './port.ts';
import type { RoundResult, RoundStore } from './round.ts';

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
    outbox: (limits) => store.read(async (reads) => wireOutbox(reads, await reads.sync.outbox(limits), feed)),

    async place() {
      return store.read(async ({ sync }) => {
        const { epoch } = await sync.state();
        const cursors = await sync.cursors();
        const home = cursors.some((cursor) => cursor.feed === feed) ? [] : [{ feed, position: 0 }];
        return {
          epoch,
          cursors: [...cursors.map((cursor) => ({ feed: cursor.feed, position: cursor.position })), ...home],
        };
      });
    },

    keepAnswers: (output: PushOutput) => applyPushAnswers(dependencies, output),

    async applyFeed(pulled: PulledFeed, epoch: string) {
      const { outcome } = await applyPull(dependencies, pulled, epoch, { consented: consented() });
      return outcome === 'needs_consent' ? 'consent' : 'applied';
    },

    async noteClock(offsetMs) {
      await store.write(({ sync }) => sync.noteClock(offsetMs));
      onClock(offsetMs);
    },

    async noteRound({ outcome, failure }: RoundResult) {
      const at = environment.now();
      await store.write(({ sync }) => sync.noteRound({ at, complete: outcome === 'complete', failure }));
    },
  };
}

/** Own actions as they travel, a chunk of an import with its rows (LOG-7). */
async function wireOutbox(
  { imports }: Pick<Reads, 'imports'>,
  actions: readonly OutboxAction[],
  home: string,
): Promise<readonly WireAction[]> {
  const wires: WireAction[] = [];
  for (const { header, payloadBytes, salt, feed } of actions) {
    const rows = header.type === 'import.chunk' ? await imports.rows(header.id) : null;
    wires.push({
      feed: feed ?? home,
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
    });
  }
  return wires;
}
