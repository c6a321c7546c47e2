import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testId } from '../domain/cases/testing-facts.ts';
import { actionIdOf, addCase, appendNext, orderErasure, testCase } from '../services/testing/store-fixture.ts';
import { openConnection } from './connection.ts';
import { openStore } from './open.ts';
import { testKey } from './testing.ts';
import { Writer } from './writer.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-open-'));
  path = join(folder, 'center.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (options: Partial<Parameters<typeof openStore>[0]> = {}) => openStore({ path, key: testKey, ...options });
const raw = () => openConnection({ path, key: testKey, readonly: false, cacheMiB: 1 });
const bytes = () => readFileSync(path);

describe('opening', () => {
  test('makes the folder and the store, and gives the same station back for ever', async () => {
    path = join(folder, 'a', 'b', 'center.db');
    const first = await open();
    await first.close();
    const second = await open({ station: { stationId: 'another', incarnation: 9 } });
    expect(second.station).toEqual(first.station);
    expect(second.station.incarnation).toBe(1);
    await second.close();
  });

  test('the file is encrypted: neither a planted name nor the header of SQLite is in any file of the folder', async () => {
    const store = await open();
    const planted = '藏在店里的名字';
    await store.write(async (writes) => {
      await addCase(writes, testCase(1, { registration: { title: planted } }));
      await appendNext(writes, { id: testCase(2).state.id, streamId: testCase(2).state.id, payload: { planted } });
    });
    const files = () => readdirSync(folder).filter((name) => name.startsWith('center.db') && !/lock|owner/.test(name));
    const holding = (needle: string) => files().filter((name) => readFileSync(join(folder, name)).includes(needle));
    expect(files()).toContain('center.db-wal');
    expect([holding(planted), holding('SQLite format 3'), holding('CREATE TABLE')]).toEqual([[], [], []]);
    await store.searchable();
    expect(await store.read(({ cases }) => cases.search(planted, 1))).toHaveLength(1);
    await store.close();
    expect([holding(planted), holding('SQLite format 3'), holding('CREATE TABLE')]).toEqual([[], [], []]);
  });

  test('a wrong key is a clear refusal, and leaves the file as it is', async () => {
    await (await open()).close();
    const before = bytes();
    const wrong = open({ key: new Uint8Array(32).fill(8) });
    await expect(wrong).rejects.toMatchObject({ code: 'WRONG_KEY', message: expect.stringContaining('密钥不对') });
    expect(bytes().equals(before)).toBe(true);
    await (await open()).close();
  });

  test('a file that is no store is refused and left as it is', async () => {
    writeFileSync(path, '这不是数据库'.repeat(2_000));
    const before = bytes();
    await expect(open()).rejects.toMatchObject({ code: 'WRONG_KEY' });
    expect(bytes().equals(before)).toBe(true);
  });

  test('a store from a newer version is refused with a message, and never changed', async () => {
    await (await open()).close();
    const connection = raw();
    connection.client.exec(`INSERT INTO migrations VALUES (9999, '9999_later', 'x', 0); PRAGMA user_version = 9999`);
    connection.close();
    const before = bytes();
    for (const readonly of [false, true]) {
      const refused = open({ readonly });
      await expect(refused).rejects.toMatchObject({
        code: 'STORE_NEWER',
        message: expect.stringContaining('更新版本'),
      });
    }
    expect(bytes().equals(before)).toBe(true);
  });

  test('a store whose migrations are not this program’s is refused', async () => {
    await (await open()).close();
    const connection = raw();
    connection.client.exec(`UPDATE migrations SET hash = 'another' WHERE ordinal = 0`);
    connection.close();
    await expect(open()).rejects.toMatchObject({ code: 'STORE_FOREIGN' });
  });
});

describe('one process at a time', () => {
  test('the same process cannot open it twice either', async () => {
    const first = await open();
    await expect(open()).rejects.toMatchObject({ code: 'STORE_LOCKED' });
    await first.close();
    await (await open()).close();
  });

  test('a reader beside it sees what is committed, and may not write', async () => {
    const owner = await open();
    await owner.write((writes) => addCase(writes, testCase(1)));
    const reader = await open({ readonly: true });
    expect(await reader.read(({ ledger }) => ledger.count())).toBe(1);
    await expect(reader.write(async () => undefined)).rejects.toMatchObject({ code: 'STORE_READ_ONLY' });
    await reader.close();
    await owner.close();
    await expect(open({ readonly: true, path: join(folder, 'none.db') })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('faults', () => {
  test('a full disk: the write is refused as DISK_FULL, leaves nothing, and goes through once there is room', async () => {
    await (await open()).close();
    const connection = raw();
    const writer = new Writer(connection, (error) => expect.unreachable(String(error)));
    await writer.write((writes) => addCase(writes, testCase(1)));
    const fill = () =>
      writer.write(async (writes) => {
        for (let n = 1; n <= 400; n += 1) {
          const ids = { id: testId(n), streamId: testId(n) };
          await appendNext(writes, { ...ids, payload: { facts: '满'.repeat(4_000) } });
        }
        await addCase(writes, testCase(2));
      });
    const left = () =>
      writer.write(async ({ log, ledger }) => ({ head: (await log.head()).sequence, cases: await ledger.count() }));
    // SQLite's own limit of pages fails as a full disk does: SQLITE_FULL, from the middle of a statement.
    const pages = Number(connection.client.pragma('page_count', { simple: true }));
    connection.client.pragma(`max_page_count = ${pages + 100}`);
    await expect(fill()).rejects.toMatchObject({ code: 'DISK_FULL', message: expect.stringContaining('磁盘已满') });
    expect(await left()).toEqual({ head: 1, cases: 1 });
    connection.client.pragma('max_page_count = 1000000');
    await fill();
    expect(await left()).toEqual({ head: 402, cases: 2 });
    await writer.close();
  });

  test('a store that turns read-only while it is open refuses writes, and goes on reading', async () => {
    await (await open()).close();
    const connection = raw();
    const writer = new Writer(connection, (error) => expect.unreachable(String(error)));
    connection.client.pragma('query_only = ON');
    const failing = writer.write((writes) => addCase(writes, testCase(1)));
    await expect(failing).rejects.toMatchObject({
      code: 'STORE_READ_ONLY',
      message: expect.stringContaining('不能写入'),
    });
    connection.client.pragma('query_only = OFF');
    await writer.write((writes) => addCase(writes, testCase(1)));
    await writer.close();
  });

  test('a store that another connection keeps locked is busy for a while, then a clear refusal', async () => {
    const store = await open({ busyTimeout: 50 });
    const other = raw();
    other.client.exec('BEGIN IMMEDIATE');
    const failing = store.write((writes) => addCase(writes, testCase(1)));
    await expect(failing).rejects.toMatchObject({ code: 'STORE_BUSY', message: expect.stringContaining('正忙') });
    other.client.exec('ROLLBACK');
    other.close();
    await store.write((writes) => addCase(writes, testCase(1)));
    await store.close();
  });
});

describe('history is kept by the store itself (LOG-3, LOG-8, SYNC-15)', () => {
  test.each([
    'UPDATE action_headers SET actor_id = 1',
    'DELETE FROM action_headers',
    'UPDATE action_payloads SET payload = 1',
    'DELETE FROM action_payloads',
    'UPDATE erasures SET erasure_id = 1',
    'DELETE FROM erasures',
    'UPDATE chain_heads SET sequence = sequence - 1',
    "UPDATE chain_heads SET header_hash = 'x'",
    'DELETE FROM chain_heads',
    'UPDATE number_counters SET last = last - 1',
    'DELETE FROM number_counters',
    'UPDATE access_log SET subject = 1',
    'DELETE FROM access_log',
    // Replacing a row fires no trigger of its deletion.
    `REPLACE INTO action_headers SELECT position, id, stream_kind, stream_id, type, schema_version, 'x', station_id,
      incarnation, 3, (SELECT header_hash FROM chain_heads), payload_hash, 'x', base_revision, device_time, clock_offset,
      algorithms FROM action_headers LIMIT 1`,
    `REPLACE INTO action_headers SELECT 9999, id, stream_kind, stream_id, type, schema_version, 'x', station_id,
      incarnation, 3, (SELECT header_hash FROM chain_heads), payload_hash, 'x', base_revision, device_time, clock_offset,
      algorithms FROM action_headers LIMIT 1`,
    'REPLACE INTO action_payloads SELECT position, 1, salt FROM action_payloads',
    'REPLACE INTO erasures SELECT action_id, 1 FROM erasures',
    "REPLACE INTO chain_heads SELECT station_id, incarnation, sequence, 'x', newest_device_time FROM chain_heads",
    'UPDATE chain_heads SET sequence = sequence + 1, newest_device_time = newest_device_time - 1',
    'REPLACE INTO number_counters SELECT series, year, 0 FROM number_counters',
    'REPLACE INTO number_counters SELECT series, year, last FROM number_counters',
    'UPDATE number_blocks SET next = next - 1',
    'UPDATE number_blocks SET given_up = 0, last = last + 1',
    'DELETE FROM number_blocks',
    'REPLACE INTO number_blocks SELECT series, year, first, last, 1, incarnation, epoch, 0 FROM number_blocks',
    'REPLACE INTO access_log SELECT position, at, staff_id, kind, 1, reason, digest FROM access_log',
    'UPDATE journal_ends SET count = count - 1',
    "UPDATE journal_ends SET digest = 'x'",
    'DELETE FROM journal_ends',
    "REPLACE INTO journal_ends SELECT journal, count + 1, 'x' FROM journal_ends",
    'REPLACE INTO import_rows SELECT seq, case_id, 1, salt FROM import_rows',
    'UPDATE import_rows SET payload = 1',
    'DELETE FROM import_rows',
    'REPLACE INTO receipts SELECT position, feed, 9, 9, verdict, reason, detail, epoch, received_at FROM receipts',
    "UPDATE receipts SET verdict = 'accepted'",
    'DELETE FROM receipts',
    "REPLACE INTO verdicts SELECT ordinal, position, 9, 9, 'held', reason, detail, epoch, 9 FROM verdicts",
    "UPDATE verdicts SET verdict = 'held'",
    'DELETE FROM verdicts',
    "REPLACE INTO chain_receipts SELECT ordinal, station_id, incarnation, 9, 'x', epoch, at, 'x' FROM chain_receipts",
    'UPDATE chain_receipts SET sequence = 9',
    'DELETE FROM chain_receipts',
    'UPDATE feed_cursors SET position = position - 1',
    "INSERT INTO chain_heads VALUES ('another station', 1, 1, 'x', 0)",
  ])('%s is refused', async (sql) => {
    const store = await open();
    await store.write(async (writes) => {
      await addCase(writes, testCase(1));
      await addCase(writes, testCase(2));
      await writes.numbers.next('case', 2026);
      await writes.numbers.keepBlocks('case', 2026, [{ first: 2, last: 9 }], 'e1');
      await writes.numbers.takeOfBlock('case', 2026, 2);
      const row = { caseId: testId(9), payloadBytes: Buffer.from('{}'), salt: new Uint8Array(16), index: 0 };
      await writes.imports.keepRows(actionIdOf(testCase(1)), [row]);
      await orderErasure(writes, testId(77));
      await writes.log.erasePayloads(testId(77), [actionIdOf(testCase(2))]);
      for (const verdict of ['set_aside', 'accepted'] as const) {
        const place = { feed: '410105', position: 1, streamSequence: 1, reason: null, detail: null };
        const word = { id: actionIdOf(testCase(1)), ...place, verdict };
        await writes.sync.keepReceipts([word], { epoch: 'e1', receivedAt: 1 });
      }
      await writes.sync.moveCursor({ feed: '410105', position: 1, head: 1, epoch: 'e1', mark: null });
      const end = { ...(await writes.log.station()), ...(await writes.log.head()) };
      await writes.sync.keepChainReceipt({ ...end, epoch: 'e1', at: 1, signature: 's' });
      await writes.sessions.noteAccess({ at: 1, staffId: testId(1), kind: 'case', subject: testId(1) });
    });
    await store.close();
    const connection = raw();
    expect(() => connection.client.exec(sql)).toThrow(/LOG-|SYNC-/);
    connection.close();
  });
});
