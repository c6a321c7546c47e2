import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testId } from '../domain/cases/testing-facts.ts';
import { chainAccess } from '../domain/log/access.ts';
import { emptyJournal } from '../domain/log/journal.ts';
import { sha256Suite } from '../services/environment.ts';
import { openConnection } from './connection.ts';
import { beginJournals, endOf } from './journals.ts';
import { openStore } from './open.ts';
import { testKey } from './testing.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-journals-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const entry = (n: number) => ({ at: n, staffId: testId(n), kind: 'case', subject: testId(100), reason: null }) as const;
const raw = (path: string) => openConnection({ path, key: testKey, readonly: false, cacheMiB: 1 });

test('an entry of the access log is chained to the one before, and the end is kept apart (LOG-11)', async () => {
  const path = join(folder, 'center.db');
  const store = await openStore({ path, key: testKey });
  await store.write(async ({ sessions }) => {
    await sessions.noteAccess(entry(1));
    await sessions.noteAccess({ ...entry(2), reason: '核对身份' });
  });
  await store.close();
  const one = chainAccess(emptyJournal, entry(1), sha256Suite);
  const two = chainAccess(one, { ...entry(2), reason: '核对身份' }, sha256Suite);
  const connection = raw(path);
  const digests = connection.client.prepare('SELECT digest FROM access_log ORDER BY position').pluck().all();
  expect(digests).toEqual([one.digest, two.digest]);
  expect(endOf(connection, 'access')).toEqual(two);
  connection.close();
});

test('a store from before its journals begins them over what is there, once', async () => {
  const path = join(folder, 'center.db');
  await (await openStore({ path, key: testKey })).close();
  const connection = raw(path);
  connection.client.exec(`DROP TRIGGER journal_ends_no_delete; DELETE FROM journal_ends;
    INSERT INTO access_log (at, staff_id, kind, subject) VALUES (1, '${testId(1)}', 'case', '${testId(100)}')`);
  beginJournals(connection);
  const begun = endOf(connection, 'access');
  expect(begun).toEqual(chainAccess(emptyJournal, entry(1), sha256Suite));
  expect(endOf(connection, 'actions')).toEqual(emptyJournal);
  beginJournals(connection);
  expect(endOf(connection, 'access')).toEqual(begun);
  connection.close();
});
