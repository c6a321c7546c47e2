import { afterAll, beforeAll, expect, test } from 'vitest';
import { validPayload } from '../../domain/cases/testing.ts';
import type { Json } from '../../domain/log/canonical-json.ts';
import { agreedCase } from '../../tests/support/papers.ts';
import { SyncedDesk } from '../sync/testing.ts';
import { openCase } from './view.ts';

let synced: SyncedDesk;
beforeAll(async () => {
  synced = await SyncedDesk.open();
});
afterAll(() => synced.desk.store.remove());

test('an agreement that another center reached, too, is to be checked with both texts in full (SYNC-5, LOG-9)', async () => {
  const { desk } = synced;
  const caseId = await agreedCase(desk);
  await synced.push();
  const own = (await synced.stateOf(caseId))?.agreement?.text;
  const { text } = validPayload('agreement.reached_written', null);
  const theirs = { ...text, terms: ['另一个中心谈成的条款。'] };
  const taken = synced.elsewhere(caseId, 'agreement.reached_written', { text: theirs } as unknown as Json);
  await synced.pull();
  const view = await openCase(desk, desk.manager, caseId);
  expect(view.state.agreement?.text).toEqual(own);
  expect(view.agreementVersions).toEqual([{ actionId: taken.header.id, text: theirs, other: own, counts: false }]);
  // Looked at, it is no question any more.
  await desk.act(desk.manager, caseId, 'case.reviewed', { reviewedActionId: taken.header.id });
  expect((await openCase(desk, desk.manager, caseId)).agreementVersions).toEqual([]);
});
