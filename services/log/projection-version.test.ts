import { afterAll, beforeAll, expect, test } from 'vitest';
import { reduceCase } from '../../domain/cases/reducer.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { caseStatusIds } from '../../domain/cases/status.ts';
import { actionsTo } from '../../domain/cases/testing.ts';
import { canonicalJson } from '../../domain/log/canonical-json.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { sha256Suite } from '../environment.ts';
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

test('a reducer that folds otherwise than before comes with another version', () => {
  const states: (CaseState | null)[] = [];
  for (const status of caseStatusIds) {
    let state: CaseState | null = null;
    for (const action of actionsTo(status)) state = reduceCase(state, action);
    states.push(state);
  }
  const bytes = new TextEncoder().encode(canonicalJson(states.map((state) => JSON.parse(JSON.stringify(state)))));
  const folded = sha256Suite.digest(bytes).slice(0, 16);
  // Where this differs, raise PROJECTION_VERSION and write both down here.
  expect({ version: PROJECTION_VERSION, folded }).toEqual({ version: 24, folded: '5cbc0fd813426f45' });
});
