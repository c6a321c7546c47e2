import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importGenerated } from '../../../center/sample/bulk.ts';
import { createCityStore } from '../../../city/db/store.ts';
import type { AnchorsInput } from '../../../contract/sync-anchors.ts';
import { attachFile } from '../../../services/files/attach.ts';
import { photoOf } from '../../../services/files/testing.ts';
import { exchangeWithCity, type Told } from '../../../services/history/anchors.ts';
import { eraseCase } from '../../../services/testing/erase-case.ts';
import { grantCase } from '../../city/granted-case.ts';
import type { TestStation } from '../../city/stations.ts';
import { TestCity } from '../../city/test-city.ts';
import { closedCase, issuePaper, mediatingCase } from '../../support/papers.ts';

const FEED = '410105';
/** Enough for two marks of the log (domain/log/journal.ts). */
const CASES = 16;
const IMPORTED = 12;

/** A center and a city with everything in their history that somebody may tamper with. */
export interface TamperWorld {
  readonly city: TestCity;
  readonly center: TestStation;
  /** Of the city, SPKI in base64: by it receipts are checked. */
  readonly serverKey: string;
  /** What the city keeps of the center (LOG-13). */
  readonly told: Told;
  /** Of the closed center: its store, and the files beside it. */
  readonly folder: string;
  close(): Promise<void>;
}

async function work({ desk }: TestStation): Promise<void> {
  for (let n = 0; n < CASES; n += 1) await (n % 2 === 0 ? mediatingCase(desk) : closedCase(desk));
  const mediatorIds = [desk.mediator.staffId];
  const bulk = { seed: 7, count: IMPORTED, importer: desk.it, clerkId: desk.clerk.staffId, mediatorIds };
  await importGenerated(desk, bulk);
  const told = await mediatingCase(desk);
  await issuePaper(desk, told, 'slip');
  const { caseId } = await desk.register();
  const file = { kind: 'scene', name: '楼道.jpg', bytes: photoOf('楼道') } as const;
  await attachFile(desk, desk.clerk, { actionId: desk.environment.newId(), caseId, baseRevision: 1, ...file });
}

/** What goes by law: a case that was registered, and a row of an import. */
async function eraseSome({ desk }: TestStation): Promise<void> {
  const { caseId } = await desk.register();
  const imported = await desk.store.read(async ({ log, imports }) => {
    for await (const { header } of log.all())
      if (header.type === 'import.chunk') return (await imports.rows(header.id))[1]?.caseId;
    return undefined;
  });
  for (const each of [caseId, imported]) {
    if (!each) throw new Error('nothing to erase');
    const input = { actionId: desk.environment.newId(), caseId: each, reason: '本人要求删除' };
    await eraseCase(desk, desk.manager, input);
  }
}

async function look({ desk }: TestStation): Promise<void> {
  const kinds = ['sign_in', 'case', 'file', 'export', 'sign_in_failed', 'sign_out'] as const;
  await desk.store.write(async ({ sessions }) => {
    for (let n = 0; n < 60; n += 1) {
      const kind = kinds[n % kinds.length] ?? 'case';
      const reason = n % 7 === 0 ? '核对当事人身份' : null;
      await sessions.noteAccess({
        at: desk.clock.now + n,
        staffId: desk.clerk.staffId,
        kind,
        subject: `第 ${n}`,
        reason,
      });
    }
  });
}

/** People of the city look at cases, too. */
async function lookAtCity({ city: { database } }: TestCity): Promise<void> {
  const store = createCityStore(database).scope({ feed: FEED, station: { stationId: 'city', incarnation: 1 } });
  await store.write(async ({ sessions }) => {
    for (let n = 0; n < 12; n += 1)
      await sessions.noteAccess({ at: n, staffId: '某人', kind: 'case', subject: `第 ${n}` });
  });
}

async function together(...stations: readonly TestStation[]): Promise<void> {
  for (const station of stations) {
    const result = await station.sync();
    if (result.outcome !== 'complete') throw new Error(`a round of sync ended: ${String(result.failure)}`);
  }
}

/** A later word of the city about an action, as after a change of mind. */
async function changeMind({ desk }: TestStation): Promise<void> {
  await desk.store.write(async ({ sync, log }) => {
    for await (const { header } of log.all()) {
      const word = await sync.receiptOf(header.id);
      if (!word) continue;
      const { epoch, receivedAt, ...said } = word;
      await sync.keepReceipts([{ ...said, id: header.id, verdict: 'flagged', detail: '请核对' }], {
        epoch,
        receivedAt,
      });
      return;
    }
  });
}

export async function makeWorld(): Promise<TamperWorld> {
  const city = await TestCity.open();
  const base = mkdtempSync(join(tmpdir(), 'fengqiao-tamper-'));
  await city.begin('PostgreSQL');
  const center = await city.enrol({ feed: FEED });
  const other = await city.enrol({ feed: FEED, name: '金水区第二综治中心' });
  await together(center, other);
  await work(center);
  const theirs = await mediatingCase(other.desk);
  await together(other);
  await grantCase(city.city, FEED, theirs, center);
  await together(center);
  await eraseSome(center);
  await together(center);
  await changeMind(center);
  await look(center);
  const [keys] = await city.city.database.query<{ serverKey: string }>(
    'SELECT public_key AS "serverKey" FROM server_keys',
  );
  const serverKey = keys?.serverKey ?? '';
  await lookAtCity(city);
  const { store } = center.desk;
  const exchange = (input: AnchorsInput) => center.client.anchors(input, new AbortController().signal);
  await exchangeWithCity({ store, serverKeys: [serverKey], exchange });
  const told = await exchangeWithCity({ store, serverKeys: [serverKey], exchange });
  // The newest actions have no receipt yet.
  await center.desk.register();
  await store.close();
  const folder = join(base, 'center');
  cpSync(store.folder, folder, { recursive: true });
  return {
    ...{ city, center, folder, serverKey, told },
    async close() {
      await city.close();
      rmSync(base, { recursive: true, force: true });
    },
  };
}
