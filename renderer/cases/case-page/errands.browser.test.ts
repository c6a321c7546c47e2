import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import type { Api } from '../../../tests/browser/api.ts';
import { expectNoAxeViolations } from '../../../tests/browser/axe.ts';
import { bringTo, registeredCase } from '../../../tests/browser/case-to.ts';
import { goTo } from '../../../tests/browser/desk.ts';
import { press, type } from '../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../tests/browser/layout.ts';
import { sampleCenter } from '../../../tests/browser/sample-center.ts';

/** 吹哨 by keyboard alone, against a real center: called, answered, summed up (WF-52, WF-54, WF-57). */

const sample = sampleCenter({ staying: 'chengmin' });
let api: Api;
let page: Page;
beforeEach(() => {
  ({ api, page } = sample);
});

const dialog = () => page.getByRole('dialog');
const card = () => page.getByRole('region', { name: /^协同督办/ });

async function send(): Promise<void> {
  await press(page, 'Control+Enter');
  await dialog().waitFor({ state: 'detached' });
}

test('a department is called, answers, and the desk sums up, by keys; the workbench shows who is waited for', async () => {
  const caseId = await registeredCase(api);
  await bringTo(api, caseId, 'mediating');
  await goTo(page, `/cases/${caseId}`);
  await page.locator('.case-actions').getByText('协同督办').waitFor();
  await press(page, 'F7');
  await dialog().getByText('办哪一项').waitFor();
  await type(page, '吹哨');
  await press(page, 'Enter');
  await type(page, '到现场认定垃圾是谁掉的。');
  await dialog().getByLabel('哪个单位').fill('金水区城市管理局');
  await expectNoAxeViolations(page);
  await send();
  await card().getByText('金水区城市管理局：到现场认定垃圾是谁掉的。').waitFor();
  expect(await card().textContent()).toContain('待签收');
  await expectNoLayoutFaults(page);

  await goTo(page, '/');
  const waiting = page.getByRole('region', { name: '协同督办' });
  await waiting.getByText('吹哨（金水区城市管理局）').first().waitFor();
  await expectNoAxeViolations(page);
  await press(page, 'Alt+D');
  await card().waitFor();

  await press(page, 'Alt+,');
  await dialog().getByLabel('办得怎样').fill('已到现场，责令清理。');
  await send();
  expect(await card().textContent()).toContain('已办完');
  await press(page, 'Alt+/');
  await dialog().getByLabel('联动小结').last().fill('城管已责令清理，社区跟进。');
  await send();
  await card().getByText('城管已责令清理，社区跟进。').waitFor();
});
