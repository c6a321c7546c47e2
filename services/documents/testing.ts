import type { RunningDeadline } from '../../contract/cases.ts';
import { testStaff } from '../../domain/cases/testing-facts.ts';
import { initialSettings } from '../../domain/center/settings.ts';
import type { FormFacts } from './form-facts.ts';

/** For tests only: what the forms of a case of 金水区 are filled in with. */

const settings = initialSettings({
  name: '郑州市金水区社会治安综合治理中心',
  shortName: '金',
  areaCode: '410105',
  phone: '037160000012',
  address: '金水区东风路 16 号',
  committee: { name: '郑州市金水区矛盾纠纷人民调解委员会', shortName: '金水' },
});
const names = new Map<string, string>([
  [testStaff.clerk, '李敏'],
  [testStaff.mediator, '张卫'],
]);
const deadline: RunningDeadline = {
  limitId: 'mediation.simple',
  name: '化解',
  startAt: 0,
  warnAt: 1,
  dueAt: Date.parse('2026-11-24T18:00:00+08:00'),
  provisional: false,
};

export function factsOf(state: FormFacts['state'], changes: Partial<FormFacts> = {}): FormFacts {
  const { registration } = state;
  if (!registration) throw new Error('a case without a registration');
  return {
    state,
    registration,
    settings,
    deadline,
    staffName: (id) => names.get(id) ?? '',
    number: '金矛调〔2026〕4127',
    preparedAt: Date.parse('2026-11-23T16:05:00+08:00'),
    ...changes,
  };
}
