import { v7 as newId } from 'uuid';
import { partiesOf } from '../../../../domain/cases/state.ts';
import {
  type ActionForms,
  dateProblem,
  type FieldSpec,
  type FormContext,
  given,
  instantOf,
  timeProblem,
  type Values,
} from './action-form.ts';

const HOUR_MS = 60 * 60_000;

/** For how long a room is open: an evening, or days in which each answers when there is time. */
const spans = [
  { code: '4', name: '4 小时' },
  { code: '24', name: '1 天' },
  { code: '72', name: '3 天', detail: '各方不必同时在线' },
  { code: '168', name: '7 天', detail: '各方不必同时在线' },
] as const;

const phoneProblem = (value: unknown) =>
  typeof value === 'string' && /^1[3-9]\d{9}$/.test(value.trim()) ? null : '请填 11 位手机号，链接用短信发给本人';

/** Ids of the seats are made when the form is opened: sent twice, it is the same room. */
type SeatIds = Readonly<Record<string, string>>;

const seatIdOf = (values: Values, of: string): string => (values.seatIds as SeatIds | undefined)?.[of] ?? newId();
const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function peopleOf({
  view,
}: FormContext): readonly { readonly id: string; readonly name: string; readonly kind: 'party' | 'mediator' }[] {
  const mediators = view.state.mediatorIds.map((id) => ({
    id,
    name: view.staffNames[id] ?? '调解员',
    kind: 'mediator' as const,
  }));
  return [...partiesOf(view.state).map(({ id, name }) => ({ id, name, kind: 'party' as const })), ...mediators];
}

function phoneFields(context: FormContext): readonly FieldSpec[] {
  return peopleOf(context).map(({ id, name, kind }) => ({
    kind: 'text',
    name: `phone-${id}`,
    label: `${name}的手机${kind === 'mediator' ? '（调解员）' : ''}`,
    half: true,
    check: phoneProblem,
  }));
}

function seatsOf(values: Values, context: FormContext): readonly object[] {
  const seats = peopleOf(context).map(({ id, name, kind }) => ({
    ...{ id: seatIdOf(values, id), kind, personId: id, name, phone: text(values[`phone-${id}`]) },
  }));
  const helper = text(values.helperName);
  if (helper === '') return seats;
  const identity = given(values.helperIdentity);
  const phone = text(values.helperPhone);
  return [
    ...seats,
    { id: seatIdOf(values, 'helper'), kind: 'helper', name: helper, phone, ...(identity ? { identity } : {}) },
  ];
}

/** Mediation online: who gets a link, and until when (WF-52). */
export const roomForms: ActionForms = {
  'room.opened': {
    wide: true,
    lead: () => ({
      look: 'info',
      title: '各人收到短信里的链接，验证本人手机后进入',
      text: '下次同步以后由市平台发出，之后本机不用联网。双方说的话、条款和签名，结束后自动带回本案。',
    }),
    initial: (context) => {
      const people = peopleOf(context);
      const phones = partiesOf(context.view.state).map(({ id, phone }) => [
        `phone-${id}`,
        phoneProblem(phone ?? '') === null ? phone : '',
      ]);
      return {
        date: context.today,
        time: context.time,
        hours: '24',
        session: 'closed',
        seatIds: Object.fromEntries([...people.map(({ id }) => id), 'helper'].map((of) => [of, newId()])),
        ...Object.fromEntries(phones),
      };
    },
    fields: (context, { helperName }) => [
      { kind: 'date', name: 'date', label: '开始日期', half: true, check: dateProblem },
      { kind: 'time', name: 'time', label: '开始时间', half: true, check: timeProblem },
      { kind: 'one', name: 'hours', label: '开多久', choices: spans },
      ...phoneFields(context),
      { kind: 'text', name: 'helperName', label: '请来协助的人', optional: true, half: true },
      { kind: 'text', name: 'helperIdentity', label: '协助人身份', optional: true, half: true },
      ...(text(helperName) === ''
        ? []
        : [{ kind: 'text', name: 'helperPhone', label: '协助人的手机', check: phoneProblem } as const]),
      {
        kind: 'one',
        name: 'session',
        label: '方式',
        choices: [
          { code: 'closed', name: '不公开' },
          { code: 'open', name: '公开' },
        ],
      },
      { kind: 'text', name: 'videoUrl', label: '视频会议网址（外部服务）', optional: true, placeholder: 'https://' },
      { kind: 'yes', name: 'consented', label: '同意', text: '当事人都同意在线调解；请人协助的，也都同意' },
    ],
    payload: (values, context) => {
      const startsAt = instantOf(values.date, values.time);
      const videoUrl = given(values.videoUrl)?.trim();
      return {
        startsAt,
        closesAt: startsAt === undefined ? undefined : startsAt + Number(values.hours) * HOUR_MS,
        seats: seatsOf(values, context),
        consented: values.consented === true,
        openSession: values.session === 'open',
        ...(videoUrl ? { videoUrl } : {}),
      };
    },
    fieldOf: { startsAt: 'time', closesAt: 'hours' },
  },
};
