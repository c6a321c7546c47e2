import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testId } from '../domain/cases/testing-facts.ts';
import { sealedChain } from '../domain/log/testing.ts';
import { MAX_BATCH } from '../domain/sync/batches.ts';
import { sha256Suite } from '../services/environment.ts';
import { appendNext } from '../services/testing/store-fixture.ts';
import { openConnection } from './connection.ts';
import { migrate } from './migrate.ts';
import { embedded } from './migrations/index.ts';
import { openStore } from './open.ts';
import { testKey } from './testing.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-old-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A store as the program before sync left it, with a chain in which a clock was set back. */
function oldStore(path: string) {
  const chain = sealedChain([{ n: 1 }, { n: 2 }, { n: 3 }], sha256Suite);
  const connection = openConnection({ path, key: testKey, readonly: false, cacheMiB: 1 });
  const before = embedded.findIndex(({ tag }) => tag === '0007_sync');
  migrate(connection, { backUp: () => undefined, migrations: embedded.slice(0, before) });
  const { stationId, incarnation } = chain[0]?.header ?? { stationId: '', incarnation: 1 };
  const { client } = connection;
  client.prepare('INSERT INTO station (only, station_id, incarnation) VALUES (1, ?, ?)').run(stationId, incarnation);
  for (const { header, headerHash, payloadBytes, salt } of chain) {
    client
      .prepare(
        `INSERT INTO action_headers (id, stream_kind, stream_id, type, schema_version, actor_id, station_id, incarnation,
          sequence, previous_hash, payload_hash, header_hash, base_revision, device_time, clock_offset, algorithms)
        VALUES (@id, @streamKind, @streamId, @type, @schemaVersion, @actorId, @stationId, @incarnation, @sequence,
          @previousHash, @payloadHash, @headerHash, @baseRevision, @deviceTime, @clockOffset, @algorithms)`,
      )
      .run({ ...header, headerHash });
    client.prepare('INSERT INTO action_payloads VALUES (?, ?, ?)').run(header.sequence, payloadBytes, salt);
    client
      .prepare(
        'INSERT INTO chain_heads VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET sequence = excluded.sequence, header_hash = excluded.header_hash',
      )
      .run(stationId, incarnation, header.sequence, headerHash);
  }
  connection.close();
  return chain;
}

test('a store from before sync keeps its chain, its time and all that it has to send (LOG-3, LOG-10, SYNC-1)', async () => {
  const path = join(folder, 'center.db');
  const chain = oldStore(path);
  const store = await openStore({ path, key: testKey });
  const told = await store.read(async ({ log, sync }) => ({
    head: await log.head(),
    newest: await log.newestDeviceTime(),
    outbox: (await sync.outbox(MAX_BATCH)).map(({ header }) => header.id),
    count: await sync.waitingCount(),
  }));
  const last = chain.at(-1);
  expect(told).toEqual({
    head: { sequence: 3, headerHash: last?.headerHash },
    newest: Math.max(...chain.map(({ header }) => header.deviceTime)),
    outbox: chain.map(({ header }) => header.id),
    count: 3,
  });
  await store.write((writes) => appendNext(writes, { id: testId(9), streamId: testId(100) }));
  expect((await store.read(({ log }) => log.head())).sequence).toBe(4);
  await store.close();
});
