import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../../../tests/browser/api.ts';
import { expectNoAxeViolations } from '../../../tests/browser/axe.ts';
import { act, bringTo, registeredCase } from '../../../tests/browser/case-to.ts';
import { expectFocus, walkTo, write } from '../../../tests/browser/desk.ts';
import { imeType, press, pressWhileBusy, type } from '../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../tests/browser/layout.ts';
import { sampleCenter } from '../../../tests/browser/sample-center.ts';

/** The case page by keyboard alone, against a real center, by one who holds desk, mediator and manager in one. */

const sample = sampleCenter({ staying: 'chengmin' });
let api: Api;
let page: Page;
beforeEach(() => {
  ({ api, page } = sample);
});

const dialog = (at: Page = page) => at.getByRole('dialog');
const main = (at: Page = page) => at.locator('.action-bar [data-main-action]');

async function status(words: string): Promise<void> {
  await page.locator('h1').getByText(words).waitFor({ timeout: 15_000 });
}

/** The main action's form, opened and sent as it is; how each form looks is proved in case-look.browser.test.ts. */
async function mainStep(label: string, typed: () => Promise<void> = async () => undefined): Promise<void> {
  await main().getByText(label).waitFor();
  await press(page, 'Control+Enter');
  await dialog().getByText(label).first().waitFor();
  await typed();
  await press(page, 'Control+Enter');
  await dialog().waitFor({ state: 'detached' });
}

describe('a case from the door to the record of its mediation, without the mouse', () => {
  test('accepted, triaged, assigned, signed in, asked, mediated, written down', async () => {
    const caseId = await registeredCase(api);
    await sample.openCase(caseId);
    await status('待受理');
    await expectNoAxeViolations(page);

    await mainStep('受理');
    await status('待分流');
    await page.getByText('已办：受理，案件现在是「待分流」').waitFor();
    await expectFocus(page, '分流');
    await mainStep('分流');
    await status('待交办');
    await mainStep('交办', async () => {
      await page.getByRole('checkbox', { name: /^程敏/ }).waitFor();
      for (const box of await page.getByRole('checkbox', { checked: true }).all()) {
        if (!(await box.evaluate((element) => element.closest('.mediators')))) continue;
        await box.focus();
        await press(page, 'Space');
      }
      await page.getByRole('checkbox', { name: /^程敏/ }).focus();
      await press(page, 'Space');
    });
    await status('待签收');
    await main().getByText('签收').waitFor();
    await press(page, 'Control+Enter');
    await status('已签收');
    await expectFocus(page, '开始调解');

    await press(page, 'Alt+y');
    await dialog().getByText('登记当事人意愿').first().waitFor();
    await walkTo(page, '原话或说明');
    await imeType(page, 'yuanyi', '不是故意的，愿意当面说清楚。');
    await press(page, 'Control+Enter');
    await dialog().waitFor({ state: 'detached' });
    await page.getByText('“').or(page.getByText('不是故意的，愿意当面说清楚。')).first().waitFor();

    await mainStep('开始调解');
    await status('调解中');
    await press(page, 'Control+Enter');
    await dialog().getByText('上面这些已当面告知双方').waitFor();
    await walkTo(page, '地点');
    await press(page, 'Control+a');
    await write(page, ['tiaojieshi', '调解室'], ' 1');
    await walkTo(page, /上面这些已当面告知双方/);
    await press(page, 'Space');
    await press(page, 'Enter');
    await expectFocus(page, '调解记录');
    await imeType(page, 'limou', '李某承认把垃圾掉在楼道里，');
    await press(page, 'Enter');
    await imeType(page, 'zhangmou', '张某说明了几次交涉的经过。');
    await press(page, 'Tab');
    await expectFocus(page, '调解结果');
    await imeType(page, 'yuanyi', '李某愿意清理 4 至 5 层楼道。');
    await page.getByText(/草稿 .* 已存在/).waitFor();
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    await press(page, 'Control+Enter');
    await dialog().waitFor({ state: 'detached' });
    await expectFocus(page, '达成书面协议');

    const { state } = await api.cases.get({ caseId });
    expect(state.status).toBe('mediating');
    expect(state.sessions).toMatchObject([
      {
        place: '调解室 1',
        rightsTold: true,
        record: '李某承认把垃圾掉在楼道里，\n张某说明了几次交涉的经过。',
        result: '李某愿意清理 4 至 5 层楼道。',
      },
    ]);
    expect(await api.drafts.list({ kind: 'session', caseId })).toEqual([]);
    await expectNoLayoutFaults(page);
  });

  test('what is left out is told at its place, and nothing is sent', async () => {
    const caseId = await registeredCase(api);
    await bringTo(api, caseId, 'mediating');
    await sample.openCase(caseId);
    await press(page, 'Control+Enter');
    await dialog().getByText('上面这些已当面告知双方').waitFor();
    await press(page, 'Control+Enter');
    await dialog().getByText('调解前要告知权利义务（人民调解法第二十三、二十四条）').waitFor();
    await dialog().getByText('请填写「调解记录」').waitFor();
    await expectNoAxeViolations(page);
    await press(page, 'Escape');
    await dialog().waitFor({ state: 'detached' });
    expect((await api.cases.get({ caseId })).state.sessions).toEqual([]);
  });
});

describe('nothing is lost', () => {
  test('an unfinished record is there again after the window was closed in the middle of a word', async () => {
    const caseId = await registeredCase(api);
    await bringTo(api, caseId, 'mediating');
    const other = await sample.sitAs('chengmin');
    await sample.openCase(caseId, other.page);
    await press(other.page, 'Control+Enter');
    await dialog(other.page).getByText('上面这些已当面告知双方').waitFor();
    await walkTo(other.page, '调解记录', { by: 'Tab' });
    await imeType(other.page, 'shuo', '张某说夏天气味刺鼻');
    await other.page.getByText(/草稿 .* 已存在/).waitFor();
    await other.close();

    await sample.openCase(caseId);
    await press(page, 'Control+Enter');
    await dialog()
      .getByText(/没写完的写/)
      .waitFor();
    await expect.poll(() => dialog().getByLabel('调解记录', { exact: true }).inputValue()).toBe('张某说夏天气味刺鼻');
    await press(page, 'Escape');
    await dialog().waitFor({ state: 'detached' });
    await api.drafts
      .list({ kind: 'session', caseId })
      .then(([draft]) => api.drafts.discard({ draftId: draft!.draftId }));
  });

  test('what another desk did meanwhile is shown, the words stay, and the same key saves them on top (LOG-5)', async () => {
    const caseId = await registeredCase(api);
    await bringTo(api, caseId, 'accepted');
    await sample.openCase(caseId);
    await press(page, 'Alt+n');
    await dialog().getByText('记一笔').first().waitFor();
    await imeType(page, 'laiguo', '张某下午来过。');
    await act(api, caseId, 'case.noted', { note: '李某来电，愿意当面说。' });

    await press(page, 'Control+Enter');
    await dialog().getByText('您打开这张表以后，案件有了新的情况').waitFor();
    await dialog().getByText('李某来电，愿意当面说。').waitFor();
    await expect.poll(() => dialog().getByLabel('说明').inputValue()).toBe('张某下午来过。');
    await expectNoAxeViolations(page);
    await press(page, 'Control+Enter');
    await dialog().waitFor({ state: 'detached' });
    const { timeline } = await api.cases.get({ caseId });
    expect(timeline.slice(-2).map(({ text }) => text)).toEqual(['李某来电，愿意当面说。', '张某下午来过。']);
  });

  test('letters typed right after the key of a form are in its first field, however slow the page is', async () => {
    const caseId = await registeredCase(api);
    await sample.openCase(caseId);
    await pressWhileBusy(page, 'Alt+n', '1', '2', '3');
    await expect.poll(() => dialog().getByLabel('说明').inputValue()).toBe('123');
    await press(page, 'Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  test('two presses make one step, and so does a second try after an answer that got lost', async () => {
    const caseId = await registeredCase(api);
    await sample.openCase(caseId);
    await press(page, 'Alt+n');
    await dialog().getByText('记一笔').first().waitFor();
    await type(page, '12345');
    const bothPressed = Promise.withResolvers<void>();
    let lost = 0;
    await page.route('**/rpc/cases/act', async (route) => {
      await route.fetch();
      lost += 1;
      await bothPressed.promise;
      await (lost === 1 ? route.abort() : route.continue());
    });
    await press(page, 'Control+Enter', 'Control+Enter');
    bothPressed.resolve();
    await dialog().getByText('没有连上中心服务').waitFor();
    await page.unroute('**/rpc/cases/act');
    await press(page, 'Control+Enter');
    await dialog().waitFor({ state: 'detached' });
    const { timeline } = await api.cases.get({ caseId });
    expect(timeline.filter(({ type: what }) => what === 'case.noted')).toHaveLength(1);
  });

  test('a willingness noted by mistake is taken back with one key, and both stay in the log (LOG-1)', async () => {
    const caseId = await registeredCase(api);
    await sample.openCase(caseId);
    await page.getByRole('button', { name: '李某明确拒绝调解' }).focus();
    await press(page, 'Enter');
    await page.getByText('李某明确拒绝', { exact: true }).waitFor();
    await page.getByText('撤销').waitFor();
    await press(page, 'Alt+i');
    await page.getByRole('button', { name: '李某愿意调解' }).waitFor();
    const { timeline } = await api.cases.get({ caseId });
    expect(timeline.filter(({ type: what }) => what === 'consent.recorded')).toHaveLength(2);
  });
});

describe('what may not be done', () => {
  test('is listed with its reason and article; the key says it too (人民调解法 17)', async () => {
    const caseId = await registeredCase(api);
    const { state } = await bringTo(api, caseId, 'signed_in');
    await act(api, caseId, 'consent.recorded', { partyId: state.registration!.parties[1]!.id, willingness: 'refused' });
    await sample.openCase(caseId);
    await page
      .locator('.actions-no')
      .getByText(/李某明确拒绝调解.*人民调解法第十七条/)
      .waitFor();
    await press(page, 'Control+Enter');
    await page
      .locator('.action-bar')
      .getByText(/李某明确拒绝调解，不能开始或继续调解/)
      .first()
      .waitFor();
    await expect.poll(() => dialog().count()).toBe(0);
    await expectNoAxeViolations(page);
  });
});
