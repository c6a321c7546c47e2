import { expect, test } from 'vitest';
import { openCase } from '../../services/cases/view.ts';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { picturesOnFailure, walkTo } from '../../tests/browser/desk.ts';
import { hostedDesks } from '../../tests/browser/hosted-desks.ts';
import { press, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';

const desks = hostedDesks({ per: 'file' });

test('the auditor finds who saw a case, verifies the whole history and takes the list along, by keyboard (LOG-12)', async () => {
  const { desk } = desks.host;
  const { caseId, caseNumber } = await desk.register();
  await openCase(desk, desk.manager, caseId);
  const auditor = await desks.sitAs('shenji', '/#/audit');
  const { page } = auditor;
  picturesOnFailure({ audit: auditor });
  const list = page.getByRole('region', { name: '日志' });
  await list.getByText('登录').first().waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);

  await walkTo(page, '案号', { by: 'Tab' });
  await type(page, caseNumber);
  await press(page, 'Enter');
  await expect.poll(() => list.locator('tbody tr').count()).toBeLessThanOrEqual(4);
  await list.getByText('陈静').first().waitFor();
  // It names the case and shows nothing of it.
  expect(await page.getByText('张某').count()).toBe(0);

  await press(page, 'Control+Enter');
  await page.getByText('没有发现改动').waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Alt+e')]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
});

test('IT sees whether the history holds, and not who did what', async () => {
  const { page } = await desks.sitAs('admin', '/#/audit');
  await page.getByRole('heading', { name: '历史校验' }).waitFor();
  expect(await page.getByRole('heading', { name: '谁做了什么' }).count()).toBe(0);
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
});
