import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { generatedRows } from '../../center/sample/bulk.ts';
import { officeTime } from '../../center/sample/office-time.ts';
import { placeDraw } from '../../center/sample/places.ts';
import type { LedgerSort } from '../../contract/ledger.ts';
import { openTestStore, type TestStore } from '../../db/testing.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import { openStatuses } from '../../domain/cases/status.ts';
import type { ImportRow } from '../../domain/imports/import.ts';
import { canonicalJson, type Json } from '../../domain/log/canonical-json.ts';
import { verifyChain } from '../../domain/log/chain.ts';
import { createAsides } from '../../services/asides.ts';
import { actOnCase } from '../../services/cases/act.ts';
import type { Caller, Dependencies } from '../../services/dependencies.ts';
import { systemEnvironment } from '../../services/environment.ts';
import { memoryFileBytes } from '../../services/files/testing.ts';
import { addImportChunk, commitImport, openImport } from '../../services/imports/imports.ts';
import type { StoredAction } from '../../services/log/port.ts';
import { rebuildProjections } from '../../services/log/rebuild.ts';
import type { Store } from '../../services/ports.ts';
import { createRulesCache } from '../../services/settings/rules.ts';
import { setUpCenter } from '../../services/setup/set-up.ts';
import { eraseCase } from '../../services/testing/erase-case.ts';
import type { StoreUnderTest } from '../../services/testing/store-fixture.ts';
import { noPaperSigner } from '../../services/verification/port.ts';
import { emptyDocuments } from '../support/documents.ts';

const divisions = loadDivisions(join(import.meta.dirname, '..', '..', 'resources'));
const ROWS = 160;
const id = () => systemEnvironment.newId();

interface Center {
  readonly store: Store;
  readonly dependencies: Dependencies;
  readonly it: Caller;
}

async function openCenter(store: Store): Promise<Center> {
  const dependencies: Dependencies = {
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
  return { store, dependencies, it: { ...member, roles: ['it', 'manager', 'clerk', 'mediator'], desk: '' } };
}

/** Of nobody in particular: staff of the old ledger. */
const [clerk, mediator] = [id(), id()];

async function generated({ store, dependencies }: Center): Promise<readonly ImportRow[]> {
  const { calendar, deadlines } = await store.read(({ settings }) => dependencies.rules.current(settings));
  const places = placeDraw(divisions);
  const staff = { clerkId: clerk, managerId: clerk, mediatorIds: [mediator, id()] };
  return [
    ...generatedRows({ places, office: officeTime(calendar), calendar, deadlines, now: Date.now(), ...staff }, 7, ROWS),
  ];
}

async function bringIn({ dependencies, it }: Center, rows: readonly ImportRow[]): Promise<void> {
  const importId = id();
  const step = () => ({ actionId: id(), importId });
  const manifest = { source: '旧台账.xlsx', rows: rows.length, sha256: 'a'.repeat(64) };
  await openImport(dependencies, it, { ...step(), manifest });
  for (let first = 0; first < rows.length; first += 60) {
    await addImportChunk(dependencies, it, { ...step(), first, rows: rows.slice(first, first + 60) });
  }
  await commitImport(dependencies, it, step());
}

/** Texts that people may look for: pieces of any length of what the cases say, and initials. */
function asked(rows: readonly ImportRow[]): readonly string[] {
  return rows.slice(0, 30).flatMap(({ registration, caseNumber }, index) => {
    const name = registration.parties[0]?.name ?? '';
    const from = index % Math.max(1, registration.facts.length - 4);
    const facts = registration.facts.slice(from, from + 1 + (index % 4));
    return [name, name.slice(-1), facts, registration.title.slice(0, 2), caseNumber.slice(-3), `${name} ${facts}`];
  });
}

const columns = [
  'caseNumber',
  'status',
  'parties',
  'mojType',
  'streetName',
  'amountFen',
  'registeredAt',
  'dueAt',
] as const;

/** What screens read, of everything that the services brought in. */
async function answersOf({ store }: Center, rows: readonly ImportRow[]) {
  await store.searchable();
  return store.read(async ({ cases, ledger, home, directory, imports }) => {
    const sorts = columns.flatMap((column) => [
      { column, direction: 'asc' } as const satisfies LedgerSort,
      { column, direction: 'desc' } as const satisfies LedgerSort,
    ]);
    const pages = [];
    for (const sort of sorts) pages.push(await ledger.page({ filter: {}, sort, offset: 3, limit: ROWS, now: 0 }));
    const found = [];
    for (const query of asked(rows)) {
      const hits = await cases.search(query, 20);
      const totals = await ledger.totals({ search: query }, 0);
      found.push([query, hits, totals] as const);
    }
    const people = [];
    for (const { registration } of rows.slice(0, 40)) {
      const [party] = registration.parties;
      if (party?.kind !== 'person') continue;
      const { name, documentNumber, phone } = party;
      const query = { name, ...(documentNumber && { documentNumber }), ...(phone && { phone }) };
      people.push(await cases.byPerson(query, 5));
    }
    const similar = [];
    for (const { registration } of rows.slice(0, 30)) {
      const { code } = registration.place;
      similar.push(await cases.similarOpen(code, registration.gbtCategory, 5));
      similar.push(await cases.similarOpen(code.slice(0, 9), null, 5));
    }
    const ids = rows.map(({ caseId }) => caseId);
    const states = [];
    for (const caseId of ids) states.push(await cases.find(caseId));
    const chunks = [];
    for (const caseId of ids.slice(0, 20))
      chunks.push(await imports.keepsRow(caseId), (await imports.chunkOf(caseId)) !== null);
    return {
      pages,
      found,
      people,
      states,
      chunks,
      export: await ledger.rows(
        await ledger.order({ filter: {}, sort: { column: 'parties', direction: 'desc' }, now: 0 }),
      ),
      parties: await ledger.people(ids.toReversed()),
      similar,
      work: await home.work({ statuses: openStatuses, mediatorId: mediator, limit: 50 }),
      open: await cases.openIds(),
      load: [...(await directory.openCasesByMediator()).values()].toSorted(),
      there: await imports.alreadyThere(
        rows.map(({ caseId, queryCode, caseNumber }) => ({ caseId, queryCode, caseNumber })),
      ),
    };
  });
}

const ofOneCenter = ['actionId', 'recordedAt', 'bornAt'];

/** An answer as text, without what differs from center to center: who imported, where, and by which actions. */
function words(answer: unknown, { it }: Center): string {
  const text = JSON.stringify(answer, (key, value) => (ofOneCenter.includes(key) ? '' : value));
  return canonicalJson(JSON.parse(text) as Json).replaceAll(it.staffId, 'it');
}

/** Where two texts part; a whole diff of them would take minutes. */
function firstDifference(one: string, other: string): string | null {
  if (one === other) return null;
  let at = 0;
  while (one[at] === other[at]) at += 1;
  const from = Math.max(0, at - 60);
  return `${one.slice(from, at + 60)} <> ${other.slice(from, at + 60)}`;
}

/** The services of a center on a store of the city, beside the very same on the store of a center. */
export function describeServices(name: string, openFreshStore: () => Promise<StoreUnderTest>): void {
  describe(`the services on ${name}`, () => {
    let under: StoreUnderTest;
    let reference: TestStore;
    let city: Center;
    let desk: Center;
    let rows: readonly ImportRow[];
    beforeAll(async () => {
      under = await openFreshStore();
      reference = await openTestStore();
      [city, desk] = [await openCenter(under.store), await openCenter(reference)];
      rows = await generated(city);
      for (const center of [city, desk]) await bringIn(center, rows);
    });
    afterAll(async () => {
      await under?.dispose();
      await reference?.remove();
    });

    test('whatever screens ask, both stores answer alike', async () => {
      const ofCity = await answersOf(city, rows);
      const ofDesk = await answersOf(desk, rows);
      expect(ofCity.found.filter(([, hits]) => hits.length > 0).length).toBeGreaterThan(100);
      for (const what of Object.keys(ofCity) as (keyof typeof ofCity)[]) {
        const [answer, wanted] = [words(ofCity[what], city), words(ofDesk[what], desk)];
        expect(answer, what).not.toBe('[]');
        expect(firstDifference(answer, wanted), what).toBeNull();
      }
    });

    test('a rebuild gives the same rows, and nothing of an erased case comes back (LOG-4, LOG-8)', async () => {
      const { dependencies, it, store } = city;
      const [touched, erased] = [rows[1], rows[2]];
      if (!touched || !erased) throw new Error('no rows');
      const action = { type: 'case.noted', payload: { note: '补记一笔。' } };
      await actOnCase(dependencies, it, { actionId: id(), caseId: touched.caseId, baseRevision: 1, action });
      await eraseCase(dependencies, it, { actionId: id(), caseId: erased.caseId, reason: '本人依法申请删除' });
      const before = words(await answersOf(city, rows), city);
      const gone = await store.read(({ cases }) => cases.find(erased.caseId));
      expect(gone?.state.erased).toBe(true);
      expect(gone && partiesOf(gone.state)).toEqual([]);
      await rebuildProjections(dependencies);
      expect(firstDifference(words(await answersOf(city, rows), city), before)).toBeNull();
      const { links, head } = await store.read(async ({ log }) => {
        const all: StoredAction[] = [];
        for await (const action of log.all()) all.push(action);
        return { links: all, head: await log.head() };
      });
      expect(verifyChain(links, head, systemEnvironment.suite)).toBeNull();
    });
  });
}
