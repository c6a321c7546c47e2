import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectNoAxeViolations } from './axe.ts';
import { launchChromium, openDesk } from './chromium.ts';
import { expectNoLayoutFaults, findLayoutFaults } from './layout.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
  page = await (await openDesk(browser)).newPage();
});
afterAll(async () => {
  await browser?.close();
});

async function faultsOf(html: string, rules = {}): Promise<string[]> {
  await page.setContent(`<!doctype html><html lang="zh-CN"><title>试验</title><body style="margin:8px">${html}</body>`);
  return (await findLayoutFaults(page, rules)).map((fault) => `${fault.kind} ${fault.text}`);
}
const CUT = 'width:60px;white-space:nowrap;overflow:hidden';

test.each([
  ['text cut at the side', `<p style="${CUT}">河南省郑州市金水区花园路</p>`, 'cut 河南省郑州市金水区花园路'],
  [
    'text cut below',
    '<p style="height:10px;overflow:hidden;width:90px">第一行第二行第三行第四行</p>',
    'cut 第一行第二行第三行第四行',
  ],
  [
    'an ellipsis that hides the rest for good',
    `<p style="${CUT};text-overflow:ellipsis">王建国与李秀英</p>`,
    'cut 王建国与李秀英',
  ],
  ['text cut by an ancestor', `<div style="${CUT}"><b><i>郑东新区龙子湖街道</i></b></div>`, 'cut 郑东新区龙子湖街道'],
  [
    'a value too long for its field',
    '<input aria-label="地址" value="金水区花园路八十五号院三号楼" style="width:80px">',
    'cut 金水区花园路八十五号院三号楼',
  ],
  [
    'a placeholder too long for its field',
    '<input aria-label="x" placeholder="输入拼音首字母或汉字" style="width:60px">',
    'cut 输入拼音首字母或汉字',
  ],
  ['text over text', '<p style="margin:0">第一</p><p style="margin:-15px 0 0">第二</p>', 'overlap 第一'],
  [
    'a button over text',
    '<p>案件事实</p><button style="position:absolute;left:10px;top:20px">保存</button>',
    'overlap 案件事实',
  ],
  [
    'text beside the window',
    '<p style="position:absolute;left:1340px;white-space:nowrap">超出窗口的文字</p>',
    'outside 超出窗口的文字',
  ],
  [
    'a button below a window that does not scroll',
    '<div style="position:fixed;top:750px"><button>保存并受理</button></div>',
    'outside 保存并受理',
  ],
])('%s is found', async (_, html, fault) => {
  expect(await faultsOf(html)).toContain(fault);
});

test.each([
  ['plain text and a form', '<h1>来访登记</h1><label>姓名 <input value="王喆"></label> <button>保存</button>'],
  [
    'an ellipsis whose title has the whole',
    `<p title="王建国与李秀英" style="${CUT};text-overflow:ellipsis">王建国与李秀英</p>`,
  ],
  ['text scrolled away', `<div style="height:40px;overflow:auto">${'<p>一行</p>'.repeat(9)}</div>`],
  [
    'a wide table that scrolls',
    '<div style="width:300px;overflow-x:auto"><p style="width:2000px">很宽的表格</p></div>',
  ],
  [
    'a dialog over the page',
    '<p>底下的文字</p><div role="dialog" style="position:fixed;top:8px;left:8px;background:#fff">提示文字</div>',
  ],
  [
    'text for screen readers only',
    '<span style="position:absolute;width:1px;height:1px;overflow:hidden">跳到正文</span>',
  ],
  ['invisible text', '<p style="visibility:hidden;position:absolute">甲</p><p>乙</p>'],
  ['tight lines', '<div style="line-height:1.1">第一行<br>第二行</div><div style="line-height:1">第三行</div>'],
  [
    'a menu outside of a clipping box',
    `<div style="${CUT}"><div style="position:absolute">绝对定位的长长的文字</div></div>`,
  ],
])('%s is no fault', async (_, html) => {
  expect(await faultsOf(html)).toEqual([]);
});

test('what a rule allows or ignores is no fault', async () => {
  const html = `<p class="cell" style="${CUT}">河南省郑州市金水区花园路</p>`;
  expect(await faultsOf(html, { mayCut: ['.cell'] })).toEqual([]);
  expect(await faultsOf(html, { ignore: ['.cell'] })).toEqual([]);
});

test('the failing assertion names text, place and measure', async () => {
  await faultsOf(`<p id="place" style="${CUT}">河南省郑州市金水区花园路</p>`);
  await expect(expectNoLayoutFaults(page)).rejects.toThrow(/cut: "河南省郑州市金水区花园路" at .*p#place: \d+ px/);
});

test('axe finds a field without a name, and passes the same field with one', async () => {
  await faultsOf('<main><h1>登记</h1><input></main>');
  await expect(expectNoAxeViolations(page)).rejects.toThrow(/label: /);
  await faultsOf('<main><h1>登记</h1><label>姓名 <input></label></main>');
  await expectNoAxeViolations(page);
});
