import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { openCase } from '../../../../services/cases/view.ts';
import { SyncedDesk } from '../../../../services/sync/testing.ts';
import { accepted, setAside } from '../../../../services/testing/stand-in-city.ts';
import { expectNoAxeViolations } from '../../../../tests/browser/axe.ts';
import { write } from '../../../../tests/browser/desk.ts';
import { hostedDesks } from '../../../../tests/browser/hosted-desks.ts';
import { press } from '../../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../../tests/browser/layout.ts';
import { syncStandIn } from '../../../../tests/browser/sync-stand-in.ts';
import { agreedCase } from '../../../../tests/support/papers.ts';

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
  await expect.poll(() => compared.textContent()).toBe('由谁来办不同行业性专业性调解（没有）');
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
  // The page shows what it knew until it has asked again.
  await page.getByRole('region', { name: '市平台未采纳' }).waitFor({ state: 'detached' });
});

test('a mediator who did none of it reads what became of it, and is offered no way', async () => {
  const other = await center.sitAs('zhangwei', `/#/cases/${caseId}`);
  await other.page.getByRole('region', { name: '市平台未采纳的步骤' }).waitFor();
  expect(await other.page.getByText('处理未采纳的步骤').count()).toBe(0);
});

test('a correction that was set aside opens on its own page with what was entered, and settles its group', async () => {
  const { desk } = center.host;
  const { caseId: id } = await desk.register();
  await synced.push();
  const { state } = await openCase(desk, desk.clerk, id);
  if (!state.registration) throw new Error('no registration');
  const registration = { ...state.registration, title: '楼上漏水', facts: '厨房天花板渗水三个月。' };
  await desk.act(desk.clerk, id, 'case.corrected', { registration, reason: '按现场核对更正。' });
  await synced.push(({ header }) => (header.type === 'case.corrected' ? setAside : accepted));
  const own = await center.sitAs('chengmin', `/#/cases/${id}?settle=1`);
  page = own.page;
  await dialog().getByText('市平台没有采纳：更正登记').waitFor();
  await expectNoLayoutFaults(page);
  await press(page, 'Alt+E');
  await page.getByRole('heading', { name: '改后重发：更正登记' }).waitFor();
  await expect.poll(() => page.locator('#registration_facts').inputValue()).toBe('厨房天花板渗水三个月。');
  await expect.poll(() => page.getByLabel('更正的理由', { exact: true }).last().inputValue()).toBe('按现场核对更正。');
  await expectNoLayoutFaults(page);
  await press(page, 'Control+Enter');
  await page.locator('.case-head').waitFor();
  expect(await settlings()).toEqual(['settling.resent', 'case.corrected']);
  expect((await synced.stateOf(id))?.registration).toMatchObject({ title: '楼上漏水', facts: registration.facts });
});

test('a revision of an agreement that was set aside opens in the editor with its text and its reason', async () => {
  const { desk } = center.host;
  const id = await agreedCase(desk);
  await synced.push();
  const { state } = await openCase(desk, desk.mediator, id);
  const text = { ...state.agreement?.text, terms: ['三日内修好厨房天花板。', '赔偿三百元。'] };
  await desk.act(desk.mediator, id, 'agreement.revised', { text, reason: '双方又谈了一次。' });
  await synced.push(({ header }) => (header.type === 'agreement.revised' ? setAside : accepted));
  const own = await center.sitAs('zhangwei', `/#/cases/${id}?settle=1`);
  page = own.page;
  await dialog().getByText('市平台没有采纳：修改协议').waitFor();
  await expect
    .poll(() =>
      dialog()
        .getByRole('row', { name: /第 2 条/ })
        .textContent(),
    )
    .toBe('第 2 条不同赔偿三百元。李某清理 4 至 5 层楼道，并付清洁费 200 元。');
  await press(page, 'Alt+E');
  await expect.poll(() => page.locator('#agreement-reason').inputValue()).toBe('双方又谈了一次。');
  const terms = page.locator('textarea[id^="agreement-term:"]');
  await expect
    .poll(() => terms.evaluateAll((all) => all.map((each) => (each as HTMLTextAreaElement).value)))
    .toEqual(text.terms);
  await press(page, 'Control+Enter');
  await dialog()
    .getByText(/成为第 2 版/)
    .first()
    .waitFor();
  await press(page, 'Control+Enter');
  await dialog().waitFor({ state: 'detached' });
  await expect.poll(settlings).toEqual(['settling.resent', 'agreement.revised']);
  expect((await synced.stateOf(id))?.agreement?.text.terms).toEqual(text.terms);
});
