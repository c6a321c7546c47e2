import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { withCheckCharacter } from '../../center/sample/people.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { addDays } from '../../domain/deadlines/plain-date.ts';
import { formatChineseDate } from '../../domain/text/chinese-date.ts';
import { findCase, readPaper, signedInApi } from '../browser/api.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { type RunningCenter, startCenter } from '../browser/center.ts';
import { picturesOnFailure, signIn } from '../browser/desk.ts';
import { press } from '../browser/keyboard.ts';
import { seatsAt } from '../browser/seats.ts';
import { hire } from '../support/keepers.ts';
import { readPdfGlyphs } from '../support/pdf-text.ts';
import * as agreement from './agreement-steps.ts';
import * as steps from './case-steps.ts';
import * as registration from './registration-steps.ts';
import { setUpByKeyboard } from './set-up-steps.ts';

/** The report's second case (中原区): a flat inherited, settled as division and payment, signed, sealed and confirmed. */

const { sit, leave } = seatsAt(() => center.origin);
let center: RunningCenter;
beforeAll(async () => {
  center = await startCenter({ empty: true });
});
afterEach(leave);
afterAll(async () => {
  await center?.stop();
});

const committee = '郑州市中原区矛盾纠纷人民调解委员会';
const administrator = { name: ['chenjing', '陈静'], account: 'chenjing', password: 'Kettle and 3 cups' } as const;
const elder: registration.PersonWords = {
  name: ['liumoujia', '刘某甲'],
  idNumber: withCheckCharacter('41010219790307997'),
  filledIn: { sex: '男', birthDate: '1979-03-07' },
  occupation: ['zhiyuan', '职员'],
  phone: '13800006001',
  address: [['jianshelu', '建设路街道中心医院社区'], '5', ['haolou', '号楼'], '302'],
};
const younger: registration.PersonWords = {
  name: ['liumouyi', '刘某乙'],
  idNumber: withCheckCharacter('41010219820615998'),
  filledIn: { sex: '女', birthDate: '1982-06-15' },
  occupation: ['jiaoshi', '教师'],
  phone: '13800006002',
  address: [['lvdongcun', '绿东村街道'], '2', ['haolou', '号楼']],
};
const today = toChinaDate(Date.now());
const [firstDue, secondDue, helpDue] = [addDays(today, 30), addDays(today, 180), addDays(today, 190)];
const digits = (date: string) => date.replaceAll('-', '');

test('from the first start to the archive, without the mouse', { timeout: 400_000 }, async () => {
  const manager = await sit();
  picturesOnFailure({ 'inheritance-manager': manager });
  await setUpByKeyboard(manager.page, {
    area: ['zyq', /中原区/],
    centerName: ['zhongyuan', '中原区一站式多元化矛盾调处中心'],
    committeeName: ['zhongyuan', committee],
    phone: '0371-60000200',
    administrator,
  });
  await signIn(manager.page, administrator.account, administrator.password);
  await hire(center.origin, administrator.password, [
    { account: 'zhoujie', name: '周㛃', roles: ['clerk'] },
    { account: 'wangyi', name: '王祎', roles: ['mediator'] },
  ]);
  const api = await signedInApi(center.origin, administrator.account, administrator.password);
  const [clerk, mediator] = [await sit(), await sit()];
  picturesOnFailure({ 'inheritance-clerk': clerk, 'inheritance-mediator': mediator });

  const { page } = clerk;
  await signIn(page, 'zhoujie', administrator.password);
  await press(page, 'F2');
  await registration.writePerson(page, 0, elder);
  await press(page, 'Alt+n');
  await registration.writePerson(page, 1, younger);
  await registration.writePlace(page, {
    typed: 'jsl',
    entry: /建设路街道/,
    detail: ['5', ['haolou', '号楼'], '1', ['danyuan', '单元'], '302'],
    occurredOn: digits(addDays(today, -20)),
  });
  await registration.writeFactsAndDemands(
    page,
    [['liumou', '刘某于今年4月去世，留有住房一套，没有遗嘱。其子刘某甲、其女刘某乙对继承和折价补偿意见不一。']],
    [[['jiufangwu', '就房屋的居住使用和折价补偿达成一致']]],
  );
  const category = page.getByRole('group', { name: /类别/ });
  for (const name of ['婚姻家庭', '0103 分家与继承']) await category.getByText(name).first().waitFor();
  const { caseNumber, queryCode } = await registration.saveAndAccept(page);
  const slipHash = await registration.printSlip(clerk);
  await press(page, 'Enter');
  await steps.expectStatus(page, '待分流');
  await steps.triage(page);
  await steps.assignTo(page, '王祎');

  await signIn(mediator.page, 'wangyi', administrator.password);
  await steps.openCaseByNumber(mediator.page, 'lmj', caseNumber);
  await steps.signInCase(mediator.page);
  await steps.recordConsent(mediator.page, [['dianhua', '电话联系，同意当面调解。']]);
  await steps.startMediation(mediator.page);
  // What the law says is told, and who they are is looked at, before they sit down (人民调解法 23, 24).
  await steps.printByF8(mediator, '当事人身份证明');
  await steps.printByF8(mediator, '人民调解当事人权利义务告知书');
  await steps.writeSession(mediator.page, {
    place: [['tiaojieshi', '中原区综治中心调解室'], '2'],
    helper: { name: ['liuzhe', '刘喆䶮'], identity: ['shufu', '当事人的叔父'] },
    record: [[['liumoujia', '刘某甲：愿意继续住，按市价补偿妹妹。']], [['liumouyi', '刘某乙：折价款要写明白。']]],
    result: [['shuangfang', '双方达成一致，签订书面协议。']],
  });
  await steps.printByF8(mediator, '人民调解记录');

  await steps.startMainStep(mediator.page, '达成书面协议');
  await agreement.writeAgreement(mediator.page, {
    terms: [
      [['gaifang', '该房由刘某甲居住使用，刘某乙不再主张折价款以外的权利。']],
      [['liumoujia', '刘某甲给付刘某乙折价款'], '360,000.00', ['yuan', '元（大写：叁拾陆万元整），分两期付清。']],
      [['zhejiakuan', '折价款付清后十日内，刘某乙到场配合办理有关手续。']],
    ],
    performance: [
      {
        who: ['lmj', '刘某甲'],
        what: ['diyiqi', '付第一期折价款'],
        amount: '160000',
        dueOn: digits(firstDue),
        method: ['zhuanzhang', '银行转账'],
      },
      {
        who: ['lmj', '刘某甲'],
        what: ['dierqi', '付第二期折价款'],
        amount: '20万',
        dueOn: digits(secondDue),
        method: ['zhuanzhang', '银行转账'],
      },
      {
        who: ['lmy', '刘某乙'],
        what: ['peihe', '到场配合办理手续'],
        dueOn: digits(helpDue),
        method: ['qianzi', '到场签字'],
      },
    ],
  });
  await press(mediator.page, 'Alt+s');
  await mediator.page.getByText('4 份').first().waitFor();
  await mediator.page.getByText(/合计 360,000\.00 元，与第 2 条一致/).waitFor();
  await agreement.expectPreview(mediator.page);
  await expectNoAxeViolations(mediator.page);
  await agreement.settle(mediator.page, '书面');
  const agreementHash = await agreement.issueAndPrint(mediator, '取号并打印 4 份');
  await expectNoAxeViolations(mediator.page);
  await agreement.recordMarks(mediator.page, [/刘某甲/, /刘某乙/, /王祎 调解员/], '登记 3 处签名');

  await steps.openCaseByNumber(manager.page, 'lmj', caseNumber);
  await steps.expectStatus(manager.page, '协议待生效');
  await agreement.recordMarks(manager.page, [/人民调解委员会/], '登记齐全，协议生效');
  await steps.expectStatus(manager.page, '履行中');

  await press(mediator.page, 'F4');
  await steps.openCaseByNumber(mediator.page, 'lmj', caseNumber);
  await steps.recordPerformance(mediator.page, '付第一期折价款', [['huidan', '附转账回单。']]);
  await steps.recordPerformance(mediator.page, '付第二期折价款', [['huidan', '附转账回单。']]);
  await steps.recordPerformance(mediator.page, '到场配合办理手续', [['qianzi', '已到场签字。']]);
  await steps.expectStatus(mediator.page, '待回访');
  await steps.followUp(mediator.page, [['fenbie', '分别电话回访，款已付清。']]);
  await steps.closeCase(mediator.page);
  await press(page, 'F4');
  await steps.openCaseByNumber(page, 'lmj', caseNumber);
  await steps.expectStatus(page, '已结案');
  await steps.printByF8(clerk, '人民调解受理登记表');
  await steps.archive(page);

  const { state } = await findCase(api, '刘某甲', (hint) => hint.caseNumber === caseNumber);
  expect(state.status).toBe('archived');
  expect(state.agreement?.effectiveOn).toBe(today);
  const paper = await readPaper(api, state.id, 'agreement');
  expect(paper.sha256).toBe(agreementHash);
  expect(paper.copiesPrinted).toBe(4);
  expect(paper.number).toMatch(/^（\d{4}）.+第\d+号$/);
  for (const words of [
    committee,
    paper.number ?? '',
    '刘某甲',
    '刘某乙',
    '该房由刘某甲居住使用，刘某乙不再主张折价款以外的权利。',
    '360,000.00元（大写：叁拾陆万元整）',
    '160,000.00元',
    '壹拾陆万元整',
    '200,000.00元',
    '贰拾万元整',
    formatChineseDate(firstDue),
    formatChineseDate(secondDue),
    '到场配合办理手续',
    '本协议一式四份',
  ]) {
    expect(paper.text).toContain(words);
  }
  for (const secret of [elder.idNumber, younger.idNumber]) expect(paper.text).not.toContain(secret);
  const record = await readPaper(api, state.id, 'mediation-record');
  expect(record.text).toContain('刘喆䶮');
  const slip = await readPaper(api, state.id, 'slip');
  expect(slip.sha256).toBe(slipHash);
  for (const words of [caseNumber, queryCode, '周㛃']) expect(slip.text).toContain(words);
  // No empty box in the place of a rare character.
  for (const { bytes } of [paper, record, slip]) expect((await readPdfGlyphs(bytes)).missing).toBe(0);
});
