import {
  closeReasons,
  followUpMethods,
  performanceOutcomes,
  retentions,
  satisfactions,
} from '../../../../domain/cases/actions.ts';
import { markKinds, type PerformanceItem } from '../../../../domain/cases/agreement.ts';
import { derivedMethod, type ResolutionMethodOf } from '../../../../domain/cases/gbt31000-method.ts';
import { fittingCloseReasons } from '../../../../domain/cases/guards.ts';
import { openPerformance, partiesOf, type RecordedMark } from '../../../../domain/cases/state.ts';
import { resolutionMethods } from '../../../../domain/codes/resolution-methods.ts';
import { formatYuan } from '../../../../domain/text/chinese-amount.ts';
import { findAmountProblem } from '../../../forms/amount-value.ts';
import {
  type ActionForms,
  type Choice,
  choicesOf,
  type FormContext,
  given,
  noteField,
  withNote,
} from './action-form.ts';

function itemsToPerform({ view }: FormContext): readonly PerformanceItem[] {
  const open = openPerformance(view.state);
  return open.length > 0 ? open : (view.state.agreement?.text.performance ?? []);
}

function itemChoice({ view }: FormContext, item: PerformanceItem): Choice {
  const who = partiesOf(view.state).find(({ id }) => id === item.partyId)?.name ?? '';
  const amount = item.amountFen === null ? '' : `，${formatYuan(item.amountFen)} 元`;
  return {
    code: item.id,
    name: `${who}：${item.what}${amount}`,
    ...(item.dueOn === null ? {} : { detail: `${item.dueOn} 前` }),
  };
}

function amountOf(context: FormContext, itemId: unknown): number | null {
  return itemsToPerform(context).find(({ id }) => id === itemId)?.amountFen ?? null;
}

/** 化解方式 that follows from the case, were it closed for this reason. */
function methodFor({ view }: FormContext, reason: unknown): ResolutionMethodOf | null {
  const closeReason = closeReasons.find(({ id }) => id === reason)?.id ?? null;
  return derivedMethod({ route: view.state.route, closeReason });
}

/** Whose mark it is, in words: 张某 当事人签名. */
export function markName(
  { view }: Pick<FormContext, 'view'>,
  { kind, signerId }: Pick<RecordedMark, 'kind' | 'signerId'>,
): string {
  const what = markKinds.find((each) => each.id === kind)?.name ?? kind;
  const who = partiesOf(view.state).find(({ id }) => id === signerId)?.name ?? view.staffNames[signerId ?? ''];
  return who === undefined ? what : `${who} ${what}`;
}

/** From the agreement to the archive. Signatures have a form of their own (MarksDialog). */
export const resultForms: ActionForms = {
  'agreement.mark_withdrawn': {
    lead: () => ({ look: 'warn', title: '只用于记错了的签名；真签过又反悔的，请办理「修改协议」' }),
    initial: ({ view, about }) => ({ markActionId: about ?? view.state.agreement?.marks.at(-1)?.actionId }),
    fields: (context) => [
      {
        kind: 'one',
        name: 'markActionId',
        label: '撤销哪一处',
        choices: (context.view.state.agreement?.marks ?? []).map((mark) => ({
          code: mark.actionId,
          name: markName(context, mark),
          detail: mark.signedOn,
        })),
      },
      { kind: 'long', name: 'reason', label: '理由', rows: 2 },
    ],
    payload: ({ markActionId, reason }) => ({ markActionId, reason }),
  },
  'performance.recorded': {
    initial: (context) => {
      const itemId = context.about ?? itemsToPerform(context)[0]?.id;
      return { itemId, outcome: 'performed', performedOn: context.today, amountFen: amountOf(context, itemId) };
    },
    fields: (context, { itemId, amountFen }) => [
      {
        kind: 'one',
        name: 'itemId',
        label: '哪一项',
        choices: itemsToPerform(context).map((item) => itemChoice(context, item)),
      },
      { kind: 'one', name: 'outcome', label: '履行情况', choices: choicesOf(performanceOutcomes) },
      { kind: 'date', name: 'performedOn', label: '日期', half: true },
      {
        kind: 'amount',
        name: 'amountFen',
        label: '金额',
        half: true,
        optional: true,
        filledIn: amountFen !== null && amountFen === amountOf(context, itemId),
        check: (value) => findAmountProblem(value),
      },
      noteField,
    ],
    follow: (changed, _values, context) =>
      'itemId' in changed ? { amountFen: amountOf(context, changed.itemId) } : {},
    payload: ({ itemId, outcome, performedOn, amountFen, note }) =>
      withNote({ itemId, outcome, performedOn, amountFen: amountFen ?? null }, note),
  },
  'follow_up.recorded': {
    initial: ({ view, today }) => ({
      visitedOn: today,
      method: 'phone',
      satisfaction: 'satisfied',
      performed: openPerformance(view.state).length === 0,
    }),
    fields: () => [
      { kind: 'date', name: 'visitedOn', label: '回访日期', half: true },
      { kind: 'one', name: 'method', label: '方式', choices: choicesOf(followUpMethods) },
      { kind: 'long', name: 'result', label: '回访情况', rows: 4 },
      { kind: 'one', name: 'satisfaction', label: '当事人是否满意', choices: choicesOf(satisfactions) },
      { kind: 'yes', name: 'performed', label: '履行', text: '协议已经履行完' },
    ],
    payload: ({ visitedOn, method, result, satisfaction, performed }) => ({
      visitedOn,
      method,
      result,
      satisfaction,
      performed: performed === true,
    }),
  },
  'case.closed': {
    initial: (context) => {
      const reason = fittingCloseReasons(context.view.state.status)[0];
      return { reason, method: methodFor(context, reason)?.code };
    },
    follow: (changed, { reason, method }, context) =>
      'reason' in changed ? { method: methodFor(context, reason)?.code ?? method } : {},
    fields: (context, { reason, method }) => {
      const { view } = context;
      const fitting: readonly string[] = fittingCloseReasons(view.state.status);
      const derived = methodFor(context, reason);
      return [
        {
          kind: 'one',
          name: 'reason',
          label: '结案原因',
          choices: choicesOf(closeReasons.filter(({ id }) => fitting.includes(id))),
        },
        {
          kind: 'list',
          name: 'method',
          label: '化解方式',
          choices: resolutionMethods,
          optional: reason === 'refused',
          filledIn: derived !== null && method === derived.code,
          hint: derived === null ? '综治信息表要填，案件里看不出来' : `综治信息表用，${derived.source}`,
          check: (value) => (value ? null : '请选择化解方式'),
        },
        noteField,
      ];
    },
    payload: ({ reason, method, note }, context) => {
      const stated = method && method !== methodFor(context, reason)?.code ? { method } : {};
      return withNote({ reason, ...stated }, note);
    },
  },
  'case.archived': {
    initial: () => ({ retention: 'long' }),
    fields: () => [
      { kind: 'one', name: 'retention', label: '保管期限', choices: choicesOf(retentions) },
      { kind: 'text', name: 'shelf', label: '卷号', optional: true },
    ],
    payload: ({ retention, shelf }) => ({ retention, ...(given(shelf) === undefined ? {} : { shelf }) }),
  },
  'dossier.noted': {
    initial: ({ view }) => ({ text: view.state.dossierNote?.text }),
    fields: () => [{ kind: 'long', name: 'text', label: '情况说明', rows: 6 }],
    payload: ({ text }) => ({ text }),
  },
  'case.reopened': {
    lead: () => ({
      look: 'warn',
      title: '案件回到「待分流」，交办、协议和履行都重新办',
      text: '以前的经过和文书都留着，不会改动。',
    }),
    initial: () => ({}),
    fields: () => [{ kind: 'long', name: 'reason', label: '理由', rows: 3 }],
    payload: ({ reason }) => ({ reason }),
  },
  'case.evaluated': {
    initial: ({ today }) => ({ evaluatedOn: today }),
    fields: () => [
      { kind: 'date', name: 'evaluatedOn', label: '考评日期', half: true },
      { kind: 'long', name: 'opinion', label: '考评意见', rows: 4 },
    ],
    payload: ({ evaluatedOn, opinion }) => ({ evaluatedOn, opinion }),
  },
};
