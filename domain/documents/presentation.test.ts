import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PerformanceItem, PrintedParty } from './fields.ts';
import { presentParty, presentPartyInLine, presentPerformance, presentTerms } from './presentation.ts';
import { toLine, toParagraphs } from './printable-text.ts';

const item: PerformanceItem = { who: '刘某甲', what: '付折价款', amountFen: null, dueOn: null, method: '', place: '' };

describe('text on its way to paper', () => {
  it('begins a paragraph at every kind of line break, and drops blank ones', () => {
    expect(toParagraphs('甲\r\n乙\r丙\u2028丁\v戊\n\n　\n己')).toEqual(['甲', '乙', '丙', '丁', '戊', '己']);
  });

  it('drops the blanks that people type for an indent, which the form sets itself', () => {
    expect(toParagraphs('　　甲方\n  乙方\t')).toEqual(['甲方', '乙方']);
  });

  it('drops direction marks, so that no sentence reads differently on paper than in the record', () => {
    expect(toLine('应付\u202e001\u202c元\u200b\ufeff')).toBe('应付001元');
  });

  it('keeps every visible character in order', () => {
    const visible = fc.string({ unit: fc.constantFrom(...'调解协议書𠮷㛃aZ9#*$<>\\"\'=()，。') });
    fc.assert(
      fc.property(fc.array(visible), (lines) => {
        expect(toParagraphs(lines.join('\n')).join('')).toBe(lines.join(''));
      }),
    );
  });
});

describe('agents', () => {
  const agent = {
    name: '王某',
    relation: '母亲',
    authority: '特别授权',
    contact: '13800000001',
    idNumber: null,
  } as const;
  const party = (capacity: '委托代理人' | '法定代理人'): PrintedParty => ({
    kind: 'person',
    role: '申请人',
    name: '马小某',
    sex: '',
    ethnicity: '',
    age: 11,
    occupation: '',
    contact: '',
    address: '',
    idNumber: null,
    agents: [{ ...agent, capacity }],
  });

  it('prints a mandate with its authority, and a statutory agent without any (民事诉讼法 60, 62)', () => {
    const cell = (capacity: '委托代理人' | '法定代理人') => presentParty(party(capacity), false).rows.at(-1)?.[0];
    expect(cell('委托代理人')).toEqual({ label: '委托代理人', value: '王某，母亲，特别授权' });
    expect(cell('法定代理人')).toEqual({ label: '法定代理人', value: '王某，母亲' });
    expect(presentPartyInLine(party('委托代理人'))).toContain('委托代理人王某（母亲，特别授权）');
    expect(presentPartyInLine(party('法定代理人'))).toMatch(/法定代理人王某（母亲）$/);
  });
});

describe('clauses and performance (人民调解法 29)', () => {
  it('numbers clauses 一、二、 without counting empty ones, and keeps the paragraphs of one clause together', () => {
    expect(presentTerms(['甲', ' \n', '乙\n丙'])).toEqual([['一、甲'], ['二、乙', '丙']]);
  });

  it('says that the last day counts (民诉法解释 358: content must be clear)', () => {
    expect(presentPerformance([{ ...item, dueOn: '2026-12-31' }], '')).toEqual([
      '刘某甲于2026年12月31日前（含当日）付折价款。',
    ]);
  });

  it('gives an amount in figures and in capitals', () => {
    expect(presentPerformance([{ ...item, amountFen: 16_000_050, method: '银行转账', place: '本中心' }], '')).toEqual([
      '刘某甲付折价款，金额160,000.50元（人民币壹拾陆万元零伍角），方式：银行转账，地点：本中心。',
    ]);
  });

  it('numbers several items, then adds the note', () => {
    expect(presentPerformance([item, { ...item, who: '刘某乙', what: '配合过户。' }], '逾期另行协商。')).toEqual([
      '（一）刘某甲付折价款。',
      '（二）刘某乙配合过户。',
      '逾期另行协商。',
    ]);
  });
});
