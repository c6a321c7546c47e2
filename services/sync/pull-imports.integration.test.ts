import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { validPayload } from '../../domain/cases/testing.ts';
import { testId } from '../../domain/cases/testing-facts.ts';
import { hasRowsBeside } from '../../domain/imports/import.ts';
import type { StreamKind } from '../../domain/log/action.ts';
import type { Json } from '../../domain/log/canonical-json.ts';
import { MAX_BATCH } from '../../domain/sync/batches.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { restateImported } from '../cases/handover.ts';
import { saveCase } from '../cases/write.ts';
import { registerStaff } from '../directory/staff.ts';
import { importRows, oldCase } from '../imports/testing.ts';
import { readAction } from '../log/append.ts';
import { rebuildProjections } from '../log/rebuild.ts';
import { eraseCase } from '../testing/erase-case.ts';
import { accepted, foreignAction, type StandInCity, setAside } from '../testing/stand-in-city.ts';
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

describe('erasures and imports', () => {
  test('an order to erase is obeyed wherever it was given, and what it names is dropped when it comes later (LOG-8)', async () => {
    const { caseId } = await desk.register({ title: '要删去的一件' });
    const draftId = desk.environment.newId();
    const draft = { kind: 'session', caseId, label: '张某', missing: '', savedAt: 1, draftId, content: {} } as const;
    await desk.store.write(({ drafts }) => drafts.saveDraft(desk.clerk.staffId, draft));
    const sent = await synced.push();
    const own = sent.filter(({ header }) => header.streamId === caseId).map(({ header }) => header.id);
    const late = foreignAction(90, { streamId: caseId, type: 'case.noted' }, { note: '晚到的秘密' });
    const order = { streamKind: 'case', streamId: caseId, reason: '依法', actionIds: [...own, late.header.id] };
    synced.elsewhere(testId(900), 'log.erased', order, { streamKind: 'erasure', baseRevision: 0 });
    await synced.pull();
    city.take(late);
    await synced.pull();
    const { state, stream, drafts } = await desk.store.read(async ({ cases, log, drafts }) => ({
      state: (await cases.find(caseId))?.state,
      stream: await log.stream('case', caseId),
      drafts: await drafts.draft(desk.clerk.staffId, draftId),
    }));
    expect(state).toMatchObject({ erased: true, registration: null, revision: 1, besides: 1 });
    expect(stream.map(({ payloadBytes }) => payloadBytes)).toEqual([null, null]);
    expect(drafts).toBeNull();
    await desk.store.searchable();
    expect(await desk.store.read(({ cases }) => cases.search('要删去', 10))).toEqual([]);
    await expectRebuilt();
  });

  /** Gives the city what another desk did, as the work of another station: test desks begin as copies of one store. */
  async function takeFrom(
    other: TestDesk,
    kinds: readonly StreamKind[] = ['import', 'case', 'erasure'],
  ): Promise<void> {
    const stored = await other.store.read(({ sync }) => sync.outbox(MAX_BATCH));
    for (const action of stored) {
      const { header } = action;
      if (!kinds.includes(header.streamKind)) continue;
      const rows = hasRowsBeside(header) ? await other.store.read(({ imports }) => imports.rows(header.id)) : [];
      const payload = readAction(action).payload as Json;
      const theirs = foreignAction(header.sequence, { ...header, stationId: testId(0x99) }, payload);
      city.take(payload === null ? { ...theirs, payloadBytes: null, salt: null } : theirs, accepted, rows);
    }
  }

  test('an import of another station shows with its commit and its rows, an erased row without (LOG-7, LOG-8)', async () => {
    const other = await openTestDesk();
    try {
      // Numbers of this center's series that come with an import are not given out again (SYNC-15).
      const old = [1, 2, 3].map((n) => oldCase(other, n, { caseNumber: `金矛调〔2026〕${n * 100}` }));
      const [noted, erased] = old;
      if (!noted || !erased) throw new Error('no rows');
      await importRows(other, old, 2);
      await other.act(other.clerk, noted.caseId, 'case.noted', { note: '补记' });
      const actionId = other.environment.newId();
      await eraseCase(other, other.manager, { actionId, caseId: erased.caseId, reason: '依法' });
      await takeFrom(other);
      const upTo = city.entries.findIndex(({ header }) => header.type === 'import.committed');
      await applyPull(desk, city.pull(0, upTo), city.epoch, { consented: false });
      expect(await desk.store.read(({ ledger }) => ledger.count())).toBe(0);
      await synced.pull(upTo);
      for (const { caseId } of old) {
        const theirs = await other.store.read(({ cases }) => cases.find(caseId));
        expect(theirs).not.toBeNull();
        expect(await synced.stateOf(caseId)).toEqual({ ...theirs?.state, bornAt: testId(0x99) });
      }
      await expectRebuilt();
      // The second row was erased: its number is not known any more.
      expect((await desk.register()).caseNumber).toBe('金矛调〔2026〕301');
    } finally {
      await other.store.remove();
    }
  });

  test('a case is shown by what its own stream says of its row; an import that comes later gives it its place (WF-64)', async () => {
    const other = await openTestDesk();
    try {
      const [first, open] = [oldCase(other, 1), oldCase(other, 2, { status: 'accepted', closeReason: null })];
      await importRows(other, [first, open]);
      const { caseId } = open;
      await other.act(other.clerk, caseId, 'case.noted', { note: '补记' });
      await other.store.write(async (writes) => {
        const state = (await writes.cases.find(caseId))?.state;
        if (!state) throw new Error('no case');
        const action = { type: 'handover.offered', payload: validPayload('handover.offered', state) } as const;
        const restated = await restateImported(writes, other, other.clerk, { state, action });
        expect(restated.revision).toBe(state.revision + 1);
        // Once is enough.
        expect(await restateImported(writes, other, other.clerk, { state: restated, action })).toBe(restated);
        await saveCase(writes, other, restated);
      });
      const theirs = await other.store.read(({ cases }) => cases.find(caseId));
      const expected = { ...theirs?.state, bornAt: testId(0x99) };
      await takeFrom(other, ['case']);
      await synced.pull();
      expect(await synced.stateOf(caseId)).toEqual(expected);
      expect(await desk.store.read(({ ledger }) => ledger.count())).toBe(1);
      await expectRebuilt();
      const upTo = city.entries.length;
      await takeFrom(other, ['import']);
      await synced.pull(upTo);
      expect(await synced.stateOf(caseId)).toEqual(expected);
      expect(await desk.store.read(({ ledger }) => ledger.count())).toBe(2);
      expect(await desk.store.read(({ imports }) => imports.chunkOf(caseId))).not.toBeNull();
      await expectRebuilt();
    } finally {
      await other.store.remove();
    }
  });

  test('a row that is not the one of its chunk is named, and nothing is applied (LOG-2)', async () => {
    const other = await openTestDesk();
    try {
      await importRows(other, [oldCase(other, 1)]);
      await takeFrom(other);
      const index = city.entries.findIndex(({ header }) => header.type === 'import.chunk');
      const chunk = city.entries[index];
      if (!chunk) throw new Error('no chunk');
      city.entries[index] = { ...chunk, rows: (chunk.rows ?? []).map((row) => ({ ...row, payload: '{}' })) };
      await expect(synced.pull()).rejects.toThrow(chunk.header.id);
      expect(await desk.store.read(({ sync }) => sync.cursors())).toEqual([]);
    } finally {
      await other.store.remove();
    }
  });

  test('the cases of an own import go when the city sets its commit aside, and come back with it (SYNC-5)', async () => {
    const old = [oldCase(desk, 1), oldCase(desk, 2)];
    await importRows(desk, old);
    const before = await synced.stateOf(old[0]?.caseId ?? '');
    const sent = await synced.push(({ header }) => (header.type === 'import.committed' ? setAside : accepted));
    expect(await desk.store.read(({ ledger }) => ledger.count())).toBe(0);
    await expectRebuilt();
    const commit = sent.find(({ header }) => header.type === 'import.committed');
    city.changeMind(commit?.header.id ?? '', accepted);
    await synced.pull();
    expect(await synced.stateOf(old[0]?.caseId ?? '')).toEqual(before);
    expect(await desk.store.read(({ ledger }) => ledger.count())).toBe(2);
    await expectRebuilt();
  });
});

describe('a pull that would take much away (SYNC-12)', () => {
  test('halts, changes nothing, and goes on with consent', async () => {
    const cases = [];
    for (let n = 0; n < 10; n += 1) cases.push(await desk.register());
    await synced.push();
    for (const { caseId } of cases.slice(0, 4)) {
      synced.elsewhere(caseId, 'case.refused', { reason: '法院已经受理', law: '规定第二十二条' });
    }
    const before = await synced.everything();
    expect(await synced.pull()).toEqual({ outcome: 'needs_consent', openBefore: 10, lost: 4 });
    expect(await synced.everything()).toEqual(before);
    expect(await synced.pull(0, true)).toMatchObject({ outcome: 'applied' });
    expect((await synced.stateOf(cases[0]?.caseId ?? ''))?.status).toBe('refused');
  });
});

describe('a restored station (SYNC-14)', () => {
  const outboxOf = (at: TestDesk) => at.store.read(({ sync }) => sync.outbox(MAX_BATCH));
  const staffOf = (at: TestDesk) => at.store.read(({ directory }) => directory.allStaff());

  const nextLife = async (at: TestDesk) => {
    const { stationId } = await at.store.read(({ log }) => log.station());
    await at.store.write(({ sync }) => sync.beginIncarnation({ stationId, incarnation: 2 }));
  };

  test('takes back its own actions in its next life, and gives no number again (SYNC-15)', async () => {
    const restored = await openTestDesk();
    try {
      const first = await desk.register();
      const second = await desk.register();
      city.push(await synced.outbox());
      await nextLife(restored);
      expect(await applyPull(restored, city.pull(), city.epoch, { consented: false })).toMatchObject({ added: 2 });
      const told = await restored.store.read(async ({ sync, cases }) => ({
        head: await sync.headOf(1),
        waiting: (await sync.outbox(MAX_BATCH)).length,
        state: (await cases.find(first.caseId))?.state,
      }));
      expect(told.head).toEqual(await desk.store.read(({ log }) => log.head()));
      expect(told.waiting).toBe(0);
      expect(told.state).toEqual(await synced.stateOf(first.caseId));
      // Without a block of this life the number bears the letters of it.
      const { caseNumber } = await restored.register();
      expect([first.caseNumber, second.caseNumber]).not.toContain(caseNumber);
      expect(caseNumber).toMatch(/[A-Z]{2,}/);
    } finally {
      await restored.store.remove();
    }
  });

  test('leaves an account that was added anew to whom has it now', async () => {
    const restored = await openTestDesk();
    const add = (at: TestDesk, name: string) =>
      registerStaff(at, at.it, {
        actionId: at.environment.newId(),
        account: 'li',
        name,
        roles: ['mediator'],
        phone: null,
        password: 'Long enough 1',
      });
    try {
      const lost = await add(desk, '李某一');
      city.push(await outboxOf(desk));
      // A restored store begins a new incarnation; what it had sent before is of the old one.
      for (const [index, entry] of city.entries.entries()) {
        const sealed = foreignAction(
          entry.header.sequence,
          { ...entry.header, incarnation: 7 },
          JSON.parse(entry.payload ?? '{}'),
        );
        const salt = Buffer.from(sealed.salt).toString('hex');
        city.entries[index] = { ...entry, header: sealed.header, headerHash: sealed.headerHash, salt };
      }
      const before = city.entries.length - 1;
      const anew = await add(restored, '李某二');
      await applyPull(restored, { ...city.pull(before), from: 0 }, city.epoch, { consented: false });
      const told = await restored.store.read(async ({ directory }) => ({
        holder: await directory.byAccount('li'),
        lost: await directory.staff(lost.staffId),
      }));
      expect(told.holder?.staffId).toBe(anew.staffId);
      expect(told.lost).toMatchObject({ name: '李某一', account: lost.staffId, active: false });
      const staff = await staffOf(restored);
      await rebuildProjections(restored);
      expect(await staffOf(restored)).toEqual(staff);
    } finally {
      await restored.store.remove();
    }
  });

  test('is told to ask for a code before it takes or sends anything; then both branches are kept (LOG-3, SYNC-14)', async () => {
    const restored = await openTestDesk();
    try {
      const lost = await desk.register();
      const branch = await restored.register();
      city.push(await synced.outbox());
      const pull = () => applyPull(restored, city.pull(), city.epoch, { consented: false });
      await expect(pull()).rejects.toThrow('重新接入');
      expect(await restored.store.read(({ sync }) => sync.cursors())).toEqual([]);
      await nextLife(restored);
      expect(await pull()).toMatchObject({ outcome: 'applied', added: 1 });
      const pending = await outboxOf(restored);
      expect(pending.map(({ header }) => [header.streamId, header.incarnation])).toEqual([[branch.caseId, 1]]);
      for (const { caseId } of [lost, branch])
        expect((await restored.store.read(({ cases }) => cases.find(caseId)))?.state).toMatchObject({ id: caseId });
    } finally {
      await restored.store.remove();
    }
  });
});
