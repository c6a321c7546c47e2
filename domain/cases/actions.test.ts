import { describe, expect, it } from 'vitest';
import { type CaseActionType, caseActionSchemas } from './actions.ts';
import { caseIn, validPayload, withAction } from './testing.ts';

const mediating = caseIn('mediating');

describe('what the law asks of a payload', () => {
  const messageOf = (type: CaseActionType, changes: Record<string, unknown>) => {
    const result = caseActionSchemas[type].safeParse({ ...validPayload(type, mediating), ...changes });
    return result.success ? null : result.error.issues[0]?.message;
  };

  it.each(['mediation.failed', 'mediation.terminated'] as const)(
    '人民调解法 26: %s must tell the other routes',
    (type) => {
      expect(messageOf(type, { routesTold: [] })).toBe('终止前必须告知当事人其他解决途径（人民调解法第二十六条）');
      expect(messageOf(type, { routesTold: ['arbitration', 'administrative', 'court'] })).toBeNull();
    },
  );

  it('人民调解法 20: helpers take part only with the parties’ consent', () => {
    const helper = { name: '王某', identity: '律师' };
    expect(messageOf('mediation.session_held', { helpers: [{ ...helper, consented: false }] })).toBe(
      '邀请他人协助，须先征得当事人同意（人民调解法第二十条）',
    );
    expect(messageOf('mediation.session_held', { helpers: [{ ...helper, consented: true }] })).toBeNull();
  });

  it('人民调解法 23, 24: a session states that rights and duties were told', () => {
    expect(messageOf('mediation.session_held', { rightsTold: false })).toBe(
      '调解前要告知权利义务（人民调解法第二十三、二十四条）',
    );
  });

  it('an extension of days that the setting itself could allow', () => {
    expect(messageOf('mediation.extended', { days: 366 })).toBe('最多延 365 天');
    expect(messageOf('mediation.extended', { days: 0 })).toBe('至少延 1 天');
    expect(messageOf('mediation.extended', { days: 365 })).toBeNull();
  });

  it('人民调解法 25: a report to the police says to whom, when and what', () => {
    expect(messageOf('police.reported', { department: ' ' })).toBe('请填写「接报部门」');
    expect(messageOf('police.reported', { note: '' })).toBe('请填写「说明」');
    const reported = withAction(mediating, 'police.reported');
    expect(reported.policeReports).toEqual([validPayload('police.reported', mediating)]);
  });

  it.each(['case.returned', 'case.refused', 'case.transferred', 'case.reopened', 'case.corrected'] as const)(
    '%s needs a reason',
    (type) => {
      expect(messageOf(type, { reason: '  ' })).toBe('请填写「理由」');
    },
  );
});
