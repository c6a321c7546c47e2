import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CityCallFailed } from '../services/sync/client.ts';
import type { HttpCityClient } from './city-client.ts';
import { enrolmentIn } from './enrolment.ts';

const asking = { code: '410105-ABCD-EFGH', stationId: '00000000-0000-7000-8000-000000000001', incarnation: 1 };

let root: string;
let keys: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fengqiao-enrolment-'));
  keys = [];
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A city whose answers are all lost. */
const client = {
  hello: async () => ({}),
  enrol({ publicKey }: { publicKey: string }) {
    keys.push(publicKey);
    return Promise.reject(new CityCallFailed('connection reset', { code: null, status: null }));
  },
} as unknown as HttpCityClient;

/** As the program does it after each start, in this data folder. */
const askFrom = (folder: string, code = asking.code) =>
  expect(enrolmentIn(folder).ask(client, 'https://city.example', { ...asking, code })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });

test('a code whose answer was lost is asked for again with the same key after a restart, and no other code is (SYNC-14)', async () => {
  await askFrom(root);
  await askFrom(root, ' 410105-abcd-efgh ');
  await askFrom(root, '410105-AAAA-AAAA');
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
});

test('a copy of the folder has a key of its own: the code lets in one of the two (SYNC-14)', async () => {
  const [first, copy] = [join(root, 'data'), join(root, 'copy')];
  mkdirSync(first);
  await askFrom(first);
  cpSync(first, copy, { recursive: true });
  await askFrom(copy);
  await askFrom(first);
  expect(keys[1]).not.toBe(keys[0]);
  expect(keys[2]).toBe(keys[0]);
});
