import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { saveDraft } from '../../services/drafts/drafts.ts';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { picturesOnFailure } from '../../tests/browser/desk.ts';
import { hostedDesks } from '../../tests/browser/hosted-desks.ts';
import { press, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';

const desks = hostedDesks();

test('the manager finds all of a person by keyboard, takes it along for them, and comes to where it is corrected (个人信息保护法 45, 46)', async () => {
  const { desk } = desks.host;
  const { caseNumber, caseId } = await desk.register();
  const manager = await desks.sitAs('chenjing', '/#/personal-data');
  const { page } = manager;
  picturesOnFailure({ manager });
  await page.getByText('还没有人申请删除').waitFor();
  await press(page, 'Alt+f');
  await page.getByLabel('证件号码').waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  // Nothing is asked for without somebody to ask for.
  await press(page, 'Control+Enter');
  await page
    .getByText(/填证件号码，或者姓名和手机/)
    .first()
    .waitFor();
  await type(page, '410105197801010010');
  await press(page, 'Control+Enter');
  const found = page.getByRole('list', { name: '查到的案件' });
  await found.getByText(caseNumber).waitFor();
  await found.getByText('申请人').waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Alt+d')]);
  expect(download.suggestedFilename()).toMatch(/^本人信息-\d+\.csv$/);
  await found.getByRole('link', { name: '更正登记' }).press('Enter');
  await expect.poll(() => page.url()).toContain(`/cases/${caseId}/correct`);
});

test('a name in notes and drafts is shown with where it is, and goes along once it was made sure of (个人信息保护法 45)', async () => {
  const { desk } = desks.host;
  const { caseId } = await desk.register();
  await desk.act(desk.manager, caseId, 'case.noted', { note: '赵热心愿意作证。' });
  await saveDraft(desk, desk.clerk, {
    ...{ draftId: desk.environment.newId(), kind: 'registration', caseId: null, label: '', missing: '' },
    content: { facts: '赵热心来说' },
  });
  const manager = await desks.sitAs('chenjing', '/#/personal-data');
  const { page } = manager;
  picturesOnFailure({ manager });
  await page.getByText('还没有人申请删除').waitFor();
  await press(page, 'Alt+f');
  await page.getByLabel('姓名', { exact: true }).fill('赵热心');
  await page.getByLabel('手机', { exact: true }).fill('13611112222');
  await press(page, 'Control+Enter');
  const found = page.getByRole('list', { name: '查到的案件' });
  await found.getByText('正文里有这个名字或号码，可能是同名的人').waitFor();
  await found.getByText(/记一笔/).waitFor();
  await page
    .getByRole('list', { name: '查到的草稿' })
    .getByText(/没有办完的登记/)
    .waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  expect(await page.getByRole('button', { name: /导出交给本人/ }).count()).toBe(0);
  await found.getByLabel('核对过，是本人').press('Space');
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Alt+d')]);
  expect(readFileSync(await download.path(), 'utf8')).toContain('记一笔');
});
