import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Api, readPaper } from '../../../tests/browser/api.ts';
import { expectNoAxeViolations } from '../../../tests/browser/axe.ts';
import { act, bringTo, registeredCase } from '../../../tests/browser/case-to.ts';
import { type Desk, expectFocus, goTo, walkTo, write } from '../../../tests/browser/desk.ts';
import { press } from '../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../tests/browser/layout.ts';
import { printFromPreview, sayPrinted } from '../../../tests/browser/printer.ts';
import { sampleCenter } from '../../../tests/browser/sample-center.ts';

/** Papers, signatures and the neighbours of a case, by keyboard alone. */

const sample = sampleCenter({ staying: 'chengmin' });
let api: Api;
let desk: Desk;
let page: Page;
beforeEach(() => {
  ({ api, desk, page } = sample);
});

const dialog = () => page.getByRole('dialog');

describe('papers', () => {
  test('F8 makes the paper that fits and shows it, Ctrl+Enter prints the very file, and writes both down (WF-32, WF-33)', async () => {
    const caseId = await registeredCase(api);
    await bringTo(api, caseId, 'accepted');
    await sample.openCase(caseId);
    const before = desk.printer.jobs.length;
    await press(page, 'F8');
    await expectFocus(page, '纸面');
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    await printFromPreview(page, '人民调解受理登记表');
    await sayPrinted(page, 1);
    await page.getByText('人民调解受理登记表已打印 1 份').waitFor();
    await expect.poll(() => desk.printer.jobs.length).toBe(before + 1);
    const paper = await readPaper(api, caseId, 'acceptance-register');
    expect(desk.printer.jobs.at(-1)).toBe(paper.sha256);
    expect(paper.copiesPrinted).toBe(1);
    await page
      .getByText(/已打印/)
      .first()
      .waitFor();
  });

  test('before an agreement takes its number it is said what that means, and one number is taken (SYNC-15)', async () => {
    const caseId = await registeredCase(api);
    await bringTo(api, caseId, 'agreed');
    await sample.openCase(caseId);
    await press(page, 'F8');
    await dialog().getByText('这份文书会用掉本年度的下一个文号').waitFor();
    await expectNoAxeViolations(page);
    await press(page, 'Escape');
    await dialog().waitFor({ state: 'detached' });
    expect((await api.cases.get({ caseId })).state.documents).toEqual([]);
    await press(page, 'F8');
    await dialog().getByText('取号、出具').waitFor();
    await press(page, 'Control+Enter');
    await printFromPreview(page, '人民调解协议书');
    await sayPrinted(page, 3);
    await page.getByText('人民调解协议书已打印 3 份').waitFor();
    const paper = await readPaper(api, caseId, 'agreement');
    expect(paper.number).toMatch(/人调字第\d{4}号/);
    // Two parties and the committee.
    expect(paper.copiesPrinted).toBe(3);
  });

  test('every issued paper can be looked at; F9 shows it large, Esc leads back and prints nothing (SCREENS 13)', async () => {
    const caseId = await registeredCase(api);
    await bringTo(api, caseId, 'accepted');
    await sample.openCase(caseId);
    const before = desk.printer.jobs.length;
    await press(page, 'F8');
    await dialog().locator('canvas[data-drawn]').first().waitFor({ timeout: 30_000 });
    await press(page, 'Escape');
    await dialog().waitFor({ state: 'detached' });
    await walkTo(page, '看人民调解受理登记表', { by: 'Tab' });
    await press(page, 'Enter');
    await dialog().locator('canvas[data-drawn]').first().waitFor({ timeout: 30_000 });
    await press(page, 'F9');
    await dialog().getByRole('button', { name: '缩小' }).waitFor();
    await expectNoLayoutFaults(page);
    await press(page, 'Escape');
    await dialog().waitFor({ state: 'detached' });
    await expectFocus(page, '看人民调解受理登记表');
    expect(desk.printer.jobs.length).toBe(before);
    expect((await api.cases.get({ caseId })).state.documents.map(({ printedAt }) => printedAt)).toEqual([[]]);
  });

  test('Alt+W saves a working copy for a word processor, which issues nothing', async () => {
    const caseId = await registeredCase(api);
    await bringTo(api, caseId, 'accepted');
    await sample.openCase(caseId);
    await press(page, 'F8');
    await dialog().locator('canvas[data-drawn]').first().waitFor({ timeout: 30_000 });
    const { revision } = (await api.cases.get({ caseId })).state;
    const download = page.waitForEvent('download');
    await press(page, 'Alt+w');
    expect((await download).suggestedFilename()).toBe('受理登记表（工作副本）.docx');
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    expect((await api.cases.get({ caseId })).state.revision).toBe(revision);
    await press(page, 'Escape');
    await dialog().waitFor({ state: 'detached' });
  });
});

describe('what came out of the printer (WF-33)', () => {
  const question = () => page.getByRole('dialog', { name: '印好了几份？' });
  const printed = async (caseId: string) => {
    const [paper] = (await api.cases.get({ caseId })).state.documents;
    return { times: paper?.printedAt.length, copies: paper?.copiesPrinted };
  };
  const jobs = () => desk.printer.jobs.length;

  test('is recorded as the person says: Esc is none, another number is that number', async () => {
    const caseId = await registeredCase(api);
    await bringTo(api, caseId, 'accepted');
    await sample.openCase(caseId);
    await press(page, 'F8');
    await printFromPreview(page, '人民调解受理登记表');
    await question().waitFor({ timeout: 30_000 });
    await expectFocus(page, '印好的份数');
    await expectNoAxeViolations(page);
    await press(page, 'Escape');
    await page.getByText('人民调解受理登记表没有打印').waitFor();
    expect(await printed(caseId)).toEqual({ times: 0, copies: 0 });

    await press(page, 'F8');
    await printFromPreview(page, '人民调解受理登记表');
    await question().waitFor();
    await expectFocus(page, '印好的份数');
    await write(page, '0');
    await press(page, 'Control+Enter');
    await question().getByText('份数填 1 到 99').waitFor();
    await press(page, 'Control+a');
    await write(page, '2');
    await press(page, 'Control+Enter');
    await page.getByText('人民调解受理登记表已打印 2 份').waitFor();
    expect(await printed(caseId)).toEqual({ times: 1, copies: 2 });
  });

  test('is recorded later where the answer was lost, once, and without printing again', async () => {
    const caseId = await registeredCase(api);
    await bringTo(api, caseId, 'accepted');
    await sample.openCase(caseId);
    const before = jobs();
    // Written by the center, but its answer does not come through.
    await page.route('**/rpc/cases/act', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await press(page, 'F8');
    await printFromPreview(page, '人民调解受理登记表');
    await sayPrinted(page, 1);
    await page.getByText('人民调解受理登记表已经印好 1 份，但还没有记进案件').waitFor();
    await expect.poll(jobs).toBe(before + 1);
    await page.unroute('**/rpc/cases/act');
    await walkTo(page, '补记，不再打印', { by: 'Tab' });
    await press(page, 'Enter');
    await page.getByText('人民调解受理登记表已打印 1 份').waitFor();
    await expect.poll(() => page.getByText('还没有记进案件').count()).toBe(0);
    expect(jobs()).toBe(before + 1);
    expect(await printed(caseId)).toEqual({ times: 1, copies: 1 });
  });
});

describe('signatures and seal (人民调解法 29)', () => {
  test('all hands at once, then the seal, which says what will happen; the day is that of the paper (LOG-10)', async () => {
    const caseId = await registeredCase(api);
    const { state } = await bringTo(api, caseId, 'agreed');
    await sample.openCase(caseId);
    await press(page, 'Control+Enter');
    await dialog().getByText('登记 3 处签名').waitFor();
    await expectFocus(page, '纸上写的日期');
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    await press(page, 'Control+Enter');
    await dialog().waitFor({ state: 'detached' });
    expect((await api.cases.get({ caseId })).state.agreement?.marks.map(({ kind }) => kind)).toEqual([
      'party',
      'party',
      'mediator',
    ]);

    await expectFocus(page, '登记签名盖章');
    await press(page, 'Control+Enter');
    await dialog()
      .getByText(/签名盖章齐全，协议书自.*起生效/)
      .waitFor();
    await expectNoAxeViolations(page);
    await press(page, 'Control+Enter');
    await page.locator('h1').getByText('履行中').waitFor();
    const after = (await api.cases.get({ caseId })).state;
    expect(after.agreement?.effectiveOn).toBe(state.agreement?.text.reachedOn);
    await expectFocus(page, '登记履行');
  });

  test('a date before the agreement is refused at once, and nothing is recorded', async () => {
    const caseId = await registeredCase(api);
    await bringTo(api, caseId, 'agreed');
    await sample.openCase(caseId);
    await press(page, 'Control+Enter');
    await expectFocus(page, '纸上写的日期');
    await press(page, 'Control+a');
    await write(page, '20200101');
    await press(page, 'Control+Enter');
    await dialog().getByText('签名日期早于达成协议的日期，请核对').waitFor();
    await press(page, 'Escape');
    await dialog().waitFor({ state: 'detached' });
    expect((await api.cases.get({ caseId })).state.agreement?.marks).toEqual([]);
  });
});

describe('around the case', () => {
  test('Esc leads back to the list, Alt and the arrows to its neighbours (SCREENS 2)', async () => {
    await goTo(page, '/ledger');
    const row = (index: number) => page.locator(`.ag-row[row-index="${index}"]`).first();
    await row(2).waitFor();
    const numberIn = async (index: number): Promise<string> =>
      /\S+矛调〔\d+〕\d+/.exec((await row(index).textContent()) ?? '')?.[0] ?? '';
    // A row that is still loading has no words.
    for (const index of [0, 1]) await expect.poll(() => numberIn(index)).not.toBe('');
    const [first, second] = [await numberIn(0), await numberIn(1)];
    await expect.poll(() => page.locator('.ag-row-focus, .ag-cell-focus').count()).toBeGreaterThan(0);
    await press(page, 'Enter');
    await page.locator('.case-meta').getByText(first, { exact: true }).waitFor();
    await press(page, 'Alt+ArrowRight');
    await page.locator('.case-meta').getByText(second, { exact: true }).waitFor();
    await press(page, 'Alt+ArrowLeft');
    await page.locator('.case-meta').getByText(first, { exact: true }).waitFor();
    await press(page, 'Alt+ArrowLeft');
    await page.getByText('这是列表里的第一件').waitFor();
    await press(page, 'Escape');
    await expect.poll(() => page.url()).toContain('#/ledger');
  });

  test('the home page’s button opens the form that it names, once', async () => {
    const caseId = await registeredCase(api);
    await goTo(page, `/cases/${caseId}?do=case.accepted`);
    await dialog().getByText('受理').first().waitFor();
    await press(page, 'Escape');
    await dialog().waitFor({ state: 'detached' });
    await expect.poll(() => page.url()).not.toContain('do=');
  });

  test('flags stand beside the status as words, and markup in the facts is read as it was written', async () => {
    const caseId = await registeredCase(api, { facts: '李某喊 <b>别管</b> & <img src=x onerror=alert(1)>。' });
    await act(api, caseId, 'case.flagged', { flag: 'supervised', reason: '区里督办' });
    await act(api, caseId, 'case.flagged', { flag: 'escalated', reason: '扬言报复' });
    await sample.openCase(caseId);
    await page.locator('h1').getByText('督办').waitFor();
    await page.locator('h1').getByText('升级').waitFor();
    await page.getByText('李某喊 <b>别管</b> & <img src=x onerror=alert(1)>。').waitFor();
    await expectNoAxeViolations(page);
  });
});
