import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testKey } from '../../db/testing.ts';
import { testId } from '../../domain/cases/testing-facts.ts';
import { verifyChain } from '../../domain/log/chain.ts';
import { sha256Suite } from '../../services/environment.ts';
import { attachFile } from '../../services/files/attach.ts';
import { photoOf } from '../../services/files/testing.ts';
import type { StoredAction } from '../../services/log/port.ts';
import { eraseCase } from '../../services/testing/erase-case.ts';
import { type DeskTemplate, newDeskTemplate, type TestDesk } from '../../tests/support/desk.ts';
import { writeBackupsFile } from './backups-file.ts';
import { addToErasureFile, readErasureFile } from './erasure-file.ts';
import { keepErasures } from './erasure-keeper.ts';
import { makeBackup } from './make-backup.ts';
import { listBackups, stationFolder } from './manifest.ts';
import { decideRestore, finishRestore, stageRestore } from './restore.ts';
import { makeStationFolder } from './target.ts';
import { testKeys } from './testing.ts';

const at = Date.UTC(2026, 10, 26, 18, 30);
const secret = '楼上漏水泡坏了地板';
let template: DeskTemplate;
let root: string;
let folder: string;
beforeAll(async () => {
  template = await newDeskTemplate();
});
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'fengqiao-erased-'));
  mkdirSync(join(root, 'data'));
  writeFileSync(join(root, 'data', 'center.db'), template.content);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const data = (name = 'data') => join(root, name);
const told: object[] = [];
const logger = { info: (noted: object) => void told.push(noted), error: (noted: object) => void told.push(noted) };
const keep = (desk: TestDesk, name = 'data') =>
  keepErasures({ dataDir: data(name), keys: testKeys, dependencies: desk, logger: logger as never });

/** As a start of the center does: what there is to replay is replayed before anything is asked. */
async function started<Result>(work: (desk: TestDesk) => Promise<Result>, name = 'data'): Promise<Result> {
  const desk = await template.open(join(data(name), 'center.db'));
  const keeper = await keep(desk, name);
  try {
    const types: string[] = [];
    const result = await work(desk);
    for await (const { header } of await allOf(desk)) types.push(header.type);
    keeper.noticed(types);
    await keeper.settled();
    return result;
  } finally {
    await desk.store.close();
  }
}

async function allOf({ store }: TestDesk): Promise<readonly StoredAction[]> {
  return store.read(async ({ log }) => {
    const found: StoredAction[] = [];
    for await (const action of log.all()) found.push(action);
    return found;
  });
}

const job = () => ({
  ...{ storePath: join(data(), 'center.db'), keys: testKeys, envelope: '{}', folder, at, program: '0.0.0' },
  ...{ filesFolder: join(data(), 'files'), draft: join(data(), 'draft.db') },
});

/** A case with a photo, and a backup that has both. */
async function backedUp(): Promise<{ readonly caseId: string; readonly sha256: string }> {
  const made = await started(async (desk) => {
    const { stationId } = await desk.store.read(({ log }) => log.station());
    folder = stationFolder(join(root, 'disk'), stationId);
    await makeStationFolder(join(root, 'disk'), stationId);
    writeBackupsFile(join(data(), 'backups.json'), { target: join(root, 'disk'), lastVerifiedAt: null, failure: null });
    const { caseId } = await desk.register({ facts: secret });
    const baseRevision = (await desk.store.read(({ cases }) => cases.find(caseId)))?.state.revision ?? 0;
    const about = { actionId: desk.environment.newId(), caseId, baseRevision, kind: 'scene' } as const;
    await attachFile(desk, desk.clerk, { ...about, name: '照片.jpg', bytes: photoOf('a floor') });
    const state = (await desk.store.read(({ cases }) => cases.find(caseId)))?.state;
    return { caseId, sha256: state?.files[0]?.sha256 ?? '' };
  });
  await makeBackup(job());
  return made;
}

const erase = (caseId: string) =>
  started((desk) => eraseCase(desk, desk.manager, { actionId: desk.environment.newId(), caseId, reason: '依法删除' }));

async function restore(name = 'data'): Promise<void> {
  const backup = listBackups(folder)[0]!;
  await stageRestore({ dataDir: data(name), folder, keys: testKeys }, backup);
  decideRestore(data(name), { from: backup.name, madeAt: at, decidedAt: Date.now() });
  finishRestore(data(name));
}

/** What is left of the case: its registration, words in the index, payloads and bytes of files. */
const leftOf = ({ caseId, sha256 }: { readonly caseId: string; readonly sha256: string }, name = 'data') =>
  started(async (desk) => {
    await desk.store.searchable();
    const found = await desk.store.read(async ({ cases, log }) => ({
      registration: (await cases.find(caseId))?.state.registration ?? null,
      hits: (await cases.search('漏水', 10)).length,
      payloads: (await log.stream('case', caseId)).filter(({ payloadBytes }) => payloadBytes !== null).length,
    }));
    const actions = await allOf(desk);
    expect(verifyChain(actions, await desk.store.read(({ log }) => log.head()), sha256Suite)).toBeNull();
    return { ...found, bytes: await desk.fileBytes.has(sha256) };
  }, name);

const nothing = { registration: null, hits: 0, payloads: 0, bytes: false };

describe('a restored backup that is older than an erasure (LOG-8)', () => {
  test('replays it before it opens: payloads, index and bytes of files go again, once', async () => {
    const made = await backedUp();
    await erase(made.caseId);
    await restore();
    // The backup has it all.
    const desk = await template.open(join(data(), 'center.db'));
    const before = await desk.store.read(({ cases }) => cases.find(made.caseId));
    expect(before?.state.registration?.facts).toBe(secret);
    await desk.store.close();
    told.length = 0;
    expect(await leftOf(made)).toEqual(nothing);
    expect(told).toEqual([{ given: 1 }]);
    expect(await leftOf(made)).toEqual(nothing);
    expect(told).toHaveLength(1);
  });

  test('on a new machine the list comes with the backup', async () => {
    const made = await backedUp();
    await erase(made.caseId);
    rmSync(data(), { recursive: true });
    mkdirSync(data('new'));
    await restore('new');
    expect(await leftOf(made, 'new')).toEqual(nothing);
  });

  test('restored twice, each time to the first backup, it is given once each time', async () => {
    const made = await backedUp();
    await erase(made.caseId);
    for (const _ of [1, 2]) {
      await restore();
      told.length = 0;
      expect(await leftOf(made)).toEqual(nothing);
      expect(told).toEqual([{ given: 1 }]);
    }
    expect(readErasureFile(data(), testKeys, () => undefined)).toHaveLength(1);
  });

  test('names both people of the first order, and what came to the case after the backup', async () => {
    const made = await backedUp();
    const noted = await started(async (desk) => {
      const view = await desk.act(desk.clerk, made.caseId, 'case.noted', { note: '补记' });
      return view.timeline.at(-1)?.actionId;
    });
    await erase(made.caseId);
    await restore();
    await leftOf(made);
    await started(async (desk) => {
      const orders = await desk.store.read(({ log }) => log.erasureActions());
      expect(orders.map(({ header }) => [header.type, header.actorId])).toEqual([
        ['erasure.requested', desk.manager.staffId],
        ['log.erased', expect.not.stringContaining(desk.manager.staffId)],
      ]);
      const [, order] = orders;
      const { actionIds } = JSON.parse(Buffer.from(order?.payloadBytes ?? []).toString()) as { actionIds: string[] };
      expect(actionIds).toContain(noted);
    });
  });
});

describe('the list of erasures', () => {
  test('that somebody changed, or wrote with another key, erases nothing, and is put aside', async () => {
    const made = await backedUp();
    const forged = { orderId: testId(1), caseId: made.caseId, actionIds: [], ground: 'other_law' as const, at };
    const other = { store: new Uint8Array(32).fill(9) };
    expect(testKey).not.toEqual(other.store);
    addToErasureFile(
      { folder: data(), keys: other, suite: 'standard' },
      [{ ...forged, requestedBy: testId(2), approvedBy: testId(3) }],
      () => undefined,
    );
    told.length = 0;
    expect(await leftOf(made)).toMatchObject({ hits: 1, bytes: true });
    expect(told).toEqual([{ keptAs: join(data(), 'erased.json.unreadable') }]);
    expect(existsSync(join(data(), 'erased.json'))).toBe(false);
  });

  test('goes to the disk of the backups at once, and tells no word of the case', async () => {
    const made = await backedUp();
    await erase(made.caseId);
    const [listed] = readErasureFile(folder, testKeys, () => undefined);
    expect(listed?.caseId).toBe(made.caseId);
    expect(Object.keys(listed ?? {}).toSorted()).toEqual(
      ['actionIds', 'approvedBy', 'at', 'caseId', 'ground', 'orderId', 'requestedBy'].toSorted(),
    );
  });

  test('an erasure takes whole copies of the store that lie about and are older than it', async () => {
    const made = await backedUp();
    const copies = ['2026-11-20T01-02-03-004Z', '2099-01-01T00-00-00-000Z'];
    for (const time of copies) {
      mkdirSync(join(data(), 'kept', time), { recursive: true });
      writeFileSync(join(data(), `center.db.before-9-${time}`), '');
    }
    await erase(made.caseId);
    expect(readdirSync(join(data(), 'kept'))).toEqual([copies[1]]);
    expect(readdirSync(data()).filter((name) => name.includes('before'))).toEqual([`center.db.before-9-${copies[1]}`]);
  });
});
