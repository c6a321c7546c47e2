import { TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { expectFocus, signIn, write } from '../../tests/browser/desk.ts';
import { DESK_PASSWORD } from '../../tests/browser/desk-host.ts';
import { hostedDesks } from '../../tests/browser/hosted-desks.ts';
import { press, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';

const center = hostedDesks();
let page: Page;
beforeEach(async () => {
  ({ page } = await center.sit());
});

const person = () => page.locator('.header-person').textContent();

test('two people share a desk by two keys: each comes back to the own page and the words typed there', async () => {
  await signIn(page, 'chengmin', DESK_PASSWORD);
  await press(page, 'F2');
  await expectFocus(page, '姓名');
  await write(page, ['zhangmou', '张某']);
  await press(page, 'F6');
  await page.getByRole('dialog', { name: '换人' }).waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  await press(page, '0');
  await signInOver('zhangwei');
  await expect.poll(person).toContain('张卫');
  await expect.poll(() => page.url()).toMatch(/#\/$/);

  await press(page, 'F6');
  await page.getByText('程敏', { exact: true }).waitFor();
  await press(page, '1');
  await expect.poll(person).toContain('程敏');
  await expect.poll(() => page.url()).toContain('#/registration');
  await expect.poll(() => page.getByLabel('姓名').first().inputValue()).toBe('张某');

  // Away for more than ten minutes: the password once more, and the place is kept.
  center.host.desk.clock.now += 11 * 60_000;
  await press(page, 'F6');
  await page.getByText('要输密码').waitFor();
  await press(page, '1');
  await page.getByText('张卫离开久了，请输入密码').waitFor();
  await expectNoAxeViolations(page);
  await expectFocus(page, '密码');
  await press(page, 'Escape');
  await expect.poll(person).toContain('程敏');
  await expect.poll(() => page.getByLabel('姓名').first().inputValue()).toBe('张某');
});

async function signInOver(account: string): Promise<void> {
  await expectFocus(page, '账号');
  await type(page, account);
  await press(page, 'Enter');
  await type(page, DESK_PASSWORD);
  await press(page, 'Enter');
  await page.locator('.sign-in-again').waitFor({ state: 'detached' });
}

test('a telephone is bound by keyboard, its code is asked for from then on, and a wrong one is said at the field', async () => {
  await signIn(page, 'zhangwei', DESK_PASSWORD);
  await page.locator('.header-person').focus();
  await press(page, 'Enter');
  await expectFocus(page, '改密码');
  await press(page, 'ArrowDown', 'Enter');
  await expectFocus(page, '先输一遍密码');
  await type(page, DESK_PASSWORD);
  await press(page, 'Enter');
  await page.getByRole('img', { name: '动态口令的二维码' }).waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  const secret = ((await page.locator('.second-factor-secret').textContent()) ?? '').replaceAll(' ', '');
  const shown = () => new TOTP({ secret }).generate({ timestamp: center.host.desk.clock.now });
  await expectFocus(page, '手机上现在显示的 6 位数字');
  await type(page, shown());
  await press(page, 'Enter');
  await expect.poll(() => page.locator('.recovery-codes li').count()).toBe(8);
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  await press(page, 'Control+Enter');
  await page.locator('.recovery-codes').waitFor({ state: 'detached' });

  const other = await center.sit();
  await expectFocus(other.page, '账号');
  await type(other.page, 'zhangwei');
  await press(other.page, 'Enter');
  await type(other.page, DESK_PASSWORD);
  await press(other.page, 'Enter');
  await expectFocus(other.page, '手机动态口令');
  await expectNoAxeViolations(other.page);
  await type(other.page, '000000');
  await press(other.page, 'Enter');
  await other.page.getByText('动态口令不对，或者刚刚用过').waitFor();
  center.host.desk.clock.now += 30_000;
  await press(other.page, 'Control+a');
  await type(other.page, shown());
  await press(other.page, 'Enter');
  await other.page.locator('.sider').waitFor();
});

test('nobody at the desk: it says so in time, any key goes on, and after half an hour the password is asked for', async () => {
  await page.clock.install();
  await signIn(page, 'chengmin', DESK_PASSWORD);
  await page.clock.fastForward(28.5 * 60_000);
  await page.getByText('按任意键继续').waitFor();
  await expectNoAxeViolations(page);
  await press(page, 'Shift');
  await page.getByText('按任意键继续').waitFor({ state: 'detached' });
  await page.clock.fastForward(30 * 60_000);
  await page.getByText('登录已失效，请程敏重新登录').waitFor();
});
