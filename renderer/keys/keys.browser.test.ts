import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { startCenter } from '../../tests/browser/center.ts';
import { expectFocus, sitDown, write } from '../../tests/browser/desk.ts';
import { hostedDesks } from '../../tests/browser/hosted-desks.ts';
import { press, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';
import { oneBrowser } from '../../tests/browser/seats.ts';
import { recoveryTextIn } from '../../tests/support/center-keys.ts';

const center = hostedDesks();
const chromium = oneBrowser();

test('IT prints the recovery key, and it is not shown again; then a passphrase may keep the keys', async () => {
  const { page } = await center.sitAs('admin', '/#/settings?part=keys');
  await page.getByText('谁手里都没有').waitFor();
  await press(page, 'Control+Enter');
  const sheet = page.getByRole('dialog', { name: '恢复密钥' });
  await sheet.waitFor();
  expect(await sheet.locator('.recovery-text span').allTextContents()).toHaveLength(8);
  await expectNoLayoutFaults(page);
  await expectNoAxeViolations(page);
  await press(page, 'Control+Enter');
  await page.getByText('本中心有一份').waitFor();
  expect(await sheet.count()).toBe(0);
  await expectNoLayoutFaults(page);
  await press(page, 'Alt+k');
  await expectFocus(page, '口令');
  await write(page, 'short');
  await press(page, 'Enter');
  await page.getByText('口令至少 12 个字').waitFor();
  await press(page, 'Escape');
  await press(page, 'Control+Enter');
  await page.getByText('旧的那张纸随即没有用了').waitFor();
  await press(page, 'Control+Enter');
  await sheet.waitFor();
  await press(page, 'Control+Enter');
  await page.getByText('本中心有一份').waitFor();
});

test('a center whose key file is lost asks for the recovery key, says which group is wrong, and opens', async () => {
  const data = mkdtempSync(join(tmpdir(), 'fengqiao-locked-'));
  await (await startCenter({ data, empty: true })).stop();
  const recovery = await recoveryTextIn(data);
  rmSync(join(data, 'center.key'));
  await using locked = await startCenter({ data, empty: true });
  const desk = await sitDown(chromium.browser, locked.origin);
  const { page } = desk;
  try {
    await expectFocus(page, '恢复密钥');
    await expectNoLayoutFaults(page);
    await expectNoAxeViolations(page);
    await type(
      page,
      recovery.replace(/.$/, (sign) => (sign === '2' ? '3' : '2')),
    );
    await press(page, 'Enter');
    await page.getByText('第 8 组抄错了').waitFor();
    await press(page, 'Control+a');
    await type(page, recovery.toLowerCase().replaceAll('-', ' '));
    await press(page, 'Control+Enter');
    await expectFocus(page, '所在区县');
  } finally {
    await desk.close();
    rmSync(data, { recursive: true, force: true });
  }
});
