import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { expectFocus, signIn } from '../../tests/browser/desk.ts';
import { caseOf, DESK_PASSWORD } from '../../tests/browser/desk-host.ts';
import { hostedDesks } from '../../tests/browser/hosted-desks.ts';
import { press, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';

const center = hostedDesks();
let page: Page;
beforeEach(async () => {
  ({ page } = await center.sit());
});

/** As when somebody resets the password, or after twelve hours. */
async function endSessionOf(account: string): Promise<void> {
  await center.host.desk.store.write(async ({ directory, sessions }) => {
    const member = await directory.byAccount(account);
    if (member) await sessions.removeSessionsOf(member.staffId);
  });
}

async function signInAgain(account: string): Promise<void> {
  await page.getByText('登录已失效').waitFor();
  await expectFocus(page, '账号');
  await type(page, account);
  await press(page, 'Enter');
  await type(page, DESK_PASSWORD);
  await press(page, 'Enter');
  await page.locator('.sign-in-again').waitFor({ state: 'detached' });
}

describe('a session that ends', () => {
  test('while something is typed: the same page with the same words is there after signing in again', async () => {
    await page.goto(`${center.host.origin}/#/settings?part=center`);
    await signIn(page, 'admin', DESK_PASSWORD);
    await page.locator('.settings-panel').waitFor();
    await expectFocus(page, '中心与调委会');
    await press(page, 'Enter');
    await expectFocus(page, '中心全称');
    await press(page, 'Control+a');
    await type(page, '写到一半的名称');
    await endSessionOf('admin');
    await press(page, 'Control+Enter');
    await page.getByText('登录已失效，请吴科重新登录。已写的内容都在').waitFor();
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    await press(page, 'F4', 'Control+s');
    await signInAgain('admin');
    await expect.poll(() => page.url()).toContain('#/settings?part=center');
    await expect.poll(() => page.getByLabel(/^中心全称/).inputValue()).toBe('写到一半的名称');
    await press(page, 'Control+Enter');
    await page.locator('.header-place').getByText('写到一半的名称').waitFor();
  });

  test('another person who signs in begins at the home page, and sees nothing of the one before', async () => {
    await center.host.desk.register(caseOf('王喆'));
    await page.goto(`${center.host.origin}/#/ledger`);
    await signIn(page, 'chenjing', DESK_PASSWORD);
    await page.getByText('王喆 与 李某').first().waitFor();
    await press(page, '/');
    await type(page, 'wz');
    await expect.poll(() => page.locator('.ledger-foot').textContent()).toContain('筛出 1 件');
    await endSessionOf('chenjing');
    await press(page, 'Control+a');
    await type(page, 'x');
    await signInAgain('zhangwei');
    await expect.poll(() => page.url()).toMatch(/#\/$/);
    await page.getByText('现在一件也没有').waitFor();
    await expect.poll(() => page.locator('.header-person').textContent()).toContain('张卫');
    await press(page, 'Alt+3');
    await page.getByLabel('在结果里搜').waitFor();
    expect(await page.getByLabel('在结果里搜').inputValue()).toBe('');
  });
});

test('everybody changes the own password from the menu at the top', async () => {
  await signIn(page, 'zhangwei', DESK_PASSWORD);
  await page.locator('.header-person').focus();
  await press(page, 'Enter');
  await page.getByRole('menuitem', { name: '改密码' }).waitFor();
  await expectFocus(page, '改密码');
  await press(page, 'Enter');
  await expectFocus(page, '现在的密码');
  await type(page, 'wrong');
  await press(page, 'Enter');
  await type(page, 'Kettle and 3 cups');
  await press(page, 'Enter');
  await type(page, 'Kettle and 3 cups');
  await press(page, 'Control+Enter');
  await page.getByText('原密码不对').waitFor();
  await expectNoAxeViolations(page);
  await expectFocus(page, '现在的密码');
  await press(page, 'Control+a');
  await type(page, DESK_PASSWORD);
  await press(page, 'Control+Enter');
  await page.getByText('密码已改').waitFor();

  await page.locator('.header-person').focus();
  await press(page, 'Enter');
  await page.getByRole('menuitem', { name: '退出登录' }).waitFor();
  await expectFocus(page, '改密码');
  await press(page, 'ArrowDown', 'ArrowDown', 'ArrowDown');
  await expectFocus(page, '退出登录');
  await press(page, 'Enter');
  await expectFocus(page, '账号');
  await signIn(page, 'zhangwei', 'Kettle and 3 cups');
});
