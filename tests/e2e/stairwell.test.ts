import { expect, test } from 'vitest';
import { withCheckCharacter } from '../../center/sample/people.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { formatChineseDate } from '../../domain/text/chinese-date.ts';
import { findCase, readPaper, signedInApi } from '../browser/api.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { picturesOnFailure, signIn } from '../browser/desk.ts';
import { press } from '../browser/keyboard.ts';
import { sampleCenter } from '../browser/sample-center.ts';
import * as agreement from './agreement-steps.ts';
import * as steps from './case-steps.ts';
import * as registration from './registration-steps.ts';

/** The report's first case (Jinshui, 兴达路街道): rubbish in the stairwell, settled by word of mouth the same day. */

const sample = sampleCenter();

const zhang: registration.PersonWords = {
  name: ['zhangmou', '张某'],
  idNumber: withCheckCharacter('41010219780312997'),
  filledIn: { sex: '男', birthDate: '1978-03-12' },
  occupation: ['gongsizhiyuan', '公司职员'],
  phone: '13800001203',
  address: [['xingdalu', '兴达路街道鸿苑社区'], '3', ['haolou', '号楼'], '501'],
};
const li: registration.PersonWords = {
  name: ['limou', '李某'],
  idNumber: withCheckCharacter('41010219820825997'),
  filledIn: { sex: '男', birthDate: '1982-08-25' },
  occupation: ['getijingying', '个体经营'],
  phone: '13900004508',
  address: [['xingdalu', '兴达路街道鸿苑社区'], '3', ['haolou', '号楼'], '502'],
};
const today = () => toChinaDate(Date.now());

test('from the door to the archive, without the mouse', { timeout: 300_000 }, async () => {
  const [clerk, mediator] = [await sample.sit(), await sample.sit()];
  picturesOnFailure({ 'stairwell-clerk': clerk, 'stairwell-mediator': mediator });
  const { page } = clerk;
  await expectNoAxeViolations(page);
  await signIn(page, 'clerk');
  await page.getByRole('listbox', { name: '等我处理的事' }).waitFor();
  await expectNoAxeViolations(page);

  await press(page, 'F2');
  await registration.writePerson(page, 0, zhang);
  await press(page, 'Alt+n');
  await registration.writePerson(page, 1, li);
  await registration.writePlace(page, {
    typed: 'xdl h',
    entry: /兴达路街道.*鸿苑社区/,
    detail: ['3', ['haolou', '号楼'], '2', ['danyuan', '单元']],
    occurredOn: today().replaceAll('-', ''),
  });
  await registration.writeFactsAndDemands(
    page,
    [
      ['linju', '邻居李某倒垃圾时，经常无意间把垃圾掉在楼道里，'],
      ['xiatian', '夏天气味刺鼻难忍，张某多次交涉，两家矛盾日益加深。'],
    ],
    [[['buzai', '不再把垃圾掉在楼道里']], [['qingli', '把四至五层楼道清理干净']]],
  );
  // 邻里 by the words, in all three lists, and who was here before.
  const category = page.getByRole('group', { name: /类别/ });
  for (const name of ['邻里纠纷', '0203 相邻污染损害防止']) await category.getByText(name).first().waitFor();
  await page.getByLabel('提示').getByText('张某').first().waitFor();
  await expectNoAxeViolations(page);

  const { caseNumber, queryCode } = await registration.saveAndAccept(page);
  expect(caseNumber).toMatch(/^金矛调〔\d{4}〕\d+号?$/);
  const slipHash = await registration.printSlip(clerk);

  await press(page, 'Enter');
  await steps.expectStatus(page, '待分流');
  await expectNoAxeViolations(page);
  await steps.triage(page);
  await steps.assignTo(page, '张卫');

  await signIn(mediator.page, 'zhangwei');
  await steps.openCaseByNumber(mediator.page, 'zm', caseNumber);
  await steps.signInCase(mediator.page);
  await steps.recordConsent(mediator.page, [['bushi', '不是故意的，愿意当面说清楚。']]);
  await steps.startMediation(mediator.page);
  // What the law says is told, and who they are is looked at, before they sit down (人民调解法 23, 24).
  await steps.printByF8(mediator, '当事人身份证明');
  await steps.printByF8(mediator, '人民调解当事人权利义务告知书');
  await steps.writeSession(mediator.page, {
    place: ['3', ['haolou', '号楼'], '2', ['danyuan', '单元楼道']],
    helper: { name: ['zhaozhe', '赵喆'], identity: ['louzhang', '楼长'] },
    record: [
      [['zhangmou', '张某：夏天门都不敢开，就想让楼道干净。']],
      [['limou', '李某：袋子薄，下楼时漏了自己没注意到。']],
    ],
    result: [['shuangfang', '双方达成口头协议，李某当场清理。']],
  });
  const recordHash = await steps.printByF8(mediator, '人民调解记录');

  // By word of mouth: the mediator writes down what both said (人民调解法 30).
  await press(mediator.page, 'Alt+k');
  await agreement.writeAgreement(mediator.page, {
    terms: [[['limou', '李某当场清理四至五层楼道，今后垃圾装袋扎口。']], [['zhangmou', '张某不再追究此前之事。']]],
    performance: [
      {
        who: ['lm', '李某'],
        what: ['qingli', '清理四至五层楼道'],
        dueOn: today().replaceAll('-', ''),
        method: ['dangchang', '当场'],
      },
    ],
  });
  await agreement.expectPreview(mediator.page);
  await expectNoAxeViolations(mediator.page);
  await agreement.settle(mediator.page, '口头');
  const registerHash = await agreement.issueAndPrint(mediator, '打印登记表 1 份');
  await expectNoAxeViolations(mediator.page);
  await press(mediator.page, 'Escape');
  await steps.expectStatus(mediator.page, '履行中');
  await steps.recordPerformance(mediator.page, '清理四至五层楼道', [['limou', '李某当场清理，张某在场。']]);
  await steps.expectStatus(mediator.page, '待回访');
  await steps.followUp(mediator.page, [['loudao', '楼道一直干净，两家见面已打招呼。']]);
  await steps.closeCase(mediator.page);

  await press(page, 'F4');
  await steps.openCaseByNumber(page, 'zm', caseNumber);
  await steps.expectStatus(page, '已结案');
  await steps.printByF8(clerk, '人民调解受理登记表');
  await steps.archive(page);
  await expectNoAxeViolations(page);

  const api = await signedInApi(sample.center.origin, 'clerk');
  const { state } = await findCase(api, '张某', (hint) => hint.caseNumber === caseNumber);
  expect(state.status).toBe('archived');
  const slip = await readPaper(api, state.id, 'slip');
  expect(slip.sha256).toBe(slipHash);
  for (const words of [caseNumber, queryCode, '张某', '李某', '周芳']) expect(slip.text).toContain(words);
  const record = await readPaper(api, state.id, 'mediation-record');
  expect(record.sha256).toBe(recordHash);
  for (const words of ['张某：夏天门都不敢开', '李某：袋子薄', '赵喆', '3号楼2单元楼道'])
    expect(record.text).toContain(words);
  const register = await readPaper(api, state.id, 'oral-agreement-register');
  expect(register.sha256).toBe(registerHash);
  for (const words of [
    '张某',
    '李某',
    '李某当场清理四至五层楼道，今后垃圾装袋扎口。',
    '张某不再追究此前之事。',
    formatChineseDate(today()),
  ]) {
    expect(register.text).toContain(words);
  }
  const acceptance = await readPaper(api, state.id, 'acceptance-register');
  for (const words of ['夏天气味刺鼻难忍', '邻里纠纷']) expect(acceptance.text).toContain(words);
});
