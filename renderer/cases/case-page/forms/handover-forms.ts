import { centerRefSchema, returnOutcomes } from '../../../../domain/cases/handover-actions.ts';
import { handoverReasons, offerRefusalReasons } from '../../../../domain/codes/decision-reasons.ts';
import { toChinaDate } from '../../../../domain/deadlines/china-time.ts';
import { describeDueAt } from '../../../../domain/deadlines/describe.ts';
import { deadlineStatus } from '../../../../domain/deadlines/due.ts';
import { directionName, directionOf } from '../../../../domain/directory/levels.ts';
import {
  type ActionForms,
  choicesOf,
  dateProblem,
  type FieldSpec,
  type FormContext,
  instantOf,
  type Lead,
  noteField,
  reasonText,
  withNote,
} from './action-form.ts';

const offerId = ({ view }: FormContext) => view.state.handover?.offer?.id;

/** What goes to the other center, counted: everything that is in the case. */
function whatIsSent({ view }: FormContext): string {
  const { documents, files } = view.state;
  const attached = files.filter(({ removedAt }) => removedAt === null).length;
  const papers = documents.length === 0 ? '' : `、文书 ${documents.length} 份`;
  return `全部经过 ${view.timeline.length} 步${papers}${attached === 0 ? '' : `、材料 ${attached} 份`}`;
}

/** Until when an offer is to be answered. Too late is told and kept, never refused. */
function answerLead({ view, today, time }: FormContext): Lead | null {
  const { answerBy } = view;
  if (!answerBy) return null;
  const now = instantOf(today, time);
  const until = now === undefined ? `${toChinaDate(answerBy.dueAt)} 前` : describeDueAt(answerBy, now);
  const isLate = now !== undefined && deadlineStatus(answerBy, now).status === 'overdue';
  return isLate
    ? { look: 'warn', title: `已过答复期限（${until}），请写明原因` }
    : { look: 'info', title: `答复期限 ${until}` };
}

const reasonFields = (
  why: unknown,
  choices: typeof handoverReasons | typeof offerRefusalReasons,
): readonly FieldSpec[] => [
  { kind: 'list', name: 'why', label: '理由', choices, check: (value) => (value ? null : '请选择理由') },
  { kind: 'long', name: 'more', label: '说明', rows: 3, optional: why !== 'other' },
];

/** To another center and back (SYNC-6). */
export const handoverForms: ActionForms = {
  'handover.offered': {
    lead: (context) => ({
      look: 'info',
      title: `对方将看到${whatIsSent(context)}`,
      text: '对方接收以前，案件仍由本中心办理，也可以撤回。案号、查询码不变，化解时限照常计算。',
    }),
    initial: ({ today }) => ({ toldOn: today ?? undefined }),
    fields: (_context, { why }) => [
      { kind: 'center', name: 'to', label: '移交给', check: (value) => (value ? null : '请选择接收的中心') },
      ...reasonFields(why, handoverReasons),
      { kind: 'date', name: 'toldOn', label: '告知当事人的日期', check: dateProblem, filledIn: true },
    ],
    submit: ({ view }, { to }) => {
      const { center } = view.here;
      const chosen = centerRefSchema.safeParse(to);
      return center && chosen.success ? directionName(directionOf(center, chosen.data)) : '移交其他中心';
    },
    payload: ({ to, why, more, toldOn }, { view }) => ({
      from: view.here.center,
      to,
      reason: reasonText(handoverReasons, why, more),
      toldOn,
      people: {},
    }),
    fieldOf: { reason: 'more' },
  },
  'handover.withdrawn': {
    initial: () => ({}),
    fields: () => [{ kind: 'long', name: 'reason', label: '理由', rows: 2 }],
    payload: ({ reason }, context) => ({ offerId: offerId(context), reason }),
  },
  'handover.accepted': {
    lead: (context) => {
      const offer = context.view.state.handover?.offer;
      const by = answerLead(context);
      return offer
        ? {
            look: 'info',
            title: '接收以后案件由本中心办理',
            text: `移交理由：${offer.reason}${by ? `。${by.title}` : ''}`,
          }
        : by;
    },
    initial: () => ({}),
    fields: () => [noteField],
    payload: ({ note }, context) => withNote({ offerId: offerId(context) }, note),
  },
  'handover.refused': {
    lead: answerLead,
    initial: () => ({}),
    fields: (_context, { why }) => reasonFields(why, offerRefusalReasons),
    payload: ({ why, more }, context) => ({
      offerId: offerId(context),
      reason: reasonText(offerRefusalReasons, why, more),
    }),
    fieldOf: { reason: 'more' },
    submit: () => '不接收，退给对方',
  },
  'handover.returned': {
    lead: ({ view }) => {
      const back = view.state.handover?.path.at(-2);
      return back ? { look: 'info', title: `退还给${back.name}，以后由该中心办理` } : null;
    },
    initial: () => ({}),
    fields: () => [
      {
        kind: 'one',
        name: 'outcome',
        label: '办得怎样',
        choices: choicesOf(returnOutcomes),
        check: (value) => (value ? null : '请选择'),
      },
      { kind: 'long', name: 'report', label: '办理情况', rows: 4 },
    ],
    payload: ({ outcome, report }) => ({ outcome, report, people: {} }),
  },
};
