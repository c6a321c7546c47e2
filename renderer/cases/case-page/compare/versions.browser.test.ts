import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { validPayload } from '../../../../domain/cases/testing.ts';
import type { Json } from '../../../../domain/log/canonical-json.ts';
import { SyncedDesk } from '../../../../services/sync/testing.ts';
import { expectNoAxeViolations } from '../../../../tests/browser/axe.ts';
import { hostedDesks } from '../../../../tests/browser/hosted-desks.ts';
import { press } from '../../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../../tests/browser/layout.ts';
import { syncStandIn } from '../../../../tests/browser/sync-stand-in.ts';
import { agreedCase } from '../../../../tests/support/papers.ts';

const center = hostedDesks({ per: 'test', sync: () => syncStandIn() });

let page: Page;
let theirs: string;
beforeEach(async () => {
  const synced = new SyncedDesk(center.host.desk);
  const caseId = await agreedCase(synced.desk);
  await synced.push();
  const { text } = validPayload('agreement.reached_written', null);
  theirs = '李某今后把垃圾送到分类点，张某不再追究。';
  const terms = [...text.terms.slice(0, -1), theirs];
  synced.elsewhere(caseId, 'agreement.reached_written', { text: { ...text, terms } } as unknown as Json);
  await synced.pull();
  ({ page } = await center.sitAs('chenjing', `/#/cases/${caseId}`));
});

test('the dialog 核对 shows both agreements clause by clause, and marks what differs, at 1366×768 (SYNC-5)', async () => {
  await page.getByRole('list', { name: '待核对' }).getByRole('button', { name: '核对' }).focus();
  await press(page, 'Enter');
  const dialog = page.getByRole('dialog');
  const table = dialog.getByRole('table', { name: '两个版本对比' });
  await table.waitFor();
  const row = table.getByRole('row').filter({ hasText: theirs });
  await expect.poll(() => row.textContent()).toContain('不同');
  expect(await table.getByRole('columnheader').allTextContents()).toEqual(['项目', '这一步写的协议', '现在算数的协议']);
  expect(await table.locator('.versions-differ').count()).toBeGreaterThan(0);
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  await press(page, 'Control+Enter');
  await page.getByRole('list', { name: '待核对' }).waitFor({ state: 'detached' });
});
