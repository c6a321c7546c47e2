import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { type Desk, expectFocus, pick, walkTo, write } from '../browser/desk.ts';
import { press, type } from '../browser/keyboard.ts';
import { sayPrinted } from '../browser/printer.ts';
import { confirmDialog, openDialog, type Typed } from './case-steps.ts';

/** From the agreed words to the paper and its signatures, by keyboard alone. */

export interface PerformanceWords {
  /** As found in the list of parties: initials, and the name. */
  readonly who: readonly [typed: string, name: string];
  readonly what: Typed;
  readonly amount?: string;
  /** Eight digits. */
  readonly dueOn: string;
  readonly method: Typed;
}

export interface AgreementWords {
  readonly terms: readonly (readonly Typed[])[];
  readonly performance: readonly PerformanceWords[];
}

async function writeTerms(page: Page, terms: AgreementWords['terms']): Promise<void> {
  for (const [index, term] of terms.entries()) {
    if (index > 0) await press(page, 'Alt+n');
    await expectFocus(page, `第 ${index + 1} 条`);
    await write(page, ...term);
  }
}

async function writeItem(page: Page, index: number, item: PerformanceWords): Promise<void> {
  const label = (what: string) => `第 ${index + 1} 项 ${what}`;
  await press(page, 'Alt+l');
  await expectFocus(page, label(index === 0 ? '谁' : '做什么'));
  if (index > 0) await walkTo(page, label('谁'), { by: 'Shift+Tab', most: 1 });
  await pick(page, item.who[0], item.who[1]);
  await expectFocus(page, label('做什么'));
  await write(page, item.what);
  await press(page, 'Enter');
  await expectFocus(page, label('金额'));
  if (item.amount !== undefined) await type(page, item.amount);
  await press(page, 'Enter');
  await expectFocus(page, label('最晚哪一天'));
  await type(page, item.dueOn);
  await press(page, 'Enter');
  await expectFocus(page, label('方式'));
  await write(page, item.method);
}

/** Writes the text on the page of the agreement, which has just opened with the focus on the first clause. */
export async function writeAgreement(page: Page, words: AgreementWords): Promise<void> {
  await writeTerms(page, words.terms);
  for (const [index, item] of words.performance.entries()) await writeItem(page, index, item);
}

/** The preview shows the paper, and nothing of it is still on its way. */
export async function expectPreview(page: Page): Promise<void> {
  await page.locator('.preview canvas').first().waitFor({ timeout: 30_000 });
}

/** Ctrl+Enter on the page of the agreement, and once more where it says what exactly will happen. */
export async function settle(page: Page, form: '书面' | '口头'): Promise<void> {
  await page
    .locator('[data-main-action]')
    .filter({ hasText: `达成${form}协议` })
    .waitFor();
  await press(page, 'Control+Enter');
  await openDialog(page, `达成${form}协议`);
  await expectNoAxeViolations(page);
  await confirmDialog(page);
}

/** The main step after the agreement: number, paper, print, as many as `label` says. Answers with the printed hash. */
export async function issueAndPrint({ page, printer }: Desk, label: string): Promise<string> {
  const before = printer.jobs.length;
  await page.locator('[data-main-action]').filter({ hasText: label }).waitFor({ timeout: 15_000 });
  await press(page, 'Control+Enter');
  await expect.poll(() => printer.jobs.length, { timeout: 30_000 }).toBe(before + 1);
  await sayPrinted(page, Number(/\d+/.exec(label)?.[0]));
  await page.getByRole('status').filter({ hasText: '已打印' }).waitFor();
  return printer.jobs.at(-1) ?? '';
}

/** Records marks on the paper: those that the form suggests, once it lists all of `open`. */
export async function recordMarks(page: Page, open: readonly RegExp[], submit: string): Promise<void> {
  await press(page, 'Alt+m');
  await openDialog(page, '登记签名盖章');
  for (const name of open) await page.getByRole('checkbox', { name }).waitFor();
  await page.getByRole('dialog').locator('[data-main-action]').filter({ hasText: submit }).waitFor();
  await expectNoAxeViolations(page);
  await confirmDialog(page);
}
