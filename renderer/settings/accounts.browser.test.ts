import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { expectFocus, walkTo, write } from '../../tests/browser/desk.ts';
import { hostedDesks } from '../../tests/browser/hosted-desks.ts';
import { press, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';
import { openedPart } from './testing.ts';

const center = hostedDesks();
let page: Page;

async function openPart(part: string, account?: string): Promise<void> {
  page = await openedPart(center, part, account);
}

describe('accounts', () => {
  test('one is made, gets other roles, is switched off and on, and gets a new password', async () => {
    await openPart('staff');
    await press(page, 'Control+Enter');
    await expectFocus(page, '姓名');
    await write(page, ['wangyi', '王祎']);
    await press(page, 'Enter');
    await type(page, 'zhangwei');
    await walkTo(page, /^密码/);
    await type(page, 'First of all 1');
    await press(page, 'Enter');
    await type(page, 'First of all 1');
    await press(page, 'Control+Enter');
    await page.getByText('已有这个账号，请换一个').waitFor();
    await expectFocus(page, '账号');
    await press(page, 'Control+a');
    await type(page, 'wangyi');
    await press(page, 'Control+Enter');
    await page.getByRole('option', { name: /王祎/ }).waitFor();
    await expectFocus(page, '账号');
    await press(page, 'Enter');

    const selected = () => page.locator('.staff-row[aria-selected=true]').textContent();
    for (let step = 0; step < 8 && !(await selected())?.includes('王祎'); step += 1) await press(page, 'ArrowDown');
    await expect.poll(() => selected()).toContain('还没有岗位');
    await press(page, 'Alt+e');
    await expectFocus(page, '电话');
    await type(page, '13800001203');
    await expectNoAxeViolations(page);
    await press(page, 'Control+Enter');
    await expect.poll(selected).toContain('13800001203');

    // Two kinds by their initials, then the place, without the mouse; Enter in the last field saves, as in the other forms.
    await press(page, 'Alt+s');
    await expectFocus(page, '擅长');
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    await type(page, 'll');
    await page.locator('.ant-select-item-option-active', { hasText: '邻里' }).waitFor();
    await press(page, 'Enter');
    await type(page, 'wy');
    await page.locator('.ant-select-item-option-active', { hasText: '物业' }).waitFor();
    await press(page, 'Enter', 'Enter');
    await expectFocus(page, '服务地方');
    await type(page, 'xdl');
    await page.locator('.ant-select-item-option-active', { hasText: '兴达路街道' }).waitFor();
    await press(page, 'Enter');
    await expect.poll(selected).toContain('擅长邻里、物业');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await press(page, 'Alt+t');
    await expect.poll(selected).toContain('已停用');
    await press(page, 'Alt+t');
    await expect.poll(selected).toContain('在用');

    // Another account grants the roles (三员分立).
    await openPart('staff', 'anquan');
    await page.locator('.staff-row').first().waitFor();
    await expectFocus(page, '账号');
    await press(page, 'Enter');
    for (let step = 0; step < 8 && !(await selected())?.includes('王祎'); step += 1) await press(page, 'ArrowDown');
    await press(page, 'Alt+g');
    await expectFocus(page, '受理员');
    await press(page, ' ', 'Enter');
    await expectFocus(page, '调解员');
    await press(page, ' ', 'Control+Enter');
    await expect.poll(selected).toContain('受理员、调解员');
    await expectNoAxeViolations(page);
    await press(page, 'Alt+p');
    await page.getByText('登录会马上失效').waitFor();
    await expectFocus(page, '密码');
    await type(page, 'another2026');
    await press(page, 'Enter');
    await page.getByText('还要再加 1 种：大写字母、符号').waitFor();
    await press(page, 'Shift+Enter', 'Control+a');
    await type(page, 'Reset by IT 3');
    await press(page, 'Enter');
    await type(page, 'Reset by IT 3');
    await press(page, 'Control+Enter');
    await page.getByText('密码已重设').waitFor();

    const other = await center.sit();
    await expectFocus(other.page, '账号');
    await type(other.page, 'wangyi');
    await press(other.page, 'Enter');
    await type(other.page, 'Reset by IT 3');
    await press(other.page, 'Enter');
    await other.page.getByText('王祎，请先改密码').waitFor();
    await expectNoAxeViolations(other.page);
    await expectNoLayoutFaults(other.page);
    await expectFocus(other.page, '现在的密码');
    await type(other.page, 'Reset by IT 3');
    await press(other.page, 'Enter');
    await type(other.page, 'Reset by IT 3');
    await press(other.page, 'Enter');
    await type(other.page, 'Reset by IT 3');
    await press(other.page, 'Enter');
    await other.page.getByText('不能和最近 5 次用过的密码相同').waitFor();
    await expectFocus(other.page, '新密码');
    await press(other.page, 'Control+a');
    await type(other.page, 'My own words 2');
    await press(other.page, 'Enter', 'Control+a');
    await type(other.page, 'My own words 2');
    await press(other.page, 'Enter');
    await other.page.locator('.sider').waitFor();
    await expect.poll(() => other.page.locator('.header-person').textContent()).toContain('王祎');
  });

  test('one cannot switch off oneself, and is told who can', async () => {
    await openPart('staff');
    const selected = () => page.locator('.staff-row[aria-selected=true]').textContent();
    await page.locator('.staff-row').first().waitFor();
    for (let step = 0; step < 8 && !(await selected())?.includes('admin'); step += 1) await press(page, 'ArrowDown');
    await press(page, 'Alt+t');
    await page.getByText('不能停用自己的账号，请由另一位系统管理员办理').waitFor();
  });
});
