import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mojTypeCodes, mojTypes } from '../codes/moj-types.ts';
import { countCharacters } from '../text/plain-text.ts';
import { type NamedParty, partiesText, suggestTitle } from './title.ts';

const person = (role: NamedParty['role'], name: string): NamedParty => ({ role, kind: 'person', name });
const unit = (role: NamedParty['role'], name: string): NamedParty => ({ role, kind: 'unit', name });
const zhang = person('applicant', '张某');
const li = person('respondent', '李某');
const company = unit('respondent', '某物业公司');

describe('the parties line', () => {
  it.each<[string, readonly NamedParty[]]>([
    ['张某 与 李某', [zhang, li]],
    ['张某 与 李某', [li, zhang]],
    ['张某、王某 与 李某', [zhang, person('applicant', '王某'), li]],
    ['张某等 3 人 与 某物业公司', [zhang, person('applicant', '王某'), person('applicant', '赵某'), company]],
    ['张某 与 某物业公司等 3 家单位', [zhang, company, unit('respondent', '甲'), unit('respondent', '乙')]],
    ['张某 与 某物业公司等 3 方', [zhang, company, li, person('respondent', '钱某')]],
    ['张某', [zhang]],
    ['张某 与 李某', [zhang, li, person('third_party', '孙某')]],
    ['孙某', [person('third_party', '孙某')]],
    ['张某', [zhang, person('respondent', '  ')]],
    ['', []],
  ])('%s', (text, parties) => {
    expect(partiesText(parties)).toBe(text);
  });
});

describe('the suggested title', () => {
  it.each([
    ['张某与李某邻里纠纷', [zhang, li], '02'],
    ['张某与某物业公司物业纠纷', [zhang, company], '17'],
    ['张某与李某劳动争议纠纷', [zhang, li], '11'],
    ['张某与李某纠纷', [zhang, li], '18'],
    ['邻里纠纷', [], '02'],
  ] as const)('%s', (title, parties, type) => {
    expect(suggestTitle(parties, type)).toBe(title);
  });

  it('leaves out the second side where long names do not fit, and then both', () => {
    const long = unit('respondent', '长'.repeat(95));
    expect(suggestTitle([zhang, long], '02')).toBe('张某邻里纠纷');
    expect(
      suggestTitle(
        [
          { ...long, role: 'applicant' },
          { ...long, name: '短'.repeat(100) },
        ],
        '16',
      ),
    ).toBe('道路交通事故纠纷');
  });

  it('always fits the field of 100 characters and ends with the kind of dispute', () => {
    const party = fc.record({
      role: fc.constantFrom('applicant' as const, 'respondent' as const, 'third_party' as const),
      kind: fc.constantFrom('person' as const, 'unit' as const),
      name: fc.string({ unit: 'grapheme', maxLength: 100 }),
    });
    fc.assert(
      fc.property(fc.array(party, { maxLength: 8 }), fc.constantFrom(...mojTypeCodes), (parties, type) => {
        const title = suggestTitle(parties, type);
        expect(countCharacters(title)).toBeLessThanOrEqual(100);
        expect(title.endsWith(mojTypes.find((each) => each.code === type)!.caption)).toBe(true);
      }),
    );
  });
});
