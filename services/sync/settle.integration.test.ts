import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TestDesk } from '../../tests/support/desk.ts';
import { openCase } from '../cases/view.ts';
import { homeOf } from '../home/home.ts';
import { eraseCase } from '../testing/erase-case.ts';
import { accepted, setAside } from '../testing/stand-in-city.ts';
import { handGroupToCity, withdrawGroup } from './settle.ts';
import { syncCorner, syncOverview } from './sync-page.ts';
import { SyncedDesk } from './testing.ts';

let synced: SyncedDesk;
let desk: TestDesk;
beforeEach(async () => {
  synced = await SyncedDesk.open();
  ({ desk } = synced);
});
afterEach(() => desk.store.remove());

const held = { verdict: 'held', reason: 'behind', detail: null } as const;
const host = { city: { origin: '', name: '', feed: '410105' }, needsConsent: false };
const attention = () => desk.store.read(({ sync }) => sync.needsAttention());
const newId = () => desk.environment.newId();
const statusWord = async () => (await syncCorner(desk.store, host)).status;

const conflict = () => synced.conflict();

describe('withdrawing a group (SYNC-3)', () => {
  test('it is in the log, travels in the feed of the case, and then nothing is left to settle (LOG-1, SYNC-10)', async () => {
    const group = await conflict();
    expect(await statusWord()).toBe('attention');
    const { state } = await openCase(desk, desk.clerk, group.caseId);
    await withdrawGroup(desk, desk.clerk, group);
    expect(await attention()).toEqual([]);
    const outbox = await synced.outbox();
    expect(outbox.map(({ header, feed }) => [header.type, header.streamId, feed])).toEqual(
      group.actionIds.map((id) => ['settling.withdrawn', id, '410105']),
    );
    expect(await statusWord()).toBe('waiting');
    await synced.push();
    expect(await statusWord()).toBe('synced');
    const view = await openCase(desk, desk.manager, group.caseId);
    // Nothing that anybody works on has another revision by it (SYNC-6).
    expect(view.state).toEqual(state);
    expect(view.timeline.map(({ type }) => type)).toEqual(['case.registered']);
    expect(
      view.setAside.map(({ type, held: behind, settled }) => [type, behind, settled?.name, settled?.byName]),
    ).toEqual([
      ['case.accepted', false, '已撤回', '程敏'],
      ['case.triaged', true, '已撤回', '程敏'],
    ]);
    const { before, after } = await synced.rebuilt();
    expect(after).toEqual(before);
  });

  test('the same press twice settles once; another press says that it was settled', async () => {
    const group = await conflict();
    await withdrawGroup(desk, desk.clerk, group);
    await withdrawGroup(desk, desk.clerk, group);
    expect(await synced.outbox()).toHaveLength(2);
    const late = withdrawGroup(desk, desk.manager, { ...group, settlingId: newId() });
    await expect(late).rejects.toMatchObject({
      code: 'NOT_POSSIBLE_NOW',
      message: expect.stringContaining('刚有变化'),
    });
  });

  test('two who settle the same at once: one of them does, the other is told, nothing is doubled', async () => {
    const group = await conflict();
    const both = await Promise.allSettled([
      withdrawGroup(desk, desk.clerk, group),
      handGroupToCity(desk, desk.manager, { ...group, settlingId: newId(), note: '请市里定。' }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await synced.outbox()).toHaveLength(2);
  });

  test('only its author or the manager; not another clerk, not IT; and the whole group as it was seen', async () => {
    const group = await conflict();
    for (const caller of [desk.mediator, desk.it]) {
      await expect(withdrawGroup(desk, caller, group)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    }
    for (const actionIds of [group.actionIds.slice(0, 1), group.actionIds.toReversed(), [newId()]]) {
      await expect(withdrawGroup(desk, desk.clerk, { ...group, actionIds })).rejects.toMatchObject({
        code: expect.stringMatching(/NOT_POSSIBLE_NOW|NOT_FOUND/),
      });
    }
    expect(await attention()).toHaveLength(1);
    await withdrawGroup(desk, desk.manager, group);
  });

  test('decisions that were not sent yet come first: the city will hold them behind this group', async () => {
    const group = await conflict();
    await desk.act(desk.clerk, group.caseId, 'case.noted', { note: '一笔' });
    await desk.act(desk.clerk, group.caseId, 'case.accepted');
    await expect(withdrawGroup(desk, desk.clerk, group)).rejects.toMatchObject({
      message: expect.stringContaining('办了 1 步，还没有上传'),
    });
    const sent = await synced.push(({ header }) => (header.type === 'case.accepted' ? held : accepted));
    const actionIds = [
      ...group.actionIds,
      ...sent.filter(({ header }) => header.type === 'case.accepted').map(({ header }) => header.id),
    ];
    await withdrawGroup(desk, desk.clerk, { ...group, actionIds });
    expect(await attention()).toEqual([]);
  });

  test('settings that were set aside are settled in the same way, by IT who changed them or the manager', async () => {
    await synced.push(({ header }) => (header.streamKind === 'staff' ? setAside : accepted));
    // The accounts that IT made; those of the set-up are the manager's.
    const first = (await attention()).find(({ actions }) => actions[0]?.actorId === desk.it.staffId);
    if (!first) throw new Error('nothing set aside');
    const actionIds = first.actions.map(({ id }) => id);
    await expect(withdrawGroup(desk, desk.clerk, { actionIds, settlingId: newId() })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
    await withdrawGroup(desk, desk.it, { actionIds, settlingId: newId() });
    expect((await attention()).map(({ streamId }) => streamId)).not.toContain(first.streamId);
  });
});

describe('handing a group to the city (SYNC-3)', () => {
  test('it is settled here, the words go with it, and the city’s answer comes back as a settling', async () => {
    const group = await conflict();
    await handGroupToCity(desk, desk.clerk, { ...group, note: '两边都办了，请市里定。' });
    await synced.push();
    expect(await statusWord()).toBe('synced');
    const { setAside: steps } = await openCase(desk, desk.clerk, group.caseId);
    expect(steps[0]?.settled).toMatchObject({ name: '已交市平台处理', note: '两边都办了，请市里定。', words: null });
    for (const streamId of group.actionIds) {
      synced.elsewhere(
        streamId,
        'settling.declined',
        { words: '以区里先办的为准。', decidedBy: '周某' },
        { streamKind: 'settling' },
      );
    }
    await synced.pull();
    const answered = (await openCase(desk, desk.clerk, group.caseId)).setAside[0]?.settled;
    expect(answered).toMatchObject({ way: 'declined', byName: '周某', words: '以区里先办的为准。' });
    expect(await statusWord()).toBe('synced');
  });
});

test('erasing a case erases what was said about its steps; that they are settled stays (LOG-8)', async () => {
  const group = await conflict();
  await handGroupToCity(desk, desk.clerk, { ...group, note: '当事人是张某的亲戚。' });
  await eraseCase(desk, desk.manager, { actionId: newId(), caseId: group.caseId, reason: '依法删除' });
  for (const id of group.actionIds) {
    for (const { payloadBytes } of await desk.store.read(({ log }) => log.stream('settling', id)))
      expect(payloadBytes).toBeNull();
  }
  expect(await attention()).toEqual([]);
});

test('whatever the city says and whoever settles, what needs attention is what was set aside and not settled (SYNC-10)', async () => {
  const step = fc.constantFrom('accept', 'set_aside', 'settle' as const);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const { caseId } = await desk.register();
      await synced.push();
      let unsettled: string[] = [];
      for (const each of steps) {
        if (each === 'settle') {
          if (unsettled.length > 0)
            await withdrawGroup(desk, desk.manager, { actionIds: unsettled, settlingId: newId() });
          unsettled = [];
          await synced.push();
          continue;
        }
        const flags = (await synced.stateOf(caseId))?.flags ?? [];
        const type = flags.includes('escalated') ? 'case.unflagged' : 'case.flagged';
        await desk.act(desk.clerk, caseId, type, { flag: 'escalated', reason: '扬言报复' });
        const [sent] = await synced.push(() => (each === 'accept' ? accepted : setAside));
        if (each === 'set_aside') unsettled.push(sent?.header.id ?? '');
      }
      const group = (await attention()).find(({ streamId }) => streamId === caseId);
      expect(group?.actions.map(({ id }) => id) ?? []).toEqual(unsettled);
      const home = await homeOf(desk, desk.clerk);
      expect(home.setAside.find((entry) => entry.caseId === caseId)?.steps ?? 0).toBe(unsettled.length);
      const view = await openCase(desk, desk.clerk, caseId);
      expect(view.setAside.filter(({ settled }) => settled === null).map(({ actionId }) => actionId)).toEqual(
        unsettled,
      );
    }),
    { numRuns: 25 },
  );
});

test('the workbench tells news only of what counts, and lists what is set aside for its author and the manager', async () => {
  const { caseId } = await conflict();
  const [ofClerk, ofMediator, ofManager] = [
    await homeOf(desk, desk.clerk),
    await homeOf(desk, desk.mediator),
    await homeOf(desk, desk.manager),
  ];
  expect(ofClerk.news.filter((entry) => entry.caseId === caseId)).toHaveLength(1);
  expect(ofClerk.setAside).toMatchObject([{ caseId, label: '受理', steps: 2 }]);
  expect(ofMediator.setAside).toEqual([]);
  expect(ofManager.setAside).toEqual(ofClerk.setAside);
});

test('IT sees kind, code, reason and age of what was set aside, and neither case nor names nor words', async () => {
  const { desk: center } = synced;
  const { caseId } = await center.register({ title: '张某与李某楼道纠纷' });
  await synced.push();
  await center.act(center.clerk, caseId, 'case.refused', { reason: '张某已经起诉', law: '第二十二条' });
  await synced.push(() => ({ verdict: 'set_aside', reason: 'not_possible', detail: '李某明确拒绝调解' }));
  const page = { ...host, running: false, nextAt: null, rounds: [], sessionLeft: null, versions: null };
  const of = (caller: typeof center.it) => syncOverview(center.store, caller, page as never);
  const read = (await of(center.it)).attention;
  expect(read).toMatchObject([
    {
      caseId: null,
      caseNumber: null,
      record: '案件',
      maySettle: false,
      items: [{ action: '不予受理', reason: 'not_possible', actor: null }],
    },
  ]);
  const answer = JSON.stringify(read);
  for (const secret of ['张某', '李某', '楼道', '起诉', '程敏', caseId]) expect(answer).not.toContain(secret);
  expect((await of(center.manager)).attention).toMatchObject([
    { caseId, maySettle: true, items: [{ actor: '程敏', detail: '李某明确拒绝调解' }] },
  ]);
});
