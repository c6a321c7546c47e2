import { describe, expect, test } from 'vitest';
import { expectNoAxeViolations } from '../../../tests/browser/axe.ts';
import { expectFocus, pick, walkTo, write } from '../../../tests/browser/desk.ts';
import { press, type } from '../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../tests/browser/layout.ts';
import {
  casesNamed,
  expectSaved,
  field,
  messageOf,
  openRegistrationDesk,
  page,
  writeRest,
} from '../../../tests/browser/registration-desk.ts';

/** What is typed wrong is told at its field; parties of every kind. */

openRegistrationDesk();

describe('bad input', () => {
  test('a wrong ID number is told beside the field as soon as it is whole', async () => {
    await write(page, ['zhouliu', '周六']);
    await walkTo(page, '证件号码');
    await type(page, '410105197803120011');
    await expect.poll(() => messageOf('parties_0_documentNumber').textContent()).toContain('校验码不对');
    expect(await field('parties_0_sex').inputValue()).toBe('');
    await press(page, 'Backspace');
    await type(page, '0');
    await expect.poll(() => field('parties_0_birthDate').inputValue()).toBe('1978-03-12');
    await expect.poll(() => messageOf('parties_0_documentNumber').count()).toBe(0);
  });

  test('30 February and a birth ahead are told, nothing is saved, and the focus is on the first', async () => {
    await write(page, ['wuqi', '吴七']);
    await walkTo(page, '出生日期');
    await type(page, '20300101');
    await walkTo(page, '发生日期');
    await type(page, '20260230');
    await press(page, 'Enter');
    await expect.poll(() => messageOf('occurredOn').textContent()).toContain('2 月没有 30 日');
    await press(page, 'Control+s');
    await expectFocus(page, '出生日期');
    await expect.poll(() => messageOf('parties_0_birthDate').textContent()).toContain('在今天以后');
    await expect.poll(() => messageOf('place_code').textContent()).toContain('请选择发生地点');
    const amber = await messageOf('place_code')
      .locator('div')
      .last()
      .evaluate((at) => getComputedStyle(at).color);
    expect(amber).toBe('rgb(138, 82, 0)');
    await expectNoAxeViolations(page);
    expect(await casesNamed('吴七')).toEqual([]);
  });

  test('10 MB of text are refused at once, and what was written stays', async () => {
    await walkTo(page, '经过');
    await write(page, ['linju', '邻居倒垃圾']);
    const before = Date.now();
    await page.keyboard.insertText('长'.repeat(3_500_000));
    await expect.poll(() => messageOf('facts').textContent()).toContain('3,500,000 个字');
    expect(Date.now() - before).toBeLessThan(8_000);
    await expect.poll(() => field('facts').inputValue()).toBe('邻居倒垃圾');
  });

  test('more than 2000 characters are counted and told, not cut', async () => {
    await walkTo(page, '经过');
    await page.keyboard.insertText('长'.repeat(2_001));
    await page.getByText('2001 / 2000').waitFor();
    await press(page, 'Tab');
    await expect.poll(() => messageOf('facts').textContent()).toContain('超过 2000 个字');
    await expect.poll(() => field('facts').inputValue()).toHaveLength(2_001);
  });

  test('half a surrogate pair is told, and markup is text', async () => {
    await page.keyboard.insertText('<b>郑八</b>');
    await walkTo(page, '职业');
    await field('parties_0_occupation').evaluate((element: HTMLInputElement) => {
      const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      set?.call(element, '商\ud840');
      element.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await press(page, 'Enter');
    await expect.poll(() => messageOf('parties_0_occupation').textContent()).toContain('半个字符');
    await press(page, 'Shift+Enter');
    await type(page, '个体');
    await page.locator('.hint', { hasText: '<b>' }).waitFor({ state: 'detached' });
    await writeRest();
    await press(page, 'Control+s');
    await expectSaved('已登记，等待受理');
    await page.locator('.saved-case', { hasText: '<b>郑八</b>' }).waitFor();
  });
});

describe('parties', () => {
  test('units, agents and more fields by keyboard; what is taken away comes back', async () => {
    await write(page, ['fengjiu', '冯九']);
    await press(page, 'Alt+n');
    await press(page, 'Alt+u');
    await expectFocus(page, '单位名称');
    await write(page, ['wuye', '某物业服务有限公司']);
    await walkTo(page, '统一社会信用代码');
    await type(page, '91410105MA3X1234AT');
    await press(page, 'Alt+a');
    await expectFocus(page, '代理人');
    await write(page, ['chen', '陈律师']);
    await press(page, 'Enter');
    await pick(page, '律师', /^律师$/);
    await press(page, 'Alt+Delete');
    await expect.poll(() => page.locator('.agent-row').count()).toBe(0);
    await press(page, 'Alt+z');
    await expect.poll(() => field('parties_1_agents_0_name').inputValue()).toBe('陈律师');
    await press(page, 'Alt+m');
    await page.getByLabel('法定代表人职务').waitFor();
    await expectNoLayoutFaults(page);
    await expectNoAxeViolations(page);
    await press(page, 'Alt+n');
    await expectFocus(page, '姓名');
    await expect.poll(() => page.locator('.party').count()).toBe(3);
  });

  test('a minor gets a guardian with one key press on the hint (民法典 23)', async () => {
    await write(page, ['xiaohai', '小海']);
    await walkTo(page, '证件号码');
    await type(page, '41010520180312001x');
    await page.locator('.hint', { hasText: '未满 18 周岁' }).waitFor();
    await press(page, 'Control+j', 'Enter');
    await expectFocus(page, '代理人');
    await page.locator('.hint', { hasText: '未满 18 周岁' }).waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('.agent-row').getByText('法定代理人（监护人）').count()).toBe(1);
  });
});
