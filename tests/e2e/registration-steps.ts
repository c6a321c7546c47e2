import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { type Desk, expectFocus, pick, walkTo, write } from '../browser/desk.ts';
import { press, type } from '../browser/keyboard.ts';
import { sayPrinted } from '../browser/printer.ts';
import type { Typed } from './case-steps.ts';

export interface PersonWords {
  readonly name: Typed;
  readonly idNumber: string;
  /** What the number must fill in. */
  readonly filledIn: { readonly sex: string; readonly birthDate: string };
  readonly occupation: Typed;
  readonly phone: string;
  readonly address: readonly Typed[];
}

/** One person, Enter by Enter. Begins with the focus on the field of the name. */
export async function writePerson(page: Page, index: number, person: PersonWords): Promise<void> {
  await expectFocus(page, '姓名');
  await write(page, person.name);
  await walkTo(page, '证件号码');
  await write(page, person.idNumber);
  const party = page.locator(`[data-party="${index}"]`);
  await party.getByLabel('号码校验无误').waitFor();
  await expect.poll(() => party.getByLabel('出生日期').inputValue()).toBe(person.filledIn.birthDate);
  await party.locator('.field-filled-in').getByText(person.filledIn.sex, { exact: true }).waitFor();
  await walkTo(page, '职业');
  await write(page, person.occupation);
  await walkTo(page, '手机');
  await write(page, person.phone);
  await walkTo(page, '住址');
  await write(page, ...person.address);
}

export interface PlaceWords {
  /** Pinyin initials as typed, and what they must find. */
  readonly typed: string;
  readonly entry: RegExp;
  readonly detail: readonly Typed[];
  /** Eight digits. */
  readonly occurredOn: string;
}

export async function writePlace(page: Page, place: PlaceWords): Promise<void> {
  await walkTo(page, '发生地点');
  await pick(page, place.typed, place.entry);
  await expectFocus(page, '详细地址');
  await write(page, ...place.detail);
  await press(page, 'Enter');
  await expectFocus(page, '发生日期');
  await type(page, place.occurredOn);
}

export async function writeFactsAndDemands(
  page: Page,
  facts: readonly Typed[],
  demands: readonly (readonly Typed[])[],
): Promise<void> {
  await walkTo(page, '经过');
  await write(page, ...facts);
  await walkTo(page, '申请事项 1', { by: 'Tab', most: 12 });
  for (const [index, demand] of demands.entries()) {
    if (index > 0) await press(page, 'Enter');
    await expectFocus(page, `申请事项 ${index + 1}`);
    await write(page, ...demand);
  }
}

export interface SavedCase {
  readonly caseNumber: string;
  readonly queryCode: string;
}

/** Ctrl+Enter: saved and accepted, with the number and the code to tell the visitor. */
export async function saveAndAccept(page: Page): Promise<SavedCase> {
  await press(page, 'Control+Enter');
  await page.getByRole('heading', { name: '已登记并受理' }).waitFor({ timeout: 20_000 });
  await expectNoAxeViolations(page);
  const [caseNumber = '', queryCode = ''] = await page.locator('.saved-numbers dd').allTextContents();
  return { caseNumber: caseNumber.trim(), queryCode: queryCode.trim() };
}

/** F8 after saving: the slip goes to the printer; answers with the hash of what went there. */
export async function printSlip({ page, printer }: Desk): Promise<string> {
  await press(page, 'F8');
  await sayPrinted(page, 1);
  await page.locator('.saved-slip').getByText('已打印').waitFor();
  await expect.poll(() => printer.jobs.length).toBe(1);
  return printer.jobs[0] ?? '';
}
