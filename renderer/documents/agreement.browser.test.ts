import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Api, readPaper } from '../../tests/browser/api.ts';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { act } from '../../tests/browser/case-to.ts';
import { type Desk, expectFocus, goTo, pick, picturesOnFailure, write } from '../../tests/browser/desk.ts';
import { focusLabel, press, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';
import { type MediatedCase, mediatedCase } from '../../tests/browser/mediated-case.ts';
import { sayPrinted } from '../../tests/browser/printer.ts';
import { sampleCenter } from '../../tests/browser/sample-center.ts';

const sample = sampleCenter();
let api: Api;
let desk: Desk;
let page: Page;
let mediated: MediatedCase;

beforeEach(async () => {
  ({ api } = sample);
  mediated = await mediatedCase(api);
  desk = await sample.sitAs('chengmin');
  page = desk.page;
});

const stateOf = async () => (await api.cases.get({ caseId: mediated.caseId })).state;
const mainButton = () => page.locator('.action-bar [data-main-action]');

const field = (name: string) => page.getByRole('textbox', { name, exact: true });

async function expectMain(label: string): Promise<void> {
  await expect.poll(() => mainButton().textContent()).toContain(label);
}

async function openEditor(form: 'written' | 'oral'): Promise<void> {
  await goTo(page, `/cases/${mediated.caseId}/agreement?form=${form}`);
  await expectFocus(page, '第 1 条');
}

/** The paper beside the text is drawn, and is that of what was typed last. */
async function previewDrawn(): Promise<void> {
  await page.locator('[data-preview=shown] canvas[data-drawn]').first().waitFor({ timeout: 20_000 });
}

async function confirm(title: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.waitFor();
  await press(page, 'Control+Enter');
  await dialog.waitFor({ state: 'hidden', timeout: 15_000 });
}

async function addItem(what: readonly [string, string], amount: string, due: string): Promise<void> {
  await press(page, 'Alt+l');
  await expectFocus(page, '谁');
  await pick(page, '刘某甲', '刘某甲');
  await expectFocus(page, '做什么');
  await write(page, what);
  await press(page, 'Enter');
  await type(page, amount);
  await press(page, 'Enter');
  await type(page, due);
  await press(page, 'Enter');
  await write(page, ['yinhangzhuanzhang', '银行转账']);
}

describe('a written agreement', () => {
  test('by keyboard only from the case in mediation to the day of effect (人民调解法 29, WF-14, WF-17, WF-32)', async () => {
    picturesOnFailure({ desk });
    // 调解文书 lists the case; the arrow keys go to it.
    await press(page, 'Alt+4');
    await page.getByRole('listbox', { name: '调解文书' }).waitFor();
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    for (let step = 0; step < 60; step += 1) {
      const selected = await page.locator('.paper-row[aria-selected=true]').getAttribute('id');
      if (selected?.endsWith(`write-${mediated.caseId}`)) break;
      await press(page, 'ArrowDown');
    }
    await expectMain('写协议 刘某甲一案');
    await press(page, 'Control+Enter');

    // A clause by input method; the Enter that belongs to it makes no new line and moves nothing.
    await expectFocus(page, '第 1 条');
    await write(page, ['gaifangguiliumoujiasuoyou', '该房归刘某甲所有'], ['liumouyi', '，刘某乙不再主张继承份额。']);
    await expectFocus(page, '第 1 条');
    await page.getByText('“归……所有”是确认物权').waitFor();
    await press(page, 'Alt+r');
    await expect
      .poll(() => field('第 1 条').inputValue())
      .toBe('该房由刘某甲居住使用，刘某甲按约定给付刘某乙折价款，刘某乙不再主张继承份额。');
    await page.getByText('“归……所有”是确认物权').waitFor({ state: 'detached' });

    // A frequent clause on its digit; its first blank is there to be typed over.
    await press(page, 'Alt+n');
    await expectFocus(page, '第 2 条');
    await press(page, 'Control+j');
    await write(page, ['gongtong', '共同']);
    await type(page, '1');
    await expect.poll(() => field('第 2 条').inputValue()).toContain('共同向人民法院申请司法确认');
    await press(page, 'Alt+n');
    await expectFocus(page, '第 3 条');
    await type(page, '刘某甲给付刘某乙房屋折价款 360,000.00 元（叁拾陆万元整），分两期付清。');
    await press(page, 'Alt+Shift+ArrowUp');
    await expect.poll(() => field('第 2 条').inputValue()).toContain('360,000.00');
    await expectFocus(page, '第 2 条');
    await press(page, 'Alt+Delete');
    await expect.poll(() => page.locator('[data-term]').count()).toBe(2);
    await press(page, 'Alt+z');
    await expect.poll(() => field('第 2 条').inputValue()).toContain('360,000.00');

    await addItem(['fudiyiqi', '付第一期折价款'], '160000', '20261231');
    await press(page, 'Alt+l');
    await expectFocus(page, '第 2 项 做什么');
    await write(page, ['fudierqi', '付第二期折价款']);
    await press(page, 'Enter');
    await type(page, '20万');
    await press(page, 'Enter');
    await type(page, '20270630');
    await page.getByText('合计 360,000.00 元，与第 2 条一致').waitFor();
    await press(page, 'Alt+s');
    await page.getByText('4 份').waitFor();

    await press(page, 'Control+s');
    await page.getByText('草稿已存，可以放心离开').waitFor();
    await previewDrawn();
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);

    // The page breaks: everything typed is there again.
    await page.reload();
    await expectFocus(page, '第 1 条');
    await expect.poll(() => field('第 2 条').inputValue()).toContain('360,000.00');
    await expect.poll(() => field('第 2 项 做什么').inputValue()).toBe('付第二期折价款');

    await expectMain('达成书面协议');
    await press(page, 'Control+Enter');
    await confirm('达成书面协议');
    await expectMain('取号并打印 4 份');
    await press(page, 'Control+Enter');
    await sayPrinted(page, 4);
    await expectMain('登记签名盖章');

    const paper = await readPaper(api, mediated.caseId, 'agreement');
    for (const words of [
      '人民调解协议书',
      '由刘某甲居住使用',
      '360,000.00元（叁拾陆万元整）',
      '2027年6月30日',
      '一式四份',
    ]) {
      expect(paper.text).toContain(words);
    }
    expect(paper.text).toContain(paper.number?.replace(/\s/g, '') ?? 'no number');
    expect(paper.text).not.toContain('归刘某甲所有');
    // What was printed and what is shown is that very file.
    await expect.poll(() => desk.printer.jobs).toEqual([paper.sha256]);
    await previewDrawn();
    await page.getByText('已印 4 份').waitFor({ timeout: 15_000 });
    expect((await readPaper(api, mediated.caseId, 'agreement')).copiesPrinted).toBe(4);
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);

    await press(page, 'Control+Enter');
    await confirm('登记签名盖章');
    await page.getByText('2 / 2').waitFor();
    await press(page, 'Control+Enter');
    await confirm('登记签名盖章');
    await page.getByText('已生效').waitFor();

    const { status, agreement } = await stateOf();
    expect(status).toBe('performing');
    expect(agreement?.effectiveOn).toBe(agreement?.text.reachedOn);
    expect(await api.drafts.list({ kind: 'agreement', caseId: mediated.caseId })).toEqual([]);
  });

  test('its measures are those of the mock-up (±4 px), nothing is cut in either text size, and F9 shows the paper large', async () => {
    picturesOnFailure({ desk });
    await openEditor('written');
    await type(page, '该房归刘某甲所有。');
    await previewDrawn();
    const near = async (selector: string, side: 'width' | 'height', wanted: number) => {
      const box = await page.locator(selector).first().boundingBox();
      expect(Math.abs((box?.[side] ?? 0) - wanted), `${selector} ${side}`).toBeLessThanOrEqual(4);
    };
    await near('.agreement-card', 'width', 534);
    await near('.snippets', 'width', 180);
    await near('.preview', 'width', 444);
    await near('.agreement-steps', 'height', 60);
    await near('.preview-page', 'width', 794 * 0.535);

    await press(page, 'F9');
    await expect.poll(() => page.locator('.preview-page').first().boundingBox()).toMatchObject({ width: 900 });
    await expect.poll(() => focusLabel(page)).toBe('纸面');
    await press(page, 'Escape');
    await expectFocus(page, '第 1 条');

    await page.evaluate(() => localStorage.setItem('fengqiao.textSize', 'large'));
    await page.reload();
    await expectFocus(page, '第 1 条');
    await previewDrawn();
    await expectNoLayoutFaults(page);
    await expectNoAxeViolations(page);
  });

  test('a text saved on an old revision is kept, what changed is shown, and one key saves it again (LOG-5)', async () => {
    picturesOnFailure({ desk });
    await openEditor('written');
    await type(page, '刘某甲于当日清理干净。');
    await press(page, 'Control+Enter');
    await page.getByRole('dialog', { name: '达成书面协议' }).waitFor();
    await act(api, mediated.caseId, 'case.noted', { note: '刘某乙来电，约定下午再谈。' });
    await press(page, 'Control+Enter');
    await page.getByText('您打开这张表以后，案件有了新的情况').waitFor();
    await page.getByText('刘某乙来电，约定下午再谈。').waitFor();
    expect((await stateOf()).agreement).toBeNull();
    await confirm('达成书面协议');
    expect((await stateOf()).agreement?.text.terms).toEqual(['刘某甲于当日清理干净。']);
  });

  test('a warning blocks nothing and leaves a trace; a change makes a version without marks (WF-16)', async () => {
    picturesOnFailure({ desk });
    await openEditor('written');
    await type(page, '该房归刘某甲所有。');
    await press(page, 'Control+Enter');
    await page.getByText('还有 1 处提醒，不改也能继续，会记进案件经过').waitFor();
    await confirm('达成书面协议');
    await expectMain('取号并打印 3 份');
    await expect
      .poll(async () => (await api.cases.get({ caseId: mediated.caseId })).timeline.at(-1)?.text)
      .toContain('“归……所有”是确认物权（民诉法解释第三百五十五条）');
    const mark = { version: 1, kind: 'party', signerId: mediated.partyIds[0], method: 'signature' } as const;
    const { agreement } = await stateOf();
    await act(api, mediated.caseId, 'agreement.signed', { ...mark, signedOn: agreement?.text.reachedOn ?? '' });
    await page.reload();
    await expectMain('取号并打印 3 份');

    await press(page, 'Alt+x');
    await expectFocus(page, '修改理由');
    await page.getByText('改后成为第 2 版：已有的 1 处签名作废，要重新取号、打印和签名').waitFor();
    await press(page, 'Control+Enter');
    await page.getByText('请填写修改理由').waitFor();
    await expectFocus(page, '修改理由');
    await write(page, ['shuangfang', '双方改为折价补偿']);
    await press(page, 'Alt+r');
    await press(page, 'Control+Enter');
    await confirm('修改协议');
    await expectMain('取号并打印 3 份');
    expect((await stateOf()).agreement).toMatchObject({ version: 2, marks: [] });
  });
});

describe('an oral agreement', () => {
  test('is in effect on its day; the register shows markup literally and loses nothing of 6,000 characters (人民调解法 30)', async () => {
    picturesOnFailure({ desk });
    await openEditor('written');
    await press(page, 'Alt+o');
    await page.getByText('自达成之日起生效').waitFor();
    await type(page, '刘某甲 #strong[付清] <b>200 元</b>，$x$ 当场付清。');
    await press(page, 'Shift+Tab', 'Shift+Tab');
    await expectFocus(page, '纠纷事实、争议事项');
    const facts = `${'双方为楼道遗撒垃圾多次争吵。'.repeat(430)}到此为止。`;
    await press(page, 'Control+a');
    await page.keyboard.insertText(facts);
    await press(page, 'Control+Enter');
    await confirm('达成口头协议');
    await expectMain('打印登记表 1 份');
    await press(page, 'Control+Enter');
    await sayPrinted(page, 1);
    await page.getByText('已印 1 份').waitFor({ timeout: 20_000 });
    const { agreement, status } = await stateOf();
    expect(agreement?.effectiveOn).toBe(agreement?.text.reachedOn);
    expect(status).toBe('follow_up');
    const paper = await readPaper(api, mediated.caseId, 'oral-agreement-register');
    expect(paper.text).toContain('#strong[付清]<b>200元</b>，$x$当场付清。');
    expect(paper.text.match(/双方为楼道遗撒垃圾多次争吵。/g)?.length).toBeGreaterThan(420);
    expect(paper.text).toContain('到此为止。');
  });
});
