import { expect, test } from 'vitest';
import { caseActionTypes } from './actions.ts';
import { reduceCase } from './reducer.ts';
import { mayNameOtherFiles, namedFiles } from './state.ts';
import { caseStatusIds } from './status.ts';
import { caseIn, prepared, stationFor, storedAction, validPayload } from './testing.ts';
import { testId } from './testing-facts.ts';

/** A payload whose files no other action names. */
function withOwnFiles(payload: unknown): unknown {
  const own = 'f'.repeat(64);
  return JSON.parse(JSON.stringify(payload), (key, value) => (/^(sha256|fileHash)$/.test(key) ? own : value));
}

test('every action that names another file of the case is known for it, in every state (SYNC-8)', () => {
  const naming = new Set<string>();
  for (const status of caseStatusIds) {
    for (const type of caseActionTypes) {
      if (type === 'case.registered') continue;
      const before = prepared(type, caseIn(status));
      const payload = withOwnFiles(validPayload(type, before));
      const after = reduceCase(before, storedAction(type, payload, 900, { stationId: stationFor(before, type) }));
      const hashes = (state: typeof after) => namedFiles(state).map(({ hash }) => hash);
      if (hashes(before).join() === hashes(after).join()) continue;
      naming.add(type);
      expect(mayNameOtherFiles(before, after), `${type} in ${status}`).toBe(true);
    }
  }
  expect([...naming].sort()).toEqual([
    'agreement.signed',
    'document.executed',
    'document.issued',
    'document.signed',
    'file.attached',
  ]);
});

test('a step that has nothing to do with files is none', () => {
  const before = caseIn('mediating');
  const noted = reduceCase(before, storedAction('case.noted', { note: '来电' }, 900, { stationId: testId(5) }));
  expect(mayNameOtherFiles(before, noted)).toBe(false);
});
