import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { PROJECTION_VERSION, renewProjections } from './rebuild.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

const stateOf = (caseId: string) => desk.store.read(async ({ cases }) => (await cases.find(caseId))?.state);

test('rows of another version are folded anew, those of this one are left alone (LOG-4)', async () => {
  const { caseId } = await desk.register();
  const before = await stateOf(caseId);
  if (!before) throw new Error('no case');
  await desk.store.write(({ log }) => log.setProjectionVersion(PROJECTION_VERSION - 1));
  await spoil(caseId);
  expect(await renewProjections(desk)).toBe(true);
  expect(await stateOf(caseId)).toEqual(before);
  await spoil(caseId);
  expect(await renewProjections(desk)).toBe(false);
  expect((await stateOf(caseId))?.caseNumber).toBe('坏了');
});

/** As an older program might have left it. */
async function spoil(caseId: string): Promise<void> {
  await desk.store.write(async ({ cases }) => {
    const found = await cases.find(caseId);
    if (found) await cases.save({ ...found, state: { ...found.state, caseNumber: '坏了' } });
  });
}
