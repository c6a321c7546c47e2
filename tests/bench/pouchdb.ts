import { join } from 'node:path';
import PouchDB from 'pouchdb-node';
import type { OutboxAction } from '../../services/sync/port.ts';
import { startServer } from './city-process.ts';

/** PouchDB's own defaults, said here because the comparison stands on them: with larger batches it is faster. */
const BATCH = { batch_size: 100, batches_limit: 10 };

/** PouchDB replicating documents of the same content to its own server, and from there to a second store. */
export interface PouchSide {
  /** Puts the actions as documents into the first store: they are there before a replication begins. */
  fill(actions: readonly OutboxAction[]): Promise<void>;
  /** First store → server. */
  push(): Promise<void>;
  /** Server → second store. */
  pull(): Promise<void>;
  close(): Promise<void>;
}

const decoder = new TextDecoder();

export async function startPouch(folder: string): Promise<PouchSide> {
  const server = await startServer('tests/bench/pouchdb-server.ts', [join(folder, 'pouch-server')]);
  const source = new PouchDB(join(folder, 'pouch-source'));
  const remote = new PouchDB(`${server.origin}/bench`);
  const target = new PouchDB(join(folder, 'pouch-target'));
  let written = 0;
  async function replicate(from: typeof source, to: typeof source): Promise<void> {
    const { ok } = await PouchDB.replicate(from, to, BATCH);
    const { doc_count } = await to.info();
    if (!ok || doc_count !== written) throw new Error(`PouchDB replicated ${doc_count} of ${written} documents`);
  }
  return {
    async fill(actions) {
      const documents = actions.map(({ header, headerHash, payloadBytes, salt }) => ({
        _id: header.id,
        header,
        headerHash,
        payload: payloadBytes && decoder.decode(payloadBytes),
        salt: salt && Buffer.from(salt).toString('hex'),
      }));
      await source.bulkDocs(documents);
      written += documents.length;
    },
    push: () => replicate(source, remote),
    pull: () => replicate(remote, target),
    async close() {
      await source.close();
      await target.close();
      await server.close();
    },
  };
}
