import { describe, expect, it } from 'vitest';
import { type CaseActionPayloads, type CaseActionType, caseActionTypes } from './actions.ts';
import { caseStatusIds } from './status.ts';
import { caseIn, validPayload } from './testing.ts';
import { testAgreement, testApplicant, testGiver, testId, testRespondent, testStaff } from './testing-facts.ts';
import { type TimelineAction, type TimelineNames, timelineText } from './timeline-text.ts';
import { timelineTitle } from './timeline-title.ts';
import { workflowRow } from './workflow.ts';

const staff: Record<string, string> = {
  [testStaff.clerk]: '程某',
  [testStaff.mediator]: '张卫',
  [testStaff.manager]: '孙主任',
};
const parties: Record<string, string> = { [testApplicant.id]: '张某', [testRespondent.id]: '李某' };
const names: TimelineNames = {
  party: (id) => parties[id] ?? '？',
  staff: (id) => staff[id] ?? '？',
  item: (id) => testAgreement().performance.find((item) => item.id === id)?.what ?? null,
  document: () => '人民调解协议书',
  linkedCase: () => '金矛调〔2025〕12',
};
const mediating = caseIn('mediating');

function tell<Type extends CaseActionType>(
  type: Type,
  actor: string,
  changes: Partial<CaseActionPayloads[Type]> = {},
  state = mediating,
) {
  const action = { type, payload: { ...validPayload(type, state), ...changes } } as TimelineAction;
  return [timelineTitle(action, actor, names), timelineText(action, names)];
}

describe('the timeline', () => {
  it.each([
    [['程某登记', '张某与李某邻里纠纷，案号 金矛调〔2026〕4127'], tell('case.registered', '程某')],
    [['程某更正登记', '地址写错'], tell('case.corrected', '程某')],
    [['程某受理', ''], tell('case.accepted', '程某')],
    [['程某受理', '当场受理'], tell('case.accepted', '程某', { note: '当场受理' })],
    [['程某不予受理', '法院已经受理\n依据：人民调解工作若干规定第二十二条'], tell('case.refused', '程某')],
    [['程某分流', '人民调解，简单案件，紧急'], tell('case.triaged', '程某', { urgent: true })],
    [['程某交办给张卫', ''], tell('case.assigned', '程某')],
    [
      ['程某交办给张卫', '调解员由当事人选定（人民调解法第十九条）\n同社区'],
      tell('case.assigned', '程某', { chosenByParties: true, note: '同社区' }),
    ],
    [['张卫签收', ''], tell('case.signed_in', '张卫')],
    [
      ['程某上报给金水区综治中心', '双方都住在中原区\n2026年11月23日已告知当事人'],
      tell('handover.offered', '程某', { from: { ...testGiver, place: '410105016' }, to: testGiver }),
    ],
    [
      ['程某吹哨：金水区城市管理局', '到现场认定垃圾是谁掉的。\n2026年11月23日前反馈'],
      tell('errand.asked', '程某', { kind: 'whistle', dueOn: '2026-11-23' }),
    ],
    [['王某登记反馈', '2026年11月23日，王某\n已到现场，责令清理。'], tell('errand.answered', '王某')],
    [['陈静退回反馈', '没写结果'], tell('errand.judged', '陈静', { accepted: false, opinion: '没写结果' })],
    [['张卫退回', '不属于本辖区'], tell('case.returned', '张卫')],
    [['程某转办到金水区城市管理局', '属于行政部门职责'], tell('case.transferred', '程某')],
    [['张某愿意调解', ''], tell('consent.recorded', '张卫')],
    [
      ['李某明确拒绝调解', '“没什么可谈的。”'],
      tell('consent.recorded', '张卫', {
        partyId: testRespondent.id,
        willingness: 'refused',
        note: '“没什么可谈的。”',
      }),
    ],
    [['张某的意愿还没问到', ''], tell('consent.recorded', '张卫', { willingness: 'undecided' })],
    [['张卫开始调解', ''], tell('mediation.started', '张卫')],
    [
      ['张卫写调解记录', '已告知双方权利义务，张某、李某在场\n李某愿意清理楼道。'],
      tell('mediation.session_held', '张卫'),
    ],
    [
      ['张卫写调解记录', '已告知双方权利义务，李某在场，经当事人同意邀请王某（律师）协助\n改天再谈'],
      tell('mediation.session_held', '张卫', {
        presentPartyIds: [testRespondent.id],
        helpers: [{ name: '王某', identity: '律师', consented: true }],
        result: '改天再谈',
      }),
    ],
    [['孙主任准许延期 30 天', '张某、李某同意\n等鉴定结果'], tell('mediation.extended', '孙主任')],
    [['达成书面协议', '协议内容 2 条，履行事项 2 项，共 200.00 元'], tell('agreement.reached_written', '张卫')],
    [
      ['达成口头协议', '协议内容 1 条\n口头协议自达成之日起生效（人民调解法第三十条）'],
      tell('agreement.reached_oral', '张卫', { text: testAgreement({ terms: ['和好'], performance: [] }) }),
    ],
    [['张卫修改协议', '条款写错\n原来的签名盖章作废，请按新版重新签'], tell('agreement.revised', '张卫')],
    [
      ['李某按指印', '由王某代签，2026年11月23日，协议第 2 版'],
      tell('agreement.signed', '程某', {
        signerId: testRespondent.id,
        method: 'fingerprint',
        agentName: '王某',
        version: 2,
      }),
    ],
    [
      ['张卫签名', '2026年11月23日'],
      tell('agreement.signed', '程某', { kind: 'mediator', signerId: testStaff.mediator }),
    ],
    [['人民调解委员会盖章', '2026年11月23日'], tell('agreement.signed', '孙主任', { kind: 'seal', method: 'seal' })],
    [['孙主任撤销误记的签名', '记错了人'], tell('agreement.mark_withdrawn', '孙主任')],
    [
      ['张卫调解不成', '双方差距太大\n已告知其他途径：向人民法院起诉（人民调解法第二十六条）'],
      tell('mediation.failed', '张卫'),
    ],
    [
      ['孙主任终止', '一方不来\n已告知其他途径：申请仲裁、请求行政机关处理（人民调解法第二十六条）'],
      tell('mediation.terminated', '孙主任', { reason: '一方不来', routesTold: ['arbitration', 'administrative'] }),
    ],
    [
      ['程某登记履行', '付清洁费：部分履行 50.00 元，2026年11月24日\n余款下周付'],
      tell('performance.recorded', '程某', {
        itemId: testId(21),
        outcome: 'partly',
        amountFen: 5000,
        note: '余款下周付',
      }),
    ],
    [
      ['张卫回访', '2026年11月26日电话回访，协议已履行，当事人满意\n楼道已经清理，双方没有再争吵。'],
      tell('follow_up.recorded', '张卫'),
    ],
    [
      ['张卫回访', '2026年11月26日上门回访，协议还没有履行完\n没有人在家'],
      tell('follow_up.recorded', '张卫', {
        method: 'visit',
        performed: false,
        satisfaction: 'not_asked',
        result: '没有人在家',
      }),
    ],
    [['孙主任结案', '协议已履行'], tell('case.closed', '孙主任', { reason: 'performed' })],
    [
      ['程某归档', '保管期限：长期，卷号 2026-人调-17'],
      tell('case.archived', '程某', { retention: 'long', shelf: '2026-人调-17' }),
    ],
    [['孙主任重新办理', '当事人反悔'], tell('case.reopened', '孙主任')],
    [['程某标为「升级」', '当事人扬言报复'], tell('case.flagged', '程某')],
    [['孙主任取消「督办」', '已经办好'], tell('case.unflagged', '孙主任', { flag: 'supervised', reason: '已经办好' })],
    [['张卫报告兴达路派出所', '依照人民调解法第二十五条\n扬言报复'], tell('police.reported', '张卫')],
    [['程某关联案件', '金矛调〔2025〕12'], tell('case.linked', '程某')],
    [['张卫记一笔', '李某说周末在家。'], tell('case.noted', '张卫')],
    [['孙主任考评', '2026年12月1日\n处置及时。'], tell('case.evaluated', '孙主任')],
    [
      ['张卫出具人民调解协议书', '编号 （2026）金水人调字第0001号，共 2 页'],
      tell('document.issued', '张卫', { title: '人民调解协议书', number: '（2026）金水人调字第0001号', pages: 2 }),
    ],
    [['张卫开在线调解室', '2026-11-23 19:00开始，参加人：张卫（调解员）、张某、李某'], tell('room.opened', '张卫')],
    [['在线调解结束', '改日再谈，张卫（调解员）、张某、李某参加'], tell('room.ended', '张卫')],
    [['张卫写调查记录', '2026年11月23日在3号楼楼道，向赵某了解情况'], tell('investigation.recorded', '张卫', {})],
    [
      ['程某写卷宗情况说明', '第 3 页缺失，已向当事人说明。'],
      tell('dossier.noted', '程某', { text: '第 3 页缺失，已向当事人说明。' }),
    ],
    [['程某打印人民调解协议书', '3 份'], tell('document.printed', '程某', { copies: 3 })],
  ])('tells %j', (expected, told) => {
    expect(told).toEqual(expected);
  });

  it('tells every type in every state without an id, an object or a hole in the words', () => {
    for (const status of caseStatusIds) {
      const state = caseIn(status);
      for (const type of caseActionTypes) {
        const told = tell(type, '程某', {}, state).join('\n');
        expect(told, type).not.toMatch(/undefined|null|\[object|00000000-|NaN|[a-z]+_[a-z]+/);
        expect(told.split('\n')[0], type).not.toBe('');
      }
    }
  });

  it('LOG-8: tells who did what kind of thing after an erasure, and that the content is gone', () => {
    for (const type of caseActionTypes) {
      const action = { type, payload: null } as TimelineAction;
      expect(timelineTitle(action, '程某', names)).toBe(`程某${workflowRow(type).label}`);
      expect(timelineText(action, names)).toBe('内容已依法删除');
    }
  });

  it('does without the names that a caller leaves out', () => {
    const few: TimelineNames = { party: names.party, staff: names.staff };
    const action = { type: 'document.printed', payload: { documentId: testId(1), copies: 1 } } as const;
    expect(timelineTitle(action, '程某', few)).toBe('程某打印文书');
    const linked = { type: 'case.linked', payload: { caseId: testId(1) } } as const;
    expect(timelineText(linked, few)).toBe('');
  });

  it('gives what people wrote whole: the timeline is where a note is read', () => {
    const note = '很长的说明。'.repeat(800);
    expect(tell('case.noted', '张卫', { note })[1]).toBe(note);
  });
});
