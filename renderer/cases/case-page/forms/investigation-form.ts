import * as z from 'zod';
import { askedSexes } from '../../../../domain/cases/investigation.ts';
import { partiesOf } from '../../../../domain/cases/state.ts';
import { partiesText } from '../../../../domain/cases/title.ts';
import { toChinaTime } from '../../../../domain/deadlines/china-time.ts';
import { type ActionForm, type DraftOfForm, given, instantOf, staffChoices, timeProblem } from './action-form.ts';

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** Who has the case asks; who writes it down has mostly been there. */
function investigatorsOf(mediatorIds: readonly string[], staffId: string): readonly string[] {
  return mediatorIds.length > 0 ? mediatorIds : [staffId];
}

/** A person's own words, in the order of the form. */
const typed: readonly (readonly [name: string, label: string])[] = [
  ['askedName', '被调查人'],
  ['record', '记录'],
  ['place', '地点'],
];

const words = z.string().optional().catch(undefined);
/** Keeps the inquiry while it is typed: it is written down as somebody speaks. */
const draft: DraftOfForm = {
  kind: 'investigation',
  stored: z.object({
    heldOn: z.string().nullish().catch(undefined),
    place: words,
    from: words,
    to: words,
    askedName: words,
    askedSex: words,
    askedAge: z.number().nullish().catch(undefined),
    askedAddress: words,
    record: words,
    investigatorIds: z.array(z.string()).catch([]),
    recorderId: words,
    participants: words,
  }),
  isBegun: (values) =>
    [...typed.map(([name]) => name), 'askedAddress', 'participants'].some((name) => given(values[name]) !== undefined),
  words: ({ state }, values) => ({
    label: `${partiesText(partiesOf(state)) || state.caseNumber} 调查记录`.slice(0, 200),
    missing: typed
      .filter(([name]) => given(values[name]) === undefined)
      .map(([, label]) => label)
      .join('、'),
  }),
};

/** 写调查记录: somebody is asked what they know (人民调解法 27). */
export const investigationForm: ActionForm = {
  draft,
  initial: ({ view, actor, today, time }) => ({
    heldOn: today,
    from: time,
    to: time,
    investigatorIds: investigatorsOf(view.state.mediatorIds, actor.staffId),
    recorderId: actor.staffId,
  }),
  fields: ({ view }, { recorderId }) => [
    { kind: 'date', name: 'heldOn', label: '调查日期', half: true },
    { kind: 'text', name: 'place', label: '地点', half: true },
    { kind: 'time', name: 'from', label: '从', half: true, check: timeProblem },
    { kind: 'time', name: 'to', label: '到', half: true, check: timeProblem },
    { kind: 'text', name: 'askedName', label: '被调查人', half: true },
    { kind: 'one', name: 'askedSex', label: '性别', choices: askedSexes, optional: true, half: true },
    { kind: 'number', name: 'askedAge', label: '年龄', unit: '岁', optional: true, half: true },
    { kind: 'text', name: 'askedAddress', label: '单位或住址', optional: true, half: true },
    { kind: 'long', name: 'record', label: '记录（问和答）', rows: 6, placeholder: '问：\n答：' },
    { kind: 'several', name: 'investigatorIds', label: '调查人', choices: staffChoices(view.staffNames) },
    {
      kind: 'list',
      name: 'recorderId',
      label: '记录人',
      half: true,
      choices: staffChoices(view.staffNames),
      filledIn: recorderId !== undefined,
    },
    { kind: 'text', name: 'participants', label: '参加人', optional: true, half: true },
  ],
  payload: ({ heldOn, from, to, place, investigatorIds, askedName, record, recorderId, ...more }) => ({
    heldOn,
    startedAt: instantOf(heldOn, from),
    endedAt: instantOf(heldOn, to),
    place,
    investigatorIds,
    askedName,
    record,
    recorderId,
    ...Object.fromEntries(Object.entries(more).flatMap(([name, value]) => (isGiven(value) ? [[name, value]] : []))),
  }),
  refill: ({ startedAt, endedAt, ...rest }) => ({
    ...rest,
    from: toChinaTime(Number(startedAt)),
    to: toChinaTime(Number(endedAt)),
  }),
  fieldOf: { startedAt: 'from', endedAt: 'to' },
};
