import { v7 as newId } from 'uuid';
import { partiesOf } from '../../domain/cases/state.ts';
import { chinaInstant } from '../../domain/deadlines/china-time.ts';
import { ROOM_PLACE } from '../../domain/room/room.ts';
import {
  type ActionForm,
  type Choice,
  dateProblem,
  type FieldSpec,
  type FormContext,
  partyChoices,
  staffChoices,
  timeProblem,
  type Values,
} from '../cases/case-page/forms/action-form.ts';
import {
  type HelperValues,
  newSession,
  type SessionValues,
  sessionFieldOf,
  sessionPayload,
} from '../cases/case-page/session/session-values.ts';

const words = (value: unknown): string => (typeof value === 'string' ? value : '');
const isWritten = (value: unknown): boolean => words(value).trim() !== '';

/** Helpers that are named, and one empty place for the next (人民调解法 20). */
function helperPlaces(values: Values): number {
  let written = 0;
  while (isWritten(values[`helper${written}`]) || isWritten(values[`identity${written}`])) written += 1;
  return written + 1;
}

function helpersOf(values: Values): readonly HelperValues[] {
  return Array.from({ length: helperPlaces(values) - 1 }, (_, index) => ({
    id: newId(),
    name: words(values[`helper${index}`]),
    identity: words(values[`identity${index}`]),
    consented: values[`consented${index}`] === true,
  }));
}

function helperFields(values: Values): readonly FieldSpec[] {
  return Array.from({ length: helperPlaces(values) }, (_, index): readonly FieldSpec[] => {
    const name: FieldSpec = { kind: 'text', name: `helper${index}`, label: `协助人 ${index + 1}`, optional: true };
    if (!isWritten(values[name.name])) return [name];
    return [
      name,
      { kind: 'text', name: `identity${index}`, label: `协助人 ${index + 1} 的身份`, placeholder: '如 楼栋长' },
      { kind: 'yes', name: `consented${index}`, label: `协助人 ${index + 1}`, text: '当事人同意请来协助' },
    ];
  }).flat();
}

/** Who may have held it: whoever has the case, and who writes it down. Others are added at a desk. */
function mediatorChoices({ state, staffNames }: FormContext['view'], staffId: string): readonly Choice[] {
  const ids = new Set([...state.mediatorIds, staffId]);
  return staffChoices(staffNames).filter(({ code }) => ids.has(code));
}

function startOf({ view, actor, today, time }: FormContext): SessionValues {
  const openedAt = today === null || time === '' ? null : chinaInstant(today, time);
  return newSession({ view, staffId: actor.staffId, openedAt, centerName: view.placeName });
}

/** The record of a session as the phone asks for it; what it says is that of the desk (session-values.ts). */
export const sessionForm: ActionForm = {
  lead: () => ({
    look: 'info',
    title: '先告知权利义务',
    text: '可以选择调解员，接受、拒绝或者终止调解，要求公开或者不公开进行，自愿达成协议（人民调解法第二十三条）；如实陈述、遵守秩序、尊重对方（第二十四条）。',
  }),
  initial: (context) => {
    const { helpers: _none, ...rest } = startOf(context);
    return rest;
  },
  fields: ({ view, actor }, values) => [
    {
      kind: 'yes',
      name: 'rightsTold',
      label: '权利义务',
      text: values.place === ROOM_PLACE ? '上面这些双方已在线上确认知悉' : '上面这些已当面告知双方',
      check: (value) => (value === true ? null : '调解前要告知权利义务（人民调解法第二十三、二十四条）'),
    },
    { kind: 'date', name: 'heldOn', label: '调解日期', half: true, check: dateProblem },
    { kind: 'time', name: 'startTime', label: '从', half: true, check: timeProblem },
    { kind: 'time', name: 'endTime', label: '到', half: true, check: timeProblem },
    { kind: 'text', name: 'place', label: '地点' },
    { kind: 'several', name: 'presentPartyIds', label: '到场的当事人', choices: partyChoices(partiesOf(view.state)) },
    { kind: 'long', name: 'record', label: '调解记录', rows: 8, placeholder: '双方各自怎么说，争的是什么，怎么劝的' },
    { kind: 'long', name: 'result', label: '调解结果', rows: 3, placeholder: '谈成了什么，或者还差在哪里' },
    { kind: 'several', name: 'mediatorIds', label: '调解员', choices: mediatorChoices(view, actor.staffId) },
    { kind: 'list', name: 'recorderId', label: '记录人', choices: staffChoices(view.staffNames) },
    {
      kind: 'one',
      name: 'openSession',
      label: '是否公开',
      choices: [
        { code: 'open', name: '公开进行' },
        { code: 'closed', name: '不公开进行' },
      ],
      // The payload says yes or no under the same name.
      check: () => null,
    },
    ...helperFields(values),
  ],
  payload: (values, context) =>
    sessionPayload({ ...startOf(context), ...(values as Partial<SessionValues>), helpers: helpersOf(values) }),
  fieldOf: sessionFieldOf,
};

const helperParts = { name: 'helper', identity: 'identity', consented: 'consented' } as const;

/** The field that shows a message about a path of the record: `helpers.0.identity` → `identity0`. */
export function sessionField(path: string): string {
  const [, index, part] = /^helpers\.(\d+)\.(name|identity|consented)$/.exec(path) ?? [];
  if (part === undefined) return path;
  return `${helperParts[part as keyof typeof helperParts]}${index}`;
}
