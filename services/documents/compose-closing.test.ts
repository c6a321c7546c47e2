import { describe, expect, it } from 'vitest';
import { caseIn, withAction } from '../../domain/cases/testing.ts';
import { testDay } from '../../domain/cases/testing-facts.ts';
import { composeForm } from './compose.ts';
import { factsOf } from './testing.ts';

describe('结案报告表', () => {
  it('sums a performed case up: dates, parties, terms, performance, follow-up', () => {
    const report = composeForm('closing-report', factsOf(caseIn('closed')), 0);
    expect(report).toMatchObject({
      volume: '',
      unit: '郑州市金水区社会治安综合治理中心',
      handlers: ['张卫'],
      acceptedOn: testDay,
      closedOn: testDay,
      parties: [
        { role: '申请人', name: '张某' },
        { role: '被申请人', name: '李某' },
      ],
      source: '当事人申请',
      disputeType: '邻里纠纷',
    });
    expect(report.result).toBe(
      '协议已履行。\n达成书面协议，2026年11月23日生效：\n一、李某今后袋装垃圾，不再遗撒。\n二、李某清理 4 至 5 层楼道，并付清洁费 200 元。',
    );
    expect(report.performance).toBe('李某清理楼道：已履行，2026年11月24日。\n李某付清洁费：已履行，2026年11月24日。');
    expect(report.followUp).toBe('2026年11月26日电话回访，当事人满意。楼道已经清理，双方没有再争吵。');
  });

  it('says why none was reached, and which other ways were told (人民调解法 26)', () => {
    const { result, performance } = composeForm(
      'closing-report',
      factsOf(withAction(caseIn('failed'), 'case.closed')),
      0,
    );
    expect(result).toBe('未达成协议。\n双方差距太大\n已告知当事人其他途径：向人民法院起诉。');
    expect(performance).toBe('');
  });

  it('has the number of the volume once it is archived', () => {
    const archived = withAction(caseIn('closed'), 'case.archived', { retention: 'short', shelf: '2026-7' });
    expect(composeForm('closing-report', factsOf(archived), 0).volume).toBe('2026-7');
  });
});

describe('卷宗情况说明', () => {
  it('says what was noted last, under the name of the volume', () => {
    const noted = withAction(withAction(caseIn('closed'), 'dossier.noted'), 'dossier.noted', { text: '缺第 3 页。' });
    expect(composeForm('dossier-note', factsOf(noted), 2)).toMatchObject({
      volumeTitle: '张某与李某邻里纠纷',
      text: '缺第 3 页。',
    });
    expect(() => composeForm('dossier-note', factsOf(caseIn('closed')), 0)).toThrow(RangeError);
  });
});
