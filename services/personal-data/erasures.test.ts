import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { dependenciesFor } from '../access/restricted-store.ts';
import { readAction } from '../log/append.ts';
import { approveErasure, erasureStanding, listErasures, refuseErasure, requestErasure } from './erasures.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.store.remove());

const newId = () => desk.environment.newId();
const head = () => ({ staffId: newId(), roles: ['head'] as const, name: '高主任', desk: '办公室' });

/** A case that was taken down about the wrong people, and a request to erase it. */
async function asked(change: Partial<Parameters<typeof requestErasure>[2]> = {}) {
  const { caseId } = await desk.register();
  const input = { actionId: newId(), requestId: newId(), caseId, ground: 'unlawful', reason: '登记错了人' } as const;
  const entry = await requestErasure(desk, desk.manager, { ...input, ...change });
  return { ...input, entry };
}
const decision = (requestId: string) => ({ actionId: newId(), requestId });
const registrationOf = async (caseId: string) =>
  (await desk.store.read(({ cases }) => cases.find(caseId)))?.state.registration ?? null;

describe('erasure by two people (LOG-8, 个人信息保护法 47)', () => {
  test('one asks with a reason and a ground, nothing is gone; another approves, and it is', async () => {
    const { caseId, requestId, entry } = await asked();
    expect(entry).toMatchObject({ requestId, requestedBy: '陈静', isOwn: true, hold: null, decision: null });
    expect(await registrationOf(caseId)).not.toBeNull();
    const approved = await approveErasure(desk, desk.security, decision(requestId));
    expect(approved).toMatchObject({ caseNumber: '', decision: { outcome: 'erased', by: '郑安' } });
    expect(await registrationOf(caseId)).toBeNull();
    const stored = (await desk.store.read(({ log }) => log.stream('erasure', requestId))).map(readAction);
    expect(stored.map(({ header, payload }) => [header.type, header.actorId, payload])).toMatchObject([
      ['erasure.requested', desk.manager.staffId, { caseId, ground: 'unlawful', reason: '登记错了人' }],
      ['log.erased', desk.security.staffId, { streamId: caseId, ground: 'unlawful' }],
    ]);
  });

  test('nobody approves or refuses the own request, whatever roles the person has', async () => {
    const both = { ...desk.manager, roles: ['manager', 'head'] as const };
    const { caseId, requestId } = await asked();
    const own = { code: 'NOT_ALLOWED', message: expect.stringContaining('另一个人') };
    await expect(approveErasure(desk, both, decision(requestId))).rejects.toMatchObject(own);
    await expect(refuseErasure(desk, both, { ...decision(requestId), reason: '不删' })).rejects.toMatchObject(own);
    expect(await registrationOf(caseId)).not.toBeNull();
    await approveErasure(desk, head(), decision(requestId));
    expect(await registrationOf(caseId)).toBeNull();
  });

  test('only manager and head ask, only head and security administrator decide', async () => {
    const { caseId, requestId } = await asked();
    const denied = { code: 'NOT_ALLOWED' };
    for (const caller of [desk.manager, desk.clerk, desk.mediator, desk.it, desk.auditor]) {
      await expect(approveErasure(desk, caller, decision(requestId))).rejects.toMatchObject(denied);
      await expect(refuseErasure(desk, caller, { ...decision(requestId), reason: '不删' })).rejects.toMatchObject(
        denied,
      );
    }
    const again = { actionId: newId(), requestId: newId(), caseId, ground: 'unlawful', reason: '再来' } as const;
    for (const caller of [desk.clerk, desk.mediator, desk.it, desk.security, desk.auditor]) {
      await expect(requestErasure(desk, caller, again)).rejects.toMatchObject(denied);
    }
    for (const caller of [desk.clerk, desk.mediator, desk.it]) {
      await expect(listErasures(desk, caller)).rejects.toMatchObject(denied);
    }
    expect(await registrationOf(caseId)).not.toBeNull();
  });

  test('a refusal says why and ends the request; another may follow', async () => {
    const { caseId, requestId } = await asked();
    const refused = await refuseErasure(desk, desk.security, { ...decision(requestId), reason: '理由不够' });
    expect(refused.decision).toMatchObject({ outcome: 'refused', by: '郑安', reason: '理由不够' });
    const over = { code: 'NOT_POSSIBLE_NOW' };
    await expect(approveErasure(desk, desk.security, decision(requestId))).rejects.toMatchObject(over);
    expect(await registrationOf(caseId)).not.toBeNull();
    const next = { actionId: newId(), requestId: newId(), caseId, ground: 'unlawful', reason: '补充理由' } as const;
    await requestErasure(desk, desk.manager, next);
    const listed = await listErasures(desk, desk.security);
    expect(listed.map((each) => [each.requestId, each.decision?.outcome ?? null])).toEqual([
      [next.requestId, null],
      [requestId, 'refused'],
    ]);
  });

  test('one waits at a time; the same action twice is one request and one erasure', async () => {
    const { entry: _, ...input } = await asked();
    await expect(requestErasure(desk, desk.manager, input)).resolves.toMatchObject({ requestId: input.requestId });
    const second = { ...input, actionId: newId(), requestId: newId() };
    await expect(requestErasure(desk, desk.manager, second)).rejects.toMatchObject({ code: 'ALREADY_DONE' });
    expect((await erasureStanding(desk, desk.manager, input.caseId)).waiting?.requestId).toBe(input.requestId);
    const word = decision(input.requestId);
    await approveErasure(desk, desk.security, word);
    await approveErasure(desk, desk.security, word);
    expect(await desk.store.read(({ log }) => log.erasureActions())).toHaveLength(2);
  });

  test('what the law keeps is refused with its article when it is asked for, and again when it is approved', async () => {
    const { caseId } = await desk.register();
    const input = {
      actionId: newId(),
      requestId: newId(),
      caseId,
      ground: 'consent_withdrawn',
      reason: '不愿调解',
    } as const;
    await expect(requestErasure(desk, desk.manager, input)).rejects.toMatchObject({
      code: 'NOT_POSSIBLE_NOW',
      data: { source: '个人信息保护法第十三条第一款第三项' },
    });
    const { holds } = await erasureStanding(desk, desk.manager, caseId);
    expect(holds.consent_withdrawn?.message).toContain('还在办理');
    expect(holds.unlawful).toBeNull();
    await desk.act(desk.clerk, caseId, 'case.refused', { reason: '不属于民间纠纷', law: '人民调解法第二条' });
    const { requestId } = input;
    await requestErasure(desk, desk.manager, input);
    await desk.act(desk.manager, caseId, 'case.reopened', { reason: '当事人又来' });
    await expect(approveErasure(desk, desk.security, decision(requestId))).rejects.toMatchObject({
      code: 'NOT_POSSIBLE_NOW',
    });
    const [listed] = await listErasures(desk, desk.security);
    expect(listed?.hold?.message).toContain('还在办理');
  });

  test('by a clock that is suspect no term is over (LOG-10)', async () => {
    const { caseId, requestId } = await asked();
    desk.clock.now -= 3_600_000;
    await expect(approveErasure(desk, desk.security, decision(requestId))).rejects.toMatchObject({
      message: expect.stringContaining('校准日期'),
    });
    expect(await registrationOf(caseId)).not.toBeNull();
  });

  test('a case out of sight is answered as one that there is not', async () => {
    const { caseId } = await desk.register();
    const kinds = { kinds: ['minor'], viewerIds: [desk.manager.staffId] };
    await desk.act(desk.manager, caseId, 'case.flagged', { flag: 'sensitive', reason: '涉及未成年人', ...kinds });
    const other = head();
    const input = { actionId: newId(), requestId: newId(), caseId, ground: 'unlawful', reason: '看看有没有' } as const;
    const hidden = { code: 'NOT_FOUND' };
    await expect(requestErasure(dependenciesFor(desk, other), other, input)).rejects.toMatchObject(hidden);
    await expect(erasureStanding(dependenciesFor(desk, other), other, caseId)).rejects.toMatchObject(hidden);
  });
});
