/**
 * To which court both sides may go (民事诉讼法 205): where a court invited the mediation, to that court; else to the basic
 * court at one of three places, of the parties' choice.
 */
export const courtBases = [
  {
    id: 'inviting',
    name: '作出邀请的人民法院',
    when: '法院邀请先行调解的，只能向它',
    source: '民事诉讼法第二百零五条第一项',
  },
  {
    id: 'domicile',
    name: '当事人住所地的基层人民法院',
    when: '任一方的住所地都可以',
    source: '民事诉讼法第二百零五条第二项',
  },
  {
    id: 'subject_matter',
    name: '标的物所在地的基层人民法院',
    when: '争的东西在哪里',
    source: '民事诉讼法第二百零五条第二项',
  },
  {
    id: 'organisation_seat',
    name: '调解组织所在地的基层人民法院',
    when: '一般离得最近',
    source: '民事诉讼法第二百零五条第二项',
  },
] as const;

export type CourtBasis = (typeof courtBases)[number]['id'];
export const courtBasisIds = courtBases.map(({ id }) => id) as [CourtBasis, ...CourtBasis[]];

/**
 * The basic court of the district or county that an address or a place begins with, by its usual name; null where none is
 * known for sure, as in a development zone. A suggestion: a person looks at it.
 */
export function basicCourtOf(place: string): string | null {
  const district = /(?:^|市)(?<name>[\u4e00-\u9fff]{2,4}?区)/u.exec(place)?.groups?.name;
  if (district !== undefined && !/(?:新|开发|实验|园|小|社|灾|林|山|库|片)区$/u.test(district))
    return `郑州市${district}人民法院`;
  const county = /(?!郑州市)(?<name>[\u4e00-\u9fff]{2}[县市])/u.exec(place)?.groups?.name;
  return county === undefined || district !== undefined ? null : `${county}人民法院`;
}
