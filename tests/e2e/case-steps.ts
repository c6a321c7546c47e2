import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { type Desk, expectFocus, walkTo, write } from '../browser/desk.ts';
import { focusLabel, press, type } from '../browser/keyboard.ts';
import { printFromPreview, sayPrinted } from '../browser/printer.ts';

/** One step of the work on a case, each by keyboard alone, as a person at the desk does it. */

/** What is typed: pinyin and the words that the input method makes of it, or plain keys. */
export type Typed = string | readonly [pinyin: string, words: string];

/** The dialog that has just opened, once one of its fields or buttons has the focus. */
export async function openDialog(page: Page, title: string): Promise<void> {
  await page.getByRole('dialog').filter({ hasText: title }).waitFor();
  const inside = () =>
    page.evaluate(() => document.activeElement?.matches('[role=dialog] :is(input, textarea, button)'));
  await expect.poll(inside, { message: `nothing in the dialog ${title} has the focus` }).toBe(true);
}

/** Ctrl+Enter in the open dialog, until it has closed. */
export async function confirmDialog(page: Page): Promise<void> {
  await press(page, 'Control+Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

export async function expectStatus(page: Page, status: string): Promise<void> {
  await page.getByRole('heading', { level: 1 }).filter({ hasText: status }).waitFor({ timeout: 15_000 });
}

/** F3, some letters, and the case whose line has the number. */
export async function openCaseByNumber(page: Page, typed: string, caseNumber: string): Promise<void> {
  await press(page, 'F3');
  await expectFocus(page, '搜全部');
  await type(page, typed);
  const line = page.getByRole('option').filter({ hasText: caseNumber });
  await line.waitFor();
  await page.locator('[role=listbox][aria-busy=true]').waitFor({ state: 'detached' });
  for (let step = 0; (await line.getAttribute('aria-selected')) !== 'true'; step += 1) {
    if (step > 10) throw new Error(`the arrow keys do not reach ${caseNumber}`);
    await press(page, 'ArrowDown');
  }
  await press(page, 'Enter');
  await page.locator('main').getByText(caseNumber).first().waitFor();
}

/** Ctrl+Enter on the case page: the step that the page itself offers next. */
export async function startMainStep(page: Page, label: string): Promise<void> {
  await page.locator('[data-main-action]').filter({ hasText: label }).waitFor();
  await press(page, 'Control+Enter');
}

export async function triage(page: Page): Promise<void> {
  await startMainStep(page, '分流');
  await openDialog(page, '分流');
  await expectNoAxeViolations(page);
  await confirmDialog(page);
  await expectStatus(page, '待交办');
}

export async function assignTo(page: Page, mediator: string): Promise<void> {
  await startMainStep(page, '交办');
  await openDialog(page, '交办');
  const box = page.getByRole('checkbox', { name: mediator });
  await box.waitFor();
  // The first of the mediators has the focus.
  await expect.poll(() => focusLabel(page)).toMatch(/手上|在办/);
  await expectNoAxeViolations(page);
  const ticked = page.locator('.mediators').getByRole('checkbox', { checked: true });
  for (const other of await ticked.all()) {
    if (await other.evaluate((each, wanted) => each === wanted, await box.elementHandle())) continue;
    await other.focus();
    await press(page, 'Space');
  }
  if (!(await focusLabel(page)).startsWith(mediator)) await walkTo(page, mediator);
  if (!(await box.isChecked())) await press(page, 'Space');
  await confirmDialog(page);
  await expectStatus(page, '待签收');
}

export async function signInCase(page: Page): Promise<void> {
  await startMainStep(page, '签收');
  await expectStatus(page, '已签收');
}

/** Alt+Y: the other side has been asked and is willing. */
export async function recordConsent(page: Page, words: readonly Typed[]): Promise<void> {
  await press(page, 'Alt+y');
  await openDialog(page, '登记当事人意愿');
  await expectNoAxeViolations(page);
  await walkTo(page, '原话或说明');
  await write(page, ...words);
  await confirmDialog(page);
}

export async function startMediation(page: Page): Promise<void> {
  await startMainStep(page, '开始调解');
  await openDialog(page, '开始调解');
  await expectNoAxeViolations(page);
  await confirmDialog(page);
  await expectStatus(page, '调解中');
}

export interface SessionWords {
  readonly place: readonly Typed[];
  readonly helper?: { readonly name: Typed; readonly identity: Typed };
  readonly record: readonly (readonly Typed[])[];
  readonly result: readonly Typed[];
}

export async function writeSession(page: Page, words: SessionWords): Promise<void> {
  await startMainStep(page, '写调解记录');
  await openDialog(page, '写调解记录');
  await expectFocus(page, '日期');
  await walkTo(page, '地点');
  await press(page, 'Control+a');
  await write(page, ...words.place);
  if (words.helper) {
    await walkTo(page, /加协助人/, { by: 'Tab' });
    await press(page, 'Enter');
    // The new line stands before the button that made it.
    await walkTo(page, /协助人 1 姓名/, { by: 'Shift+Tab' });
    await write(page, words.helper.name);
    await press(page, 'Enter');
    await expectFocus(page, '协助人 1 身份');
    await write(page, words.helper.identity);
    await press(page, 'Enter');
    await expectFocus(page, '当事人同意');
    await press(page, 'Space');
  }
  await walkTo(page, /上面这些已当面告知双方/);
  await press(page, 'Space');
  await walkTo(page, '调解记录');
  for (const [index, line] of words.record.entries()) {
    if (index > 0) await press(page, 'Enter');
    await write(page, ...line);
  }
  await walkTo(page, '调解结果', { by: 'Tab' });
  await write(page, ...words.result);
  await expectNoAxeViolations(page);
  await confirmDialog(page);
}

/** F8 on the case page, a look at the paper, until it has gone to the printer. */
export async function printByF8({ page, printer }: Desk, title: string): Promise<string> {
  const before = printer.jobs.length;
  await page
    .locator('.action-bar')
    .getByRole('button', { name: `打印${title}` })
    .waitFor();
  await press(page, 'F8');
  await printFromPreview(page, title);
  await sayPrinted(page, 1);
  await page.getByRole('status').filter({ hasText: '已打印' }).waitFor();
  expect(printer.jobs.length).toBe(before + 1);
  return printer.jobs.at(-1) ?? '';
}

export async function recordPerformance(page: Page, item: string, words: readonly Typed[]): Promise<void> {
  await startMainStep(page, '登记履行');
  await openDialog(page, '登记履行');
  await page.getByRole('radio', { name: item }).waitFor();
  await expectNoAxeViolations(page);
  await walkTo(page, '说明');
  await write(page, ...words);
  await confirmDialog(page);
}

export async function followUp(page: Page, words: readonly Typed[]): Promise<void> {
  await startMainStep(page, '回访');
  await openDialog(page, '回访');
  await expectNoAxeViolations(page);
  await walkTo(page, '回访情况');
  await write(page, ...words);
  await confirmDialog(page);
}

export async function closeCase(page: Page): Promise<void> {
  await startMainStep(page, '结案');
  await openDialog(page, '结案');
  await expectNoAxeViolations(page);
  await confirmDialog(page);
  await expectStatus(page, '已结案');
}

export async function archive(page: Page): Promise<void> {
  await startMainStep(page, '归档');
  await openDialog(page, '归档');
  await expectNoAxeViolations(page);
  await confirmDialog(page);
  await expectStatus(page, '已归档');
}
