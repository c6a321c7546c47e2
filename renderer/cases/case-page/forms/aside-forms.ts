import { holdsAny } from '../../../../domain/access/roles.ts';
import { type CaseFlag, caseFlags } from '../../../../domain/cases/actions.ts';
import {
  type ActionForms,
  type Choice,
  choicesOf,
  dateProblem,
  type FormContext,
  instantOf,
  timeProblem,
  withNote,
} from './action-form.ts';

/** 督办 and 敏感 are the manager's to set (WF-26). */
function flagsWithinRole({ actor }: FormContext): readonly (typeof caseFlags)[number][] {
  return caseFlags.filter(({ id }) => id === 'escalated' || holdsAny(actor, ['manager']));
}

function flagChoices(context: FormContext, set: boolean): readonly Choice[] {
  const { flags } = context.view.state;
  return choicesOf(flagsWithinRole(context).filter(({ id }) => flags.includes(id) === set));
}

/** Whether this person could set, or take away, any flag at all. */
export function hasFlagChoice(context: FormContext, set: boolean): boolean {
  return flagChoices(context, set).length > 0;
}

export function flagName(flag: CaseFlag): string {
  return caseFlags.find(({ id }) => id === flag)?.name ?? flag;
}

/** What may be written down at any time. */
export const asideForms: ActionForms = {
  'case.noted': {
    initial: () => ({}),
    fields: () => [{ kind: 'long', name: 'note', label: '记什么', rows: 4 }],
    payload: ({ note }) => ({ note }),
  },
  'case.flagged': {
    lead: (context) =>
      hasFlagChoice(context, false) ? null : { look: 'info', title: '能设的标记都设上了，「督办」「敏感」由主任设置' },
    initial: (context) => ({ flag: flagChoices(context, false)[0]?.code }),
    fields: (context) => [
      { kind: 'one', name: 'flag', label: '标记', choices: flagChoices(context, false) },
      { kind: 'long', name: 'reason', label: '理由', rows: 2 },
    ],
    payload: ({ flag, reason }) => ({ flag, reason }),
  },
  'case.unflagged': {
    lead: (context) =>
      hasFlagChoice(context, true) ? null : { look: 'info', title: '没有您能取消的标记，「督办」「敏感」由主任取消' },
    initial: (context) => ({ flag: flagChoices(context, true)[0]?.code }),
    fields: (context) => [
      { kind: 'one', name: 'flag', label: '标记', choices: flagChoices(context, true) },
      { kind: 'long', name: 'reason', label: '理由', rows: 2 },
    ],
    payload: ({ flag, reason }) => ({ flag, reason }),
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
      { kind: 'long', name: 'note', label: '报告了什么', rows: 3 },
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
