import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { SyncedDesk } from '../../../../services/sync/testing.ts';
import { setAside } from '../../../../services/testing/stand-in-city.ts';
import { expectNoAxeViolations } from '../../../../tests/browser/axe.ts';
import { write } from '../../../../tests/browser/desk.ts';
import { hostedDesks } from '../../../../tests/browser/hosted-desks.ts';
import { press } from '../../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../../tests/browser/layout.ts';
import { syncStandIn } from '../../../../tests/browser/sync-stand-in.ts';

const center = hostedDesks({ per: 'test', sync: () => syncStandIn() });
const held = { verdict: 'held', reason: 'behind', detail: null } as const;
const triage = { route: 'industry_mediation', complexity: 'complex', urgent: true, note: '要请行业协会' };

let synced: SyncedDesk;
let caseId: string;
let page: Page;
beforeEach(async () => {
  const { desk } = center.host;
  synced = new SyncedDesk(desk);
  ({ caseId } = await desk.register());
  await desk.act(desk.clerk, caseId, 'case.accepted');
  await synced.push();
  await desk.act(desk.clerk, caseId, 'case.triaged', triage);
  await desk.act(desk.clerk, caseId, 'case.assigned', { mediatorIds: [desk.mediator.staffId], chosenByParties: false });
  await synced.push(({ header }) => (header.type === 'case.triaged' ? setAside : held));
  ({ page } = await center.sitAs('chengmin', '/#/'));
});

const dialog = () => page.getByRole('dialog');
const told = (words: string) => page.locator('.case-told').getByText(words);
const settlings = async () => (await synced.outbox()).map(({ header }) => header.type);

/** From the workbench with one key to the dialog of the case. */
async function reach(): Promise<void> {
  await page.getByRole('region', { name: '市平台未采纳' }).getByText('分流等 2 步').waitFor();
  await press(page, 'Alt+E');
  await dialog().getByText('市平台没有采纳：分流').waitFor();
}

test('edit and resend: the form has what was entered, on the case as it is; followers go with it', async () => {
  await reach();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  const compared = dialog().getByRole('row', { name: /由谁来办/ });
  await expect.poll(() => compared.textContent()).toBe('由谁来办行业性专业性调解（没有）');
  expect(
    await dialog()
      .getByRole('checkbox', { name: /交办给/ })
      .isChecked(),
  ).toBe(true);
  await press(page, 'Alt+E');
  await dialog().getByText('改后重发：分流').waitFor();
  await expect.poll(() => dialog().getByLabel('说明').inputValue()).toBe('要请行业协会');
  await dialog().getByLabel('说明').focus();
  await press(page, 'Control+A');
  await write(page, '已请行业协会派人');
  await press(page, 'Control+Enter');
  await dialog().waitFor({ state: 'detached' });
  await page.locator('h1').getByText('待签收').waitFor();
  expect(await settlings()).toEqual(['settling.resent', 'settling.resent', 'case.triaged', 'case.assigned']);
  await page
    .getByRole('region', { name: '市平台未采纳的步骤' })
    .getByText(/未采纳，已改后重发（程敏/)
    .first()
    .waitFor();
  expect((await synced.stateOf(caseId))?.route).toBe('industry_mediation');
});

test('both versions, and ours as it was: one key, the follower left out', async () => {
  await reach();
  await dialog()
    .getByRole('checkbox', { name: /交办给/ })
    .focus();
  await press(page, 'Space');
  await press(page, 'Alt+R');
  await told('已按原样重发：分流').waitFor();
  expect(await settlings()).toEqual(['settling.resent', 'settling.withdrawn', 'case.triaged']);
});

test('withdraw: says what happens to the group, asks once, Esc leads back and changes nothing', async () => {
  await reach();
  await press(page, 'Alt+W');
  await dialog().getByText('不能再恢复').waitFor();
  expect(await dialog().getByRole('listitem').allTextContents()).toEqual(['程敏分流', '程敏交办给张卫']);
  await press(page, 'Escape');
  await dialog().getByText('市平台没有采纳：分流').waitFor();
  expect(await settlings()).toEqual([]);
  await press(page, 'Alt+W');
  await dialog().getByText('不能再恢复').waitFor();
  await press(page, 'Control+Enter');
  await told('已撤回 2 步').waitFor();
  expect(await settlings()).toEqual(['settling.withdrawn', 'settling.withdrawn']);
  await page
    .getByText(/未采纳，已撤回（程敏/)
    .first()
    .waitFor();
});

test('hand to the city: asks for words, and says that it was handed over', async () => {
  await reach();
  await press(page, 'Alt+T');
  await dialog().getByLabel('要市里定什么').waitFor();
  await write(page, '两边都办了，请市里定');
  await press(page, 'Control+Enter');
  await told('已交市平台处理').waitFor();
  expect(await settlings()).toEqual(['settling.handed_over', 'settling.handed_over']);
  await press(page, 'F4');
  await page.locator('.home').waitFor();
  expect(await page.getByRole('region', { name: '市平台未采纳' }).count()).toBe(0);
});

test('a mediator who did none of it reads what became of it, and is offered no way', async () => {
  const other = await center.sitAs('zhangwei', `/#/cases/${caseId}`);
  await other.page.getByRole('region', { name: '市平台未采纳的步骤' }).waitFor();
  expect(await other.page.getByText('处理未采纳的步骤').count()).toBe(0);
});
