import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { expectFocus, write } from '../../tests/browser/desk.ts';
import { hostedDesks } from '../../tests/browser/hosted-desks.ts';
import { press, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';

const center = hostedDesks();
let page: Page;
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fengqiao-disk-'));
  mkdirSync(join(root, 'disk'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('IT sets a place for backups, makes one, and looks at what a restore would bring and take, by keyboard', async () => {
  await center.host.desk.register();
  ({ page } = await center.sitAs('admin', '/#/settings?part=backup'));
  await page.getByText('还没有备份成功过').waitFor();
  await press(page, 'Control+Enter');
  await expectFocus(page, '另一块磁盘');
  await type(page, join(root, 'nowhere'));
  await press(page, 'Control+Enter');
  await page.getByText('没有这个文件夹').waitFor();
  await press(page, 'Control+a');
  await type(page, join(root, 'disk'));
  await press(page, 'Control+Enter');
  await page.getByText('备份位置和数据在同一块磁盘上').waitFor();
  await press(page, 'Control+Enter');
  await page.getByText('备份做好了，打开检查过').waitFor();
  await page.getByRole('option', { name: /案件 1 件/ }).waitFor();
  await expectNoLayoutFaults(page);
  await expectNoAxeViolations(page);

  const { caseNumber } = await center.host.desk.register();
  await press(page, 'Alt+r');
  await page.getByText(`其中新案件 1 件（${caseNumber}）`).waitFor();
  await expectFocus(page, '请输入“恢复”');
  await press(page, 'Control+Enter');
  expect(center.host.restarts()).toBe(0);
  await expectNoLayoutFaults(page);
  await expectNoAxeViolations(page);
  await write(page, ['huifu', '恢复']);
  await press(page, 'Control+Enter');
  await expect.poll(() => center.host.restarts()).toBe(1);
});
