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

/** A hand with a pen draws three waves on the pad; a desk has no mouse in these tests, but it has a pen. */
async function draw(): Promise<void> {
  await page.locator('.signature-pad').evaluate((pad) => {
    const { left, top, width, height } = pad.getBoundingClientRect();
    const send = (type: string, x: number, y: number): void => {
      const at = { clientX: left + x * width, clientY: top + y * height };
      const pen = { pointerType: 'pen', pointerId: 7, isPrimary: true, button: 0, pressure: 0.5 };
      const event = { bubbles: true, cancelable: true, buttons: type === 'pointerup' ? 0 : 1, ...pen, ...at };
      pad.dispatchEvent(new PointerEvent(type, event));
    };
    for (const from of [0.1, 0.4, 0.7]) {
      const wave = (share: number): [number, number] => [from + share * 0.2, 0.5 + 0.3 * Math.sin(share * 9)];
      send('pointerdown', ...wave(0));
      for (let step = 1; step <= 12; step += 1) send('pointermove', ...wave(step / 12));
      send('pointerup', ...wave(1));
    }
  });
}

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
    await draw();
    await page.getByText('还没有签', { exact: true }).waitFor({ state: 'detached' });
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    // A wrong stroke is wiped away with one key.
    await press(page, 'Alt+c');
    await expect.poll(() => main().isDisabled()).toBe(true);
    await draw();
    await press(page, 'Control+Enter');
    await expectNext('刘某乙签好，下一位');
    await draw();
    await press(page, 'Control+Enter');
    await expectNext('程敏签好，下一位');
    await draw();
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

  test('a signature made while others changed the case stays on the pad and is taken by the same key (LOG-5)', async () => {
    const { state: agreed } = await act(api, mediated.caseId, 'agreement.reached_written', { text: agreedText() });
    const issue = { caseId: mediated.caseId, form: 'agreement', subject: 1, baseRevision: agreed.revision } as const;
    await api.documents.issue({ actionId: newId(), ...issue });
    await goTo(page, `/cases/${mediated.caseId}/agreement`);
    await page.getByRole('button', { name: /屏幕签名/ }).waitFor();
    await press(page, 'Alt+g');
    await expectNext('刘某甲签好');
    await draw();
    await act(api, mediated.caseId, 'case.noted', { note: '刘某乙来电。' });
    await press(page, 'Control+Enter');
    await page.getByText('案件刚有新情况，已经更新；签名还在').waitFor();
    await press(page, 'Control+Enter');
    await expectNext('刘某乙签好');
    expect((await stateOf()).agreement?.marks).toHaveLength(1);
  });
});
