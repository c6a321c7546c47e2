import { expect, test } from 'vitest';
import { testId } from '../domain/cases/testing-facts.ts';
import { actionIdOf, addCase, orderErasure, testCase } from '../services/testing/store-fixture.ts';
import { openConnection } from './connection.ts';
import { openStore } from './open.ts';
import { openTestStore, type TestStore, testKey } from './testing.ts';

const secret = '藏在经过里的一句话';
/** A character so far from all others that the index writes its bytes out in full. */
const rare = '𠮷';

/** How often two texts stand anywhere in the file once it is decrypted: in live rows, index and free pages. */
async function traces(store: TestStore): Promise<readonly number[]> {
  await store.close();
  const connection = openConnection({ path: store.path, key: testKey, readonly: true, cacheMiB: 4 });
  const plain = connection.client.serialize().toString('latin1');
  connection.close();
  expect(plain.includes('CREATE TABLE `cases`'), 'the pages are decrypted').toBe(true);
  return [secret, rare].map((text) => plain.split(Buffer.from(text).toString('latin1')).length - 1);
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
  const [texts = 0, characters = 0] = await traces(store);
  expect(texts).toBeGreaterThan(1_000);
  // In the payload, in the state, and as a word of the search index.
  expect(characters).toBe(3);

  const reopened = await openStore({ path: store.path, key: testKey });
  await reopened.write(async (writes) => {
    await orderErasure(writes, testId(77));
    await writes.log.erasePayloads(testId(77), [actionIdOf(told)]);
    await writes.files.erase(['a'.repeat(64)]);
    await writes.cases.save({
      ...told,
      state: { ...told.state, registration: null },
      partiesText: '',
      title: '',
      initials: '',
    });
  });
  expect(await reopened.read(({ cases }) => cases.search('张某', 50))).toHaveLength(29);
  await reopened.close();
  expect(await traces(store)).toEqual([0, 0]);
  await store.remove();
});
