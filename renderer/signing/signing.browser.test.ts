import type { Page } from 'playwright-core';
import { v7 as newId } from 'uuid';
import { beforeEach, describe, expect, test } from 'vitest';
import { testAgreement } from '../../domain/cases/testing-facts.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { type Api, sha256Of } from '../../tests/browser/api.ts';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { act } from '../../tests/browser/case-to.ts';
import { type Desk, goTo, picturesOnFailure } from '../../tests/browser/desk.ts';
import { press } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';
import { type MediatedCase, mediatedCase } from '../../tests/browser/mediated-case.ts';
import { signWithPen } from '../../tests/browser/pen.ts';
import { sampleCenter } from '../../tests/browser/sample-center.ts';
import { ringPng } from '../../tests/support/marks.ts';
import { readPdfText } from '../../tests/support/pdf-text.ts';

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
  picturesOnFailure({ desk });
});

const stateOf = async () => (await api.cases.get({ caseId: mediated.caseId })).state;

const agreedText = () =>
  testAgreement({
    reachedOn: plainDateAt(Date.now()),
    performance: [{ id: newId(), partyId: mediated.partyIds[0], what: '付折价款', amountFen: 36_000_000, dueOn: null }],
  });

const dialog = () => page.getByRole('dialog', { name: /屏幕签名/ });
const main = () => dialog().locator('[data-main-action]');

async function expectNext(label: string): Promise<void> {
  await expect.poll(() => main().textContent(), { timeout: 10_000 }).toContain(label);
}

async function setSeal(): Promise<void> {
  await goTo(page, '/settings?part=seal');
  await page.getByRole('heading', { name: '印章' }).waitFor();
  await press(page, 'Control+Enter');
  const file = page.getByLabel(/印章图样/);
  await file.setInputFiles({ name: '印章.bmp', mimeType: 'image/bmp', buffer: Buffer.from('BM 不是图片') });
  await press(page, 'Control+Enter');
  await page.getByText('只收 PNG 图片').waitFor();
  await file.setInputFiles({ name: '印章.png', mimeType: 'image/png', buffer: Buffer.from(ringPng()) });
  await press(page, 'Control+Enter');
  await page.getByRole('img', { name: '人民调解委员会印章' }).waitFor();
}

describe('signing at the screen (人民调解法 29)', () => {
  test('several sign in turn with a pen, the seal comes last, and the signed copy is shown and printed', async () => {
    await setSeal();
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);

    const { state: agreed } = await act(api, mediated.caseId, 'agreement.reached_written', { text: agreedText() });
    await goTo(page, `/cases/${mediated.caseId}/agreement`);
    await page.getByText('已达成 · 待签名盖章').waitFor();
    // Without a paper there is nothing to sign.
    expect(await page.getByRole('button', { name: /屏幕签名/ }).count()).toBe(0);
    const { documentId } = await api.documents.issue({
      actionId: newId(),
      caseId: mediated.caseId,
      form: 'agreement',
      subject: 1,
      baseRevision: agreed.revision,
    });
    await page.reload();
    await page.getByRole('button', { name: /屏幕签名/ }).waitFor();
    await press(page, 'Alt+g');
    await dialog().waitFor();
    await expectNext('刘某甲签好，下一位');
    expect(await main().isDisabled()).toBe(true);
    await signWithPen(page);
    await page.getByText('还没有签', { exact: true }).waitFor({ state: 'detached' });
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    // A wrong stroke is wiped away with one key.
    await press(page, 'Alt+c');
    await expect.poll(() => main().isDisabled()).toBe(true);
    await signWithPen(page);
    await press(page, 'Control+Enter');
    await expectNext('刘某乙签好，下一位');
    await signWithPen(page);
    await press(page, 'Control+Enter');
    await expectNext('程敏签好，下一位');
    await signWithPen(page);
    await press(page, 'Control+Enter');
    await expectNext('加盖印章，协议生效');
    await page.getByText('这是最后一处').waitFor();
    await expectNoLayoutFaults(page);
    await press(page, 'Control+Enter');
    await dialog().waitFor({ state: 'hidden', timeout: 15_000 });
    await page.getByText(/签署件已制作/).waitFor();

    const state = await stateOf();
    expect(state.agreement?.marks.map(({ kind, picture, device }) => [kind, picture?.way, device])).toEqual([
      ['party', 'screen', '手写笔'],
      ['party', 'screen', '手写笔'],
      ['mediator', 'screen', '手写笔'],
      ['seal', 'seal', undefined],
    ]);
    expect(state.status).toBe('performing');
    const { executed } = state.documents.find(({ id }) => id === documentId) ?? {};
    const file = await api.documents.file({ caseId: mediated.caseId, documentId, copy: 'signed' });
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect(sha256Of(bytes)).toBe(executed?.fileHash);
    expect((await readPdfText(bytes)).join('')).toContain('电子签署记录');
    // What the page shows and the printer gets is the signed copy.
    await expect.poll(() => page.locator('.preview-head').textContent(), { timeout: 20_000 }).toContain('共 2 页');
    await press(page, 'F8');
    await expect.poll(() => desk.printer.jobs, { timeout: 10_000 }).toEqual([executed?.fileHash]);
  });

  test('a mediation record is signed in turn by whom it names, the signed copy is shown and printed (WF-63)', async () => {
    const { caseId } = mediated;
    const { state } = await api.cases.get({ caseId });
    const issue = { caseId, form: 'mediation-record', subject: 0, baseRevision: state.revision } as const;
    const { documentId } = await api.documents.issue({ actionId: newId(), ...issue });
    await goTo(page, `/cases/${caseId}`);
    await page.getByRole('button', { name: /^看人民调解记录/ }).focus();
    await press(page, 'Enter');
    const look = page.getByRole('dialog', { name: /人民调解记录/ });
    await look.getByRole('button', { name: /屏幕签名/ }).waitFor();
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    await press(page, 'Alt+g');
    await dialog().waitFor();
    await expectNext('刘某甲签好，下一位');
    // A paper says who signs; the desk may write that it is somebody else.
    const signer = dialog().getByLabel('签名人', { exact: true });
    await expect.poll(() => signer.inputValue()).toBe('刘某甲');
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    await signWithPen(page);
    await press(page, 'Control+Enter');
    await expectNext('刘某乙签好，下一位');
    await signWithPen(page);
    await press(page, 'Control+Enter');
    await expectNext('程敏签好，下一位');
    // Left half-way, it goes on where it was.
    await press(page, 'Escape');
    await look.getByText('已签 2 处').waitFor();
    await press(page, 'Alt+g');
    await expectNext('程敏签好，下一位');
    await signWithPen(page);
    await press(page, 'Control+Enter');
    await expectNext('程敏签好，制作签署件');
    await page.getByText('这是最后一处，签好就制作签署件').waitFor();
    await signWithPen(page);
    await press(page, 'Control+Enter');
    await look.waitFor();
    await page.getByText(/签署件已制作/).waitFor();

    const paper = (await stateOf()).documents.find(({ id }) => id === documentId);
    expect(paper?.marks?.map(({ place, signerName }) => [place, signerName])).toEqual([
      [0, '刘某甲'],
      [2, '刘某乙'],
      [1, '程敏'],
      [3, '程敏'],
    ]);
    expect(await look.getByRole('button', { name: /屏幕签名/ }).count()).toBe(0);
    await press(page, 'Control+Enter');
    await expect.poll(() => desk.printer.jobs, { timeout: 10_000 }).toEqual([paper?.executed?.fileHash]);
    await page.getByText(/已出签署件/).waitFor();
  });

  test('what others do to the case beside it does not take a signature away; a text that they changed is told (LOG-5)', async () => {
    const { state: agreed } = await act(api, mediated.caseId, 'agreement.reached_written', { text: agreedText() });
    const issue = { caseId: mediated.caseId, form: 'agreement', subject: 1, baseRevision: agreed.revision } as const;
    await api.documents.issue({ actionId: newId(), ...issue });
    await goTo(page, `/cases/${mediated.caseId}/agreement`);
    await page.getByRole('button', { name: /屏幕签名/ }).waitFor();
    await press(page, 'Alt+g');
    await expectNext('刘某甲签好');
    await signWithPen(page);
    await act(api, mediated.caseId, 'case.noted', { note: '刘某乙来电。' });
    await press(page, 'Control+Enter');
    await expectNext('刘某乙签好');
    expect((await stateOf()).agreement?.marks).toHaveLength(1);

    await signWithPen(page);
    const text = { ...agreedText(), terms: ['刘某甲给付刘某乙折价款。'] };
    await act(api, mediated.caseId, 'agreement.revised', { text, reason: '写错' });
    await press(page, 'Control+Enter');
    await page.getByText('案件刚有新情况，已经更新').waitFor();
    expect((await stateOf()).agreement).toMatchObject({ version: 2, marks: [] });
  });
});
