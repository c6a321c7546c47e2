import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { harnessDesks } from '../../tests/browser/harness/harness-desks.ts';
import { focusLabel, imeType, press, type } from '../../tests/browser/keyboard.ts';

const harness = harnessDesks();
let page: Page;

async function openForm(): Promise<void> {
  ({ page } = await harness.sit('/registration'));
  await page.getByLabel('姓名').waitFor();
}

const notes = (): Promise<readonly string[]> => page.evaluate(() => globalThis.harnessNotes ?? []);
const saved = async (): Promise<Record<string, unknown>> => {
  await expect.poll(notes).toHaveLength(1);
  return JSON.parse((await notes())[0]?.replace('saved ', '') ?? '') as Record<string, unknown>;
};

describe('Chinese input', () => {
  test('an Enter of the input method never moves the focus; the Enter after it does', async () => {
    await openForm();
    await imeType(page, 'wangzhe', '王喆');
    await expect.poll(() => focusLabel(page)).toContain('姓名');
    await press(page, 'Enter');
    await expect.poll(() => focusLabel(page)).toContain('证件号码');
    await expect.poll(() => page.getByLabel('姓名').inputValue()).toBe('王喆');
  });

  test('Esc, Ctrl keys and F keys of the input method do nothing to the page', async () => {
    await openForm();
    await imeType(page, 'li', '李', {
      during: [
        { code: 'Escape', key: 'Escape' },
        { code: 'F2', key: 'F2' },
        { code: 'Enter', key: 'Enter' },
      ],
    });
    await expect.poll(() => page.url()).toContain('#/registration');
    await expect.poll(() => page.getByLabel('姓名').inputValue()).toBe('李');
    expect(await notes()).toEqual([]);
  });

  test('Ctrl+S in the middle of composing saves nothing, and opens no dialog of the browser', async () => {
    await openForm();
    await page.evaluate(() => {
      window.addEventListener('keydown', (event) => {
        if (event.code === 'KeyS' && event.ctrlKey) document.body.dataset.prevented = String(event.defaultPrevented);
      });
    });
    await imeType(page, 'li', '李', { during: [{ code: 'KeyS', key: 's', ctrl: true }] });
    await expect.poll(() => page.evaluate(() => document.body.dataset.prevented)).toBe('true');
    await expect.poll(() => page.getByLabel('姓名').inputValue()).toBe('李');
    expect(await notes()).toEqual([]);
  });

  test('composing in a list takes no entry and leaves the focus; Enter then takes one and goes on', async () => {
    await openForm();
    await press(page, 'Enter', 'Enter', 'Enter');
    await expect.poll(() => focusLabel(page)).toContain('司法部类型');
    await imeType(page, 'linli', '邻里');
    await expect.poll(() => focusLabel(page)).toContain('司法部类型');
    await press(page, 'Enter');
    await expect.poll(() => focusLabel(page)).toContain('国标类别');
    await press(page, 'Control+s');
    expect(await saved()).toMatchObject({ type: '02' });
  });
});

describe('one form without the mouse', () => {
  test('Enter walks through every field in order, and Shift+Enter back', async () => {
    await openForm();
    const walked: string[] = [];
    for (let step = 0; step < 8; step += 1) {
      await press(page, 'Enter');
      walked.push(await focusLabel(page));
    }
    const order = ['证件号码', '出生日期', '司法部类型', '国标类别', '发生地点', '金额', '愿意', '经过'];
    order.forEach((label, index) => {
      expect(walked[index]).toContain(label);
    });
    await press(page, 'Enter');
    await expect.poll(() => page.getByLabel('经过').inputValue()).toBe('\n');
    await press(page, 'Tab', 'Shift+Enter');
    await expect.poll(() => focusLabel(page)).toContain('经过');
  });

  test('typed blind from first field to save; Ctrl+Enter pressed twice saves once', async () => {
    await openForm();
    await type(page, '王喆');
    await press(page, 'Enter');
    await type(page, '410105197803120010');
    await press(page, 'Enter');
    await expect.poll(() => page.getByLabel('出生日期').inputValue()).toBe('1978-03-12');
    await expect.poll(() => page.getByText('自动').isVisible()).toBe(true);
    await type(page, '19780313');
    await press(page, 'Enter');
    await type(page, 'lljf');
    await press(page, 'Enter');
    await expect.poll(() => focusLabel(page)).toContain('国标类别');
    await type(page, '0203');
    await press(page, 'Enter');
    await type(page, 'xdl h');
    await page.getByText('xdl hysq').waitFor();
    await press(page, 'Enter');
    await expect.poll(() => focusLabel(page)).toContain('金额');
    await type(page, '1.25万');
    await press(page, 'Enter');
    await expect.poll(() => page.getByLabel('金额').inputValue()).toBe('12,500.00');
    await press(page, ' ', 'Enter');
    await type(page, '楼道垃圾');
    await press(page, 'Control+Enter', 'Control+Enter');
    expect(await saved()).toMatchObject({
      name: '王喆',
      idNumber: '410105197803120010',
      birthDate: '1978-03-13',
      type: '02',
      category: '0203',
      amount: 1_250_000,
      willing: '愿意',
      facts: '楼道垃圾',
    });
    await page.waitForTimeout(500);
    await expect.poll(notes).toHaveLength(1);
  });

  test('after the last field Enter comes to the main button', async () => {
    await openForm();
    await page.getByLabel('手机').focus();
    await press(page, 'Enter');
    await expect.poll(() => focusLabel(page)).toContain('保存并受理');
  });

  test('30 February and a wrong ID number are told under their field, and what was typed stays', async () => {
    await openForm();
    await press(page, 'Enter');
    await type(page, '410105197803120011');
    await press(page, 'Enter');
    await page.getByText('校验码不对，请逐位核对').waitFor();
    await type(page, '20260230');
    await press(page, 'Enter');
    await page.getByText('2026 年 2 月没有 30 日，请核对日期').waitFor();
    await expect.poll(() => page.getByLabel('出生日期').inputValue()).toBe('2026-02-30');
    await expect.poll(() => page.getByLabel('证件号码').inputValue()).toBe('410105197803120011');
  });

  test('passing through an empty field is no mistake', async () => {
    await openForm();
    await press(page, 'Enter', 'Enter');
    await expect.poll(() => focusLabel(page)).toContain('出生日期');
    await page.waitForTimeout(100);
    expect(await page.getByText('请填写').count()).toBe(0);
  });

  test('Delete empties a list again; Tab goes from field to field without a stop in between', async () => {
    await openForm();
    await page.getByLabel('国标类别').focus();
    await type(page, '0203');
    await press(page, 'Enter');
    await type(page, 'xdl h');
    await page.getByText('xdl hysq').waitFor();
    await press(page, 'Enter', 'Shift+Tab', 'Delete', 'Shift+Tab', 'Delete', 'Tab');
    await expect.poll(() => focusLabel(page)).toContain('发生地点');
    await press(page, 'Control+s');
    expect(await saved()).toMatchObject({ category: null, place: null });
  });

  test('a place that was not chosen from the list is told, and its words come back', async () => {
    await openForm();
    await page.getByLabel('发生地点').focus();
    await type(page, 'qqqq');
    await page.getByText('没有找到“qqqq”').waitFor();
    await press(page, 'Tab');
    await page.getByText('“qqqq”还没对上地点').waitFor();
    await press(page, 'Shift+Tab');
    await expect.poll(() => page.getByLabel('发生地点').inputValue()).toBe('qqqq');
  });
});
