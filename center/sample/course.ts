import type { CaseAction } from '../../domain/cases/actions.ts';
import type { AgreementText } from '../../domain/cases/agreement.ts';
import type { Registration } from '../../domain/cases/registration.ts';
import { findRefusalReason } from '../../domain/codes/decision-reasons.ts';
import { findGbt31000Category } from '../../domain/codes/gbt31000-categories.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { addDays } from '../../domain/deadlines/plain-date.ts';
import type { FormKind } from '../../domain/documents/form.ts';
import type { Party } from '../../domain/parties/party.ts';
import { departments, followUps, reasonings, returnReasons, rooms } from './course-words.ts';
import { OFFICE_DAY } from './office-time.ts';
import type { Random } from './random.ts';
import type { ToldCase } from './registration.ts';

/** Who does a step: an account of the sample's staff. */
export type Part = 'clerk' | 'mediator' | 'manager';

export type Act =
  | { readonly kind: 'action'; readonly action: CaseAction }
  | { readonly kind: 'paper'; readonly form: FormKind; readonly subject: number; readonly copies: number };

/** One step of a course before it is dated: so many office minutes after the one before. */
export interface Step {
  readonly gap: number;
  readonly by: Part;
  readonly act: (at: number) => Act;
}

/** How a case ends, or will end. */
export type Path = 'written' | 'oral' | 'failed' | 'terminated' | 'refused' | 'transferred';

export interface CourseStaff {
  readonly clerkId: string;
  readonly managerId: string;
  readonly mediatorId: string;
}

export function drawPath(random: Random, registration: Registration): Path {
  const category = findGbt31000Category(registration.gbtCategory);
  if (category && !category.suitsMediation) return 'transferred';
  return random.weighted([
    ['written', 52],
    ['oral', 32],
    ['failed', 6],
    ['terminated', 3],
    ['refused', 3],
    ['transferred', 4],
  ] as const);
}

const MINUTE_MS = 60_000;

/** All steps from the door to the archive, in the words of the case's story. */
export function courseOf(random: Random, told: ToldCase, path: Path, staff: CourseStaff, returned = false): Step[] {
  const { registration, story, tell } = told;
  const { parties } = registration;
  const [applicant] = parties;
  const respondent = parties.at(-1);
  if (!applicant || !respondent) throw new RangeError('a case has two sides');
  const steps: Step[] = [];
  const add = (by: Part, gap: number, act: Step['act']) => void steps.push({ by, gap, act });
  const act = (by: Part, gap: number, action: CaseAction) => add(by, gap, () => ({ kind: 'action', action }));
  const paper = (by: Part, form: FormKind, copies: number, subject = 0) =>
    add(by, random.int(1, 4), () => ({ kind: 'paper', form, subject, copies }));

  if (path === 'refused') {
    const reason = findRefusalReason(random.pick(['already_handled', 'other_place'] as const));
    const payload = { reason: `${reason?.name ?? ''}。${reason?.advice ?? ''}`, law: reason?.law ?? '' };
    act('clerk', random.int(10, 240), { type: 'case.refused', payload });
    close('refused');
    return steps;
  }
  act('clerk', random.int(6, 90), { type: 'case.accepted', payload: {} });
  paper('clerk', 'acceptance-register', 1);
  if (registration.riskLevel === 'high') reportToPolice();
  const department = path === 'transferred';
  const route = department
    ? 'department'
    : story.unit
      ? random.pick(['peoples_mediation', 'industry_mediation'] as const)
      : 'peoples_mediation';
  const { complexity, urgent } = registration;
  act('clerk', urgent ? random.int(4, 30) : random.int(8, 200), {
    type: 'case.triaged',
    payload: { route, complexity, urgent },
  });
  if (department) {
    const payload = {
      to: random.pick(departments),
      reason: '经研判不适宜人民调解，由主管部门依职责处理，已告知申请人。',
    };
    act('clerk', random.int(20, 300), { type: 'case.transferred', payload });
    close('transferred');
    return steps;
  }
  assign(random.int(6, 160));
  if (returned) {
    act('mediator', random.int(30, 300), { type: 'case.returned', payload: { reason: random.pick(returnReasons) } });
    assign(random.int(20, 200));
  }
  act('mediator', random.int(6, 240), { type: 'case.signed_in', payload: {} });
  const willingness = path === 'terminated' ? 'refused' : 'willing';
  const note = path === 'terminated' ? '电话里明确表示不同意调解，要去法院。' : '电话联系，同意到场调解。';
  act('mediator', random.int(20, OFFICE_DAY), {
    type: 'consent.recorded',
    payload: { partyId: respondent.id, willingness, note },
  });
  if (path === 'terminated') {
    ending('mediation.terminated', `${respondent.name}明确拒绝调解。`);
    close('not_mediated');
    return steps;
  }
  mediate();
  if (path === 'failed') {
    ending('mediation.failed', '经多次调解，双方差距较大，没有达成一致。');
    close('not_mediated');
    return steps;
  }
  agree(path);
  return steps;

  function reportToPolice(): void {
    add('clerk', random.int(2, 10), (at) => ({
      kind: 'action',
      action: {
        type: 'police.reported',
        payload: { department: '属地派出所', reportedAt: at, note: '情绪激动，有激化可能，已请社区民警关注。' },
      },
    }));
  }

  function assign(gap: number): void {
    const payload = { mediatorIds: [staff.mediatorId], chosenByParties: random.chance(0.1) };
    act(random.chance(0.5) ? 'clerk' : 'manager', gap, { type: 'case.assigned', payload });
  }

  function mediate(): void {
    add('mediator', random.int(10, 2 * OFFICE_DAY), (at) => ({
      kind: 'action',
      action: { type: 'mediation.started', payload: { startedAt: at } },
    }));
    paper('mediator', 'rights-notice', 1);
    paper('mediator', 'party-identity', 1);
    const length = random.int(35, 120);
    const [happy, place] = [path !== 'failed', random.pick(rooms)];
    add('mediator', length, (at) => ({
      kind: 'action',
      action: {
        type: 'mediation.session_held',
        payload: {
          heldOn: toChinaDate(at),
          startedAt: at - length * MINUTE_MS,
          endedAt: at,
          place,
          presentPartyIds: parties.map(({ id }) => id),
          mediatorIds: [staff.mediatorId],
          recorderId: staff.clerkId,
          helpers: [],
          openSession: true,
          rightsTold: true,
          record: recordOf(happy),
          result: happy ? '双方达成一致。' : '双方没有达成一致。',
        },
      },
    }));
    paper('mediator', 'mediation-record', 1);
  }

  function recordOf(happy: boolean): string {
    return [
      '调解员告知双方的权利义务和人民调解的原则，双方没有异议。',
      `${applicant?.name}：${told.tell(story.facts)}`,
      `${respondent?.name}：${tell(story.reply)}`,
      random.pick(reasonings),
      happy ? '经调解员分别做工作，双方同意按协议内容解决。' : '双方各自坚持意见，调解员告知了其他解决途径。',
    ].join('\n');
  }

  function ending(type: 'mediation.failed' | 'mediation.terminated', reason: string): void {
    add('mediator', random.int(5, 200), (at) => ({
      kind: 'action',
      action: { type, payload: { reason, routesTold: ['court'], toldOn: toChinaDate(at) } },
    }));
  }

  function agree(form: 'written' | 'oral'): void {
    // Promises of money are given more time than promises to sweep a stairwell.
    const days = story.yuan ? random.int(3, 30) : random.int(1, 12);
    const itemId = random.uuid(0);
    const place = random.pick(rooms);
    const judicialConfirmation = form === 'written' && random.chance(0.12);
    const textAt = (at: number): AgreementText => ({
      facts: tell(story.facts),
      terms: story.terms.map(tell),
      performance: story.promise ? [promised(at)] : [],
      reachedOn: toChinaDate(at),
      place,
      judicialConfirmation,
    });
    const promised = (at: number) => ({
      id: itemId,
      partyId: respondent?.id ?? '',
      what: tell(story.promise ?? ''),
      amountFen: registration.amountFen,
      dueOn: addDays(toChinaDate(at), days),
      ...(registration.amountFen === null ? {} : { method: '银行转账' }),
    });
    const type = form === 'written' ? 'agreement.reached_written' : 'agreement.reached_oral';
    add('mediator', random.int(4, 20), (at) => ({ kind: 'action', action: { type, payload: { text: textAt(at) } } }));
    if (form === 'written') sign();
    else paper('mediator', 'oral-agreement-register', 1, 1);
    if (story.promise) perform(itemId, Math.max(1, Math.round((days * 5) / 7)) * OFFICE_DAY);
    const method = random.pick(['phone', 'phone', 'visit', 'office'] as const);
    const result = random.pick(followUps);
    const satisfaction = random.weighted([
      ['satisfied', 8],
      ['mostly', 3],
      ['not_asked', 1],
    ] as const);
    add('mediator', random.int(3, 16) * OFFICE_DAY, (at) => ({
      kind: 'action',
      action: {
        type: 'follow_up.recorded',
        payload: { visitedOn: toChinaDate(at), method, result, satisfaction, performed: true },
      },
    }));
    close('performed');
  }

  function sign(): void {
    const copies = parties.length + 1;
    paper('mediator', 'agreement', copies, 1);
    const mark = (
      by: Part,
      gap: number,
      kind: 'party' | 'mediator' | 'seal',
      signerId?: string,
      method = 'signature',
    ) =>
      add(by, gap, (at) => ({
        kind: 'action',
        action: {
          type: 'agreement.signed',
          payload: {
            version: 1,
            kind,
            ...(signerId === undefined ? {} : { signerId }),
            method: method as 'signature' | 'seal' | 'fingerprint',
            signedOn: toChinaDate(at),
          },
        },
      }));
    for (const party of parties) mark('mediator', random.int(1, 6), 'party', party.id, markMethod(party));
    mark('mediator', 2, 'mediator', staff.mediatorId);
    mark('manager', random.int(5, OFFICE_DAY), 'seal', undefined, 'seal');
  }

  function markMethod(party: Party): string {
    return party.kind === 'unit' ? 'seal' : random.chance(0.2) ? 'fingerprint' : 'signature';
  }

  function perform(itemId: string, gap: number): void {
    add('mediator', gap, (at) => ({
      kind: 'action',
      action: {
        type: 'performance.recorded',
        payload: { itemId, outcome: 'performed', performedOn: toChinaDate(at), amountFen: registration.amountFen },
      },
    }));
  }

  function close(reason: 'performed' | 'not_mediated' | 'transferred' | 'refused'): void {
    act('manager', random.int(30, 2 * OFFICE_DAY), { type: 'case.closed', payload: { reason } });
    act('clerk', random.int(60, 4 * OFFICE_DAY), {
      type: 'case.archived',
      payload: { retention: reason === 'performed' && path === 'written' ? 'long' : 'short' },
    });
  }
}
