import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json, UnstorableValue } from './canonical-json.ts';

/** JSON values whose texts the log may hold. */
const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\u0000') && value.isWellFormed());
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    text,
    fc.array(tie('json'), { maxLength: 5 }),
    fc.dictionary(text, tie('json'), { maxKeys: 6 }),
  ),
}));

function shuffled(value: Json): Json {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, member === undefined ? undefined : shuffled(member)]),
  );
}

function errorOf(value: Json): UnstorableValue {
  try {
    canonicalJson(value);
  } catch (error) {
    if (error instanceof UnstorableValue) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('canonical JSON (LOG-2)', () => {
  it('is the same whatever the order in which the keys were written', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it('reads back as the value, and its own canonical form is itself', () => {
    fc.assert(
      fc.property(json, (value) => {
        const written = canonicalJson(value);
        const read = JSON.parse(written) as Json;
        expect(canonicalJson(read)).toBe(written);
        expect(read).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('has no white space, sorts keys by code unit and leaves undefined members out', () => {
    expect(canonicalJson({ b: [1, { z: null, a: '中' }], B: 1.5, '\u{1F600}': 0, '\uFB33': 0, none: undefined })).toBe(
      '{"B":1.5,"b":[1,{"a":"中","z":null}],"\u{1F600}":0,"\uFB33":0}',
    );
    expect(canonicalJson(-0)).toBe('0');
    expect(canonicalJson(1e21)).toBe('1e+21');
  });

  it('tells values apart that differ', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const same =
          JSON.stringify(shuffled(JSON.parse(canonicalJson(a)))) ===
          JSON.stringify(shuffled(JSON.parse(canonicalJson(b))));
        expect(canonicalJson(a) === canonicalJson(b)).toBe(same);
      }),
    );
  });

  it.each([
    ['a\u0000b', 'NUL character'],
    ['\u0000', 'NUL character'],
    ['甲\ud800', 'lone surrogate'],
    ['\udc00乙', 'lone surrogate'],
    [Number.NaN, 'not a finite number'],
    [Number.POSITIVE_INFINITY, 'not a finite number'],
  ])('refuses %j and names the place', (bad, why) => {
    expect(errorOf(bad).message).toBe(`(root): ${why}`);
    const nested = errorOf({ parties: [{ name: '张某' }, { name: bad }] });
    expect(nested.path).toBe('parties[1].name');
    expect(nested.message).toBe(`parties[1].name: ${why}`);
  });

  it('refuses NUL and lone surrogates in keys as well', () => {
    expect(errorOf({ 'a\u0000': 1 }).message).toContain('NUL character');
    expect(errorOf({ ok: { '\ud83d': 1 } }).message).toContain('lone surrogate');
  });

  it('refuses a lone surrogate wherever it stands in a text, and accepts every pair', () => {
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0xd800, max: 0xdfff }), (before, behind, unit) => {
        const lone = `${before}|${String.fromCharCode(unit)}|${behind}`;
        expect(errorOf([lone]).path).toBe('[0]');
      }),
    );
    expect(canonicalJson('𠮷喆祎䶮㛃😀')).toBe('"𠮷喆祎䶮㛃😀"');
  });
});
