import { expect, test } from 'vitest';
import { CASE_SCHEMA_VERSION, type CaseActionType } from '../../domain/cases/actions.ts';
import { foldCase } from '../../domain/cases/reducer.ts';
import { actionsTo, storedAction } from '../../domain/cases/testing.ts';
import type { Action } from '../../domain/log/action.ts';
import type { StoredAction } from '../log/port.ts';
import { timelineOf } from './timeline.ts';

function stored({ header, payload }: Action<unknown>): StoredAction {
  const payloadBytes = payload === null ? null : new TextEncoder().encode(JSON.stringify(payload));
  return { header, headerHash: '', payloadBytes, salt: payloadBytes && new Uint8Array(16) };
}

test('a step of a newer program has its place in the history, and stops nothing (SYNC-13)', () => {
  const past = actionsTo('accepted');
  const n = past.length;
  const actions = [
    ...past,
    storedAction('case.teleported' as CaseActionType, { to: '郑东' }, n + 1),
    storedAction('case.corrected', { parties: [] }, n + 2, { schemaVersion: CASE_SCHEMA_VERSION + 1 }),
    storedAction('case.noted', { note: '之后一笔' }, n + 3),
  ];
  const state = foldCase(actions);
  if (!state) throw new Error('no case');
  const labels = timelineOf(state, actions.map(stored), new Map(), []).map(({ label }) => label);
  expect(labels).toHaveLength(n + 3);
  expect(labels.slice(n, n + 2)).toEqual(['由新版程序记下的一步', '由新版程序记下的一步']);
  expect(state).toMatchObject({ status: 'accepted', revision: n + 3 });
});
