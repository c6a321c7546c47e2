import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Suite as suite } from '../../services/environment.ts';
import type { ActionHeader } from './action.ts';
import { type ChainLink, verifyChain } from './chain.ts';
import { sealedChain } from './testing.ts';

const chain = sealedChain(
  ['张某来访', { facts: '楼道里有垃圾', amount: 200 }, ['甲', '乙'], null, { 协议: '清理楼道' }],
  suite,
);
const last = chain.at(-1)!;
const head = { sequence: chain.length, headerHash: last.headerHash };

/** What a store holds; `stored` as it is read there, `known` without the hash kept beside the header. */
const stored = (): ChainLink[] =>
  chain.map(({ header, headerHash, payloadBytes, salt }) => ({ header, headerHash, payloadBytes, salt }));
const bare = (): ChainLink[] => chain.map(({ header, payloadBytes, salt }) => ({ header, payloadBytes, salt }));

const anyIndex = fc.integer({ min: 0, max: chain.length - 1 });

function flip(bytes: Uint8Array, at: number, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = copy[at]! ^ (1 << bit);
  return copy;
}

/** Every header field with another value of its kind. */
const otherValue = (value: unknown): unknown =>
  typeof value === 'number' ? value + 1 : value === null ? 0 : `${String(value)}x`;
const fields = Object.keys(last.header) as (keyof ActionHeader)[];

describe('the chain over headers (LOG-3)', () => {
  it('holds as it was written, and while it is empty', () => {
    expect(verifyChain(stored(), head, suite)).toBeNull();
    expect(verifyChain(bare(), head, suite)).toBeNull();
    expect(verifyChain([], { sequence: 0, headerHash: '' }, suite)).toBeNull();
  });

  it('LOG-2: every changed bit of every stored payload is found, and its action named', () => {
    for (const [index, { header, payloadBytes }] of chain.entries()) {
      for (let bit = 0; bit < payloadBytes.length * 8; bit += 1) {
        const links = stored();
        links[index] = { ...links[index]!, payloadBytes: flip(payloadBytes, bit >> 3, bit & 7) };
        const fault = { kind: 'payload', sequence: index + 1, actionId: header.id };
        expect(verifyChain(links, head, suite)).toEqual(fault);
      }
    }
  });

  it('every changed bit of a salt is found: it hides what was erased, so it must be the one that was used', () => {
    fc.assert(
      fc.property(anyIndex, fc.nat(15), fc.nat(7), (index, at, bit) => {
        const links = stored();
        links[index] = { ...links[index]!, salt: flip(chain[index]!.salt, at, bit) };
        expect(verifyChain(links, head, suite)).toMatchObject({ kind: 'payload', sequence: index + 1 });
      }),
    );
  });

  it('a payload made longer, shorter or swapped with another is found', () => {
    fc.assert(
      fc.property(anyIndex, fc.uint8Array({ maxLength: 60 }), (index, payloadBytes) => {
        fc.pre(Buffer.compare(payloadBytes, chain[index]!.payloadBytes) !== 0);
        const links = stored();
        links[index] = { ...links[index]!, payloadBytes };
        expect(verifyChain(links, head, suite)).toMatchObject({ kind: 'payload', sequence: index + 1 });
      }),
    );
  });

  it.each(fields.filter((field) => field !== 'sequence'))(
    'a changed %s in any header is found, and its action named',
    (field) => {
      for (let index = 0; index < chain.length; index += 1) {
        const links = stored();
        const header = { ...links[index]!.header, [field]: otherValue(links[index]!.header[field]) };
        links[index] = { ...links[index]!, header };
        const fault = { kind: 'header', sequence: index + 1, actionId: header.id };
        expect(verifyChain(links, head, suite)).toEqual(fault);
      }
    },
  );

  it('every changed character of a header is found, also without the hash kept beside it', () => {
    for (const field of fields) {
      for (let index = 0; index < chain.length; index += 1) {
        const links = bare();
        links[index] = {
          ...links[index]!,
          header: { ...links[index]!.header, [field]: otherValue(links[index]!.header[field]) },
        };
        expect(verifyChain(links, head, suite), `${field} of ${index + 1}`).not.toBeNull();
      }
    }
  });

  it('a header rewritten together with the hash beside it no longer fits the next one, or the head', () => {
    for (let index = 0; index < chain.length; index += 1) {
      const forged = sealedChain(
        chain.map((_link, at) => (at === index ? '改过的' : '')),
        suite,
      )[index]!;
      const links = stored();
      const { previousHash } = links[index]!.header;
      const header = { ...forged.header, previousHash };
      links[index] = { ...forged, header, headerHash: suite.digest(new TextEncoder().encode('forged')) };
      expect(verifyChain(links, head, suite)).toMatchObject({ kind: 'header', sequence: index + 1 });
      links[index] = { header, payloadBytes: forged.payloadBytes, salt: forged.salt };
      const named = Math.min(index + 2, chain.length);
      expect(verifyChain(links, head, suite)).toMatchObject({ kind: 'header', sequence: named });
    }
  });

  it('a removed action is a gap, and says which sequence is missing', () => {
    fc.assert(
      fc.property(anyIndex, (index) => {
        const links = stored().toSpliced(index, 1);
        const lastOne = index === chain.length - 1;
        expect(verifyChain(links, head, suite)).toEqual(
          lastOne
            ? { kind: 'tail', expected: chain.length, found: chain.length - 1 }
            : { kind: 'gap', expected: index + 1, found: index + 2 },
        );
      }),
    );
  });

  it('a missing tail of any length is found, and so is one that nobody knows of', () => {
    for (let length = 0; length < chain.length; length += 1) {
      const fault = { kind: 'tail', expected: chain.length, found: length };
      expect(verifyChain(stored().slice(0, length), head, suite)).toEqual(fault);
    }
    const older = { sequence: 3, headerHash: chain[2]!.headerHash };
    expect(verifyChain(stored(), older, suite)).toEqual({ kind: 'tail', expected: 3, found: 5 });
  });

  it('two actions that changed places are a gap', () => {
    const [first, second, ...rest] = stored();
    expect(verifyChain([second!, first!, ...rest], head, suite)).toEqual({ kind: 'gap', expected: 1, found: 2 });
  });

  it('LOG-8: an erased payload leaves the chain whole; a payload without its salt, or the reverse, does not', () => {
    for (let index = 0; index < chain.length; index += 1) {
      const broken = (change: Partial<ChainLink>) => {
        const links = stored();
        links[index] = { ...links[index]!, ...change };
        return verifyChain(links, head, suite);
      };
      expect(broken({ payloadBytes: null, salt: null })).toBeNull();
      expect(broken({ salt: null })).toMatchObject({ kind: 'payload', sequence: index + 1 });
      expect(broken({ payloadBytes: null })).toMatchObject({ kind: 'payload', sequence: index + 1 });
    }
  });
});
