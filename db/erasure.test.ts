import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testId } from '../domain/cases/testing-facts.ts';
import { actionIdOf, addCase, testCase } from '../services/testing/store-fixture.ts';
import { openConnection } from './connection.ts';
import { openStore } from './open.ts';
import { openTestStore, type TestStore, testKey } from './testing.ts';

const secret = '藏在经过里的一句话';
const rare = '龘';

/** How often the text stands anywhere in the file once it is decrypted: live rows, index, free pages. */
async function traces(store: TestStore): Promise<{ text: number; words: number }> {
  await store.close();
  const copy = join(store.folder, `plain-${Math.random()}.db`);
  copyFileSync(store.path, copy);
  const connection = openConnection({ path: copy, key: testKey, readonly: false, cacheMiB: 4 });
  connection.client.exec(`CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, case_search, 'row')`);
  const words = Number(connection.client.prepare('SELECT count(*) FROM words WHERE term = ?').pluck().get(rare));
  connection.client.exec('DROP TABLE temp.words');
  connection.client.pragma('journal_mode = DELETE');
  connection.client.pragma(`rekey = ''`);
  connection.close();
  const plain = readFileSync(copy);
  expect(plain.includes('SQLite format 3'), 'the copy is decrypted').toBe(true);
  return { text: plain.toString('latin1').split(Buffer.from(secret).toString('latin1')).length - 1, words };
}

test('after an erasure nothing of the case is left in any page of the file, not even in free ones (LOG-8)', async () => {
  const store = await openTestStore();
  const facts = `${secret}${rare}${'很长的经过'.repeat(300)}`;
  const told = testCase(1, { registration: { facts, title: secret } });
  await store.write(async (writes) => {
    for (let n = 2; n <= 30; n += 1) await addCase(writes, testCase(n));
    await addCase(writes, told);
    await writes.files.keep({
      hash: 'a'.repeat(64),
      mediaType: 'text/plain',
      bytes: Buffer.from(secret.repeat(2_000)),
    });
  });
  const before = await traces(store);
  expect(before.text).toBeGreaterThan(1_000);
  expect(before.words).toBe(1);

  const reopened = await openStore({ path: store.path, key: testKey });
  await reopened.write(async (writes) => {
    await writes.log.erasePayloads(testId(77), [actionIdOf(told)]);
    await writes.files.erase(['a'.repeat(64)]);
    await writes.cases.save({ ...told, state: { ...told.state, registration: null }, partiesText: '', initials: '' });
  });
  expect(await reopened.read(({ cases }) => cases.search('张某', 50))).toHaveLength(29);
  await reopened.close();
  expect(await traces(store)).toEqual({ text: 0, words: 0 });
  await store.remove();
});
