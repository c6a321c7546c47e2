import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { generatedRows, importGenerated } from '../../center/sample/bulk.ts';
import { officeTime } from '../../center/sample/office-time.ts';
import { placeDraw } from '../../center/sample/places.ts';
import { openTestStore, type TestStore } from '../../db/testing.ts';
import { MAX_CHUNK_ROWS } from '../../domain/imports/import.ts';
import { verifyChain } from '../../domain/log/chain.ts';
import { emptyDocuments } from '../../tests/support/documents.ts';
import { createAsides } from '../asides.ts';
import { actOnCase } from '../cases/act.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { systemEnvironment } from '../environment.ts';
import { memoryFileBytes } from '../files/testing.ts';
import { MAX_PAYLOAD_BYTES } from '../log/append.ts';
import { rebuildProjections } from '../log/rebuild.ts';
import { createRulesCache } from '../settings/rules.ts';
import { setUpCenter } from '../setup/set-up.ts';
import { noPaperSigner } from '../verification/port.ts';
import { addImportChunk, commitImport, openImport } from './imports.ts';

const divisions = loadDivisions(join(import.meta.dirname, '..', '..', 'resources'));
const ROWS = 300;
let store: TestStore;
let dependencies: Dependencies;
let it: Caller;

beforeAll(async () => {
  store = await openTestStore();
  dependencies = {
    store,
    environment: systemEnvironment,
    divisions,
    rules: createRulesCache(divisions),
    asides: createAsides(() => undefined),
    paperSigner: noPaperSigner,
    documents: emptyDocuments,
    fileBytes: memoryFileBytes(),
  };
  await setUpCenter(dependencies, {
    centerName: '测试综治中心',
    centerShortName: '测',
    areaCode: '410105',
    committeeName: '测试人民调解委员会',
    committeeShortName: '测',
    phone: '',
    address: '',
    administrator: { account: 'admin', name: '管理员', password: 'Long enough 1' },
  });
  const member = await store.read(({ directory }) => directory.byAccount('admin'));
  if (!member) throw new Error('no administrator');
  it = { ...member, roles: ['it', 'manager', 'clerk', 'mediator'], desk: '' };
});
afterAll(() => store.remove());

const id = () => systemEnvironment.newId();
const count = () => store.read(({ ledger }) => ledger.count());
const everyRow = { filter: {}, sort: { column: 'registeredAt', direction: 'asc' }, offset: 0, limit: 1000 } as const;

async function rowsOf(seed: number, rows: number) {
  const { calendar, deadlines } = await store.read(({ settings }) => dependencies.rules.current(settings));
  const world = {
    places: placeDraw(divisions),
    office: officeTime(calendar),
    calendar,
    deadlines,
    now: Date.now(),
    clerkId: it.staffId,
    managerId: it.staffId,
    mediatorIds: [it.staffId],
  };
  return [...generatedRows(world, seed, rows)];
}

const manifest = (rows: number) => ({ source: '旧台账.xlsx', rows, sha256: 'a'.repeat(64) });

test('nothing of an import shows before its commit, everything after it (LOG-7)', async () => {
  const before = await count();
  const importId = id();
  const rows = await rowsOf(11, 5);
  await openImport(dependencies, it, { actionId: id(), importId, manifest: manifest(5) });
  await addImportChunk(dependencies, it, { actionId: id(), importId, first: 0, rows: rows.slice(0, 3) });
  expect(await count()).toBe(before);
  await expect(commitImport(dependencies, it, { actionId: id(), importId })).rejects.toThrow('只收到 3 行');
  await addImportChunk(dependencies, it, { actionId: id(), importId, first: 3, rows: rows.slice(3) });
  const actionId = id();
  expect(await commitImport(dependencies, it, { actionId, importId })).toEqual({ cases: 5 });
  expect(await commitImport(dependencies, it, { actionId, importId })).toEqual({ cases: 5 });
  expect(await count()).toBe(before + 5);
});

test('chunks stay within 1,000 rows and 256 KiB, and the chain holds over them (LOG-3, LOG-7)', async () => {
  const before = await count();
  await importGenerated(dependencies, {
    seed: 21,
    count: ROWS,
    importer: it,
    clerkId: it.staffId,
    mediatorIds: [it.staffId],
  });
  expect(await count()).toBe(before + ROWS);
  const { links, head } = await store.read(async ({ log }) => {
    const links = [];
    for await (const link of log.all()) links.push(link);
    return { links, head: await log.head() };
  });
  expect(verifyChain(links, head, systemEnvironment.suite)).toBeNull();
  const chunks = links.filter(({ header }) => header.type === 'import.chunk');
  expect(chunks.length).toBeGreaterThan(2);
  for (const { header, payloadBytes } of chunks) {
    const rows = await store.read(({ imports }) => imports.rows(header.id));
    expect(rows.length).toBeLessThanOrEqual(MAX_CHUNK_ROWS);
    expect(rows.reduce((sum, row) => sum + row.payloadBytes.byteLength, 0)).toBeLessThanOrEqual(MAX_PAYLOAD_BYTES);
    expect(payloadBytes?.byteLength).toBeLessThanOrEqual(MAX_PAYLOAD_BYTES);
  }
});

test('a rebuild gives the same rows, imported cases and what was done to them included (LOG-4)', async () => {
  const page = () => store.read(({ ledger }) => ledger.page({ ...everyRow, now: 0 }));
  const rows = await page();
  const closed = rows.find(({ status }) => status === 'archived');
  if (!closed) throw new Error('no archived case');
  const action = { type: 'case.noted', payload: { note: '补记一笔。' } };
  const input = { actionId: id(), caseId: closed.caseId, baseRevision: 1, action };
  const { state, timeline } = await actOnCase(dependencies, it, input);
  expect(state.revision).toBe(2);
  expect(timeline.map(({ label }) => label)).toEqual(['由旧台账导入', expect.any(String)]);
  const before = await page();
  const states = async () =>
    store.read(async ({ cases }) => Promise.all(before.map(({ caseId }) => cases.find(caseId))));
  const found = await states();
  await rebuildProjections(dependencies);
  expect(await page()).toEqual(before);
  expect(await states()).toEqual(found);
});

test('an imported case is found by its parties and by the initials of their names', async () => {
  const [row] = await store.read(({ ledger }) => ledger.page({ ...everyRow, now: 0, limit: 1 }));
  const found = row && (await store.read(({ cases }) => cases.find(row.caseId)));
  const party = found?.state.registration?.parties[0];
  if (!row || !party) throw new Error('no party');
  const hits = await store.read(({ cases }) => cases.search(party.name, 50));
  expect(hits.map(({ caseId }) => caseId)).toContain(row.caseId);
});

test('a row that the form would refuse is refused with its place and its field, and nothing is written', async () => {
  const importId = id();
  const [row] = await rowsOf(31, 1);
  if (!row) throw new Error('no row');
  await openImport(dependencies, it, { actionId: id(), importId, manifest: manifest(1) });
  const registration = { ...row.registration, occurredOn: '2999-01-01' };
  const chunk = { actionId: id(), importId, first: 0, rows: [{ ...row, registration }] };
  await expect(addImportChunk(dependencies, it, chunk)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    data: { fields: { 'rows.0.registration.occurredOn': expect.stringContaining('今天之后') } },
  });
});

test('a case that is there already is not imported twice', async () => {
  const importId = id();
  const rows = await rowsOf(11, 1);
  await openImport(dependencies, it, { actionId: id(), importId, manifest: manifest(1) });
  await addImportChunk(dependencies, it, { actionId: id(), importId, first: 0, rows });
  const before = await count();
  await expect(commitImport(dependencies, it, { actionId: id(), importId })).rejects.toThrow('已经在台账里');
  expect(await count()).toBe(before);
});

test('only the administrator imports', async () => {
  const clerk: Caller = { ...it, roles: ['clerk'] };
  const input = { actionId: id(), importId: id(), manifest: manifest(1) };
  await expect(openImport(dependencies, clerk, input)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
});
