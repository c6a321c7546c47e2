import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Api } from '../../../tests/browser/api.ts';
import { expectNoAxeViolations } from '../../../tests/browser/axe.ts';
import { act, registeredCase } from '../../../tests/browser/case-to.ts';
import { expectFocus, walkTo, write } from '../../../tests/browser/desk.ts';
import { press } from '../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../tests/browser/layout.ts';
import { sampleCenter } from '../../../tests/browser/sample-center.ts';

/** The correction of a registration, by keyboard alone, with what Esc or a crash leaves of it. */

const sample = sampleCenter({ staying: 'chengmin' });
let api: Api;
let page: Page;
beforeEach(() => {
  ({ api, page } = sample);
});

describe('a correction (WF-2)', () => {
  test('is the registration again; Esc keeps it, the reason is asked for, the old words stay in the log', async () => {
    const caseId = await registeredCase(api);
    await sample.openCase(caseId);
    await press(page, 'Alt+g');
    await expectFocus(page, '姓名');
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    await press(page, 'Control+a');
    await write(page, ['zhang', '章某']);
    await press(page, 'Escape');
    await page.locator('.case-head').waitFor();
    await press(page, 'Alt+g');
    await page.getByText(/接着 .* 没写完的写/).waitFor();
    await expectFocus(page, '姓名');
    await expect.poll(() => page.locator('#registration_parties_0_name').inputValue()).toBe('章某');

    await press(page, 'Control+Enter');
    await page.getByText('请填写「理由」').waitFor();
    await expectFocus(page, '更正的理由');
    await write(page, ['shenfenzheng', '按身份证更正。']);
    await act(api, caseId, 'case.noted', { note: '李某来过。' });
    await press(page, 'Control+Enter');
    await page.getByText('您打开这张表以后，案件有了新的情况').waitFor();
    await press(page, 'Control+Enter');
    await page.locator('.case-head').getByText('章某 与 李某 邻里纠纷').waitFor();

    const { state, timeline } = await api.cases.get({ caseId });
    expect(state.registration).toMatchObject({ title: '章某与李某邻里纠纷', mojType: '02', peopleCount: 2 });
    expect(timeline.at(-1)).toMatchObject({ type: 'case.corrected', text: '按身份证更正。' });
    await walkTo(page, '修改', { by: 'Tab' });
  });

  test('that a crash cut off is there again, on a case that went on meanwhile, and takes nothing of that away (LOG-5)', async () => {
    const caseId = await registeredCase(api);
    await sample.openCase(caseId);
    await press(page, 'Alt+g');
    await expectFocus(page, '姓名');
    await press(page, 'Control+a');
    await write(page, ['zhang', '章某']);
    await page.locator('#correction-reason').focus();
    await write(page, ['shenfenzheng', '按身份证']);
    await page.getByText(/草稿 .* 已存在/).waitFor();
    expect(await api.drafts.list({ kind: 'correction', caseId })).toMatchObject([{ label: '章某 与 李某' }]);

    const { state } = await api.cases.get({ caseId });
    const partyId = state.registration?.parties[1]?.id ?? '';
    await act(api, caseId, 'consent.recorded', { partyId, willingness: 'willing' });
    await page.reload();
    await page.getByText(/接着 .* 没写完的写/).waitFor({ timeout: 15_000 });
    await expect.poll(() => page.locator('#registration_parties_0_name').inputValue()).toBe('章某');
    await expect.poll(() => page.locator('#correction-reason').inputValue()).toBe('按身份证');
    await page.getByText('您写这份更正以后，登记又有改动').waitFor();
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);

    await press(page, 'Control+Enter');
    await page.locator('.case-head').getByText('章某 与 李某 邻里纠纷').waitFor();
    const after = (await api.cases.get({ caseId })).state.registration;
    expect(after?.parties.map(({ name, willingness }) => [name, willingness])).toEqual([
      ['章某', state.registration?.parties[0]?.willingness],
      ['李某', 'willing'],
    ]);
    expect(await api.drafts.list({ kind: 'correction', caseId })).toEqual([]);
  });

  test('may be thrown away for the registration as it is now', async () => {
    const caseId = await registeredCase(api);
    await sample.openCase(caseId);
    await press(page, 'Alt+g');
    await expectFocus(page, '姓名');
    await press(page, 'Control+a');
    await write(page, ['zhang', '章某']);
    await press(page, 'Control+s');
    await page.getByText(/草稿 .* 已存在/).waitFor();
    await press(page, 'Escape');
    await page.locator('.case-head').waitFor();
    await press(page, 'Alt+g');
    const anew = page.getByRole('button', { name: '按现在的登记另写' });
    await anew.waitFor();
    await anew.focus();
    await press(page, 'Enter');
    await expect.poll(() => page.locator('#registration_parties_0_name').inputValue()).toBe('张某');
    expect(await api.drafts.list({ kind: 'correction', caseId })).toEqual([]);
    await press(page, 'Escape');
  });
});
