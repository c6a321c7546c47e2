import type { AgreementText } from '../../../domain/cases/agreement.ts';
import type { Registration } from '../../../domain/cases/registration.ts';
import { chinaInstant } from '../../../domain/deadlines/china-time.ts';
import { addDays, type PlainDate } from '../../../domain/deadlines/plain-date.ts';
import type { GeneratedCase } from '../generate-case.ts';
import { randomOf } from '../random.ts';
import { finish, openCase, ReportCourse, type ReportStaff, reportPerson, sessionOf, type ToldReport } from './steps.ts';

/** Rubbish in the stairwell: sent in by code at 16:00, settled by word of mouth the same evening. */
export function stairwellCase(on: PlainDate, staff: ReportStaff): GeneratedCase {
  const registeredAt = chinaInstant(on, '16:00');
  const random = randomOf(20220711, 1);
  const [caseId, zhang, li, item] = Array.from({ length: 4 }, () => random.uuid(registeredAt));
  if (!caseId || !zhang || !li || !item) throw new RangeError('four ids are needed');
  const address = (door: string) => `金水区兴达路街道鸿苑社区3号楼2单元${door}`;
  const facts =
    '邻居李某倒垃圾时，经常无意间把垃圾掉在楼道里，夏天气味刺鼻难忍，给张某带来极大困扰。张某多次交涉，两家矛盾日益加深。张某看到小区楼院门口的“一码解纠纷”海报，扫码提交。';
  const registration: Registration = {
    title: '楼道遗撒垃圾',
    occurredOn: on,
    place: { code: '410105016002', detail: '3号楼2单元' },
    scale: '01',
    peopleCount: 2,
    mojType: '02',
    gbtCategory: '0203',
    screeningTag: 'neighbour',
    source: 'code',
    amountFen: null,
    facts,
    demands: ['不再把垃圾掉在楼道里', '把四至五层楼道清理干净'],
    riskLevel: 'low',
    complexity: 'simple',
    urgent: false,
    parties: [
      reportPerson({
        id: zhang,
        role: 'applicant',
        name: '张某',
        sex: '1',
        birthDate: '1978-03-12',
        phone: '13800001203',
        address: address('501'),
        willingness: 'willing',
        occupation: '公司职员',
      }),
      reportPerson({
        id: li,
        role: 'respondent',
        name: '李某',
        sex: '1',
        birthDate: '1982-08-25',
        phone: '13900004508',
        address: address('502'),
        willingness: 'undecided',
        occupation: '个体经营',
      }),
    ],
  };
  const told: ToldReport = { registration, on, staff };
  const course = new ReportCourse();
  openCase(course, told, ['16:12', '16:14', '16:55', '17:00', '17:06']);
  const consent = '电话联系李某：“不是故意的，愿意当面说清楚。”李某同意调解。';
  course.add(on, '17:20', 'mediator', {
    type: 'consent.recorded',
    payload: { partyId: li, willingness: 'willing', note: consent },
  });
  course.add(on, '17:31', 'mediator', { type: 'mediation.started', payload: { startedAt: chinaInstant(on, '17:31') } });
  course.add(on, '18:32', 'mediator', {
    type: 'mediation.session_held',
    payload: {
      ...sessionOf(told, '17:31', '18:30', '3号楼2单元楼道'),
      helpers: [{ name: '赵某', identity: '楼长', consented: true }],
      record: [
        '调解员上门，告知双方权利义务，双方没有异议。',
        '张某：夏天门都不敢开，说过几次还是掉，就想让楼道干净。',
        '李某：袋子薄，下楼时漏了自己没注意到，不是故意的，话说急了也不对。',
        '调解员：楼道是大家的，邻居抬头不见低头见，把口扎紧、掉了就扫，事情就过去了。',
        '两家一起看了四至五层楼道的污渍。',
      ].join('\n'),
      result: '双方达成口头协议，李某当场清理。',
    },
  });
  course.paper(on, '18:34', 'mediator', 'mediation-record', 1);
  const text: AgreementText = {
    facts: '李某倒垃圾时多次把垃圾掉在楼道里，张某多次交涉，两家产生矛盾。',
    terms: ['李某当场清理四至五层楼道，今后垃圾装袋扎口，掉落随手清扫。', '张某不再追究此前之事，双方互谅互让。'],
    performance: [{ id: item, partyId: li, what: '清理四至五层楼道', amountFen: null, dueOn: on, method: '当场' }],
    reachedOn: on,
    place: '3号楼2单元楼道',
    judicialConfirmation: false,
  };
  course.add(on, '18:36', 'mediator', { type: 'agreement.reached_oral', payload: { text } });
  course.paper(on, '18:38', 'mediator', 'oral-agreement-register', 1, 1);
  course.add(on, '18:58', 'mediator', {
    type: 'performance.recorded',
    payload: { itemId: item, outcome: 'performed', performedOn: on, amountFen: null, note: '李某当场清理，张某在场。' },
  });
  finish(course, addDays(on, 12), '电话联系张某、李某，楼道一直干净，两家见面已打招呼。', 'short');
  return { caseId, registration, registeredAt, mediatorId: staff.mediatorId, acts: course.acts };
}
