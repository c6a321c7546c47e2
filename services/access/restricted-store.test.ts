import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { actOnCase } from '../cases/act.ts';
import { gbt31000Of } from '../cases/gbt31000.ts';
import { samePersonHints, searchCases, similarOpenHints } from '../cases/hints.ts';
import { openCase } from '../cases/view.ts';
import type { Caller } from '../dependencies.ts';
import { addStaff } from '../directory/staff.ts';
import { previewDocument } from '../documents/documents.ts';
import { paperDesk } from '../documents/paper-desk.ts';
import { dossierView } from '../dossier/view.ts';
import { openFile } from '../files/read.ts';
import { homeOf } from '../home/home.ts';
import { createExports } from '../ledger/exports.ts';
import { ledgerPage, ledgerViews } from '../ledger/ledger.ts';
import { storeFor } from './restricted-store.ts';

/** A sensitive case is there for named people only (未成年人保护法 103); for all others as if it did not exist. */

let desk: TestDesk;
let caseId: string;
let caseNumber: string;
let other: { caseId: string };
let colleague: Caller;
const as = (caller: Caller) => ({ ...desk, store: storeFor(desk.store, caller.staffId) });

async function act(caller: Caller, type: string, payload: unknown, id = caseId) {
  const { state } = await openCase(desk, desk.manager, id);
  const input = { actionId: desk.environment.newId(), caseId: id, baseRevision: state.revision };
  return actOnCase(as(caller), caller, { ...input, action: { type, payload } });
}

beforeAll(async () => {
  desk = await openTestDesk();
  const account = { account: 'lina', name: '李娜', roles: ['clerk' as const], phone: null, password: 'Long enough 1' };
  const member = await addStaff(desk, desk.it, { actionId: desk.environment.newId(), ...account });
  colleague = { ...desk.clerk, staffId: member.staffId, name: member.name };
  ({ caseId, caseNumber } = await desk.register());
  other = await desk.register();
  const viewerIds = [desk.clerk.staffId, desk.manager.staffId];
  await act(desk.clerk, 'case.flagged', { flag: 'sensitive', reason: '有孩子', kinds: ['minor'], viewerIds });
});
afterAll(() => desk.store.remove());

const sort = { column: 'registeredAt', direction: 'desc' } as const;
/** Everything that one person sees of the center, as one text. */
async function allListsOf(caller: Caller): Promise<string> {
  const own = as(caller);
  const page = await ledgerPage(own, caller, { filter: {}, sort, startRow: 0, endRow: 50, withTotals: true });
  const flagged = await ledgerPage(own, caller, {
    filter: { flags: ['sensitive'], search: '张某' },
    sort,
    startRow: 0,
    endRow: 50,
    withTotals: true,
  });
  const people = [{ name: '张某', documentNumber: '410105197801010010', phone: '13800001203' }];
  const { place } = desk.newRegistration().registration;
  return JSON.stringify([
    page,
    flagged,
    await ledgerViews(own, caller),
    await homeOf(own, caller),
    await paperDesk(own, caller),
    await searchCases(own, caller, { query: '张某', limit: 50 }),
    await searchCases(own, caller, { query: caseNumber, limit: 50 }),
    await samePersonHints(own, caller, { people }),
    await similarOpenHints(own, caller, { placeCode: place.code }),
  ]);
}

describe('for who is named', () => {
  test('it is in every list, and opens', async () => {
    for (const caller of [desk.clerk, desk.manager]) {
      expect(await allListsOf(caller)).toContain(caseId);
      expect((await openCase(as(caller), caller, caseId)).state.restriction?.kinds).toEqual(['minor']);
    }
  });

  test('the timeline tells who may see it, and why', async () => {
    const { timeline } = await openCase(desk, desk.manager, caseId);
    expect(timeline.at(-1)?.text).toContain('涉未成年人，只有程敏、陈静和承办人能看');
  });
});

describe('for everybody else', () => {
  test('it is in no list, count, search, hint, workbench or paper list', async () => {
    const seen = await allListsOf(colleague);
    expect(seen).not.toContain(caseId);
    expect(seen).not.toContain(caseNumber);
    expect(seen).toContain(other.caseId);
    const counted = await ledgerPage(as(colleague), colleague, {
      filter: {},
      sort,
      startRow: 0,
      endRow: 9,
      withTotals: true,
    });
    expect(counted).toMatchObject({ filtered: 1, total: 1 });
  });

  test('it is not found by its id, in whatever way it is asked for', async () => {
    const own = as(colleague);
    const nothing = { code: 'NOT_FOUND' };
    await expect(openCase(own, colleague, caseId)).rejects.toMatchObject(nothing);
    await expect(gbt31000Of(own, colleague, caseId)).rejects.toMatchObject(nothing);
    await expect(act(colleague, 'case.noted', { note: '看看' })).rejects.toMatchObject(nothing);
    await expect(act(colleague, 'case.linked', { caseId }, other.caseId)).rejects.toMatchObject(nothing);
    await expect(
      openFile(own, colleague, { caseId, fileId: desk.environment.newId(), glance: false }),
    ).rejects.toMatchObject(nothing);
    await expect(
      dossierView(own, colleague, { caseId, joinedIds: [] } as never, { measure: () => 0 } as never),
    ).rejects.toMatchObject(nothing);
    await expect(previewDocument(own, colleague, { caseId, form: 'slip', subject: 0 } as never)).rejects.toMatchObject(
      nothing,
    );
  });

  test('it is in no export', async () => {
    for (const [caller, rows] of [
      [colleague, 1],
      [desk.manager, 2],
    ] as const) {
      const exports = createExports(desk);
      const { exportId } = exports.start(caller, { filter: {}, sort, columns: ['caseNumber'] });
      while (exports.progress(caller, exportId).state === 'running') await new Promise((go) => setTimeout(go, 2));
      expect(exports.progress(caller, exportId)).toMatchObject({ state: 'ready', total: rows });
      await exports.close();
    }
  });
});

describe('the names', () => {
  test('are changed and lifted by the manager alone, each in the log', async () => {
    const viewerIds = [desk.manager.staffId, colleague.staffId];
    const again = { flag: 'sensitive', reason: '交给李娜', kinds: ['minor'], viewerIds };
    await expect(act(desk.clerk, 'case.flagged', again)).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
    await act(desk.manager, 'case.flagged', again);
    expect(await allListsOf(colleague)).toContain(caseId);
    expect(await allListsOf(desk.clerk)).not.toContain(caseId);
    await act(desk.manager, 'case.unflagged', { flag: 'sensitive', reason: '不再需要' });
    expect(await allListsOf(desk.clerk)).toContain(caseId);
  });

  test('have a manager among them, and nobody who is not there', async () => {
    const mark = { flag: 'sensitive', reason: '家里的事', kinds: ['domestic_violence'] };
    const refused = { code: 'INVALID_INPUT', data: { fields: { viewerIds: expect.any(String) } } };
    const without = { ...mark, viewerIds: [colleague.staffId] };
    await expect(act(desk.clerk, 'case.flagged', without)).rejects.toMatchObject(refused);
    const unknown = { ...mark, viewerIds: [desk.manager.staffId, desk.environment.newId()] };
    await expect(act(desk.clerk, 'case.flagged', unknown)).rejects.toMatchObject(refused);
  });

  test('have the mediators of the case with them, and a mediator who returns it is answered', async () => {
    const own = await desk.register();
    await act(desk.manager, 'case.accepted', {}, own.caseId);
    const triage = { route: 'peoples_mediation', complexity: 'general', urgent: false };
    await act(desk.manager, 'case.triaged', triage, own.caseId);
    const mark = { flag: 'sensitive', reason: '家里的事', kinds: ['domestic_violence'], viewerIds: [] };
    await act(desk.manager, 'case.flagged', mark, own.caseId);
    const find = () => openCase(as(desk.mediator), desk.mediator, own.caseId);
    await expect(find()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const assigned = { mediatorIds: [desk.mediator.staffId], chosenByParties: false };
    await act(desk.manager, 'case.assigned', assigned, own.caseId);
    expect((await find()).state.status).toBe('assigned');
    const view = await act(desk.mediator, 'case.returned', { reason: '认识当事人' }, own.caseId);
    expect(view.state.status).toBe('returned');
    await expect(find()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
