import { expect, test } from 'vitest';
import { expectNoAxeViolations } from '../../../tests/browser/axe.ts';
import { bringTo, registeredCase } from '../../../tests/browser/case-to.ts';
import { expectFocus, walkTo } from '../../../tests/browser/desk.ts';
import { press } from '../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../tests/browser/layout.ts';
import { sampleCenter } from '../../../tests/browser/sample-center.ts';

/** 交办 at a real center: whom a case suits best, told with the reason, by keys alone. */

const sample = sampleCenter({ staying: 'chengmin' });
const dialog = () => sample.page.getByRole('dialog');
const chosen = () => dialog().locator('.mediators').getByRole('checkbox', { checked: true });

test('the mediator of the street who is good at it stands first with the reason, and two keys assign the case', async () => {
  const { api, page } = sample;
  const caseId = await registeredCase(api);
  await bringTo(api, caseId, 'triaged');
  await sample.openCase(caseId);
  await page.locator('h1').getByText('待交办').waitFor();
  await press(page, 'Control+Enter');
  const first = dialog().locator('.mediator-list li').first();
  await expect.poll(() => first.textContent()).toMatch(/^张卫推荐　同街道 · 擅长邻里 · (在办 \d+ 件|手上没有案件)/);
  await expect.poll(() => chosen().count()).toBe(1);
  await dialog().getByRole('button', { name: '交办给张卫' }).waitFor();
  await expectFocus(page, '张卫');
  expect(await dialog().locator('.mediator-list .mediator-suggested').count()).toBe(3);
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);

  // Another one by keys: the button says who it is before anything is sent.
  await press(page, 'Space');
  await dialog().getByRole('button', { name: '交办', exact: false }).first().waitFor();
  await walkTo(page, /^王祎/);
  await press(page, 'Space');
  await dialog().getByRole('button', { name: '交办给王祎' }).waitFor();
  await press(page, 'Control+Enter');
  await page.locator('h1').getByText('待签收').waitFor();
  const { state, staffNames } = await api.cases.get({ caseId });
  expect(state.mediatorIds.map((id) => staffNames[id])).toEqual(['王祎']);

  // Who has it is no suggestion, and nobody is ticked: a change is a choice.
  await press(page, 'Alt+J');
  const has = dialog().locator('.mediator-list li', { hasText: '王祎' });
  await expect.poll(() => has.textContent()).toContain('现在由其办理');
  expect(await chosen().count()).toBe(0);
  await press(page, 'Escape');
});
