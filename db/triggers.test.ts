import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testId } from '../domain/cases/testing-facts.ts';
import { actionIdOf, addCase, appendNext, orderErasure, testCase } from '../services/testing/store-fixture.ts';
import { type Connection, openConnection } from './connection.ts';
import { openStore } from './open.ts';
import { testKey } from './testing.ts';

const [one, other] = [testCase(1), testCase(2)];
const idOf = (of: typeof one) => `'${actionIdOf(of)}'`;
const order = testId(77);

let folder: string;
let connection: Connection;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-triggers-'));
  const path = join(folder, 'center.db');
  const store = await openStore({ path, key: testKey });
  await store.write(async (writes) => {
    await addCase(writes, one);
    await addCase(writes, other);
    await writes.numbers.next('case', 2026);
    await writes.numbers.keepBlocks('case', 2026, [{ first: 2, last: 9 }], 'e1');
    await writes.numbers.takeOfBlock('case', 2026, 2);
    const row = { caseId: testId(9), payloadBytes: Buffer.from('{}'), salt: new Uint8Array(16), index: 0 };
    await writes.imports.keepRows(actionIdOf(one), [row]);
    await orderErasure(writes, order);
    await writes.log.erasePayloads(order, [actionIdOf(other)]);
    // An order that nobody asked for, one that its own author asked for, and a request that came after its order.
    await appendNext(writes, { id: testId(81), streamId: testId(801), streamKind: 'erasure', type: 'log.erased' });
    const own = { streamId: testId(802), streamKind: 'erasure' } as const;
    await appendNext(writes, { ...own, id: testId(82), type: 'erasure.requested' });
    await appendNext(writes, { ...own, id: testId(83), type: 'log.erased' });
    const late = { streamId: testId(803), streamKind: 'erasure' } as const;
    await appendNext(writes, { ...late, id: testId(84), type: 'log.erased' });
    await appendNext(writes, { ...late, id: testId(85), type: 'erasure.requested', actorId: testId(2) });
    const place = { feed: '410105', position: 1, streamSequence: 1, reason: null, detail: null };
    for (const verdict of ['set_aside', 'accepted'] as const) {
      await writes.sync.keepReceipts([{ id: actionIdOf(one), ...place, verdict }], { epoch: 'e1', receivedAt: 1 });
    }
    await writes.sync.moveCursor({ feed: '410105', position: 1, head: 1, epoch: 'e1', mark: null });
    const end = { ...(await writes.log.station()), ...(await writes.log.head()) };
    await writes.sync.keepChainReceipt({ ...end, epoch: 'e1', at: 1, signature: 's' });
    await writes.sessions.noteAccess({ at: 1, staffId: testId(1), kind: 'case', subject: testId(1) });
  });
  await store.close();
  connection = openConnection({ path, key: testKey, readonly: false, cacheMiB: 1 });
  connection.client.exec(`INSERT INTO journal_marks VALUES ('actions', 100, 'x');
    INSERT INTO city_anchors ${anchorRow()}`);
});
afterAll(() => {
  connection.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Any row that the table takes: of every column a value of its kind. */
function anchorRow(): string {
  const columns = connection.client.pragma('table_info(city_anchors)') as { name: string; type: string }[];
  return `VALUES (${columns.map(({ type }) => (type.toLowerCase().startsWith('int') ? '1' : "'x'")).join(', ')})`;
}

const headerAs = (change: Readonly<Record<string, string>>): string => {
  const columns = (connection.client.pragma('table_info(action_headers)') as { name: string }[]).map(
    ({ name }) => name,
  );
  return columns.map((name) => change[name] ?? name).join(', ');
};
const nextHeader = {
  sequence: '(SELECT sequence + 1 FROM chain_heads)',
  previous_hash: '(SELECT header_hash FROM chain_heads)',
};
const copyOfHeader = (change: Readonly<Record<string, string>>) =>
  `REPLACE INTO action_headers SELECT ${headerAs(change)} FROM action_headers WHERE id = ${idOf(one)}`;

/** What each trigger refuses. A trigger without a line here, and a line without its trigger, fail the first test. */
const refused: Readonly<Record<string, readonly (() => string)[]>> = {
  action_headers_no_update: [
    () => "UPDATE action_headers SET actor_id = 'x'",
    () => 'UPDATE action_headers SET type = type',
  ],
  action_headers_no_delete: [
    () => 'DELETE FROM action_headers',
    () => `DELETE FROM action_headers WHERE id = ${idOf(other)}`,
  ],
  action_headers_no_replace: [
    () => copyOfHeader({ ...nextHeader, header_hash: "'x'" }),
    () => copyOfHeader({ ...nextHeader, position: '9999' }),
  ],
  action_headers_next_of_chain: [() => copyOfHeader({ position: '9999', id: "'new'" })],
  action_payloads_no_update: [
    () => 'UPDATE action_payloads SET payload = 1',
    () =>
      `UPDATE action_payloads SET salt = 1 WHERE position = (SELECT position FROM action_headers WHERE id = ${idOf(one)})`,
  ],
  action_payloads_no_delete: [
    () => 'DELETE FROM action_payloads',
    () => `DELETE FROM action_payloads WHERE position = (SELECT position FROM action_headers WHERE id = ${idOf(one)})`,
  ],
  action_payloads_no_replace: [() => 'REPLACE INTO action_payloads SELECT position, 1, salt FROM action_payloads'],
  import_rows_no_update: [() => 'UPDATE import_rows SET payload = 1'],
  import_rows_no_delete: [() => 'DELETE FROM import_rows'],
  import_rows_no_replace: [() => 'REPLACE INTO import_rows SELECT seq, case_id, 1, salt FROM import_rows'],
  erasures_no_update: [() => 'UPDATE erasures SET erasure_id = 1'],
  erasures_no_delete: [() => 'DELETE FROM erasures'],
  erasures_no_replace: [() => `REPLACE INTO erasures SELECT action_id, '${order}' FROM erasures`],
  erasures_by_two: [
    () => `INSERT INTO erasures VALUES (${idOf(one)}, 'no action')`,
    () => `INSERT INTO erasures VALUES (${idOf(one)}, ${idOf(other)})`,
    ...[81, 83, 84, 85].map((n) => () => `INSERT INTO erasures VALUES (${idOf(one)}, '${testId(n)}')`),
  ],
  chain_heads_only_forward: [
    () => 'UPDATE chain_heads SET sequence = sequence - 1',
    () => "UPDATE chain_heads SET header_hash = 'x'",
    () => 'UPDATE chain_heads SET sequence = sequence + 1, newest_device_time = newest_device_time - 1',
  ],
  chain_heads_no_delete: [() => 'DELETE FROM chain_heads'],
  chain_heads_no_replace: [
    () => "REPLACE INTO chain_heads SELECT station_id, incarnation, sequence, 'x', newest_device_time FROM chain_heads",
  ],
  chain_heads_own: [() => "INSERT INTO chain_heads VALUES ('another station', 1, 1, 'x', 0)"],
  number_counters_only_up: [() => 'UPDATE number_counters SET last = last - 1'],
  number_counters_no_delete: [() => 'DELETE FROM number_counters'],
  number_counters_no_replace: [() => 'REPLACE INTO number_counters SELECT series, year, last FROM number_counters'],
  number_blocks_only_up: [() => 'UPDATE number_blocks SET next = next - 1'],
  number_blocks_no_delete: [() => 'DELETE FROM number_blocks'],
  number_blocks_no_replace: [
    () => 'REPLACE INTO number_blocks SELECT series, year, first, last, 1, incarnation, epoch, 0 FROM number_blocks',
  ],
  access_log_no_update: [() => 'UPDATE access_log SET subject = 1'],
  access_log_no_delete: [() => 'DELETE FROM access_log'],
  access_log_no_replace: [
    () => 'REPLACE INTO access_log SELECT position, at, staff_id, kind, 1, reason, digest FROM access_log',
  ],
  receipts_no_update: [() => "UPDATE receipts SET verdict = 'accepted'"],
  receipts_no_delete: [() => 'DELETE FROM receipts'],
  receipts_no_replace: [
    () =>
      'REPLACE INTO receipts SELECT position, feed, 9, 9, verdict, reason, detail, epoch, received_at FROM receipts',
  ],
  verdicts_no_update: [() => "UPDATE verdicts SET verdict = 'held'"],
  verdicts_no_delete: [() => 'DELETE FROM verdicts'],
  verdicts_no_replace: [
    () => "REPLACE INTO verdicts SELECT ordinal, position, 9, 9, 'held', reason, detail, epoch, 9 FROM verdicts",
  ],
  chain_receipts_no_update: [() => 'UPDATE chain_receipts SET sequence = 9'],
  chain_receipts_no_delete: [() => 'DELETE FROM chain_receipts'],
  chain_receipts_no_replace: [
    () =>
      "REPLACE INTO chain_receipts SELECT ordinal, station_id, incarnation, 9, 'x', epoch, at, 'x' FROM chain_receipts",
  ],
  feed_cursors_only_forward: [() => 'UPDATE feed_cursors SET position = position - 1'],
  journal_ends_no_step_back: [() => "UPDATE journal_ends SET digest = 'x'"],
  journal_ends_no_delete: [() => 'DELETE FROM journal_ends'],
  journal_ends_no_replace: [() => "REPLACE INTO journal_ends SELECT journal, count + 1, 'x' FROM journal_ends"],
  journal_marks_no_update: [() => "UPDATE journal_marks SET digest = 'y'"],
  journal_marks_no_delete: [() => 'DELETE FROM journal_marks'],
  journal_marks_no_replace: [() => "REPLACE INTO journal_marks SELECT journal, count, 'y' FROM journal_marks"],
  city_anchors_no_update: [() => 'UPDATE city_anchors SET ordinal = ordinal'],
  city_anchors_no_delete: [() => 'DELETE FROM city_anchors'],
  city_anchors_no_replace: [() => `REPLACE INTO city_anchors ${anchorRow()}`],
};

const triggers = () =>
  connection.client.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name").all() as {
    name: string;
    sql: string;
  }[];

test('every trigger of the store has what it refuses written here (LOG-3)', () => {
  expect(Object.keys(refused).toSorted()).toEqual(triggers().map(({ name }) => name));
});

test.each(Object.keys(refused))('%s refuses, in its own words, and nothing changes (LOG-3, LOG-8)', (name) => {
  const sql = triggers().find((each) => each.name === name)?.sql ?? '';
  const words = /RAISE\(ABORT, '((?:[^']|'')+)'\)/.exec(sql)?.[1]?.replaceAll("''", "'") ?? 'no words';
  const changes = () => connection.client.prepare('SELECT total_changes()').pluck().get();
  for (const statement of refused[name] ?? []) {
    const before = changes();
    const text = statement();
    expect(() => connection.client.exec(text), text).toThrow(words);
    expect(changes(), text).toBe(before);
  }
});

describe('the one way in which something leaves the log (LOG-8)', () => {
  /** Tables that only grow, by what one row of each is found. */
  const log = [
    ...['action_headers', 'action_payloads', 'import_rows', 'erasures', 'chain_heads', 'access_log', 'receipts'],
    ...['verdicts', 'chain_receipts', 'journal_ends', 'journal_marks', 'city_anchors'],
  ];

  test.each(log)('no row of %s is deleted, and no column of it changed', (table) => {
    const { client } = connection;
    expect(client.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), 'something is in it').toBeGreaterThan(0);
    expect(() => client.exec(`DELETE FROM ${table}`)).toThrow(/LOG-/);
    for (const { name } of client.pragma(`table_info(${table})`) as { name: string }[]) {
      expect(() => client.exec(`UPDATE ${table} SET ${name} = ${name}`), name).toThrow(/LOG-/);
    }
  });

  test('is an order that another person gave than who asked, and it takes exactly what it names', () => {
    const { client } = connection;
    const payloads = () =>
      client
        .prepare('SELECT h.id FROM action_payloads p JOIN action_headers h USING (position) ORDER BY 1')
        .pluck()
        .all();
    const before = payloads();
    client.exec('BEGIN');
    client.exec(`INSERT INTO erasures VALUES (${idOf(one)}, '${order}'), ('${testId(9)}', '${order}')`);
    expect(() => client.exec('DELETE FROM action_payloads')).toThrow('LOG-8: a payload goes only by an erasure');
    client.exec(
      `DELETE FROM action_payloads WHERE position = (SELECT position FROM action_headers WHERE id = ${idOf(one)})`,
    );
    client.exec(`DELETE FROM import_rows WHERE case_id = '${testId(9)}'`);
    expect(payloads()).toEqual(before.filter((id) => id !== actionIdOf(one)));
    client.exec('ROLLBACK');
    expect(payloads()).toEqual(before);
  });
});
