import type { Page } from 'playwright-core';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { expectFocus, pick, walkTo, write } from '../browser/desk.ts';
import { press, type } from '../browser/keyboard.ts';
import type { Typed } from './case-steps.ts';

export interface NewCenter {
  /** Initials and name of the area. */
  readonly area: readonly [typed: string, name: RegExp];
  readonly centerName: Typed;
  readonly committeeName: Typed;
  readonly phone: string;
  readonly administrator: { readonly name: Typed; readonly account: string; readonly password: string };
}

async function replaceIn(page: Page, label: string, words: Typed): Promise<void> {
  await walkTo(page, label);
  await press(page, 'Control+a');
  await write(page, words);
}

/** The first-run assistant, field by field. */
export async function setUpByKeyboard(page: Page, center: NewCenter): Promise<void> {
  await expectFocus(page, '所在区县');
  await expectNoAxeViolations(page);
  await pick(page, ...center.area);
  await expectFocus(page, '中心全称');
  await press(page, 'Control+a');
  await write(page, center.centerName);
  await replaceIn(page, '电话', center.phone);
  await replaceIn(page, '全称（印章上的名称）', center.committeeName);
  await replaceIn(page, '姓名', center.administrator.name);
  await walkTo(page, '账号');
  await type(page, center.administrator.account);
  await walkTo(page, '密码');
  await type(page, center.administrator.password);
  await press(page, 'Enter');
  await type(page, center.administrator.password);
  await expectNoAxeViolations(page);
  await press(page, 'Control+Enter');
  await page.getByText('中心已建好').waitFor({ timeout: 20_000 });
}
