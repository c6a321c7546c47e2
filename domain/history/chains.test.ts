import { expect, test } from 'vitest';
import type { ActionHeader } from '../log/action.ts';
import { Chains } from './chains.ts';

const life = { stationId: 'station-1', incarnation: 1 };

/** A chain of so many headers. */
function chainsOf(length: number): Chains {
  const chains = new Chains(false);
  for (let sequence = 1; sequence <= length; sequence += 1) {
    const previousHash = sequence === 1 ? '' : `h${sequence - 1}`;
    chains.take(sequence, { ...life, sequence, previousHash, deviceTime: 1 } as ActionHeader, `h${sequence}`);
  }
  return chains;
}

const kinds = (length: number, sequence: number, isOver: boolean) =>
  chainsOf(length)
    .missingOf({ ...life, sequence, headerHash: `h${sequence}` }, isOver)
    .map(({ kind }) => kind);

test('a life that goes on ends where its end says; one that is over may have more behind it, never less (SYNC-14, LOG-12)', () => {
  expect(kinds(3, 3, false)).toEqual([]);
  expect(kinds(5, 3, false)).toEqual(['chain_head']);
  expect(kinds(5, 3, true)).toEqual([]);
  expect(kinds(2, 3, true)).toEqual(['chain_gap']);
});
