import type { AgreementText } from '../../../domain/cases/agreement.ts';
import type { Registration } from '../../../domain/cases/registration.ts';
import { chinaInstant } from '../../../domain/deadlines/china-time.ts';
import { addDays, type PlainDate } from '../../../domain/deadlines/plain-date.ts';
import type { Part } from '../course.ts';
import type { GeneratedCase } from '../generate-case.ts';
import { randomOf } from '../random.ts';
import { finish, openCase, ReportCourse, type ReportStaff, reportPerson, sessionOf, type ToldReport } from './steps.ts';

/**
 * The flat of Liu, who died in April: settled on the day as division and payment. The agreement leaves the title alone,
 * for a court confirms none (民诉法解释 355).
 */
export function inheritanceCase(on: PlainDate, staff: ReportStaff): GeneratedCase {
  const registeredAt = chinaInstant(on, '09:20');
  const random = randomOf(20220711, 2);
  const [caseId, son, daughter, ...items] = Array.from({ length: 6 }, () => random.uuid(registeredAt));
  const [first, second, help] = items;
  if (!caseId || !son || !daughter || !first || !second || !help) throw new RangeError('six ids are needed');
  const [firstDue, secondDue] = [addDays(on, 20), addDays(on, 45)];
  const died = `刘某于${on.slice(5) < '05' ? '去年' : '今年'}4月去世`;
  const facts = `${died}，生前有中原区建设路街道住房一套，没有遗嘱。其子刘某甲一直与父亲同住，要求继续居住；其女刘某乙要求分得相应份额。两人为房屋由谁居住、如何补偿多次争执。`;
  const registration: Registration = {
    title: '房产继承分割',
    occurredOn: addDays(on, -20),
    place: { code: '410102002003', detail: '5号楼1单元302' },
    scale: '01',
    peopleCount: 2,
    mojType: '01',
    gbtCategory: '0103',
    screeningTag: 'family',
    source: 'application',
    amountFen: 36_000_000,
    facts,
    demands: ['就房屋的居住使用和折价补偿达成一致'],
    riskLevel: 'low',
    complexity: 'general',
    urgent: false,
    parties: [
      reportPerson({
        id: son,
        role: 'applicant',
        name: '刘某甲',
        sex: '1',
        birthDate: '1979-03-07',
        phone: '13800006001',
        address: '中原区建设路街道中心医院社区5号楼1单元302',
        willingness: 'willing',
        occupation: '职员',
      }),
      reportPerson({
        id: daughter,
        role: 'respondent',
        name: '刘某乙',
        sex: '2',
        birthDate: '1982-06-15',
        phone: '13800006002',
        address: '中原区绿东村街道2号楼2单元401',
        willingness: 'undecided',
        occupation: '教师',
      }),
    ],
  };
  const told: ToldReport = { registration, on, staff };
  const course = new ReportCourse();
  openCase(course, told, ['09:31', '09:33', '09:45', '09:52', '10:05']);
  course.add(on, '10:20', 'mediator', {
    type: 'consent.recorded',
    payload: { partyId: daughter, willingness: 'willing', note: '电话联系，同意下午到中心当面调解。' },
  });
  course.add(on, '14:05', 'mediator', { type: 'mediation.started', payload: { startedAt: chinaInstant(on, '14:05') } });
  course.add(on, '16:22', 'mediator', {
    type: 'mediation.session_held',
    payload: {
      ...sessionOf(told, '14:05', '16:20', '调解室 2'),
      helpers: [{ name: '刘某丙', identity: '当事人的叔父', consented: true }],
      record: [
        '调解员告知双方权利义务，宣读人民调解法有关规定，双方没有异议。',
        '刘某甲：父亲一直和我住，我愿意继续住，按市价补偿妹妹，但一次拿不出全部。',
        '刘某乙：房子由哥哥住没有意见，折价款要写明白，最晚两个月内付清。',
        '刘某丙：老人生前盼着兄妹和睦，各让一步。',
        '调解员：没有遗嘱的，按民法典第一千一百三十条，同一顺序继承人份额一般均等。房屋价值 720,000.00 元双方没有异议，一半为 360,000.00 元。本协议只写居住使用和折价款，房屋登记另到不动产登记机构办理。',
      ].join('\n'),
      result: '双方达成一致，签订书面协议，并共同申请司法确认。',
    },
  });
  course.paper(on, '16:24', 'mediator', 'mediation-record', 1);
  const text: AgreementText = {
    facts: `${died}，没有遗嘱，留有中原区建设路街道住房一套。其子刘某甲、其女刘某乙就该房的居住使用和折价补偿产生争议，双方对房屋价值720,000.00元没有异议。`,
    terms: [
      '该房由刘某甲居住使用，刘某乙不再就该房主张折价款以外的权利。',
      '刘某甲给付刘某乙折价款360,000.00元（叁拾陆万元整），分两期付清。',
      '折价款付清后十日内，刘某乙到场配合刘某甲办理有关手续，费用由刘某甲承担。',
    ],
    performance: [
      { id: first, partyId: son, what: '付第一期折价款', amountFen: 16_000_000, dueOn: firstDue, method: '银行转账' },
      { id: second, partyId: son, what: '付第二期折价款', amountFen: 20_000_000, dueOn: secondDue, method: '银行转账' },
      {
        id: help,
        partyId: daughter,
        what: '到场配合办理有关手续',
        amountFen: null,
        dueOn: addDays(secondDue, 10),
        method: '到场签字',
      },
    ],
    reachedOn: on,
    place: '金水区综治中心调解室 2',
    judicialConfirmation: true,
  };
  course.add(on, '16:32', 'mediator', { type: 'agreement.reached_written', payload: { text } });
  course.paper(on, '16:35', 'mediator', 'agreement', 4, 1);
  const mark = { version: 1, method: 'signature', signedOn: on } as const;
  const signed: readonly (readonly [string, Part, 'party' | 'mediator' | 'recorder', string])[] = [
    ['16:41', 'mediator', 'party', son],
    ['16:42', 'mediator', 'party', daughter],
    ['16:43', 'mediator', 'mediator', staff.mediatorId],
    ['16:44', 'mediator', 'recorder', staff.clerkId],
  ];
  for (const [time, by, kind, signerId] of signed) {
    course.add(on, time, by, { type: 'agreement.signed', payload: { ...mark, kind, signerId } });
  }
  const seal = { ...mark, kind: 'seal', method: 'seal' } as const;
  course.add(on, '16:52', 'manager', { type: 'agreement.signed', payload: seal });
  confirmation(course, on, [son, daughter]);
  const paid = (day: PlainDate, itemId: string, amountFen: number | null, note: string) =>
    course.add(day, '10:15', 'mediator', {
      type: 'performance.recorded',
      payload: { itemId, outcome: 'performed', performedOn: day, amountFen, note },
    });
  paid(addDays(on, 18), first, 16_000_000, '刘某乙确认收到第一期款项，附转账回单。');
  paid(addDays(on, 44), second, 20_000_000, '刘某乙确认收到第二期款项，附转账回单。');
  paid(addDays(on, 49), help, null, '刘某乙已到场签字。');
  finish(course, addDays(on, 55), '分别电话回访，折价款已付清，手续已办，兄妹往来如常。', 'long');
  return { caseId, registration, registeredAt, mediatorId: staff.mediatorId, acts: course.acts };
}

/** The court sits at the center on that day: applied for, filed, accepted and confirmed within the hour (民事诉讼法 205, 206). */
function confirmation(course: ReportCourse, on: PlainDate, partyIds: readonly string[]): void {
  const number = `（${on.slice(0, 4)}）豫0105民特36号`;
  const materials = ['agreement', 'mediation_proof', 'identity', 'address', 'property_proof'] as const;
  course.add(on, '16:58', 'mediator', {
    type: 'confirmation.applied',
    payload: {
      applicants: partyIds.map((partyId) => ({ partyId, agentNames: [] })),
      basis: 'organisation_seat',
      court: '郑州市金水区人民法院',
      precheck: { outside_courts: 'no', wrong_court: 'no', status: 'no', other_procedure: 'no', title: 'no' },
      insists: false,
      aboutProperty: true,
      materials: [...materials],
      appliedOn: on,
    },
  });
  course.paper(on, '17:00', 'mediator', 'mediation-proof', 1, 1);
  course.paper(on, '17:02', 'mediator', 'confirmation-application', 2, 1);
  course.add(on, '17:06', 'mediator', {
    type: 'confirmation.filed',
    payload: { filedOn: on, way: 'on_site', materials: [...materials] },
  });
  course.add(on, '17:20', 'mediator', {
    type: 'confirmation.accepted',
    payload: { acceptedOn: on, courtCaseNumber: number },
  });
  course.add(on, '17:48', 'mediator', {
    type: 'confirmation.ruled',
    payload: { outcome: 'confirmed', rulingNumber: number, ruledOn: on, fileId: null },
  });
}
