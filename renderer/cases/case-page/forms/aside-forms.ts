import { type Actor, holdsAny } from '../../../../domain/access/roles.ts';
import { type CaseFlag, caseFlags } from '../../../../domain/cases/actions.ts';
import { openErrands } from '../../../../domain/cases/errands.ts';
import { sensitiveKinds, suggestedKinds } from '../../../../domain/cases/restriction.ts';
import type { CaseState } from '../../../../domain/cases/state.ts';
import { workflowRow } from '../../../../domain/cases/workflow.ts';
import { comparedAgreements } from '../../../../domain/sync/compare-versions.ts';
import {
  type ActionForm,
  type ActionForms,
  type Choice,
  choicesOf,
  dateProblem,
  type FieldSpec,
  type FormContext,
  given,
  instantOf,
  staffChoices,
  timeProblem,
  type Values,
  withNote,
} from './action-form.ts';

/**
 * The flags that this person may set, or take away (WF-26, WF-27): 督办 is set by an errand, 敏感 by whoever hears of
 * it. Who may see a sensitive case is set by setting it once more.
 */
function flagChoices(state: CaseState, actor: Actor, set: boolean): readonly Choice[] {
  const { flags } = state;
  const isManager = holdsAny(actor, ['manager']);
  const supervises = isManager || holdsAny(actor, ['head']);
  const may = (id: CaseFlag): boolean => {
    const isSet = flags.includes(id);
    if (id === 'sensitive' && !set) return isManager || !isSet;
    // 督办 is an errand, which ends by an answer; only a mark that an older program set is taken away here.
    if (id === 'supervised' && (!set || openErrands(state).some(({ kind }) => kind === 'supervise'))) return false;
    return isSet === set && (id === 'escalated' || (id === 'supervised' ? supervises : isManager));
  };
  return choicesOf(caseFlags.filter(({ id }) => may(id)));
}

export function hasFlagChoice(state: CaseState, actor: Actor, set: boolean): boolean {
  return flagChoices(state, actor, set).length > 0;
}

export function flagName(flag: CaseFlag): string {
  return caseFlags.find(({ id }) => id === flag)?.name ?? flag;
}

/** Why a case is sensitive, and who sees it from then on. */
function restrictionFields({ view }: FormContext): readonly FieldSpec[] {
  return [
    { kind: 'several', name: 'kinds', label: '为什么敏感', choices: choicesOf(sensitiveKinds) },
    {
      kind: 'several',
      name: 'viewerIds',
      label: '只给这些人看',
      choices: staffChoices(view.staffNames),
      hint: '承办的调解员和您自己总能看；至少要有一位主任',
    },
  ];
}

function flagForm(set: boolean): ActionForm {
  const choices = ({ view, actor }: FormContext): readonly Choice[] => flagChoices(view.state, actor, set);
  const restricts = ({ flag }: Values): boolean => !set && flag === 'sensitive';
  return {
    initial: (context) => {
      const { registration, restriction, registeredBy, mediatorIds } = context.view.state;
      const suggested = registration && context.today ? suggestedKinds(registration, context.today) : [];
      return {
        flag: choices(context)[0]?.code,
        kinds: restriction?.kinds ?? suggested,
        viewerIds: restriction?.viewerIds ?? [...new Set([context.actor.staffId, registeredBy, ...mediatorIds])],
      };
    },
    fields: (context, values) => [
      { kind: 'one', name: 'flag', label: '标记', choices: choices(context) },
      ...(restricts(values) ? restrictionFields(context) : []),
      { kind: 'long', name: 'reason', label: '理由', rows: 2 },
    ],
    payload: (values) => {
      const { flag, reason, kinds, viewerIds } = values;
      return restricts(values) ? { flag, reason, kinds, viewerIds } : { flag, reason };
    },
  };
}

/** Flagged facts that this person may look at: own ones, the manager all (WF-36). */
export function ownReviews({ reviews }: CaseState, actor: Actor): CaseState['reviews'] {
  return reviews.filter(({ actorId }) => actorId === actor.staffId || holdsAny(actor, ['manager']));
}

const reviewResults = [
  { code: 'stands', name: '记录属实', detail: '办的时候就是这样，标记去掉' },
  { code: 'corrected', name: '记录要更正', detail: '写明应当怎样，记录和更正都留着' },
] as const;

const reviewNote: FieldSpec = { kind: 'long', name: 'note', label: '更正说明', rows: 3 };

/** What may be written down at any time. */
export const asideForms: ActionForms = {
  'case.noted': {
    initial: () => ({}),
    fields: () => [{ kind: 'long', name: 'note', label: '说明', rows: 4 }],
    payload: ({ note }) => ({ note }),
  },
  'case.flagged': flagForm(false),
  'case.unflagged': flagForm(true),
  'case.reviewed': {
    lead: () => ({
      look: 'info',
      title: '这一步记下的是已经发生的事，只是和案件当时的状态对不上',
      text: '请向当事人或者经办人问清楚。核对以后标记去掉，原来的记录不改。',
    }),
    versions: ({ view }, { reviewedActionId }) => {
      const both = view.agreementVersions.find(({ actionId }) => actionId === reviewedActionId);
      if (!both) return null;
      const other = both.counts ? '它之前的协议' : '现在算数的协议';
      return { heads: ['这一步写的协议', other], fields: comparedAgreements(both.text, both.other) };
    },
    initial: ({ view, actor, about }) => ({
      reviewedActionId: about ?? ownReviews(view.state, actor)[0]?.actionId,
      result: 'stands',
    }),
    fields: ({ view, actor }, { result }) => [
      {
        kind: 'one',
        name: 'reviewedActionId',
        label: '核对哪一条',
        choices: ownReviews(view.state, actor).map(({ actionId, type, why }) => ({
          code: actionId,
          name: workflowRow(type).label,
          detail: why,
        })),
      },
      { kind: 'one', name: 'result', label: '核对结果', choices: reviewResults },
      ...(result === 'corrected' ? [reviewNote] : []),
    ],
    payload: ({ reviewedActionId, result, note }) =>
      result === 'corrected' ? { reviewedActionId, note: given(note) ?? '' } : { reviewedActionId },
  },
  'police.reported': {
    lead: () => ({
      look: 'warn',
      title: '这里记下已经报告的事；报警请打 110',
      text: '发现纠纷可能激化的，要采取预防措施；可能引起治安案件、刑事案件的，及时向公安机关或者其他部门报告（人民调解法第二十五条）。',
    }),
    initial: ({ today, time }) => ({ date: today, time }),
    fields: () => [
      { kind: 'text', name: 'department', label: '接报部门', placeholder: '如 兴达路派出所' },
      { kind: 'date', name: 'date', label: '报告日期', half: true, check: dateProblem },
      { kind: 'time', name: 'time', label: '报告时间', half: true, check: timeProblem },
      { kind: 'long', name: 'note', label: '说明', rows: 3, placeholder: '报告了什么，对方怎么答复' },
    ],
    payload: ({ department, date, time, note }) => ({ department, reportedAt: instantOf(date, time), note }),
    fieldOf: { reportedAt: 'time' },
  },
  'case.linked': {
    initial: () => ({}),
    fields: () => [
      { kind: 'case', name: 'caseId', label: '与哪一件有关', check: (value) => (value ? null : '请选一件案件') },
      { kind: 'long', name: 'note', label: '有什么关系', optional: true, rows: 2 },
    ],
    payload: ({ caseId, note }) => withNote({ caseId }, note),
  },
};
