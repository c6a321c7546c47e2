import { describe, expect, it } from 'vitest';
import { defaultDeadlineRules } from './default-rules.ts';
import { changeLimit, deadlineRulesSchema, LIMIT_IDS, limitLabel, limitOf } from './limits.ts';

describe('the default limits', () => {
  it('pass their own schema, each id once', () => {
    expect(deadlineRulesSchema.parse(JSON.parse(JSON.stringify(defaultDeadlineRules)))).toEqual(defaultDeadlineRules);
    expect(defaultDeadlineRules.limits.map(({ id }) => id).sort()).toEqual([...LIMIT_IDS].sort());
  });

  it.each([
    ['accept', '受理时限（24 小时）'],
    ['triage.urgent', '分流时限（紧急 1 小时）'],
    ['triage', '分流时限（1 个工作日）'],
    ['assign.urgent', '交办时限（紧急 1 小时）'],
    ['assign', '交办时限（1 个工作日）'],
    ['sign_in', '签收时限（1 个工作日）'],
    ['return', '异议退回时限（5 个工作日）'],
    ['mediation.simple', '化解时限（简单案件 1 天）'],
    ['mediation.general', '化解时限（一般案件 7 天）'],
    ['mediation.complex', '化解时限（复杂案件 30 天）'],
    ['mediation.medical', '化解时限（医疗纠纷 30 个工作日）'],
    ['follow_up', '履行后回访时限（30 天）'],
    ['judicial_confirmation', '申请司法确认时限（30 天）'],
  ] as const)('%s reads %s', (id, label) => {
    expect(limitLabel(limitOf(defaultDeadlineRules, id))).toBe(label);
  });

  it('warn at 80 % and allow one extension of at most 30 days', () => {
    expect(defaultDeadlineRules.warnPercent).toBe(80);
    expect(defaultDeadlineRules.extension).toEqual({ maxTimes: 1, maxDays: 30 });
  });
});

describe('changing a limit', () => {
  it('gives new rules that pass the schema, and leaves the old ones', () => {
    const changed = changeLimit(defaultDeadlineRules, 'mediation.general', 10);
    if (!changed.ok) throw new Error(changed.message);
    expect(limitOf(deadlineRulesSchema.parse(changed.rules), 'mediation.general').amount).toBe(10);
    expect(limitOf(defaultDeadlineRules, 'mediation.general').amount).toBe(7);
  });

  it.each([
    ['judicial_confirmation', 31, '不能修改'],
    ['return', 6, '不能超过 5 个工作日'],
    ['return', 0, '至少为 1'],
    ['accept', 1.5, '要填整数'],
    ['accept', Number.NaN, '要填整数'],
    ['mediation.medical', 31, '第 38 条'],
  ] as const)('refuses %s = %s', (id, value, message) => {
    const changed = changeLimit(defaultDeadlineRules, id, value);
    expect(changed.ok ? '' : changed.message).toContain(message);
  });

  it('refuses stored rules that lack a limit, hold one twice, exceed a bound, or close at a broken hour', () => {
    const { limits } = defaultDeadlineRules;
    const messages = (change: object) =>
      deadlineRulesSchema.safeParse({ ...defaultDeadlineRules, ...change }).error?.issues.map(({ message }) => message);
    expect(messages({ limits: limits.slice(1) })).toEqual(['缺少时限“accept”']);
    expect(messages({ limits: [...limits, limits[0]] })).toEqual(['时限“accept”重复']);
    expect(messages({ limits: [{ ...limits[0], amount: 999 }, ...limits.slice(1)] })?.[0]).toContain(
      '不能超过 240 小时',
    );
    expect(messages({ officeClosesAt: '25:00' })?.[0]).toContain('17:30');
  });
});
