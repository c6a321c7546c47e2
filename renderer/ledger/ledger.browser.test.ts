import exceljs from 'exceljs';
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { expectFocus, walkTo } from '../../tests/browser/desk.ts';
import { caseOf, registerAt } from '../../tests/browser/desk-host.ts';
import { hostedDesks } from '../../tests/browser/hosted-desks.ts';
import { imeType, press, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';

const HOUR = 3_600_000;
const MANY = 230;
const center = hostedDesks({ per: 'file' });
let page: Page;

beforeAll(async () => {
  const { desk } = center.host;
  const end = desk.clock.now + 6 * HOUR;
  await registerAt(desk, end - 60 * HOUR, { ...caseOf('王喆'), amountFen: 1_250_000, mojType: '17' });
  await registerAt(desk, end - 23 * HOUR, { ...caseOf('赵敏'), amountFen: 1_860_000, title: '=cmd()欠发两个月工资' });
  for (let n = 1; n <= MANY - 3; n += 1) await registerAt(desk, end - 5 * HOUR + n * 1000, caseOf(`孙${n}`));
  const { caseId } = await registerAt(desk, end - HOUR, caseOf('冯某'));
  await desk.act(desk.clerk, caseId, 'case.accepted', {});
  desk.clock.now = end;
}, 300_000);
beforeEach(async () => {
  ({ page } = await center.stayAs('chengmin'));
  await page.goto('about:blank');
  await page.goto(`${center.host.origin}/#/`);
  await page.locator('.frame').waitFor();
  await press(page, 'Alt+3');
  await rowAt(0).waitFor();
  await expectFocus(page, '金矛调');
});
afterEach(() => page.evaluate(() => localStorage.clear()));

const rowAt = (index: number) => page.locator(`.ag-row[row-index="${index}"]`).first();
const focusedRow = () => page.locator('.ag-row-focus').first().textContent();
/** What the page asks the center for from here on. */
function rowsAsked(): readonly string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/ledger/page')) asked.push(request.postData() ?? '');
  });
  return asked;
}
const foot = () => page.locator('.ledger-foot').textContent();
const mainButton = () => page.locator('.action-bar [data-main-action]').textContent();

describe('by keyboard only', () => {
  test('the most pressing case is the first; the button names the row; Enter opens it, Esc leads back to it', async () => {
    await expect.poll(() => rowAt(0).textContent()).toMatch(/王喆 与 李某.*12,500\.00.*超 /);
    await expect.poll(() => rowAt(0).locator('.status-late').textContent()).toBe('超期');
    await expect.poll(() => rowAt(1).locator('.status-soon').textContent()).toBe('临期');
    await expect.poll(() => mainButton()).toContain('打开 王喆一案');
    await expect.poll(() => foot()).toMatch(/筛出 230 件，共 230 件.*涉及金额合计 31,100\.00 元.*按期限从紧到松/);
    await press(page, 'ArrowDown', 'ArrowDown');
    await expect.poll(() => mainButton()).toContain('打开 孙1一案');
    await press(page, 'Control+Enter');
    await expect.poll(() => page.url()).toContain('#/cases/');
    await press(page, 'Alt+3');
    await expect.poll(focusedRow).toContain('孙1 与');
    await expect.poll(() => mainButton()).toContain('打开 孙1一案');
  });

  test('rows come as they are scrolled to, and are counted once', async () => {
    const asked = rowsAsked();
    await press(page, 'PageDown');
    await expect.poll(focusedRow).not.toContain('王喆');
    await press(page, 'Control+ArrowDown');
    await expect.poll(focusedRow).toContain('冯某');
    expect(asked.length).toBeGreaterThanOrEqual(1);
    expect(asked.filter((body) => body.includes('"withTotals":true'))).toEqual([]);
  });

  test('letters typed on a row change nothing; space ticks it', async () => {
    await type(page, 'abc');
    await expect.poll(() => focusedRow()).toContain('王喆');
    await press(page, ' ', 'ArrowDown', ' ');
    await expect.poll(foot).toContain('已选 2 件，31,100.00 元');
    await press(page, ' ');
    await expect.poll(foot).toContain('已选 1 件');
  });

  test('/ searches from one character on, pinyin initials of names too, and the row keeps its focus', async () => {
    await press(page, '/');
    await expectFocus(page, '在结果里搜');
    await imeType(page, 'zhe', '喆');
    await expect.poll(foot).toContain('筛出 1 件');
    await expect.poll(() => page.locator('mark').allTextContents()).toEqual(['喆', '喆']);
    await press(page, 'Escape');
    await expect.poll(foot).toContain('筛出 230 件');
    await type(page, 'zm');
    await expect.poll(foot).toContain('筛出 1 件');
    await press(page, 'Enter');
    await expect.poll(focusedRow).toContain('赵敏');
    await expectFocus(page, '金矛调');
    await press(page, 'Escape');
    await expect.poll(() => page.url()).toMatch(/#\/$/);
  });

  test('what an input method is still composing is not searched', async () => {
    const asked = rowsAsked();
    await press(page, '/');
    await imeType(page, 'wangzhe', '王喆');
    await expect.poll(foot).toContain('筛出 1 件');
    expect(asked.filter((body) => /"search":"[a-z]/.test(body))).toEqual([]);
  });

  test('nothing found says what to do', async () => {
    await press(page, '/');
    await type(page, 'xyzxyz');
    await page.getByText('没有符合这些条件的案件').waitFor();
    await expect.poll(() => page.locator('.action-bar').textContent()).toContain('导出筛出的 0 件');
    await press(page, 'Alt+e');
    await page.getByText('没有案件可导出').waitFor();
    await expectNoAxeViolations(page);
  });

  test('a condition is chosen by pinyin, shown on its chip, and taken away again', async () => {
    await press(page, '/');
    await walkTo(page, '状态', { by: 'Tab' });
    await press(page, 'Enter');
    await page.getByRole('dialog', { name: '按状态筛选' }).waitFor();
    await type(page, 'dfl');
    await press(page, 'Enter');
    await expect.poll(foot).toContain('筛出 1 件');
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    await press(page, 'Escape');
    await expectFocus(page, '状态 待分流');
    await press(page, 'Tab');
    await expectFocus(page, '去掉状态条件');
    await press(page, 'Enter');
    await expect.poll(foot).toContain('筛出 230 件');
    await expectFocus(page, '状态');
  });

  test('streets are found in the directory, dates are checked, amounts have limits', async () => {
    await press(page, '/');
    await walkTo(page, '街道', { by: 'Tab' });
    await press(page, 'Enter');
    await type(page, 'jbl');
    await page.getByRole('option', { name: '经八路街道' }).waitFor();
    await press(page, 'Enter', 'Escape');
    await expect.poll(() => page.getByRole('button', { name: /^街道/ }).textContent()).toContain('经八路街道');
    await walkTo(page, /^登记/, { by: 'Tab' });
    await press(page, 'Enter');
    await page.getByLabel('从哪天').waitFor();
    await press(page, 'Control+a');
    await type(page, '20260230');
    await press(page, 'Control+Enter');
    await page.getByText('开始日期要写成').waitFor();
    await press(page, 'Control+a');
    await type(page, '20261123');
    await press(page, 'Enter', 'Enter');
    await expect.poll(() => page.getByRole('button', { name: /^登记/ }).textContent()).toContain('11-23 起');
    await walkTo(page, /^金额/, { by: 'Tab' });
    await press(page, 'Enter');
    await type(page, '1.5万');
    await press(page, 'Enter', 'Enter');
    await expect.poll(() => page.getByRole('button', { name: /^金额/ }).textContent()).toContain('15,000 元起');
    await expect.poll(foot).toContain('筛出 0 件');
  });

  test('the head of a column sorts', async () => {
    await press(page, 'ArrowUp', 'Enter');
    await expect.poll(foot).toMatch(/按案号(顺序|倒序)/);
    await expectFocus(page, '案号');
  });

  test('a view is saved with Ctrl+S, reached by Shift and an arrow, removed, and put back', async () => {
    await press(page, '/');
    await type(page, 'zm');
    await expect.poll(foot).toContain('筛出 1 件');
    await press(page, 'Control+s');
    await expectFocus(page, '视图的名字');
    await imeType(page, 'quanbu', '全部');
    await press(page, 'Control+Enter');
    await page.getByText('“全部”是自带的视图，请换个名字').waitFor();
    await type(page, '赵敏的');
    await press(page, 'Control+Enter');
    const tab = page.locator('.ledger-tabs button[aria-current]');
    await expect.poll(() => tab.textContent()).toBe('全部赵敏的1');
    await press(page, 'Enter');
    await expectFocus(page, '金矛调');
    await press(page, 'Shift+ArrowRight');
    await expect.poll(() => tab.textContent()).toMatch(/^近 30 天230/);
    await expect.poll(foot).toContain('筛出 230 件');
    await expectFocus(page, '金矛调');
    await press(page, 'Shift+ArrowLeft');
    await expect.poll(() => tab.textContent()).toBe('全部赵敏的1');
    await walkTo(page, '删视图', { by: 'Shift+Tab' });
    await press(page, 'Enter');
    await page.getByText('已删掉视图“全部赵敏的”').waitFor();
    await expectFocus(page, '撤销');
    await press(page, 'Enter');
    await expect.poll(() => page.locator('.ledger-tabs').textContent()).toContain('全部赵敏的');
  });

  test('columns are chosen, and stay with the view', async () => {
    await press(page, 'Alt+c');
    await expectFocus(page, '案号');
    await walkTo(page, '区县');
    await press(page, ' ');
    await expect.poll(() => page.getByRole('columnheader', { name: '区县' }).count()).toBe(1);
    await press(page, 'Escape');
    await page.reload();
    await rowAt(0).waitFor();
    await expect.poll(() => page.getByRole('columnheader', { name: '区县' }).count()).toBe(1);
  });

  test('what is filtered is exported as it stands, a formula in a title as text', async () => {
    await press(page, '/');
    await type(page, 'zm');
    await expect.poll(foot).toContain('筛出 1 件');
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Alt+e')]);
    expect(download.suggestedFilename()).toMatch(/^案件台账-20261123-\d{4}\.xlsx$/);
    await page.getByText('已导出 1 件').waitFor();
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(await download.path());
    const [sheet] = book.worksheets;
    // Above the heads stands who took it and when.
    expect(String(sheet!.getRow(1).getCell(1).value)).toContain('导出');
    const values = [2, 3].map((row) => (sheet!.getRow(row).values as unknown[]).map((value) => String(value)));
    expect(values[0]).toContain('当事人');
    expect(values[1]).toContain('赵敏 与 李某');
    expect(values[1]).toContain('=cmd()欠发两个月工资');
    expect(sheet!.rowCount).toBe(3);
  });
});

describe('how it looks', () => {
  test('its measures are those of mock-up 03 (±4 px)', async () => {
    const box = async (selector: string) => page.locator(selector).first().boundingBox();
    const widths = { 案号: 156, 状态: 72, 当事人: 144, 事由: 124, 类型: 116, 街道: 92, 调解员: 64, 登记时间: 136 };
    for (const [name, width] of Object.entries(widths)) {
      const head = await page.getByRole('columnheader', { name, exact: true }).boundingBox();
      expect(Math.abs((head?.width ?? 0) - width), name).toBeLessThanOrEqual(4);
    }
    expect((await box('.ag-row'))?.height).toBe(32);
    expect((await box('.ag-header'))?.height).toBe(33);
    const card = await box('.ledger-card');
    expect(Math.abs((card?.x ?? 0) - 168)).toBeLessThanOrEqual(4);
    expect(Math.abs((card?.y ?? 0) - 140)).toBeLessThanOrEqual(4);
    expect(Math.abs((card?.width ?? 0) - 1182)).toBeLessThanOrEqual(4);
    expect((await box('.ledger-foot'))?.height).toBeLessThanOrEqual(36);
    const whole = await page.locator('.ag-row').evaluateAll((rows) => {
      const end = document.querySelector('.ledger-foot')?.getBoundingClientRect().top ?? 0;
      return rows.filter((row) => row.getBoundingClientRect().bottom <= end + 1).length;
    });
    expect(whole).toBeGreaterThanOrEqual(15);
  });

  test('no violation and nothing cut, in either size', async () => {
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    await page.evaluate(() => localStorage.setItem('fengqiao.textSize', 'large'));
    await page.reload();
    await rowAt(0).waitFor();
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
  });
});
