import { describe, expect, it } from 'vitest';
import { sha256Suite as suite } from '../../services/environment.ts';
import { hashHeader, hashPayload, sealAction } from './action.ts';
import { canonicalJson, UnstorableValue } from './canonical-json.ts';
import { sealedChain } from './testing.ts';

const decoder = new TextDecoder();
const [first, second] = sealedChain([{ facts: '楼道里有垃圾', amount: 200 }, { note: '再访' }], suite);
const { payloadHash: _hash, algorithms: _ids, ...unsealed } = first!.header;
const salt = first!.salt;

describe('a sealed action (LOG-2)', () => {
  it('keeps the payload as canonical bytes, hashed with its salt', () => {
    expect(decoder.decode(first!.payloadBytes)).toBe('{"amount":200,"facts":"楼道里有垃圾"}');
    expect(first!.header.payloadHash).toBe(suite.digest(salt, first!.payloadBytes));
    expect(first!.header.payloadHash).toBe(hashPayload(salt, first!.payloadBytes, suite));
  });

  it('is chained: the header names the hash of the one before, and its own is over the whole header', () => {
    expect(first!.header.previousHash).toBe('');
    expect(second!.header.previousHash).toBe(first!.headerHash);
    expect(hashHeader(second!.header, suite)).toBe(second!.headerHash);
  });

  it('has the hashes that it always had: a stored chain holds under every later program (LOG-3)', () => {
    expect(first!.header.payloadHash).toBe('e47c5aaebdd497d50795a7a03d1873b6d9c3fddbbc91f3388d9811038ef9a02d');
    expect([first!.headerHash, second!.headerHash]).toEqual([
      '87303f7be31676a279429f913dac2f4a19f547260220cfbcb6a540450e63dc08',
      'b7aaa8a7524fc96a421b6ea939d4ce549e9b1a8667891ac48a4988dfa966634f',
    ]);
  });

  it('is hashed over its own fields, whatever else a store reads beside them', () => {
    const read = { ...second!.header, position: 7, receivedAt: 1 };
    expect(hashHeader(read, suite)).toBe(second!.headerHash);
  });

  it('is hashed over the canonical JSON of its header, whatever its fields say; what may not be stored is refused', () => {
    const changes = [{}, { type: '立案 "\\u\n\u001f😀' }, { clockOffset: -3 }, { clockOffset: null }, { actorId: '' }];
    for (const change of changes) {
      const header = { ...second!.header, ...change };
      expect(hashHeader(header, suite)).toBe(suite.digest(new TextEncoder().encode(canonicalJson({ ...header }))));
    }
    for (const change of [
      { type: 'a\u0000' },
      { actorId: '\ud800' },
      { sequence: Number.NaN },
      { clockOffset: Infinity },
    ])
      expect(() => hashHeader({ ...second!.header, ...change }, suite)).toThrow(UnstorableValue);
  });

  it('names the algorithms of its hashes, so that another suite can be told apart', () => {
    expect(first!.header.algorithms).toBe('sha256');
  });

  it('is the same for the same payload in another key order', () => {
    const again = sealAction(unsealed, { amount: 200, facts: '楼道里有垃圾' }, salt, suite);
    expect(again).toEqual(first);
  });

  it('LOG-8: the same payload under another salt has another hash, so that an erased one cannot be guessed back', () => {
    const again = sealAction(unsealed, { amount: 200, facts: '楼道里有垃圾' }, new Uint8Array(16).fill(9), suite);
    expect(again.header.payloadHash).not.toBe(first!.header.payloadHash);
    expect(decoder.decode(again.payloadBytes)).toBe(decoder.decode(first!.payloadBytes));
  });

  it('is refused with NUL or a lone surrogate in the payload', () => {
    expect(() => sealAction(unsealed, { facts: 'a\u0000' }, salt, suite)).toThrow(UnstorableValue);
    expect(() => sealAction(unsealed, { facts: '\ud800' }, salt, suite)).toThrow('facts: lone surrogate');
  });
});
