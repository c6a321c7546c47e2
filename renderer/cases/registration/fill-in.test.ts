import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoryReason, type FillIn, fillIns, isFilledIn } from './fill-in.ts';
import type { FieldPath, FormValues } from './form-values.ts';
import { formWith, stairwell, today } from './testing.ts';

function put(target: unknown, path: FieldPath, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const copy: Record<string | number, unknown> | unknown[] = Array.isArray(target)
    ? [...target]
    : { ...(target as object) };
  (copy as Record<string | number, unknown>)[key] = put((copy as Record<string | number, unknown>)[key], rest, value);
  return copy;
}

const applied = (values: FormValues, writes: readonly FillIn[] = fillIns(values, today)): FormValues =>
  writes.reduce((form, { path, value }) => put(form, path, value) as FormValues, values);
const changed = (values: FormValues, path: FieldPath, value: unknown): FormValues =>
  applied(put(values, path, value) as FormValues);
const first = (values: FormValues) => values.parties[0]!;

describe('an identity number (GB 11643)', () => {
  it('fills in sex, birth date and age', () => {
    const party = first(applied(stairwell));
    expect(party).toMatchObject({ sex: '1', birthDate: '1978-03-12', statedAge: '48' });
    expect(isFilledIn(party, 'sex')).toBe(true);
  });

  it('fills them in for an old card of 15 digits as well', () => {
    const party = first(applied(formWith({ documentNumber: '410105780312001' })));
    expect(party).toMatchObject({ sex: '1', birthDate: '1978-03-12', statedAge: '48' });
  });

  it('never overwrites what a person typed, and takes back only its own when it is no longer right', () => {
    const corrected = changed(applied(stairwell), ['parties', 0, 'birthDate'], '1979-03-12');
    expect(first(corrected)).toMatchObject({ birthDate: '1979-03-12', statedAge: '47', sex: '1' });
    const wrong = changed(corrected, ['parties', 0, 'documentNumber'], '410105197803120011');
    expect(first(wrong)).toMatchObject({ birthDate: '1979-03-12', sex: null, statedAge: '47' });
    const emptied = changed(applied(stairwell), ['parties', 0, 'sex'], null);
    expect(first(applied(emptied)).sex).toBeNull();
  });

  it('of a document that is no resident card says nothing', () => {
    expect(first(applied(formWith({ document: '414', documentNumber: '410105197803120010' }))).sex).toBeNull();
  });
});

describe('the category', () => {
  it('is suggested on all three axes, with the words as the reason', () => {
    const form = applied(stairwell);
    expect(form).toMatchObject({ mojType: '02', gbtCategory: '0203', screeningTag: 'neighbour' });
    expect(categoryReason(form, 'mojType')).toContain('“邻居”');
    expect(categoryReason(form, 'screeningTag')).toBe('随类型带出');
  });

  it('that a person chose stays, without a reason, and the tag follows the choice', () => {
    const form = changed(applied(stairwell), ['mojType'], '17');
    expect(form).toMatchObject({ mojType: '17', gbtCategory: '0203', screeningTag: 'property' });
    expect(categoryReason(form, 'mojType')).toBe('');
    expect(changed(form, ['facts'], `${form.facts}他还欠了彩礼，要离婚。`).mojType).toBe('17');
  });

  it('goes again with the words that it came from', () => {
    expect(changed(applied(stairwell), ['facts'], '').mojType).toBeNull();
  });
});

describe('title and number of people', () => {
  it('follow from the parties until somebody writes them', () => {
    const form = applied(stairwell);
    expect(form).toMatchObject({ title: '张某与李某邻里纠纷', peopleCount: '2' });
    const own = changed(changed(form, ['title'], '楼道遗撒垃圾'), ['peopleCount'], '5');
    expect(changed(own, ['parties', 1, 'name'], '李四')).toMatchObject({ title: '楼道遗撒垃圾', peopleCount: '5' });
  });

  it('do not count a party in which nothing is written', () => {
    expect(applied(formWith({ name: '张某' })).peopleCount).toBe('1');
  });
});

it('filling in twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.constantFrom('', '410105197803120010', '1'), (name, facts, number) => {
      const once = applied(formWith({ name, documentNumber: number }, {}, { facts: `${facts}垃圾` }));
      expect(fillIns(once, today)).toEqual([]);
    }),
  );
});
