import { expect, test } from 'vitest';
import { basicCourtOf, courtBases } from './courts.ts';

test('where a court invited the mediation, to it; else one of three basic courts (民事诉讼法 205)', () => {
  expect(courtBases.map(({ id, source }) => `${id} ${source}`)).toEqual([
    'inviting 民事诉讼法第二百零五条第一项',
    'domicile 民事诉讼法第二百零五条第二项',
    'subject_matter 民事诉讼法第二百零五条第二项',
    'organisation_seat 民事诉讼法第二百零五条第二项',
  ]);
});

test.each([
  ['郑州市金水区兴达路街道鸿苑社区', '郑州市金水区人民法院'],
  ['金水区综治中心', '郑州市金水区人民法院'],
  ['河南省郑州市管城回族区北下街', '郑州市管城回族区人民法院'],
  ['中牟县官渡镇', '中牟县人民法院'],
  ['河南省新郑市龙湖镇', '新郑市人民法院'],
  ['郑州市郑东新区', null],
  ['某某小区 3 号楼', null],
  ['', null],
])('%s: %s', (place, court) => {
  expect(basicCourtOf(place)).toBe(court);
});
