/**
 * Keeps a store of each form that was ever shipped, and the hashes of all migrations. Run it after a migration was added,
 * and commit what it wrote: `node scripts/run.mjs tests/store/keep-version.ts`. What is there already is never changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { embedded as cityMigrations } from '../../city/db/migrations/index.ts';
import { Connection } from '../../db/connection.ts';
import { migrate } from '../../db/migrate.ts';
import { embedded } from '../../db/migrations/index.ts';
import { saveDraft } from '../../services/drafts/drafts.ts';
import { attachFile } from '../../services/files/attach.ts';
import { photoOf } from '../../services/files/testing.ts';
import { importRows, oldCase } from '../../services/imports/testing.ts';
import { eraseCase } from '../../services/testing/erase-case.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';

export const FROZEN_FILE = join(import.meta.dirname, 'frozen-migrations.json');

export function frozenNow(): Record<'center' | 'city', Record<string, string>> {
  const hashes = (migrations: readonly { readonly tag: string; readonly sql: string }[]) =>
    Object.fromEntries(migrations.map(({ tag, sql }) => [tag, createHash('sha256').update(sql).digest('hex')]));
  return { center: hashes(embedded), city: hashes(cityMigrations) };
}

/** The store of the form that so many migrations make: not encrypted and packed, so that it is small. */
export function versionFile(migrations: number): string {
  return join(import.meta.dirname, 'versions', `${embedded[migrations - 1]?.tag}.db.gz`);
}

/** Some of everything that a center does by itself. */
async function work(desk: TestDesk): Promise<void> {
  const { caseId } = await desk.register();
  await desk.act(desk.clerk, caseId, 'case.accepted');
  const baseRevision = (await desk.store.read(({ cases }) => cases.find(caseId)))?.state.revision ?? 0;
  const about = { actionId: desk.environment.newId(), caseId, baseRevision, kind: 'scene' } as const;
  await attachFile(desk, desk.clerk, { ...about, name: '照片.jpg', bytes: photoOf('of every form') });
  const erased = await desk.register();
  await eraseCase(desk, desk.manager, {
    actionId: desk.environment.newId(),
    caseId: erased.caseId,
    reason: '依法删除',
  });
  await importRows(desk, [oldCase(desk, 1), oldCase(desk, 2)]);
  const draft = {
    draftId: desk.environment.newId(),
    kind: 'registration',
    caseId: null,
    label: '草稿',
    missing: '',
  } as const;
  await saveDraft(desk, desk.clerk, { ...draft, content: { facts: '写到一半' } });
}

type Client = InstanceType<typeof Database>;
const tablesOf = (client: Client) =>
  client
    .prepare<[], string>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .pluck()
    .all();
const columnsOf = (client: Client, table: string) =>
  client.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);

/** Puts the rows of today into a store of an older form, as far as it has their tables and columns. */
function fill(older: Client, today: Client): void {
  // The guards look at each row as it is appended; here all of them come at once, and what they guard is whole.
  const guards = older
    .prepare<[], [string, string]>(`SELECT name, sql FROM sqlite_master WHERE type = 'trigger'`)
    .raw()
    .all();
  for (const [name] of guards) older.exec(`DROP TRIGGER "${name}"`);
  const first = ['station', 'action_headers', 'action_payloads'];
  const tables = tablesOf(older).filter((name) => name !== 'migrations' && !name.startsWith('case_search'));
  const there = new Set(tablesOf(today));
  for (const table of [...first, ...tables.filter((name) => !first.includes(name))]) {
    if (!there.has(table)) continue;
    const known = new Set(columnsOf(today, table));
    const columns = columnsOf(older, table).filter((name) => known.has(name));
    const list = columns.map((name) => `"${name}"`).join(', ');
    const insert = older.prepare(
      `INSERT OR REPLACE INTO "${table}" (${list}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    for (const row of today.prepare(`SELECT ${list} FROM "${table}" ORDER BY rowid`).raw().iterate()) insert.run(row);
  }
  for (const [, sql] of guards) older.exec(sql);
}

async function keepVersions(): Promise<void> {
  const missing = embedded.map((_, index) => index + 1).filter((count) => !existsSync(versionFile(count)));
  if (missing.length === 0) return;
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-versions-'));
  const desk = await openTestDesk();
  try {
    await work(desk);
    await desk.store.backUp(join(folder, 'today.db'));
    const today = new Database(join(folder, 'today.db'));
    today.pragma(`cipher = 'aegis'`);
    today.pragma(`key = "x'${'07'.repeat(32)}'"`);
    for (const count of missing) {
      const path = join(folder, `${count}.db`);
      const older = new Database(path);
      migrate(new Connection(older), { backUp: () => undefined, migrations: embedded.slice(0, count) });
      older.pragma('foreign_keys = OFF');
      fill(older, today);
      older.exec('VACUUM');
      older.close();
      writeFileSync(versionFile(count), gzipSync(readFileSync(path), { level: 9 }));
      console.log(`kept ${versionFile(count)}`);
    }
    today.close();
  } finally {
    await desk.store.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  await keepVersions();
  writeFileSync(FROZEN_FILE, `${JSON.stringify(frozenNow(), null, 2)}\n`);
}
