import { expect, test } from 'vitest';
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
