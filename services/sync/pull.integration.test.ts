import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pulledFeedSchema } from '../../contract/sync.ts';
import { testId } from '../../domain/cases/testing-facts.ts';
import { initialSettings } from '../../domain/center/settings.ts';
import type { Json } from '../../domain/log/canonical-json.ts';
import type { TestDesk } from '../../tests/support/desk.ts';
import { listMediators } from '../directory/mediators.ts';
import { changeSettings, getSettings } from '../settings/settings.ts';
import { accepted, type StandInCity, setAside } from '../testing/stand-in-city.ts';
import { applyPull } from './apply.ts';
import { SyncedDesk } from './testing.ts';

let synced: SyncedDesk;
let desk: TestDesk;
let city: StandInCity;
beforeEach(async () => {
  synced = await SyncedDesk.open();
  ({ desk, city } = synced);
});
afterEach(() => desk.store.remove());

async function expectRebuilt(): Promise<void> {
  const { before, after } = await synced.rebuilt();
  expect(after).toEqual(before);
}

describe('a pull', () => {
  test('folds what is confirmed first, then what is pending, and the cursor moves with it (SYNC-4, SYNC-5)', async () => {
    const { caseId } = await desk.register();
    await synced.push();
    await desk.act(desk.manager, caseId, 'case.flagged', { flag: 'supervised', reason: '本站' });
    synced.elsewhere(caseId, 'case.flagged', { flag: 'sensitive', reason: '别站' });
    await synced.pull();
    expect((await synced.stateOf(caseId))?.flags).toEqual(['sensitive', 'supervised']);
    const [cursor] = await desk.store.read(({ sync }) => sync.cursors());
    expect(cursor).toMatchObject({ position: city.entries.length, head: city.entries.length });
    await expectRebuilt();
    const before = await synced.everything();
    await synced.pull();
    expect(await synced.everything()).toEqual(before);
  });

  test('brings a case of another station to lists and search, and its feed is known', async () => {
    const caseId = testId(700);
    synced.begun(caseId);
    synced.elsewhere(caseId, 'case.accepted', {});
    expect(await synced.pull()).toEqual({ outcome: 'applied', added: 2 });
    await desk.store.searchable();
    const told = await desk.store.read(async ({ cases, sync }) => ({
      state: (await cases.find(caseId))?.state,
      searched: (await cases.search('别矛调', 10)).map((row) => row.caseId),
      feed: await sync.feedOf('case', caseId),
    }));
    expect(told).toMatchObject({ state: { status: 'accepted', revision: 2 }, searched: [caseId], feed: '410105' });
    await expectRebuilt();
  });

  test('a part of a stream waits for its beginning (SYNC-4)', async () => {
    const caseId = testId(700);
    synced.elsewhere(caseId, 'case.noted', { note: '先到的一笔' }, { baseRevision: 1 });
    await synced.pull();
    expect(await synced.stateOf(caseId)).toBeNull();
    await expectRebuilt();
    synced.begun(caseId);
    city.changeMind(city.entries[1]?.header.id ?? '', accepted);
    await synced.pull(1);
    // Its beginning came with a later sequence, so the note still has no beginning before it.
    expect((await synced.stateOf(caseId))?.revision).toBe(1);
    await expectRebuilt();
  });

  test('a push whose answer was lost gets its receipts by the pull (SYNC-3)', async () => {
    await desk.register();
    city.push(await synced.outbox());
    await synced.pull();
    expect(await synced.outbox()).toEqual([]);
  });

  test.each([
    ['a header that was changed', (entry: object) => ({ ...entry, headerHash: '0'.repeat(64) })],
    ['a payload that was changed', (entry: object) => ({ ...entry, payload: '{"note":"别的"}' })],
    ['a payload without its salt', (entry: object) => ({ ...entry, salt: null })],
    ['an action of another feed', (entry: object) => ({ ...entry, feed: '410102' })],
  ])('%s is named, and nothing is applied (LOG-2)', async (_what, change) => {
    synced.begun(testId(700));
    const wrong = synced.elsewhere(testId(700), 'case.noted', { note: '一笔' });
    city.entries[1] = change(wrong) as typeof wrong;
    const before = await synced.everything();
    const refused = synced.pull();
    await expect(refused).rejects.toMatchObject({ code: 'CHAIN_BROKEN' });
    await expect(refused).rejects.toThrow(wrong.header.id);
    expect(await synced.everything()).toEqual(before);
  });

  test('hashes of a kind that is not known ask for an update (SYNC-13)', async () => {
    const entry = synced.elsewhere(testId(700), 'case.noted', {});
    city.entries[0] = { ...entry, header: { ...entry.header, algorithms: 'sm9' } };
    await expect(synced.pull()).rejects.toMatchObject({ code: 'APP_TOO_OLD' });
  });

  test('a number of this center’s series moves the counter on and never back (SYNC-15)', async () => {
    const { caseNumber } = await desk.register();
    const other = (counter: number) => caseNumber.replace(/\d+$/, String(counter));
    synced.begun(testId(700), other(41));
    synced.begun(testId(701), other(7));
    synced.begun(testId(702), '别矛调〔2026〕900');
    const paper = {
      documentId: testId(1),
      form: 'agreement',
      fileHash: 'a'.repeat(64),
      bytes: 1,
      pages: 1,
      subject: 1,
    };
    const issued = { ...paper, title: '协议书', number: '（2026）金水人调字第0055号' };
    synced.elsewhere(testId(700), 'document.issued', issued);
    await synced.pull();
    expect((await desk.register()).caseNumber).toBe(other(42));
    expect(await desk.store.write(({ numbers }) => numbers.next('agreement', 2026))).toBe(56);
  });

  test('people of another center are named and have no account here; its settings stay in the log', async () => {
    const before = await getSettings(desk);
    const registered = { account: 'admin', name: '外站人员', roles: ['mediator', 'it'], phone: null };
    synced.elsewhere(testId(800), 'staff.registered', registered, { streamKind: 'staff', baseRevision: 0 });
    const settings = initialSettings({ ...before.settings, name: '别的中心', shortName: '别' });
    synced.elsewhere(testId(801), 'center.established', settings as unknown as Json, {
      streamKind: 'center',
      baseRevision: 0,
    });
    await synced.pull();
    const staff = await desk.store.read(({ directory }) => directory.staff(testId(800)));
    expect(staff).toMatchObject({ name: '外站人员', active: false, account: testId(800) });
    expect((await desk.store.read(({ directory }) => directory.byAccount('admin')))?.name).toBe('吴科');
    expect((await listMediators(desk)).map(({ name }) => name)).not.toContain('外站人员');
    expect(await getSettings(desk)).toEqual(before);
    await expectRebuilt();
  });

  test('settings that the city sets aside hold no longer, nor do the deadlines by them', async () => {
    await desk.register();
    await synced.push();
    const { found: before } = await synced.everything();
    const { settings, revision } = await getSettings(desk);
    const limits = settings.deadlines.limits.map((limit) => (limit.id === 'accept' ? { ...limit, amount: 5 } : limit));
    const changed = { ...settings, deadlines: { ...settings.deadlines, limits } };
    const actionId = desk.environment.newId();
    await changeSettings(desk, desk.it, { actionId, baseRevision: revision, settings: changed });
    expect((await synced.everything()).found).not.toEqual(before);
    const seen = await getSettings(desk);
    await synced.push(() => setAside);
    expect((await getSettings(desk)).settings).toEqual(settings);
    expect((await synced.everything()).found).toEqual(before);
    // Another change under the same count: what was seen before it is stale (LOG-5).
    const change = (baseRevision: number) =>
      changeSettings(desk, desk.it, { actionId: desk.environment.newId(), baseRevision, settings });
    await change((await getSettings(desk)).revision);
    await expect(change(seen.revision)).rejects.toMatchObject({ code: 'STALE_REVISION' });
    expect((await synced.outbox()).map(({ header }) => header.baseRevision)).toEqual([1]);
    await expectRebuilt();
  });
});

test('a kind of streams that this version does not know passes the border, is kept as it is, and holds nothing up (SYNC-13)', async () => {
  synced.begun(testId(700));
  const unknown = synced.elsewhere(
    testId(950),
    'tool.lent',
    { to: '某人' },
    { streamKind: 'tool' as 'case', baseRevision: 0 },
  );
  synced.begun(testId(701), '别矛调〔2026〕2');
  const parsed = pulledFeedSchema.parse(JSON.parse(JSON.stringify(city.pull())));
  expect(await applyPull(desk, parsed, city.epoch, { consented: false })).toMatchObject({ added: 3 });
  expect(await desk.store.read(({ sync }) => sync.cursors())).toMatchObject([{ position: 3 }]);
  expect(await synced.stateOf(testId(701))).not.toBeNull();
  const kept = await desk.store.read(({ log }) => log.find(unknown.header.id));
  expect(kept?.header).toEqual(unknown.header);
  expect(kept?.payloadBytes && new TextDecoder().decode(kept.payloadBytes)).toBe(unknown.payload);
  const { before, after } = await synced.rebuilt();
  expect(after).toEqual(before);
  // What is no name of a kind at all is refused.
  const [first] = parsed.actions;
  const broken = { ...parsed, actions: [{ ...first, header: { ...first?.header, streamKind: 'DROP TABLE' } }] };
  expect(pulledFeedSchema.safeParse(broken).success).toBe(false);
});
