import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testId } from '../../domain/cases/testing-facts.ts';
import type { TestDesk } from '../../tests/support/desk.ts';
import { actOnCase } from '../cases/act.ts';
import { openCase } from '../cases/view.ts';
import { accepted, type StandInCity, setAside } from '../testing/stand-in-city.ts';
import { applyPushAnswers } from './apply.ts';
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

describe('answers to a push', () => {
  test('outbox and receipts together are the own actions, and the same answers again change nothing (SYNC-1, SYNC-3)', async () => {
    const { caseId } = await desk.register();
    await desk.act(desk.clerk, caseId, 'case.noted', { note: '一笔' });
    const sent = await synced.outbox();
    const output = city.push(sent.slice(0, 3));
    await applyPushAnswers(desk, output);
    expect((await synced.outbox()).map(({ header }) => header.id)).toEqual(
      sent.slice(3).map(({ header }) => header.id),
    );
    const before = await synced.everything();
    await applyPushAnswers(desk, output);
    expect(await synced.everything()).toEqual(before);
    await synced.push();
    expect(await synced.outbox()).toEqual([]);
  });

  test('the cursor passes what was sent where it comes next in the feed, and waits where others are between (SYNC-4)', async () => {
    const cursor = async () => (await desk.store.read(({ sync }) => sync.cursors())).map(({ position }) => position);
    await desk.register();
    const sent = await synced.push();
    expect(await cursor()).toEqual([sent.length]);
    synced.begun(testId(0x77));
    await desk.register();
    await synced.push();
    expect(await cursor()).toEqual([sent.length]);
    await synced.pull(sent.length);
    expect(await cursor()).toEqual([city.entries.length]);
  });

  test('it passes to where the city says that nothing else is to be fetched, and never over what it did not speak of (SYNC-4)', async () => {
    const cursors = () => desk.store.read(({ sync }) => sync.cursors());
    await desk.register();
    synced.begun(testId(0x78));
    const sent = await synced.outbox();
    const output = city.push(sent);
    const head = city.entries.length;
    const feed = output.answers[0]?.feed ?? '';
    const passing = (from: number, to: number) => ({
      ...output,
      passed: [{ feed, from, head: to, mark: `mark ${to}` }],
    });
    // An answer to a question that was put behind where this store stands now, as after it was restored.
    await applyPushAnswers(desk, passing(1, head));
    expect(await cursors()).toEqual([]);
    await applyPushAnswers(desk, passing(0, head));
    expect(await cursors()).toMatchObject([{ feed, position: head, head, mark: `mark ${head}` }]);
    await applyPushAnswers(desk, passing(0, head - 1));
    expect(await cursors()).toMatchObject([{ position: head, mark: `mark ${head}` }]);
  });

  test('what is set aside leaves the case, stays in the log, and waits for attention (SYNC-3, SYNC-5, LOG-9)', async () => {
    const { caseId } = await desk.register();
    await synced.push();
    const before = await synced.stateOf(caseId);
    await desk.act(desk.clerk, caseId, 'case.accepted');
    const [sent] = await synced.push(() => setAside);
    expect(await synced.stateOf(caseId)).toEqual(before);
    const { attention, kept } = await desk.store.read(async ({ sync, log }) => ({
      attention: await sync.needsAttention(),
      kept: await log.find(sent?.header.id ?? ''),
    }));
    expect(attention).toMatchObject([{ streamId: caseId, actions: [{ type: 'case.accepted', reason: 'stale' }] }]);
    expect(kept?.payloadBytes).not.toBeNull();
    const { timeline } = await openCase(desk, desk.clerk, caseId);
    expect(timeline.map(({ type }) => type)).toEqual(['case.registered']);
    await expectRebuilt();
  });

  test('a verdict that comes again with another value is obeyed, and both are kept (LOG-3)', async () => {
    const { caseId } = await desk.register();
    await desk.act(desk.clerk, caseId, 'case.accepted');
    const sent = await synced.push(({ header }) => (header.type === 'case.accepted' ? setAside : accepted));
    expect((await synced.stateOf(caseId))?.status).toBe('registered');
    city.changeMind(sent.at(-1)?.header.id ?? '', accepted);
    await synced.pull();
    expect((await synced.stateOf(caseId))?.status).toBe('accepted');
    expect(await desk.store.read(({ sync }) => sync.needsAttention())).toEqual([]);
    await expectRebuilt();
  });

  test('a receipt over another chain is refused, and nothing of the answers is kept (LOG-3)', async () => {
    await desk.register();
    const sent = await synced.outbox();
    const output = city.push(sent);
    const forged = { ...output, receipt: { ...output.receipt, headerHash: '0'.repeat(64) } };
    await expect(applyPushAnswers(desk, forged)).rejects.toMatchObject({ code: 'CHAIN_BROKEN' });
    expect(await synced.outbox()).toHaveLength(sent.length);
  });
});

describe('what the desk sees as stale (LOG-5)', () => {
  test('a case with as many steps as before, but others, is stale', async () => {
    const { caseId } = await desk.register();
    await synced.push();
    const noted = (note: string) => ({ type: 'case.noted', payload: { note } });
    await desk.act(desk.clerk, caseId, 'case.noted', { note: '本站的一笔' });
    const seen = await openCase(desk, desk.clerk, caseId);
    synced.elsewhere(caseId, 'case.noted', { note: '别站的一笔' });
    await synced.push(() => setAside);
    await synced.pull();
    const now = await openCase(desk, desk.clerk, caseId);
    expect(now.timeline.map(({ text }) => text).join()).toContain('别站的一笔');
    expect(now.state.revision).toBeGreaterThan(seen.state.revision);
    const attempt = (baseRevision: number) =>
      actOnCase(desk, desk.clerk, {
        actionId: desk.environment.newId(),
        caseId,
        baseRevision,
        action: noted('再一笔'),
      });
    await expect(attempt(seen.state.revision)).rejects.toMatchObject({ code: 'STALE_REVISION' });
    await attempt(now.state.revision);
    // The header names what the city counts: what others add beside it makes no decision stale there (SYNC-6).
    const [pending] = await synced.outbox();
    expect(pending?.header.baseRevision).toBe(1);
  });

  test('a receipt alone makes nothing stale', async () => {
    const { caseId } = await desk.register();
    const seen = await openCase(desk, desk.clerk, caseId);
    await synced.push();
    await synced.pull();
    expect((await openCase(desk, desk.clerk, caseId)).state).toEqual(seen.state);
  });
});
