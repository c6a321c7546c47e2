import * as z from 'zod';
import { isClockTime } from './china-time.ts';

export const LIMIT_IDS = [
  'accept',
  'triage.urgent',
  'triage',
  'assign.urgent',
  'assign',
  'sign_in',
  'return',
  'mediation.simple',
  'mediation.general',
  'mediation.complex',
  'mediation.medical',
  'follow_up',
  'judicial_confirmation',
  'supplement',
  'receipt',
  'help',
  'whistle',
  'urge',
  'supervise',
  'judge',
  'referral.out',
  'referral.court_before',
  'referral.court_after',
  'referral.police',
  'referral.arbitration',
  'referral.petition',
  'referral.industry',
] as const;
export type LimitId = (typeof LIMIT_IDS)[number];

/** `hour` runs by the clock; `day` counts calendar days; `workday` counts working days of China's calendar. */
export const LIMIT_UNITS = ['hour', 'day', 'workday'] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

/** What starts the period: an event of the case, or a date that the agreement fixes. */
export const LIMIT_ANCHORS = [
  'registered',
  'accepted',
  'triaged',
  'assigned',
  'agreement_effective',
  'performance',
  'asked',
  'referred',
  'answered',
] as const;
export type LimitAnchor = (typeof LIMIT_ANCHORS)[number];

const amount = z.int({ error: '时限要填整数' }).min(1, { error: '时限至少为 1' }).max(3650, { error: '时限太长了' });

export const limitSchema = z
  .object({
    id: z.enum(LIMIT_IDS),
    /** Short name of the step, as in a list: 受理, 签收. */
    name: z.string().min(1),
    /** Which cases it is for, where a step has several limits: 紧急, 简单案件. */
    scope: z.string().min(1).optional(),
    amount,
    unit: z.enum(LIMIT_UNITS),
    startsAt: z.enum(LIMIT_ANCHORS),
    /** A last day that is not a working day moves to the next one (民法典 203, 民事诉讼法 85). */
    rollsForward: z.boolean(),
    source: z.object({ kind: z.enum(['law', 'standard', 'setting']), text: z.string().min(1) }),
    editable: z.boolean(),
    min: amount.optional(),
    max: amount.optional(),
  })
  .superRefine((limit, context) => {
    const problem = amountProblem(limit, limit.amount);
    if (problem) context.addIssue({ code: 'custom', path: ['amount'], message: problem });
  });
export type Limit = z.infer<typeof limitSchema>;

export const deadlineRulesSchema = z
  .object({
    limits: z.array(limitSchema),
    /** 化解时限 may be extended with the consent of both sides, this often and by at most this many calendar days. */
    extension: z.object({ maxTimes: z.int().min(0).max(9), maxDays: z.int().min(0).max(365) }),
    /** Percent of the period after which it is shown amber. Red is at 100 %, always. */
    warnPercent: z.int().min(1).max(100),
    /**
     * When the last day of a limit in working days ends: `24:00`, or the hour at which the office closes (民法典 203:
     * 有业务时间的，停止业务活动的时间为截止时间).
     */
    officeClosesAt: z
      .string()
      .refine((text) => text === '24:00' || isClockTime(text), { error: '下班时间请写成 17:30 的样子' }),
  })
  .superRefine((rules, context) => {
    for (const id of LIMIT_IDS) {
      const count = rules.limits.filter((limit) => limit.id === id).length;
      if (count !== 1) {
        const message = count === 0 ? `缺少时限“${id}”` : `时限“${id}”重复`;
        context.addIssue({ code: 'custom', path: ['limits'], message });
      }
    }
  });
export type DeadlineRules = z.infer<typeof deadlineRulesSchema>;

function amountProblem(limit: Pick<Limit, 'min' | 'max' | 'unit' | 'source'>, value: number): string | null {
  if (limit.min !== undefined && value < limit.min) {
    return `不能少于 ${limit.min} ${unitName(limit.unit)}（${limit.source.text}）`;
  }
  if (limit.max !== undefined && value > limit.max) {
    return `不能超过 ${limit.max} ${unitName(limit.unit)}（${limit.source.text}）`;
  }
  return null;
}

/** The limit of this id. Rules that passed the schema hold every id once. */
export function limitOf(rules: DeadlineRules, id: LimitId): Limit {
  const found = rules.limits.find((limit) => limit.id === id);
  if (!found) throw new RangeError(`时限设置里没有“${id}”`);
  return found;
}

export type LimitChange = { ok: true; rules: DeadlineRules } | { ok: false; message: string };

/** The rules with one amount changed, or the reason in Chinese why it may not be. Never changes the rules given. */
export function changeLimit(rules: DeadlineRules, id: LimitId, value: number): LimitChange {
  const limit = limitOf(rules, id);
  if (!limit.editable) return { ok: false, message: `${limit.name}时限由${limit.source.text}规定，不能修改` };
  const checked = amount.safeParse(value);
  if (!checked.success) return { ok: false, message: checked.error.issues[0]?.message ?? '时限无效' };
  const problem = amountProblem(limit, value);
  if (problem) return { ok: false, message: problem };
  return {
    ok: true,
    rules: { ...rules, limits: rules.limits.map((each) => (each.id === id ? { ...each, amount: value } : each)) },
  };
}

export function unitName(unit: LimitUnit): string {
  switch (unit) {
    case 'hour':
      return '小时';
    case 'day':
      return '天';
    case 'workday':
      return '个工作日';
  }
}

/** As on the case page: 化解时限（简单案件 1 天）, 受理时限（24 小时）. */
export function limitLabel(limit: Limit): string {
  const length = `${limit.amount} ${unitName(limit.unit)}`;
  return `${limit.name}时限（${limit.scope === undefined ? length : `${limit.scope} ${length}`}）`;
}
