import { type CaseAction, caseFlags, closeReasons, triageRoutes } from '../cases/actions.ts';
import type { AgreementText } from '../cases/agreement.ts';
import { complexities, type Registration } from '../cases/registration.ts';
import type { CaseState } from '../cases/state.ts';
import { caseStatus } from '../cases/status.ts';
import { workflowRow } from '../cases/workflow.ts';
import { formatYuan } from '../text/chinese-amount.ts';
import { nameIn } from '../text/name-in.ts';

/** One field of two versions in words: what a center wrote, and what stands at the city. */
export interface ComparedField {
  readonly label: string;
  readonly ours: string;
  readonly city: string;
}

type Names = (staffId: string) => string;
type Fields = readonly (readonly [label: string, text: string])[];

const NOTHING = '（没有）';
const named = (list: Parameters<typeof nameIn>[0], id: string | null): string => nameIn(list, id ?? '', NOTHING);
const yes = (value: boolean | undefined): string => (value ? '是' : '否');

/**
 * What an action that was set aside says beside what stands at the city, field by field; legal text clause by clause,
 * never merged (SYNC-5). Fields that only the action has stand beside nothing.
 */
export function comparedFields(action: CaseAction, state: CaseState, staff: Names): readonly ComparedField[] {
  const { from, to } = workflowRow(action.type);
  const fits = from.includes(state.status);
  const after = to === 'same' || !fits ? caseStatus(state.status).name : wordOf(to);
  const status: ComparedField = {
    label: '案件状态',
    ours: fits ? after : `${workflowRow(action.type).label}以后的状态`,
    city: caseStatus(state.status).name,
  };
  return [status, ...pairs(oursOf(action, staff), cityOf(action, state, staff))];
}

/** Two texts of an agreement, the one that a step brought and another, clause by clause. */
export function comparedAgreements(ours: AgreementText, other: AgreementText): readonly ComparedField[] {
  return pairs(agreementFields(ours), agreementFields(other));
}

function wordOf(to: ReturnType<typeof workflowRow>['to']): string {
  if (to === 'taken_over') return '由接手的中心定';
  return to === 'same' || to.startsWith('after_') ? '按履行情况定' : caseStatus(to as CaseState['status']).name;
}

function pairs(ours: Fields, city: Fields): readonly ComparedField[] {
  const theirs = new Map(city);
  const labels = [...new Set([...ours, ...city].map(([label]) => label))];
  const mine = new Map(ours);
  return labels.map((label) => ({ label, ours: mine.get(label) ?? NOTHING, city: theirs.get(label) ?? NOTHING }));
}

function oursOf({ type, payload }: CaseAction, staff: Names): Fields {
  switch (type) {
    case 'case.corrected':
      return [...registrationFields(payload.registration), ['理由', payload.reason]];
    case 'agreement.revised':
      return [...agreementFields(payload.text), ['理由', payload.reason]];
    case 'agreement.reached_written':
    case 'agreement.reached_oral':
      return agreementFields(payload.text);
    case 'case.triaged':
      return [
        ['由谁来办', named(triageRoutes, payload.route)],
        ['难易', named(complexities, payload.complexity)],
        ['紧急', yes(payload.urgent)],
        ...noteOf(payload),
      ];
    case 'case.assigned':
      return [['承办调解员', payload.mediatorIds.map(staff).join('、')], ...noteOf(payload)];
    case 'mediation.extended':
      return [
        ['延期天数', `${payload.days}`],
        ['理由', payload.reason],
      ];
    case 'case.flagged':
    case 'case.unflagged':
      return [
        ['标记', named(caseFlags, payload.flag)],
        ['理由', payload.reason],
      ];
    case 'case.closed':
      return [['结案原因', named(closeReasons, payload.reason)], ...noteOf(payload)];
    case 'case.transferred':
      return [
        ['转往单位', payload.to],
        ['理由', payload.reason],
      ];
    default:
      return noteOf(payload);
  }
}

function noteOf(payload: object): Fields {
  const { reason, note } = payload as { readonly reason?: string; readonly note?: string };
  return [
    ...(reason === undefined ? [] : [['理由', reason] as const]),
    ...(note === undefined ? [] : [['说明', note] as const]),
  ];
}

function cityOf({ type }: CaseAction, state: CaseState, staff: Names): Fields {
  switch (type) {
    case 'case.corrected':
      return state.registration ? registrationFields(state.registration) : [];
    case 'agreement.revised':
    case 'agreement.reached_written':
    case 'agreement.reached_oral':
      return state.agreement ? agreementFields(state.agreement.text) : [];
    case 'case.triaged':
      return [
        ['由谁来办', named(triageRoutes, state.route)],
        ['难易', named(complexities, state.registration?.complexity ?? null)],
        ['紧急', yes(state.registration?.urgent)],
      ];
    case 'case.assigned':
      return [['承办调解员', state.mediatorIds.map(staff).join('、') || NOTHING]];
    case 'mediation.extended':
      return [['延期天数', `${state.extendedDays}`]];
    case 'case.flagged':
    case 'case.unflagged':
      return [['标记', state.flags.map((flag) => named(caseFlags, flag)).join('、') || NOTHING]];
    case 'case.closed':
      return [['结案原因', named(closeReasons, state.closeReason)]];
    case 'case.transferred':
      return [['转往单位', state.transferredTo ?? NOTHING]];
    default:
      return [];
  }
}

function agreementFields(text: AgreementText): Fields {
  return [
    ['纠纷事实、争议事项', text.facts],
    ...text.terms.map((term, index) => [`第 ${index + 1} 条`, term] as const),
    ...text.performance.map(({ what, amountFen, dueOn, method }, index) => {
      const amount = amountFen === null ? '' : `，${formatYuan(amountFen)} 元`;
      return [
        `履行事项 ${index + 1}`,
        `${what}${amount}${dueOn === null ? '' : `，${dueOn} 前`}${method ? `，${method}` : ''}`,
      ] as const;
    }),
    ['达成日期', text.reachedOn],
    ['调解地点', text.place],
    ['司法确认', yes(text.judicialConfirmation)],
  ];
}

function registrationFields(registration: Registration): Fields {
  const { title, occurredOn, place, peopleCount, amountFen, facts, demands, complexity, urgent } = registration;
  return [
    ['事由', title],
    ['发生日期', occurredOn],
    ['发生地点', `${place.code} ${place.detail ?? ''}`.trim()],
    ['涉及人数', `${peopleCount}`],
    ['涉及金额', amountFen === null ? NOTHING : `${formatYuan(amountFen)} 元`],
    ['经过', facts],
    ['诉求', demands.join('；')],
    ['难易', named(complexities, complexity)],
    ['紧急', yes(urgent)],
    ...registration.parties.map(
      ({ name, phone, address }, index) =>
        [`当事人 ${index + 1}`, [name, phone, address].filter(Boolean).join('，')] as const,
    ),
  ];
}
