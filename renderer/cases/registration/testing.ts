import { type FormValues, newForm, type PartyValues } from './form-values.ts';

/** Today in the tests of the registration form. */
export const today = '2026-11-23';

/** Ids that are the same in every run: 00000000-0000-7000-8000-000000000001, … */
export function countingIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `00000000-0000-7000-8000-${String(count).padStart(12, '0')}`;
  };
}

/** An empty form with changes to its two parties and to the rest. */
export function formWith(
  applicant: Partial<PartyValues> = {},
  respondent: Partial<PartyValues> = {},
  rest: Partial<FormValues> = {},
): FormValues {
  const form = newForm(countingIds(), today);
  const [first, second] = form.parties;
  if (!first || !second) throw new Error('a new form has two parties');
  return {
    ...form,
    parties: [
      { ...first, ...applicant },
      { ...second, ...respondent },
    ],
    ...rest,
  };
}

/** The rubbish in the stairwell, as it is typed at the desk. */
export const stairwell: FormValues = formWith(
  {
    name: '张某',
    documentNumber: '410105197803120010',
    phone: '138 0000 1203',
    address: '金水区兴达路街道鸿苑社区 3 号楼 2 单元 501',
  },
  { name: '李某', phone: '139 0000 4508' },
  {
    place: {
      code: '410105023009',
      path: ['金水区', '兴达路街道', '鸿苑社区'],
      detail: '3 号楼 2 单元 4–5 层楼道',
      longitude: '',
      latitude: '',
    },
    occurredOn: '2026-07-11',
    facts: '邻居李某倒垃圾时，经常把垃圾掉在楼道里，夏天气味刺鼻难忍。',
    demands: ['不再在楼道遗撒', '', '清理干净'],
  },
);
