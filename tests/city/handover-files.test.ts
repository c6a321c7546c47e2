import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { type City, startCity } from '../../city/start.ts';
import { listedFiles } from '../../domain/cases/state.ts';
import { fileHashOf } from '../../services/documents/pdf-file.ts';
import { attachFile } from '../../services/files/attach.ts';
import { photoOf } from '../../services/files/testing.ts';
import { homeOf } from '../../services/home/home.ts';
import { ledgerPage } from '../../services/ledger/ledger.ts';
import { rebuildProjections } from '../../services/log/rebuild.ts';
import { seenRevision } from '../../services/sync/revision.ts';
import { projectRoot } from '../browser/project.ts';
import { answerOffer, offerCase, stateAt } from './handover-steps.ts';
import { enrolledStation, type TestStation } from './stations.ts';

const GIVER = '410105';
const none = { toSend: { files: 0, bytes: 0 }, toFetch: { files: 0, bytes: 0 } };
const errors: unknown[] = [];
let folder: string;
let city: City;
let giver: TestStation;
let receiver: TestStation;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-handover-files-'));
  const logger = { error: (entry: unknown) => void errors.push(entry), info: () => undefined } as never;
  const divisions = loadDivisions(join(projectRoot, 'resources'));
  city = await startCity({ data: folder, host: '127.0.0.1', port: 0 }, { logger, divisions });
  giver = await enrolledStation(city, { feed: GIVER, name: '金水区综治中心' });
  receiver = await enrolledStation(city, { feed: '410102', name: '中原区综治中心' });
  await sync(giver, receiver);
}, 120_000);
afterAll(async () => {
  await giver?.close();
  await receiver?.close();
  await city?.close();
  rmSync(folder, { recursive: true, force: true });
  expect(errors).toEqual([]);
});

/** Actions, then files, as the worker of a center does. */
async function sync(...stations: readonly TestStation[]): Promise<void> {
  for (const station of stations) {
    expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
    expect(await station.syncFiles()).toMatchObject({ outcome: 'complete', failure: null });
  }
}

async function attach({ desk }: TestStation, caseId: string, text: string): Promise<void> {
  const baseRevision = await desk.store.read(async (reads) => {
    const found = await reads.cases.find(caseId);
    return found ? seenRevision(reads, found.state) : 0;
  });
  const input = {
    actionId: desk.environment.newId(),
    caseId,
    baseRevision,
    kind: 'scene',
    name: `${text}.jpg`,
  } as const;
  await attachFile(desk, desk.clerk, { ...input, bytes: photoOf(text) });
}

const names = async (station: TestStation, caseId: string) => {
  const state = await stateAt(station, caseId);
  return state && listedFiles(state).map(({ name }) => name);
};
const pending = ({ desk }: TestStation) => desk.store.read(({ filePlaces }) => filePlaces.pendingFiles());

/** Which of the files a center has, byte for byte. */
async function kept({ desk }: TestStation, ...texts: readonly string[]): Promise<readonly boolean[]> {
  const found = [];
  for (const text of texts) {
    const bytes = await desk.fileBytes.read(fileHashOf(photoOf(text)));
    found.push(bytes !== null && Buffer.from(bytes).equals(photoOf(text)));
  }
  return found;
}

/** What the city answers to a center that asks for a file and that would fetch it, past its own program. */
async function cityGives({ client }: TestStation, text: string) {
  const hash = fileHashOf(photoOf(text));
  const signal = new AbortController().signal;
  const asked = await client.askFiles({ feed: GIVER, hashes: [hash] }, signal);
  const headers = new Headers({ authorization: `Bearer ${await client.token(signal)}` });
  const url = `${city.origin}/files/content/${GIVER}/${hash}`;
  client.sign({ method: 'GET', url, headers, body: null });
  const { status } = await fetch(url, { headers });
  return [asked.files[0]?.state, status];
}

const inLedger = async ({ desk }: TestStation) => {
  const sort = { column: 'registeredAt', direction: 'asc' } as const;
  const page = await ledgerPage(desk, desk.clerk, { filter: {}, sort, startRow: 0, endRow: 100, withTotals: true });
  return { ids: page.rows.map(({ caseId }) => caseId), total: page.total, filtered: page.filtered };
};

describe('files of a case that goes to another center (SYNC-6, SYNC-8)', () => {
  test('come with the acceptance and not before, byte for byte, and from then on go both ways', async () => {
    const { caseId } = await giver.desk.register();
    await attach(giver, caseId, '借条');
    await offerCase(giver, caseId);
    await attach(giver, caseId, '合同');
    await sync(giver, receiver);

    // Asked: the names are read, no byte comes, nothing waits, and no figure counts the case.
    expect(await names(receiver, caseId)).toEqual(['借条.jpg', '合同.jpg']);
    expect(await kept(receiver, '借条', '合同')).toEqual([false, false]);
    expect(await pending(receiver)).toEqual(none);
    expect(await cityGives(receiver, '借条')).toEqual(['unknown', 404]);
    expect(await inLedger(receiver)).toEqual({ ids: [], total: 0, filtered: 0 });
    expect((await homeOf(receiver.desk, receiver.desk.clerk)).offers).toMatchObject([{ caseId }]);
    await expect(attach(receiver, caseId, '提前')).rejects.toMatchObject({
      code: 'NOT_POSSIBLE_NOW',
      message: expect.stringContaining('接收以后'),
    });
    await rebuildProjections(receiver.desk);
    expect(await inLedger(receiver)).toEqual({ ids: [], total: 0, filtered: 0 });
    expect(await pending(receiver)).toEqual(none);

    // Accepted offline: it is this center's work at once, and the files wait for the city.
    await answerOffer(receiver, caseId, 'handover.accepted');
    expect(await inLedger(receiver)).toEqual({ ids: [caseId], total: 1, filtered: 1 });
    expect((await pending(receiver)).toFetch.files).toBe(2);
    await attach(receiver, caseId, '现场');
    await sync(receiver);
    expect(await kept(receiver, '借条', '合同')).toEqual([true, true]);

    // What is attached there comes back, and what parties still bring here goes there.
    await sync(giver);
    expect(await kept(giver, '现场')).toEqual([true]);
    await attach(giver, caseId, '补来');
    await sync(giver, receiver);
    expect(await kept(receiver, '补来')).toEqual([true]);

    await receiver.desk.act(receiver.desk.manager, caseId, 'handover.returned', {
      outcome: 'unfinished',
      report: '一方搬了回去',
      people: {},
    });
    await attach(receiver, caseId, '回来');
    await sync(receiver, giver);
    await attach(giver, caseId, '接着');
    // The next round asks whether the city has what it gave.
    await sync(giver, receiver, giver, receiver);
    const all = ['借条', '合同', '现场', '补来', '回来', '接着'];
    for (const station of [giver, receiver]) {
      expect(await kept(station, ...all)).toEqual(all.map(() => true));
      expect(await names(station, caseId)).toEqual(all.map((text) => `${text}.jpg`));
      expect(await pending(station)).toEqual(none);
    }
  });

  test('never come after a refusal, nor with a second offer before it is accepted', async () => {
    const { caseId } = await giver.desk.register();
    await attach(giver, caseId, '不给');
    await offerCase(giver, caseId);
    await sync(giver, receiver);
    await answerOffer(receiver, caseId, 'handover.refused', { reason: '双方都不在本区' });
    await sync(receiver, giver);
    await attach(giver, caseId, '之后');
    await sync(giver, receiver);
    for (const text of ['不给', '之后']) expect(await cityGives(receiver, text)).toEqual(['unknown', 404]);
    await offerCase(giver, caseId);
    await sync(giver, receiver);
    expect(await names(receiver, caseId)).toEqual(['不给.jpg', '之后.jpg']);
    for (const text of ['不给', '之后']) expect(await cityGives(receiver, text)).toEqual(['unknown', 404]);
    await answerOffer(giver, caseId, 'handover.withdrawn', { reason: '当事人不愿意去' });
    await sync(giver, receiver);
    expect(await kept(receiver, '不给', '之后')).toEqual([false, false]);
    expect(await names(receiver, caseId)).toBeNull();
    expect(await pending(receiver)).toEqual(none);
  });

  test('of a center whose acceptance came too late are named to nobody, who would wait for their bytes', async () => {
    const { caseId } = await giver.desk.register();
    await attach(giver, caseId, '本来');
    await offerCase(giver, caseId);
    await sync(giver, receiver);
    await answerOffer(giver, caseId, 'handover.withdrawn', { reason: '写错了中心' });
    await answerOffer(receiver, caseId, 'handover.accepted');
    await attach(receiver, caseId, '太晚');
    await sync(giver, receiver, giver);
    expect(await names(giver, caseId)).toEqual(['本来.jpg']);
    expect(await names(receiver, caseId)).toBeNull();
    expect(await kept(receiver, '本来')).toEqual([false]);
    for (const station of [giver, receiver]) expect(await pending(station)).toEqual(none);
    expect(await receiver.desk.store.read((reads) => reads.sync.needsAttention())).toMatchObject([
      {
        actions: [
          { verdict: 'set_aside', type: 'handover.accepted' },
          { verdict: 'held', type: 'file.attached' },
        ],
      },
    ]);
  });
});
