import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TestDesk } from '../../tests/support/desk.ts';
import { type ResendInput, resendGroup } from '../cases/resend.ts';
import { openCase } from '../cases/view.ts';
import { accepted, setAside } from '../testing/stand-in-city.ts';
import { syncCorner } from './sync-page.ts';
import { SyncedDesk } from './testing.ts';

let synced: SyncedDesk;
let desk: TestDesk;
beforeEach(async () => {
  synced = await SyncedDesk.open();
  ({ desk } = synced);
});
afterEach(() => desk.store.remove());

const host = { city: { origin: '', name: '', feed: '410105' }, needsConsent: false };
const attention = () => desk.store.read(({ sync }) => sync.needsAttention());
const newId = () => desk.environment.newId();
const statusWord = async () => (await syncCorner(desk.store, host)).status;

const conflict = () => synced.conflict();

async function resend(
  of: Awaited<ReturnType<typeof conflict>>,
  change: Partial<ResendInput> = {},
  caller = desk.clerk,
) {
  const view = await openCase(desk, caller, of.caseId);
  const action = { type: 'case.accepted', payload: { note: '再次受理' } };
  const input = { ...of, actionId: newId(), baseRevision: view.state.revision, action, followers: [], ...change };
  return { input, view: await resendGroup(desk, caller, input) };
}

describe('sending a group again (SYNC-3)', () => {
  test('the new action is done on the case as it is; group, settlings and followers are one transaction, in order', async () => {
    const group = await conflict();
    const [first = '', second = ''] = group.actionIds;
    const [actionId, resentAs] = [newId(), newId()];
    const { view, input } = await resend(group, { actionId, followers: [{ actionId: second, resentAs }] });
    expect(view.state.status).toBe('triaged');
    expect(view.timeline.at(-2)?.text).toBe('再次受理');
    // The settlings stand before the new actions: the city holds nothing behind a settled group.
    expect((await synced.outbox()).map(({ header }) => [header.type, header.id])).toEqual([
      ['settling.resent', group.settlingId],
      ['settling.resent', expect.any(String)],
      ['case.accepted', actionId],
      ['case.triaged', resentAs],
    ]);
    expect(view.setAside.map(({ actionId: id, settled }) => [id, settled?.name])).toEqual([
      [first, '已改后重发'],
      [second, '已改后重发'],
    ]);
    // A lost answer, asked for again.
    expect((await resendGroup(desk, desk.clerk, input)).state).toEqual(view.state);
    expect(await synced.outbox()).toHaveLength(4);
    await synced.push();
    expect(await statusWord()).toBe('synced');
  });

  test('followers that are not chosen are withdrawn', async () => {
    const group = await conflict();
    const { view } = await resend(group);
    expect(view.state.status).toBe('accepted');
    expect(view.setAside.map(({ settled }) => settled?.way)).toEqual(['resent', 'withdrawn']);
  });

  test('what is refused changes nothing and settles nothing: a stale revision, a bad field, a follower that does not fit', async () => {
    const group = await conflict();
    const [, second = ''] = group.actionIds;
    await expect(resend(group, { baseRevision: 1 })).rejects.toMatchObject({ code: 'STALE_REVISION' });
    await expect(resend(group, { action: { type: 'case.accepted', payload: { note: 7 } } })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(
      resend(group, { action: { type: 'case.refused', payload: { reason: '不收', law: '第一条' } } }),
    ).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining('同一种办理'),
    });
    // The category was put right to one that people's mediation may not take, meanwhile and elsewhere.
    const state = await synced.stateOf(group.caseId);
    const registration = { ...state?.registration, gbtCategory: '1101' };
    await desk.act(desk.clerk, group.caseId, 'case.corrected', { registration, reason: '更正' });
    await synced.push();
    await expect(resend(group, { followers: [{ actionId: second, resentAs: newId() }] })).rejects.toMatchObject({
      code: 'NOT_POSSIBLE_NOW',
      message: expect.stringContaining('后面的「分流」现在不能重发'),
    });
    expect(await synced.outbox()).toEqual([]);
    expect(await attention()).toHaveLength(1);
    expect((await synced.stateOf(group.caseId))?.status).toBe('registered');
  });

  test('what was sent again may be set aside again: a new group, by itself', async () => {
    const group = await conflict();
    await resend(group);
    const sent = await synced.push(({ header }) => (header.streamKind === 'case' ? setAside : accepted));
    const [again] = await attention();
    expect(again?.actions.map(({ id }) => id)).toEqual([sent.at(-1)?.header.id]);
  });
});
