import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { FROZEN_FILE, frozenNow, versionFile } from '../tests/store/keep-version.ts';
import { Connection } from './connection.ts';
import { rowsOf } from './health.ts';
import { embedded } from './migrations/index.ts';
import { openStore } from './open.ts';
import { lookInto } from './store-facts.ts';
import { testKey } from './testing.ts';

const command = 'node scripts/run.mjs tests/store/keep-version.ts';
const hashes = z.record(z.string(), z.string());

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-version-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('migrations that were shipped', () => {
  const frozen = z.object({ center: hashes, city: hashes }).parse(JSON.parse(readFileSync(FROZEN_FILE, 'utf8')));

  test.each(['center', 'city'] as const)('of the %s stay to the letter: stores have run them', (side) => {
    const now = frozenNow()[side];
    for (const [tag, hash] of Object.entries(frozen[side]))
      expect(now[tag], `${side} ${tag} was shipped and may not change: write a new migration instead`).toBe(hash);
    const added = Object.keys(now).filter((tag) => !(tag in frozen[side]));
    expect(added, `new migrations: run "${command}" and commit what it wrote`).toEqual([]);
  });
});

test.each(embedded.map(({ tag }, index) => [tag, index + 1] as const))(
  'a store of the form %s opens and loses no row',
  async (tag, count) => {
    let packed: Buffer;
    try {
      packed = readFileSync(versionFile(count));
    } catch {
      throw new Error(`there is no store of the form ${tag}: run "${command}" and commit what it wrote`);
    }
    const path = join(folder, 'center.db');
    writeFileSync(path, gunzipSync(packed));
    // It is kept plain, so that it is small; a center's is encrypted.
    const plain = new Database(path);
    const before = rowsOf(new Connection(plain));
    plain.pragma(`cipher = 'aegis'`);
    plain.pragma(`rekey = "x'${Buffer.from(testKey).toString('hex')}'"`);
    plain.close();
    expect(before.action_headers).toBeGreaterThan(10);
    expect(before.cases).toBeGreaterThan(2);
    const store = await openStore({ path, key: testKey });
    const numbers = await store.read(async ({ ledger }) => ledger.count());
    await store.close();
    expect(numbers).toBe(before.cases);
    const after = lookInto(path, testKey, rowsOf);
    // The search index keeps its words in tables of its own form, and is made anew where a migration says so.
    for (const [table, rows] of Object.entries(before))
      if (table !== 'migrations' && !table.startsWith('case_search')) expect(after[table], table).toBe(rows);
    expect(after.migrations).toBe(embedded.length);
  },
);
