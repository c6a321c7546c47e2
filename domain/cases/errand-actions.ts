import * as z from 'zod';
import { errandKind, errandKindIds } from '../errands/kinds.ts';
import { plainDate } from '../text/chinese-date.ts';
import { plainText } from '../text/plain-text.ts';

const reason = plainText({ max: 2000, min: 1, label: '理由', multiline: true });
const number = plainText({ max: 100, min: 1, label: '文号' });

const asked = z
  .object({
    kind: z.enum(errandKindIds, { error: '请选择办哪一项' }),
    /** The department, organisation, court … by its name; left out where it goes to whoever has the case or to the applicant. */
    to: plainText({ max: 100, min: 1, label: '单位' }).optional(),
    /** What is asked for, or why it is urged. */
    what: plainText({ max: 2000, min: 1, label: '事项', multiline: true }),
    /** Until the end of which day it is to be answered; where left out, as the center's rules say. */
    dueOn: plainDate.optional(),
    /** Of the letter: the sender's of a referral in. */
    number: number.optional(),
    /** The day of the sender's letter. */
    letterOn: plainDate.optional(),
  })
  .superRefine(({ kind, to, dueOn, number: letter, letterOn }, context) => {
    const { group } = errandKind(kind);
    const need = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (to === undefined && group !== 'applicant' && group !== 'inside') need('to', '请填写单位全称');
    if (group === 'applicant' && dueOn === undefined) need('dueOn', '请填写哪天前补齐，当事人要知道');
    if (group !== 'in') return;
    if (letter === undefined) need('number', '请填写来文的文号或者委派编号');
    if (letterOn === undefined) need('letterOn', '请填写来文日期，时限从这天起算');
  });

/** What the actions of errands carry: asked, received, answered, judged. None of them moves the state of the case. */
export const errandActionSchemas = {
  'errand.asked': asked,
  /** 签收, 回执: the other side has it; of a referral in, we said so. */
  'errand.received': z.object({
    errandId: z.uuid(),
    receivedOn: plainDate,
    number: number.optional(),
    note: plainText({ max: 2000, min: 1, label: '说明', multiline: true }).optional(),
  }),
  'errand.answered': z.object({
    errandId: z.uuid(),
    answeredOn: plainDate,
    result: plainText({ max: 5000, min: 1, label: '反馈', multiline: true }),
    /** Who answered for the other side, by name. */
    by: plainText({ max: 80, min: 1, label: '反馈人' }).optional(),
  }),
  'errand.judged': z
    .object({
      errandId: z.uuid(),
      accepted: z.boolean(),
      opinion: plainText({ max: 2000, min: 1, label: '意见', multiline: true }).optional(),
    })
    .refine(({ accepted, opinion }) => accepted || opinion !== undefined, {
      path: ['opinion'],
      message: '退回要写明还差什么',
    }),
  'errand.withdrawn': z.object({ errandId: z.uuid(), reason }),
  /** 联动小结: the center that leads sums up what all helpers found. */
  'errand.summed_up': z.object({ result: plainText({ max: 5000, min: 1, label: '联动小结', multiline: true }) }),
} as const;
