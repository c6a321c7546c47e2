import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Manifest } from '../../domain/dossier/manifest.ts';
import { fileHashOf } from '../../services/documents/pdf-file.ts';
import { photoOf } from '../../services/files/testing.ts';
import type { Api } from '../../tests/browser/api.ts';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { registeredCase } from '../../tests/browser/case-to.ts';
import { closedCase } from '../../tests/browser/closed-case.ts';
import { expectFocus, goTo, picturesOnFailure, write } from '../../tests/browser/desk.ts';
import { press, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';
import { sampleCenter } from '../../tests/browser/sample-center.ts';
import { readPdfText } from '../../tests/support/pdf-text.ts';

/** The dossier of a closed case, by keyboard alone. */

const sample = sampleCenter({ staying: 'chengmin' });
let api: Api;
let page: Page;
beforeEach(() => {
  ({ api, page } = sample);
  picturesOnFailure({ dossier: sample.desk });
});

const dialog = () => page.getByRole('dialog');
const list = () => page.getByRole('listbox', { name: '卷内材料' });
const mainAction = (name: string | RegExp) => page.locator('.action-bar [data-main-action]').filter({ hasText: name });
const drawn = () => page.locator('.preview canvas[data-drawn]').first();
const stateOf = async (caseId: string) => (await api.cases.get({ caseId })).state;

/** From the page of the case, by its key. */
async function openDossier(caseId: string): Promise<void> {
  await sample.openCase(caseId);
  await press(page, 'F6');
  await expectFocus(page, '卷内材料');
}

async function download(key: string) {
  const [saved] = await Promise.all([page.waitForEvent('download'), press(page, key)]);
  return { name: saved.suggestedFilename(), bytes: new Uint8Array(readFileSync(await saved.path())) };
}

describe('the dossier of a closed case (人民调解法 27)', () => {
  test('what is missing is issued, noted and archived, and its zip is saved, by keyboard alone', async () => {
    const caseId = await closedCase(api);
    await openDossier(caseId);
    await page.getByText('还缺 3 样').waitFor();
    await drawn().waitFor({ timeout: 30_000 });
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);

    await mainAction('出具缺少的 3 份').waitFor();
    await press(page, 'Control+Enter');
    await page.getByText('材料齐全').waitFor({ timeout: 30_000 });
    const issued = (await stateOf(caseId)).documents.map(({ form }) => form);
    expect(issued).toEqual(expect.arrayContaining(['rights-notice', 'party-identity', 'oral-agreement-register']));

    await press(page, 'Alt+x');
    await expectFocus(page, '情况说明');
    await write(page, ['diaojie', '调解记录第二页有涂改，当事人已按指印。']);
    await press(page, 'Control+Enter');
    await dialog().waitFor({ state: 'detached' });
    await page.getByText('还缺 1 样').waitFor();
    await mainAction('出具缺少的 1 份').waitFor();
    await press(page, 'Control+Enter');
    await page.getByText('材料齐全').waitFor({ timeout: 30_000 });

    await mainAction('归档').waitFor();
    await press(page, 'Control+Enter');
    await expectFocus(page, '长期');
    await press(page, 'Enter');
    await expectFocus(page, '卷号');
    await write(page, '2026-7');
    await press(page, 'Control+Enter');
    await dialog().waitFor({ state: 'detached' });
    await page.locator('.dossier-head').getByText('2026-7').waitFor();
    expect((await stateOf(caseId)).archive).toMatchObject({ retention: 'long', shelf: '2026-7' });
    await expectNoLayoutFaults(page);

    await mainAction('下载归档包').waitFor();
    const zip = await download('Control+Enter');
    const { caseNumber } = await stateOf(caseId);
    expect(zip.name).toBe(`卷宗 ${caseNumber} 张某与李某邻里纠纷.zip`);
    const entries = unzipSync(zip.bytes);
    const manifest = JSON.parse(strFromU8(entries['清单.json'] ?? new Uint8Array())) as Manifest;
    for (const { path, sha256 } of manifest.files) {
      const entry = entries[path ?? ''];
      expect(entry && fileHashOf(entry), path ?? '').toBe(sha256);
    }
    const [cover = ''] = await readPdfText(entries['装订本.pdf'] ?? new Uint8Array());
    expect(cover).toContain('卷号2026-7');
    expect(cover).toContain('保管期限长期');
    expect(cover).toContain('立卷人程敏');
    const note = manifest.files.find(({ title }) => title === '卷宗情况说明');
    expect((await readPdfText(entries[note?.path ?? ''] ?? new Uint8Array())).join('')).toContain('第二页有涂改');
  });

  test('the arrows go through the places, and the preview shows what each line is about', async () => {
    const caseId = await closedCase(api);
    await openDossier(caseId);
    const chosen = () => list().getByRole('option', { selected: true });
    // It stands on what is missing first: a draft of the paper that may be issued.
    await chosen().getByText('权利义务告知书').waitFor();
    await drawn().waitFor({ timeout: 30_000 });
    await press(page, 'ArrowUp');
    await chosen().getByText('人民调解受理登记表').waitFor();
    await drawn().waitFor({ timeout: 30_000 });
    for (const name of ['权利义务告知书', '当事人身份证明', '没有', '没有', '四楼楼道照片']) {
      await press(page, 'ArrowDown');
      await chosen().getByText(name).waitFor();
    }
    await page.getByRole('img', { name: '四楼楼道照片' }).waitFor();
    await press(page, 'ArrowDown');
    await press(page, 'ArrowDown');
    await chosen().getByText('监控截图').waitFor();
    await page.getByText('这份 PDF 设有打开密码').waitFor();
    await expectNoAxeViolations(page);
    await press(page, 'Escape');
    await page.locator('.case-meta').waitFor();
  });

  test('papers that are not needed are there when they are asked for, and one is issued by Enter', async () => {
    const caseId = await closedCase(api);
    await openDossier(caseId);
    await press(page, 'Alt+a');
    const report = list().getByRole('option').filter({ hasText: '结案报告表' });
    await report.waitFor();
    for (let step = 0; step < 30 && (await report.getAttribute('aria-selected')) !== 'true'; step += 1) {
      await press(page, 'ArrowDown');
    }
    await drawn().waitFor({ timeout: 30_000 });
    await press(page, 'Enter');
    await page.getByText('已出具结案报告表').waitFor({ timeout: 30_000 });
    expect((await stateOf(caseId)).documents.at(-1)?.form).toBe('closing-report');
  });

  test('a case that has only begun has a dossier too; its volume can be saved and nothing is archived', async () => {
    const caseId = await registeredCase(api);
    await openDossier(caseId);
    expect(await mainAction(/归档$/).count()).toBe(0);
    const volume = await download('Alt+b');
    expect(volume.name).toMatch(/^卷宗 .* 张某与李某邻里纠纷\.pdf$/);
    const texts = await readPdfText(volume.bytes);
    expect(texts[0]).toContain('卷名张某与李某邻里纠纷');
    expect(texts.at(-1)).toContain('本卷共0页');
    const word = await download('Alt+w');
    expect(word.name).toMatch(/（封面目录工作副本）\.docx$/);
    expect(strFromU8(unzipSync(word.bytes)['word/document.xml'] ?? new Uint8Array())).toContain('张某与李某邻里纠纷');
  });

  test('simple cases are bound in one volume, a case that must stand alone is named (多案一卷)', async () => {
    const [first, second] = [await closedCase(api), await closedCase(api, photoOf('another'))];
    const alone = await registeredCase(api, { complexity: 'complex' });
    const numbers = await Promise.all([second, alone].map(async (id) => (await stateOf(id)).caseNumber));
    await openDossier(first);
    await press(page, 'Alt+j');
    await dialog().getByText('先加入要合订的案件').waitFor();
    const find = async (caseNumber: string): Promise<void> => {
      await dialog().getByLabel('再加一个案件').focus();
      await type(page, caseNumber);
      await page.locator('.ant-select-item-option').filter({ hasText: caseNumber }).first().waitFor();
      await press(page, 'Enter');
      await dialog().getByRole('listitem').filter({ hasText: caseNumber }).waitFor();
    };
    await find(numbers[1] ?? '');
    await dialog().getByText(`要单独成卷：${numbers[1]}`).first().waitFor();
    await expectNoAxeViolations(page);
    await dialog().getByRole('button', { name: /^去掉/ }).focus();
    await press(page, 'Enter');
    await find(numbers[0] ?? '');
    await expectNoLayoutFaults(page);
    const zip = await download('Control+Enter');
    await dialog().waitFor({ state: 'detached' });
    const manifest = JSON.parse(strFromU8(unzipSync(zip.bytes)['清单.json'] ?? new Uint8Array())) as Manifest;
    const { caseNumber } = await stateOf(first);
    expect([...new Set(manifest.files.map((file) => file.caseNumber).filter((each) => each !== ''))]).toEqual([
      caseNumber,
      numbers[0],
    ]);
  });

  test('a case that is not there is said so, with the way back', async () => {
    await goTo(page, '/cases/00000000-0000-7000-8000-000000000001/dossier');
    await page.getByText('没有找到').waitFor();
    await press(page, 'Escape');
  });
});
