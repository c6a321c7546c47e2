import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sha256Suite as suite } from '../../services/environment.ts';
import type { SealedAction } from '../log/action.ts';
import { sealedChain } from '../log/testing.ts';
import { type CheckedBatch, checkBatch, checkContents, differsFromHeld, type ReceivedAction } from './check-batch.ts';

const chain = sealedChain(
  Array.from({ length: 12 }, (_, n) => ({ text: `第${n}步` })),
  suite,
);
const [first] = chain;
if (!first) throw new Error('no chain');
const sender = { stationId: first.header.stationId, incarnation: 1 };
const sent = (from: number, to = chain.length): readonly ReceivedAction[] => chain.slice(from, to);
const headAt = (count: number) => ({ sequence: count, headerHash: chain[count - 1]?.headerHash ?? '' });
/** As a push checks them: first what each says of itself, then how they fit what is held. */
function check(received: readonly ReceivedAction[], held = headAt(0), from = sender): CheckedBatch {
  const contents = checkContents(received, suite);
  if (!contents.ok) return contents;
  const fault = checkBatch(contents.actions, from, held);
  return fault ? { ok: false, fault } : contents;
}
const faultOf = (...batch: Parameters<typeof check>) => {
  const checked = check(...batch);
  return checked.ok ? null : checked.fault;
};
const changed = (index: number, change: (action: SealedAction) => Partial<ReceivedAction>): readonly ReceivedAction[] =>
  chain.map((action, at) => (at === index ? { ...action, ...change(action) } : action));

describe('a batch is checked before anything of it is stored (LOG-3)', () => {
  test('any part of the chain that joins or repeats what is held passes, with the hashes of its headers', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.nat(11), fc.integer({ min: 1, max: 12 }), (held, from, count) => {
        fc.pre(from <= held);
        const checked = check(sent(from, from + count), headAt(held));
        expect(checked.ok && checked.actions.map(({ headerHash }) => headerHash)).toEqual(
          chain.slice(from, from + count).map(({ headerHash }) => headerHash),
        );
        if (!checked.ok) return;
        const hashes = new Map(chain.slice(0, held).map(({ header, headerHash }) => [header.id, headerHash]));
        expect(differsFromHeld(checked.actions, headAt(held), hashes)).toBeNull();
      }),
    );
  });

  test('a gap before it is refused: what is missing would be lost', () => {
    expect(faultOf(sent(3), headAt(2))).toMatchObject({ kind: 'chain', held: 2, sent: 4 });
  });

  test('a gap, a doubling or another order inside it is refused', () => {
    const orders = [
      [0, 2],
      [0, 0],
      [1, 0],
      [0, 1, 3],
    ];
    for (const order of orders) {
      const batch = order.map((at) => chain[at] as ReceivedAction);
      expect(faultOf(batch)?.kind).toMatch(/order|chain/);
    }
  });

  test('a changed header, payload or salt is refused and named', () => {
    const other = new Uint8Array([1, 2, 3]);
    expect(faultOf(changed(4, () => ({ payloadBytes: other })))).toMatchObject({
      kind: 'payload',
      actionId: chain[4]?.header.id,
    });
    expect(faultOf(changed(4, () => ({ salt: other })))).toMatchObject({ kind: 'payload' });
    expect(faultOf(changed(4, () => ({ salt: null })))).toMatchObject({ kind: 'payload' });
    const type = 'case.archived';
    expect(faultOf(changed(4, ({ header }) => ({ header: { ...header, type } })))).toMatchObject({
      kind: 'order',
      actionId: chain[5]?.header.id,
    });
  });

  test('an erased payload passes: its hash stays in the header (LOG-8)', () => {
    expect(faultOf(changed(4, () => ({ payloadBytes: null, salt: null })))).toBeNull();
  });

  test('a chain that branches is refused: a copied profile, or a restored store (SYNC-14)', () => {
    const branch = sealedChain([{ text: '第0步' }, { text: '另一个第1步' }, { text: '第2步' }], suite);
    expect(faultOf(branch.slice(2), headAt(2))).toMatchObject({ kind: 'chain' });
    const checked = check(branch, headAt(2));
    if (checked.ok) {
      const hashes = new Map(chain.slice(0, 2).map(({ header, headerHash }) => [header.id, headerHash]));
      expect(differsFromHeld(checked.actions, headAt(2), hashes)).toMatchObject({ kind: 'chain', sent: 2 });
    } else expect(checked.fault.kind).toBe('chain');
  });

  test('actions of another station or another of its lives are refused', () => {
    expect(faultOf(sent(0), headAt(0), { ...sender, stationId: 'other' })).toMatchObject({ kind: 'foreign' });
    expect(faultOf(sent(0), headAt(0), { ...sender, incarnation: 2 })).toMatchObject({ kind: 'foreign' });
  });
});
