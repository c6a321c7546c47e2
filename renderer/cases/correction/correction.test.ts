import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Registration, registrationRules } from '../../../domain/cases/registration.ts';
import { testApplicant, testId, testRegistration, testRespondent } from '../../../domain/cases/testing-facts.ts';
import { partySchema } from '../../../domain/parties/party.ts';
import { checkRegistration } from '../registration/check-registration.ts';
import { fillIns } from '../registration/fill-in.ts';
import { formOfRegistration } from './form-of-registration.ts';
import { mergeCorrection } from './merge-correction.ts';

const today = '2026-11-24';
const unit = partySchema.parse({
  id: testId(12),
  kind: 'unit',
  role: 'third_party',
  name: '郑州某物业服务有限公司',
  creditCode: '91410100MA3X00000X',
  legalRepresentative: '王祎',
  address: '金水区文化路 1 号',
  phone: '0371-60000001',
  agents: [
    { name: '赵律', relation: 'lawyer', relationNote: '某律师事务所', phone: '13700000001', authority: 'special' },
  ],
});

function formOf(registration: Registration) {
  let id = 900;
  const newId = (): string => {
    id += 1;
    return testId(id);
  };
  return formOfRegistration(registration, { path: ['金水区'], receivedOn: '2026-11-23', newId });
}

describe('the form of a registration', () => {
  test('opened and saved unchanged, it is the same registration (WF-2)', () => {
    fc.assert(
      fc.property(
        fc.record({
          peopleCount: fc.integer({ min: 1, max: 999_999 }),
          amountFen: fc.option(fc.integer({ min: 0, max: 99_999_999_999 })),
          demands: fc.array(fc.constantFrom('不再遗撒', '赔偿医药费', '同意加装电梯'), { maxLength: 4 }),
          screeningTag: fc.constantFrom('neighbour', 'debt', null),
          urgent: fc.boolean(),
          complexity: fc.constantFrom('simple', 'general', 'complex'),
          involvedUnits: fc.constantFrom(undefined, '某街道办事处'),
          place: fc.constantFrom(
            { code: '410105' },
            { code: '410105', detail: '3 号楼', longitude: 113.665412, latitude: 34.757975 },
          ),
          parties: fc.subarray([testRespondent, unit]).map((rest) => [testApplicant, ...rest]),
        }),
        (changes) => {
          const { involvedUnits, ...rest } = changes;
          const written = registrationRules.parse({
            ...testRegistration(),
            ...rest,
            ...(involvedUnits === undefined ? {} : { involvedUnits }),
          });
          const checked = checkRegistration(formOf(written), today);
          expect(checked.ok && checked.registration).toEqual(written);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('the program changes nothing that stands there already', () => {
    const own = testRegistration({ title: '楼道垃圾', peopleCount: 7, mojType: '18', screeningTag: null });
    const written = fillIns(formOf(own), today).filter(({ path }) => path[0] !== 'parties');
    expect(written).toEqual([]);
  });

  test('a title of the program’s own follows a corrected name', () => {
    const form = formOf(testRegistration());
    const [first, ...rest] = form.parties;
    const renamed = { ...form, parties: first ? [{ ...first, name: '章某' }, ...rest] : [] };
    expect(fillIns(renamed, today)).toContainEqual({ path: ['title'], value: '章某与李某邻里纠纷' });
  });
});

describe('a correction on a newer case (LOG-5)', () => {
  const seen = testRegistration();
  const withWillingness = (willingness: 'willing' | 'refused'): Registration =>
    testRegistration({ parties: [testApplicant, { ...testRespondent, willingness }] });

  test('keeps the willingness that another desk has recorded meanwhile', () => {
    const mine = testRegistration({ facts: '垃圾掉在四楼楼道里。' });
    const merged = mergeCorrection(seen, mine, withWillingness('refused'));
    expect(merged.facts).toBe('垃圾掉在四楼楼道里。');
    expect(merged.parties[1]?.willingness).toBe('refused');
  });

  test('has this person’s words where both changed the same', () => {
    const mine = testRegistration({ facts: '我的说法。' });
    expect(mergeCorrection(seen, mine, testRegistration({ facts: '别人的说法。' })).facts).toBe('我的说法。');
  });

  test('keeps a party that another desk has added, and drops the one that this person took out', () => {
    const mine = testRegistration({ parties: [testApplicant] });
    const current = testRegistration({ parties: [testApplicant, testRespondent, unit] });
    expect(mergeCorrection(seen, mine, current).parties.map(({ name }) => name)).toEqual([
      testApplicant.name,
      unit.name,
    ]);
  });

  test('does not depend on the order of keys in the stored payload', () => {
    const shuffled = JSON.parse(JSON.stringify(seen, [...new Set(keysOf(seen))].sort())) as Registration;
    const mine = testRegistration({ facts: '改过的经过。' });
    expect(mergeCorrection(shuffled, mine, withWillingness('willing')).parties[1]?.willingness).toBe('willing');
  });
});

function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)]);
}
