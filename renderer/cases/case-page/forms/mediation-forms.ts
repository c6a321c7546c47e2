import { otherRoutes } from '../../../../domain/cases/actions.ts';
import { partiesOf } from '../../../../domain/cases/state.ts';
import { toChinaDate, toChinaTime } from '../../../../domain/deadlines/china-time.ts';
import { willingnessLevels } from '../../../../domain/parties/party.ts';
import {
  type ActionForm,
  type ActionForms,
  choicesOf,
  dateProblem,
  type FormContext,
  instantOf,
  noteField,
  partyChoices,
  timeProblem,
  withNote,
} from './action-form.ts';
import { investigationForm } from './investigation-form.ts';
import { routesToTell } from './other-routes.ts';

function suggestedRoutes({ view }: FormContext): readonly string[] {
  return [...new Set(routesToTell(view.state.registration).map(({ route }) => route))];
}

function sameSet(given: unknown, wanted: readonly string[]): boolean {
  return Array.isArray(given) && given.length === wanted.length && wanted.every((each) => given.includes(each));
}

/** Failure and termination end the mediation; whoever ends it tells the ways that stay open (人民调解法 26). */
const ending: ActionForm = {
  lead: ({ view }) => ({
    look: 'info',
    title: '当面告知当事人，还可以这样维护权利（人民调解法第二十六条）',
    text: routesToTell(view.state.registration)
      .map(({ text }) => text)
      .join(''),
  }),
  initial: (context) => ({ routesTold: suggestedRoutes(context), toldOn: context.today }),
  fields: (context, { routesTold }) => [
    { kind: 'long', name: 'reason', label: '理由', rows: 3 },
    {
      kind: 'several',
      name: 'routesTold',
      label: '已告知的途径',
      choices: choicesOf(otherRoutes),
      filledIn: sameSet(routesTold, suggestedRoutes(context)),
    },
    { kind: 'date', name: 'toldOn', label: '告知日期', half: true },
  ],
  payload: ({ reason, routesTold, toldOn }) => ({ reason, routesTold: routesTold ?? [], toldOn }),
};

/** What happens between sign-in and the result. The record of a session has a form of its own (SessionDialog). */
export const mediationForms: ActionForms = {
  'consent.recorded': {
    lead: (_context, { willingness }) =>
      willingness === 'refused'
        ? { look: 'warn', title: '一方明确拒绝调解的，不能开始或者继续调解（人民调解法第十七条）' }
        : null,
    initial: ({ view, about }) => {
      const parties = partiesOf(view.state);
      const party =
        parties.find(({ id }) => id === about) ?? parties.find(({ willingness }) => willingness === 'undecided');
      return { partyId: (party ?? parties[0])?.id, willingness: 'willing' };
    },
    fields: ({ view }) => [
      { kind: 'one', name: 'partyId', label: '当事人', choices: partyChoices(partiesOf(view.state)) },
      { kind: 'one', name: 'willingness', label: '是否愿意调解', choices: willingnessLevels },
      { ...noteField, label: '原话或说明' },
    ],
    payload: ({ partyId, willingness, note }) => withNote({ partyId, willingness }, note),
  },
  'mediation.started': {
    lead: () => ({
      look: 'info',
      title: '开始前先告知双方权利义务',
      text: '可以选择调解员、接受或者拒绝调解、要求公开或者不公开进行（人民调解法第二十三条）；如实陈述、遵守秩序、尊重对方（第二十四条）。',
    }),
    initial: ({ today, time }) => ({ date: today, time }),
    fields: () => [
      { kind: 'date', name: 'date', label: '开始日期', half: true, check: dateProblem },
      { kind: 'time', name: 'time', label: '开始时间', half: true, check: timeProblem },
    ],
    payload: ({ date, time }) => ({ startedAt: instantOf(date, time) }),
    refill: ({ startedAt }) => ({ date: toChinaDate(Number(startedAt)), time: toChinaTime(Number(startedAt)) }),
    fieldOf: { startedAt: 'time' },
  },
  'investigation.recorded': investigationForm,
  'mediation.extended': {
    initial: ({ view }) => ({ days: Math.min(7, view.rules.extension.maxDays), consentedPartyIds: [] }),
    fields: ({ view }) => [
      { kind: 'number', name: 'days', label: '延长', unit: `天，最多 ${view.rules.extension.maxDays} 天`, half: true },
      {
        kind: 'several',
        name: 'consentedPartyIds',
        label: '同意延期的当事人（要全部同意）',
        choices: partyChoices(partiesOf(view.state)),
      },
      { kind: 'long', name: 'reason', label: '理由', rows: 2 },
    ],
    payload: ({ days, consentedPartyIds, reason }) => ({ days, consentedPartyIds: consentedPartyIds ?? [], reason }),
  },
  'mediation.failed': ending,
  'mediation.terminated': ending,
};
