import { afterEach, beforeEach, expect, test } from 'vitest';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { type RunningCenter, startCenter } from '../../tests/browser/center.ts';
import { type Desk, expectFocus, pick, walkTo, write } from '../../tests/browser/desk.ts';
import { press, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';
import { seatsAt } from '../../tests/browser/seats.ts';

const { sit, leave } = seatsAt(() => center.origin);
let center: RunningCenter;
let desk: Desk;

beforeEach(async () => {
  center = await startCenter({ empty: true });
  desk = await sit();
});
afterEach(async (context) => {
  try {
    await leave(context);
  } finally {
    await center?.stop();
  }
});

const PASSWORD = 'Kettle and 3 cups';
const textIn = (label: string) => desk.page.getByLabel(label).first().inputValue();

test('a new center is set up by keyboard alone, and its first administrator signs in (--empty)', async () => {
  const { page } = desk;
  await expectFocus(page, '所在区县');
  await pick(page, 'js', '金水区');
  await expectFocus(page, '中心全称');
  await expect.poll(() => textIn('中心全称')).toBe('金水区综治中心');
  await write(page, ['jinshui', '金水区社会治安综合治理中心']);
  await walkTo(page, '姓名');
  await write(page, ['chenjing', '陈静']);
  await press(page, 'Enter');
  await type(page, 'ChenJing');
  await press(page, 'Enter');
  await page.getByText('账号用小写字母开头').waitFor();
  await type(page, PASSWORD);
  await press(page, 'Enter');
  await type(page, 'Kettle and 4 cups');
  await press(page, 'Control+Enter');
  await page.getByText('两次输入的密码不一样').waitFor();
  await press(page, 'Control+a');
  await type(page, PASSWORD);
  await press(page, 'Enter');
  await expectFocus(page, '本人电话');
  await type(page, '13800001203');
  await page.getByLabel('账号', { exact: true }).focus();
  await press(page, 'Control+a');
  await type(page, 'chenjing');
  await press(page, 'Control+Enter');

  await page.getByText('中心已建好。请用账号 chenjing 登录').waitFor();
  await expectFocus(page, '账号');
  await type(page, 'chenjing');
  await press(page, 'Enter');
  await type(page, PASSWORD);
  await press(page, 'Enter');
  await page.locator('.header-place').getByText('金水区社会治安综合治理中心').waitFor();
  await expect.poll(() => page.locator('.header-person').textContent()).toContain('主任');
  await page.getByText('现在一件也没有').waitFor();
});

test('another area changes what was filled in, and nothing that was typed', async () => {
  const { page } = desk;
  await expectFocus(page, '所在区县');
  await pick(page, 'js', '金水区');
  await expectFocus(page, '中心全称');
  await write(page, ['jinshui', '金水矛调中心']);
  await press(page, 'Shift+Enter');
  await pick(page, 'zdx', '郑东新区');
  await expectFocus(page, '中心全称');
  await expect.poll(() => textIn('中心全称')).toBe('金水矛调中心');
  await expect.poll(() => textIn('全称（印章上的名称）')).toBe('郑东新区人民调解委员会');
});

test('what is missing is said beside its field, in either size without a violation or a cut', async () => {
  const { page } = desk;
  await expectFocus(page, '所在区县');
  await expectNoLayoutFaults(page);
  await press(page, 'Control+Enter');
  await page.getByText('请选择所在区县').waitFor();
  await page.getByText('请填写姓名').waitFor();
  await expectNoAxeViolations(page);
  await page.evaluate(() => localStorage.setItem('fengqiao.textSize', 'large'));
  await page.reload();
  await expectFocus(page, '所在区县');
  await expectNoLayoutFaults(page);
  await expectNoAxeViolations(page);
});
