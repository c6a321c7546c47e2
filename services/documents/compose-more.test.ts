import { describe, expect, it } from 'vitest';
import { caseIn, withAction } from '../../domain/cases/testing.ts';
import { testApplicant, testFile, testId, testRegistration, testRespondent } from '../../domain/cases/testing-facts.ts';
import { presentPartyIdentity } from '../../domain/documents/party-identity.ts';
import { presentReceipt } from '../../domain/documents/receipt.ts';
import { partySchema } from '../../domain/parties/party.ts';
import { composeForm } from './compose.ts';
import { factsOf } from './testing.ts';

const company = partySchema.parse({
  id: testId(13),
  kind: 'unit',
  role: 'third_party',
  name: '河南某某物业服务有限公司',
  creditCode: '91410105MA00000018',
  legalRepresentative: '周某',
  agents: [{ name: '吴某', relation: 'staff', authority: 'general', idNumber: '410105197811240039' }],
});
const withCompany = { registration: testRegistration({ parties: [testApplicant, testRespondent, company] }) };

describe('人民调解申请书', () => {
  it('has the facts and the demands apart, with a line for each applicant and no day (LOG-10)', () => {
    const form = composeForm('application', factsOf(caseIn('accepted')), 0);
    expect(form).toMatchObject({ demands: ['不再遗撒', '把楼道清理干净'], appliedOn: null });
    expect(form.facts).toBe('李某倒垃圾时把垃圾掉在楼道里，张某多次交涉。');
  });
});

describe('当事人身份证明', () => {
  it('lists parties, heads of units and agents, with the whole number whatever the setting says', () => {
    const facts = factsOf(caseIn('accepted'), withCompany);
    const { people } = presentPartyIdentity(composeForm('party-identity', facts, 0));
    expect(facts.settings.documents.showIdNumber).toBe(false);
    expect(people.map(({ role, name, documentNumber }) => [role, name, documentNumber])).toEqual([
      ['申请人', '张某', '410105197801010010'],
      ['被申请人', '李某', ''],
      ['第三人', '河南某某物业服务有限公司', '91410105MA00000018'],
      ['河南某某物业服务有限公司的法定代表人或负责人', '周某', ''],
      ['河南某某物业服务有限公司的委托代理人', '吴某', '410105197811240039'],
    ]);
  });
});

describe('授权委托书', () => {
  it('names the agents by mandate of that party alone', () => {
    const form = composeForm('mandate', factsOf(caseIn('accepted'), withCompany), 2);
    expect(form).toMatchObject({ dispute: '张某与李某邻里纠纷', signedOn: null });
    expect(form.party).toMatchObject({ name: '河南某某物业服务有限公司', agents: [{ authority: '一般授权' }] });
    expect(() => composeForm('mandate', factsOf(caseIn('accepted')), 9)).toThrow(RangeError);
  });
});

describe('人民调解证据材料清单', () => {
  it('lists evidence and pictures of the place with copies and provider, and nothing else of the files', () => {
    const evidence = { ...testFile(5), name: '租赁合同.pdf', kind: 'evidence' as const };
    const brought = withAction(caseIn('mediating'), 'file.attached', {
      ...evidence,
      copies: 3,
      providerId: testRespondent.id,
    });
    const all = withAction(brought, 'file.attached', { ...testFile(6), kind: 'identity' });
    expect(composeForm('evidence-list', factsOf(all), 0).materials).toEqual([
      { name: '楼道 1', copies: 1, provider: '' },
      { name: '租赁合同', copies: 3, provider: '李某' },
    ]);
  });
});

describe('收条', () => {
  it('says who paid what to whom, in figures and in capitals', () => {
    const paid = withAction(caseIn('performing'), 'performance.recorded', {
      itemId: testId(21),
      outcome: 'performed',
      performedOn: '2026-11-28',
      amountFen: 20_000,
    });
    const form = composeForm('receipt', factsOf(paid), 0);
    expect(form).toMatchObject({ payer: '李某', receivers: ['张某'], what: '付清洁费', partly: false });
    expect(presentReceipt(form).received).toBe('今收到李某给付的人民币（大写）贰佰元整（小写200.00元）。');
  });

  it('leaves the receiver to a pen where several could be meant, and the money where none was named', () => {
    const swept = withAction(caseIn('performing'), 'performance.recorded', {
      itemId: testId(20),
      outcome: 'partly',
      performedOn: '2026-11-28',
      amountFen: null,
    });
    const form = composeForm('receipt', factsOf(swept, withCompany), 0);
    expect(form).toMatchObject({ receivers: [], partly: true });
    expect(presentReceipt(form).received).toBeNull();
  });
});

describe('终止调解告知书 and 人民调解回访记录', () => {
  it('tells the reason and the ways that stay open, on the day on which they were told (人民调解法 26)', () => {
    expect(composeForm('termination-notice', factsOf(caseIn('terminated')), 0)).toMatchObject({
      reason: '双方差距太大',
      routes: ['向人民法院起诉'],
      toldOn: '2026-11-23',
    });
    expect(() => composeForm('termination-notice', factsOf(caseIn('mediating')), 0)).toThrow(RangeError);
  });

  it('bears the number of the agreement, and what was asked', () => {
    expect(composeForm('follow-up-record', factsOf(caseIn('closed')), 0)).toMatchObject({
      dispute: '张某与李某邻里纠纷',
      visitedOn: '2026-11-26',
      method: '电话回访',
      satisfaction: '满意',
    });
    expect(() => composeForm('follow-up-record', factsOf(caseIn('closed')), 3)).toThrow(RangeError);
  });
});
