import type { Actor } from '../../../../domain/access/roles.ts';
import { answererProblem, errandKindsFor, mayJudge } from '../../../../domain/cases/errand-roles.ts';
import { type Errand, errandName, errandStage, jointToSumUp, openErrands } from '../../../../domain/cases/errands.ts';
import type { CaseState } from '../../../../domain/cases/state.ts';
import { toChinaDate } from '../../../../domain/deadlines/china-time.ts';
import { type ErrandGroup, type ErrandKind, errandKind, errandKindIds } from '../../../../domain/errands/kinds.ts';
import {
  type ActionForms,
  type Choice,
  dateProblem,
  type FieldSpec,
  type FormContext,
  given,
  type Values,
} from './action-form.ts';

const judgements = [
  { code: 'accepted', name: '认可', detail: '这一项办完' },
  { code: 'returned', name: '退回重报', detail: '写明还差什么' },
] as const;

/** How the form of each group asks: whom, and what. */
const words: Readonly<Record<ErrandGroup, { readonly to: string | null; readonly what: string }>> = {
  applicant: { to: null, what: '还缺什么' },
  joint: { to: '哪个单位', what: '请他们办什么' },
  out: { to: '移送给', what: '移送事项和理由' },
  in: { to: '来文单位', what: '来文要求' },
  inside: { to: null, what: '事由和要求' },
};

/** This person at this center, as the rules of errands judge it. */
export const actorHere = ({ view, actor }: Pick<FormContext, 'view' | 'actor'>): Actor => ({
  ...actor,
  stationId: view.here.stationId,
});

/** Of the open errands those on which this actor may take a step. */
export const errandsToReceive = (state: CaseState, actor: Actor): readonly Errand[] =>
  openErrands(state).filter(
    (errand) => errandStage(errand) === 'receipt' && answererProblem(state, actor, errand) === null,
  );
export const errandsToAnswer = (state: CaseState, actor: Actor): readonly Errand[] =>
  openErrands(state).filter(
    (errand) => errandStage(errand) !== 'judgement' && answererProblem(state, actor, errand) === null,
  );
export const errandsToJudge = (state: CaseState, actor: Actor): readonly Errand[] =>
  openErrands(state).filter((errand) => errandStage(errand) === 'judgement' && mayJudge(errand, actor));
export const errandsToWithdraw = (state: CaseState, actor: Actor): readonly Errand[] =>
  openErrands(state).filter((errand) => !errandKind(errand.kind).judged && mayJudge(errand, actor));

type Find = (state: CaseState, actor: Actor) => readonly Errand[];

/** Which one, where there are several; the one that the form was opened for comes first. */
function errandField({ view }: FormContext, errands: readonly Errand[]): FieldSpec {
  const choices = errands.map(
    ({ id, what }): Choice => ({ code: id, name: errandName(view.state, id) ?? '', detail: what.slice(0, 40) }),
  );
  return { kind: 'one', name: 'errandId', label: '哪一项', choices };
}

function initialErrand(context: FormContext, find: Find): Values {
  const found = find(context.view.state, actorHere(context));
  const asked = found.find(({ id }) => id === context.about) ?? found[0];
  return { errandId: asked?.id };
}

const chosenKind = (value: unknown): ErrandKind | null =>
  errandKindIds.some((id) => id === value) ? errandKind(value as (typeof errandKindIds)[number]) : null;

function askedFields({ today }: FormContext, kind: ErrandKind): readonly FieldSpec[] {
  const { to, what } = words[kind.group];
  const inward: readonly FieldSpec[] = [
    { kind: 'text', name: 'number', label: '来文文号', half: true, placeholder: '如 （2026）豫0105诉前调1号' },
    { kind: 'date', name: 'letterOn', label: '来文日期', half: true },
  ];
  const due: FieldSpec = {
    kind: 'date',
    name: 'dueOn',
    label: kind.group === 'applicant' ? '哪天前补齐' : '哪天前反馈',
    half: true,
    optional: kind.group !== 'applicant',
    hint: kind.group === 'applicant' ? undefined : '不填的，按「设置 · 时限」算',
    check: (value) => dateProblem(value) ?? (today !== null && String(value) < today ? '不能早于今天' : null),
  };
  return [
    { kind: 'long', name: 'what', label: what, rows: 3 },
    ...(to === null ? [] : [{ kind: 'text', name: 'to', label: to, placeholder: '写全称' } as const]),
    ...(kind.group === 'in' ? inward : []),
    due,
  ];
}

/** Whoever may be asked to help, urged or supervised, and what comes back (谁分配谁督办、谁受理谁反馈). */
export const errandForms: ActionForms = {
  'errand.asked': {
    initial: (context) => {
      const kinds = errandKindsFor(context.view.state, actorHere(context));
      // One is chosen from the start: the key that takes another goes on to the words, which are there for every kind.
      return { kind: (kinds.find(({ id }) => id === context.about) ?? kinds[0])?.id };
    },
    lead: (_context, { kind }) => {
      const chosen = chosenKind(kind);
      if (chosen?.group !== 'applicant') return null;
      return { look: 'info', title: '补齐以前，受理时限停着', text: '当事人在查询页上看得到缺什么、哪天前补齐。' };
    },
    fields: (context, { kind }) => {
      const chosen = chosenKind(kind);
      return [
        {
          kind: 'list',
          name: 'kind',
          label: '办哪一项',
          choices: errandKindsFor(context.view.state, actorHere(context)).map(({ id, name }) => ({ code: id, name })),
          hint: chosen?.hint,
          check: (value) => (value ? null : '请选择'),
        },
        ...(chosen ? askedFields(context, chosen) : []),
      ];
    },
    payload: ({ kind, to, what, dueOn, number, letterOn }) => {
      const chosen = chosenKind(kind);
      const isIn = chosen?.group === 'in';
      return {
        kind,
        what,
        ...(chosen && words[chosen.group].to !== null && given(to) !== undefined ? { to } : {}),
        ...(given(dueOn) === undefined ? {} : { dueOn }),
        ...(isIn && given(number) !== undefined ? { number } : {}),
        ...(isIn && given(letterOn) !== undefined ? { letterOn } : {}),
      };
    },
    submit: (_context, { kind }) => chosenKind(kind)?.name ?? '协同督办',
  },
  'errand.received': {
    initial: (context) => ({ ...initialErrand(context, errandsToReceive), receivedOn: context.today }),
    fields: (context) => [
      errandField(context, errandsToReceive(context.view.state, actorHere(context))),
      { kind: 'date', name: 'receivedOn', label: '签收日期', half: true },
      { kind: 'text', name: 'number', label: '回执编号', half: true, optional: true },
      { kind: 'long', name: 'note', label: '说明', rows: 2, optional: true, placeholder: '谁收的，怎么说' },
    ],
    payload: ({ errandId, receivedOn, number, note }) => ({
      errandId,
      receivedOn,
      ...(given(number) === undefined ? {} : { number }),
      ...(given(note) === undefined ? {} : { note }),
    }),
  },
  'errand.answered': {
    initial: (context) => ({ ...initialErrand(context, errandsToAnswer), answeredOn: context.today }),
    lead: ({ view }, { errandId }) => {
      const errand = view.state.errands.find(({ id }) => id === errandId);
      const by = view.errandsDue.find((each) => each.errandId === errandId)?.by;
      if (!errand) return null;
      const returned = errand.answers.at(-1)?.returned?.opinion;
      const until = by ? `${toChinaDate(by.dueAt)} 前` : '';
      return {
        look: 'info',
        title: `${until}反馈：${errand.what}`,
        ...(returned ? { text: `上次退回：${returned}` } : {}),
      };
    },
    fields: (context) => [
      errandField(context, errandsToAnswer(context.view.state, actorHere(context))),
      { kind: 'date', name: 'answeredOn', label: '反馈日期', half: true },
      { kind: 'text', name: 'by', label: '反馈人', half: true, optional: true },
      { kind: 'long', name: 'result', label: '办得怎样', rows: 4 },
    ],
    payload: ({ errandId, answeredOn, by, result }) => ({
      errandId,
      answeredOn,
      result,
      ...(given(by) === undefined ? {} : { by }),
    }),
  },
  'errand.judged': {
    initial: (context) => ({ ...initialErrand(context, errandsToJudge), result: 'accepted' }),
    lead: ({ view }, { errandId }) => {
      const last = view.state.errands.find(({ id }) => id === errandId)?.answers.at(-1);
      return last ? { look: 'info', title: `${last.answeredOn} 反馈`, text: last.result } : null;
    },
    fields: (context, { result }) => [
      errandField(context, errandsToJudge(context.view.state, actorHere(context))),
      { kind: 'one', name: 'result', label: '认不认可', choices: judgements },
      { kind: 'long', name: 'opinion', label: '意见', rows: 3, optional: result !== 'returned' },
    ],
    payload: ({ errandId, result, opinion }) => ({
      errandId,
      accepted: result === 'accepted',
      ...(given(opinion) === undefined ? {} : { opinion }),
    }),
    refill: ({ accepted, ...rest }) => ({ ...rest, result: accepted === false ? 'returned' : 'accepted' }),
  },
  'errand.withdrawn': {
    initial: (context) => initialErrand(context, errandsToWithdraw),
    fields: (context) => [
      errandField(context, errandsToWithdraw(context.view.state, actorHere(context))),
      { kind: 'long', name: 'reason', label: '理由', rows: 2 },
    ],
    payload: ({ errandId, reason }) => ({ errandId, reason }),
  },
  'errand.summed_up': {
    lead: ({ view }) => ({
      look: 'info',
      title: `各单位反馈 ${jointToSumUp(view.state).length} 项`,
      text: jointToSumUp(view.state)
        .map(({ to, answers }) => `${to ?? ''}：${answers.at(-1)?.result ?? '没有反馈'}`)
        .join('；'),
    }),
    initial: () => ({}),
    fields: () => [{ kind: 'long', name: 'result', label: '联动小结', rows: 4 }],
    payload: ({ result }) => ({ result }),
  },
};
