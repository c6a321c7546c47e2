import { triageRoutes } from '../../../../domain/cases/actions.ts';
import { complexities } from '../../../../domain/cases/registration.ts';
import { refusalReasons, returnReasons, transferReasons } from '../../../../domain/codes/decision-reasons.ts';
import { findGbt31000Category } from '../../../../domain/codes/gbt31000-categories.ts';
import { toChinaDate } from '../../../../domain/deadlines/china-time.ts';
import { describeDueAt } from '../../../../domain/deadlines/describe.ts';
import { deadlineStatus } from '../../../../domain/deadlines/due.ts';
import {
  type ActionForms,
  choicesOf,
  type FormContext,
  given,
  instantOf,
  type Lead,
  noteField,
  reasonText,
  refillReason,
  withNote,
} from './action-form.ts';

/** Categories that the law leaves to a department (GB/T 31000 groups 11–16). */
function departmentMatter({ view }: FormContext): string | null {
  const code = view.state.registration?.gbtCategory;
  const category = code === undefined ? null : findGbt31000Category(code);
  return category && !category.suitsMediation ? category.name : null;
}

function lawOf(why: unknown): string {
  return refusalReasons.find((reason) => reason.code === why)?.law ?? '';
}

function adviceOf(why: unknown): string | undefined {
  return refusalReasons.find((reason) => reason.code === why)?.advice;
}

/** Until when a case may be returned. Too late is told and kept, never refused: whoever cannot mediate a case cannot. */
function returnLead({ view, today, time }: FormContext): Lead | null {
  const { returnBy } = view;
  if (!returnBy) return null;
  // Undefined where the clock is suspect: then the day alone is told.
  const now = instantOf(today, time);
  const until = now === undefined ? `${toChinaDate(returnBy.dueAt)} 前` : describeDueAt(returnBy, now);
  if (now === undefined || deadlineStatus(returnBy, now).status !== 'overdue') {
    return { look: 'info', title: `退回期限 ${until}` };
  }
  return { look: 'warn', title: '已过退回期限，退回会留痕，请写明原因', text: `退回期限：${until}。` };
}

/** From the door to the mediator: accept, refuse, triage, assign, send back, hand over. */
export const intakeForms: ActionForms = {
  'case.accepted': {
    initial: () => ({}),
    fields: () => [noteField],
    payload: ({ note }) => withNote({}, note),
  },
  'case.refused': {
    initial: ({ view }) => {
      const refusing = view.state.registration?.parties.some((party) => party.willingness === 'refused');
      return refusing ? { why: 'party_refuses', law: lawOf('party_refuses') } : {};
    },
    fields: (_context, { why, law }) => [
      {
        kind: 'list',
        name: 'why',
        label: '理由',
        choices: refusalReasons,
        check: (value) => (value ? null : '请选择理由'),
      },
      {
        kind: 'text',
        name: 'law',
        label: '依据',
        filledIn: given(law) !== undefined && law === lawOf(why),
        hint: adviceOf(why) === undefined ? undefined : `告诉申请人：${adviceOf(why)}`,
      },
      { kind: 'long', name: 'more', label: '说明', optional: why !== 'other', rows: 3 },
    ],
    follow: (changed) => ('why' in changed ? { law: lawOf(changed.why) } : {}),
    payload: ({ why, more, law }) => ({ reason: reasonText(refusalReasons, why, more), law }),
    refill: refillReason(refusalReasons),
    fieldOf: { reason: 'more' },
  },
  'case.triaged': {
    lead: (context, { route }) => {
      const name = departmentMatter(context);
      return name === null || route === 'department'
        ? null
        : {
            look: 'warn',
            title: `「${name}」不属于民间纠纷，请分流到主管部门`,
            text: 'GB/T 31000-2015 第 11 至 16 类由主管部门处理。',
          };
    },
    initial: (context) => {
      const { registration } = context.view.state;
      return {
        route: departmentMatter(context) === null ? 'peoples_mediation' : 'department',
        complexity: registration?.complexity ?? 'general',
        urgent: registration?.urgent ?? false,
      };
    },
    fields: (context, { route }) => [
      {
        kind: 'one',
        name: 'route',
        label: '由谁来办',
        choices: choicesOf(triageRoutes),
        filledIn: departmentMatter(context) !== null && route === 'department',
        hint: route === 'department' ? '下一步办理「转办」，写明转往哪个单位' : undefined,
      },
      {
        kind: 'one',
        name: 'complexity',
        label: '难易',
        choices: choicesOf(complexities),
        hint: '化解时限按难易算',
      },
      { kind: 'yes', name: 'urgent', label: '缓急', text: '紧急，分流和交办按小时算' },
      noteField,
    ],
    payload: ({ route, complexity, urgent, note }) => withNote({ route, complexity, urgent: urgent === true }, note),
  },
  'case.assigned': {
    initial: () => ({ chosenByParties: false }),
    fields: () => [
      { kind: 'mediators', name: 'mediatorIds', label: '交办给' },
      { kind: 'yes', name: 'chosenByParties', label: '谁选的', text: '当事人自己选定（人民调解法第十九条）' },
      noteField,
    ],
    submit: ({ view }, { mediatorIds }) => {
      const chosen = Array.isArray(mediatorIds) ? mediatorIds.map((id) => view.staffNames[String(id)] ?? '') : [];
      return chosen.length === 0 ? '交办' : `交办给${chosen.slice(0, 2).join('、')}${chosen.length > 2 ? '等' : ''}`;
    },
    payload: ({ mediatorIds, chosenByParties, note }) =>
      withNote({ mediatorIds: mediatorIds ?? [], chosenByParties: chosenByParties === true }, note),
  },
  'case.returned': {
    lead: returnLead,
    initial: () => ({}),
    fields: (_context, { why }) => [
      {
        kind: 'list',
        name: 'why',
        label: '理由',
        choices: returnReasons,
        check: (value) => (value ? null : '请选择理由'),
      },
      { kind: 'long', name: 'more', label: '说明', rows: 3, optional: why !== 'other' },
    ],
    payload: ({ why, more }) => ({ reason: reasonText(returnReasons, why, more) }),
    refill: refillReason(returnReasons),
    fieldOf: { reason: 'more' },
  },
  'case.transferred': {
    initial: () => ({}),
    fields: (_context, { why }) => [
      { kind: 'text', name: 'to', label: '转往单位', placeholder: '写全称，如 金水区城市管理局' },
      {
        kind: 'list',
        name: 'why',
        label: '理由',
        choices: transferReasons,
        check: (value) => (value ? null : '请选择理由'),
      },
      { kind: 'long', name: 'more', label: '说明', rows: 3, optional: why !== 'other' },
    ],
    payload: ({ to, why, more }) => ({ to, reason: reasonText(transferReasons, why, more) }),
    refill: refillReason(transferReasons),
    fieldOf: { reason: 'more' },
  },
};
