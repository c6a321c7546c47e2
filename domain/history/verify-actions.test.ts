import { expect, test } from 'vitest';
import { sha256Suite } from '../../services/environment.ts';
import { chainLine, emptyJournal, type JournalEnd } from '../log/journal.ts';
import { sealedChain } from '../log/testing.ts';
import { type Finding, findingWords } from './findings.ts';
import { ActionVerifier, type KeptAction } from './verify-actions.ts';

const kept: readonly KeptAction[] = sealedChain([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }], sha256Suite).map(
  (sealed, index) => ({ ...sealed, position: index + 1, line: [sealed.headerHash] }),
);
const endOf = (actions: readonly KeptAction[]): JournalEnd =>
  actions.reduce((end, { line }) => chainLine(end, line, sha256Suite), emptyJournal);
const [first, second, third, fourth] = kept as readonly [KeptAction, KeptAction, KeptAction, KeptAction];
const { stationId, incarnation } = first.header;

function verify(actions: readonly KeptAction[], erased: readonly string[] = []): readonly Finding[] {
  const verifier = new ActionVerifier({
    suite: sha256Suite,
    start: emptyJournal,
    known: new Map(),
    anchors: new Map(),
    ownLife: { stationId, incarnation },
    isErased: (id) => erased.includes(id),
  });
  const { sequence, headerHash } = { sequence: 4, headerHash: fourth.headerHash };
  const walked = actions.flatMap((action) => verifier.take(action));
  const end = { stationId, incarnation, sequence, headerHash };
  return [...walked, ...verifier.finish(endOf(kept)), ...verifier.chains.missingOf(end)];
}
const kinds = (findings: readonly Finding[]) => [...new Set(findings.map(({ kind }) => kind))];

test('a log that nobody touched has no finding (LOG-12)', () => {
  expect(verify(kept)).toEqual([]);
});

test('each field of a header is named with its action (LOG-3)', () => {
  for (const field of Object.keys(second.header)) {
    const header = {
      ...second.header,
      [field]: field === 'clockOffset' ? 7 : `${String(Reflect.get(second.header, field))}9`,
    };
    const [finding] = verify([first, { ...second, header }, third, fourth]).filter(
      ({ kind }) => kind === 'action_header',
    );
    expect(finding, field).toMatchObject({ where: 'actions', position: 2 });
  }
});

test('a changed payload is named in words with the place of its action', () => {
  const payloadBytes = new TextEncoder().encode('{"n":9}');
  const [finding, ...others] = verify([first, second, { ...third, payloadBytes }, fourth]);
  expect(finding && findingWords(finding)).toBe('动作记录：第 3 条动作的内容被改动。');
  expect(finding?.actionId).toBe(third.header.id);
  expect(others).toEqual([]);
});

test('a payload may be missing only where an order erased it, and may not come back (LOG-8)', () => {
  const bare = { ...third, payloadBytes: null, salt: null };
  expect(kinds(verify([first, second, bare, fourth]))).toEqual(['payload_missing']);
  expect(verify([first, second, bare, fourth], [third.header.id])).toEqual([]);
  expect(kinds(verify(kept, [third.header.id]))).toEqual(['payload_back']);
});

test('an action that is missing, in the middle or at the end, is named with the places', () => {
  expect(verify([first, second, fourth]).map(findingWords)).toContain('动作记录：第 3 至 3 条动作不见了。');
  expect(verify([first, second]).map(findingWords)).toContain('动作记录：最后的动作不见了：应有 4 条，只有 2 条。');
});

test('actions that changed places are found, though each is whole', () => {
  const turned = [first, { ...third, position: 2 }, { ...second, position: 3 }, fourth];
  expect(kinds(verify(turned))).toEqual(expect.arrayContaining(['action_order', 'actions_digest']));
});
