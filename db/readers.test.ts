import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Connection, openConnection } from './connection.ts';
import { Readers } from './readers.ts';
import { openTestStore, type TestStore, testKey } from './testing.ts';

let store: TestStore;
let opened: Connection[];
beforeEach(async () => {
  store = await openTestStore();
  opened = [];
});
afterEach(() => store.remove());

const newReaders = (limit: number) =>
  new Readers(limit, () => {
    const connection = openConnection({ path: store.path, key: testKey, readonly: true, cacheMiB: 1 });
    opened.push(connection);
    return connection;
  });

/** A read that goes on until it is told to end. */
function busy(readers: Readers) {
  let end = (): void => undefined;
  const wait = new Promise<void>((resolve) => (end = resolve));
  const read = readers.read(async ({ log }) => {
    await wait;
    return (await log.head()).sequence;
  });
  return { read, end };
}

test('closing waits for the reads that are under way or were asked for, and opens nothing in between', async () => {
  const readers = newReaders(2);
  const [one, two, queued] = [busy(readers), busy(readers), busy(readers)];
  let closed = false;
  const closing = readers.close().then(() => (closed = true));
  one.end();
  expect(await one.read).toBe(0);
  two.end();
  expect(await two.read).toBe(0);
  expect(closed).toBe(false);
  expect(opened.map(({ client }) => client.open)).toEqual([true, true]);
  queued.end();
  expect(await queued.read).toBe(0);
  await closing;
  expect(opened.map(({ client }) => client.open)).toEqual([false, false]);
});

test('a read that is asked for after closing began is refused', async () => {
  const readers = newReaders(2);
  const under = busy(readers);
  const closing = readers.close();
  await expect(readers.read(({ log }) => log.head())).rejects.toThrow('the store is closed');
  under.end();
  await under.read;
  await closing;
  await expect(readers.read(({ log }) => log.head())).rejects.toThrow('the store is closed');
  expect(opened).toHaveLength(1);
  await readers.close();
});

test('a store keeps its lock until the last read is done: nobody opens it in between', async () => {
  let end = (): void => undefined;
  const wait = new Promise<void>((resolve) => (end = resolve));
  const read = store.read(() => wait);
  const closing = store.close();
  await expect(openTestStore({ path: store.path })).rejects.toMatchObject({ code: 'STORE_LOCKED' });
  end();
  await read;
  await closing;
});
