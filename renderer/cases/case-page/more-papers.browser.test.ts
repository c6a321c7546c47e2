import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { type Api, readPaper } from '../../../tests/browser/api.ts';
import { expectNoAxeViolations } from '../../../tests/browser/axe.ts';
import { bringTo, registeredCase } from '../../../tests/browser/case-to.ts';
import { type Desk, expectFocus, walkTo, write } from '../../../tests/browser/desk.ts';
import { press } from '../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../tests/browser/layout.ts';
import { printFromPreview, sayPrinted } from '../../../tests/browser/printer.ts';
import { sampleCenter } from '../../../tests/browser/sample-center.ts';

/** The rest of the official forms on the case page, by keyboard alone (人民调解法 27). */

const sample = sampleCenter({ staying: 'chengmin' });
let api: Api;
let desk: Desk;
let page: Page;
beforeEach(() => {
  ({ api, desk, page } = sample);
});

const dialog = () => page.getByRole('dialog');
const card = () => page.getByRole('region', { name: /^文书/ });

async function issueAndPrint(title: string): Promise<void> {
  await walkTo(page, `出具${title}`, { by: 'Tab' });
  await press(page, 'Enter');
  await printFromPreview(page, title);
  await sayPrinted(page, 1);
  await page.getByText(`${title}已打印 1 份`).waitFor();
}

test('says at once what is missing; what is made on demand is unfolded, issued and printed', async () => {
  const caseId = await registeredCase(api);
  await bringTo(api, caseId, 'mediating');
  await sample.openCase(caseId);
  await card().getByText('必须的还缺 3 份').waitFor();
  expect(await card().getByText('人民调解申请书').count()).toBe(0);
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  const before = desk.printer.jobs.length;
  // From the head of the page to the first of them.
  await walkTo(page, /^缺受理登记表、权利义务告知书/, { by: 'Tab' });
  await press(page, 'Enter');
  await expectFocus(page, '出具人民调解受理登记表');
  await issueAndPrint('人民调解当事人权利义务告知书');
  await card().getByText('必须的还缺 2 份').waitFor();

  await walkTo(page, /按需还可以出具/, { by: 'Tab' });
  await press(page, 'Enter');
  await card().getByText('人民调解申请书').waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  await issueAndPrint('人民调解申请书');
  // It stands in for the register, which is asked for no more.
  await card().getByText('必须的还缺 1 份').waitFor();
  await issueAndPrint('当事人身份证明');
  await card().getByText('必须的都有').waitFor();
  expect(desk.printer.jobs.length).toBe(before + 3);

  const { state } = await api.cases.get({ caseId });
  const names = state.registration?.parties.map(({ name }) => name) ?? [];
  for (const form of ['rights-notice', 'application', 'party-identity'] as const) {
    const { text } = await readPaper(api, caseId, form);
    for (const name of names) expect(text).toContain(name);
  }
});

test('an inquiry is written down and printed; who asked and who wrote it is filled in (WF-51)', async () => {
  const caseId = await registeredCase(api);
  await bringTo(api, caseId, 'accepted');
  await sample.openCase(caseId);
  await press(page, 'Alt+s');
  await dialog().getByText('写调查记录').first().waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  await walkTo(page, '地点');
  await write(page, ['loudao', '3号楼楼道']);
  await walkTo(page, '被调查人');
  await write(page, ['zhaozhe', '赵喆䶮']);
  await walkTo(page, '单位或住址');
  await write(page, ['hongyuan', '鸿苑社区3号楼']);
  await walkTo(page, '记录（问和答）');
  await write(page, ['wen', '问：看见谁掉的垃圾？']);
  // Somebody comes in and the page is closed: what was said is still there, also from the home page (LOG-1).
  await dialog()
    .getByText(/草稿 .* 已存在/)
    .waitFor();
  await page.reload();
  await page.locator('.case-meta').waitFor();
  expect((await api.drafts.list({ kind: 'investigation', caseId })).map(({ missing }) => missing)).toEqual(['']);
  await press(page, 'Alt+s');
  await dialog()
    .getByText(/没写完的写/)
    .waitFor();
  expect(await dialog().getByLabel('被调查人').inputValue()).toBe('赵喆䶮');
  await expectNoLayoutFaults(page);
  await walkTo(page, '记录（问和答）');
  await press(page, 'End');
  await write(page, ['da', '答：没有看清。']);
  await press(page, 'Control+Enter');
  await dialog().waitFor({ state: 'detached' });
  await page.getByText('赵喆䶮了解情况').waitFor();
  expect(await api.drafts.list({ kind: 'investigation', caseId })).toEqual([]);
  await walkTo(page, /按需还可以出具/, { by: 'Tab' });
  await press(page, 'Enter');
  await issueAndPrint('人民调解调查记录');
  const { text } = await readPaper(api, caseId, 'investigation-record');
  for (const words of ['地点：3号楼楼道', '姓名：赵喆䶮', '问：看见谁掉的垃圾？']) expect(text).toContain(words);
});

test('a scan that is said to be a paper is that paper; evidence names who brought it and how many copies', async () => {
  const caseId = await registeredCase(api);
  await bringTo(api, caseId, 'mediating');
  await sample.openCase(caseId);
  const pdf = (name: string) => ({
    name,
    mimeType: 'application/pdf',
    buffer: Buffer.from(`%PDF-1.7\n${name}\n%%EOF\n`),
  });

  await press(page, 'Alt+f');
  await dialog().locator('input[type=file]').setInputFiles(pdf('告知书扫描.pdf'));
  await dialog().getByRole('radio', { name: '签过字的文书' }).check();
  await walkTo(page, '是哪份文书', { by: 'Tab' });
  await write(page, ['qlyw', '权利义务']);
  await press(page, 'Enter');
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  await press(page, 'Control+Enter');
  await card().getByText('必须的还缺 2 份').waitFor();
  await card().getByText('已附扫描件').waitFor();

  await press(page, 'Alt+f');
  await dialog().locator('input[type=file]').setInputFiles(pdf('物业通知.pdf'));
  await walkTo(page, '提供人', { by: 'Tab' });
  const provider = (await api.cases.get({ caseId })).state.registration?.parties[0];
  await write(page, ['x', provider?.name ?? '']);
  await press(page, 'Enter');
  await walkTo(page, '份数', { by: 'Tab' });
  await press(page, 'Control+a');
  await write(page, '3');
  await expectNoAxeViolations(page);
  await press(page, 'Control+Enter');
  await dialog().waitFor({ state: 'detached' });
  await page.getByText(`${provider?.name}提供，3 份`).waitFor();
  const { files } = (await api.cases.get({ caseId })).state;
  expect(files.map(({ paper, providerId, copies }) => ({ paper, providerId, copies }))).toEqual([
    { paper: { form: 'rights-notice', subject: 0 } },
    { providerId: provider?.id, copies: 3 },
  ]);
  await walkTo(page, /按需还可以出具/, { by: 'Tab' });
  await press(page, 'Enter');
  await issueAndPrint('人民调解证据材料清单');
  const { text } = await readPaper(api, caseId, 'evidence-list');
  expect(text).toContain(`1物业通知3${provider?.name}`);
});
