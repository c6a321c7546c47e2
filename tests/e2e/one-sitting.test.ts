import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { v7 as newId } from 'uuid';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { AgreementText } from '../../domain/cases/agreement.ts';
import type { Manifest } from '../../domain/dossier/manifest.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { type Api, readPaper, sha256Of } from '../browser/api.ts';
import { act } from '../browser/case-to.ts';
import { type Desk, expectFocus, goTo, picturesOnFailure, signIn, walkTo, write } from '../browser/desk.ts';
import { press, type } from '../browser/keyboard.ts';
import { mediatedCase } from '../browser/mediated-case.ts';
import { signWithPen } from '../browser/pen.ts';
import { sayPrinted } from '../browser/printer.ts';
import { seatsAt } from '../browser/seats.ts';
import { ringPng } from '../support/marks.ts';
import { pdfPictures, qrTextOf } from '../support/pdf-picture.ts';
import { type CenterWithCity, startCenterWithCity } from './center-with-city.ts';

/**
 * The report's second case (中原区) from the agreed terms on: signed and sealed at the screen, verified by anybody at the
 * city's public page, confirmed by the court, archived. All in one sitting, with a line to the city and without one.
 */

let running: CenterWithCity;
let api: Api;
const { sit, leave } = seatsAt(() => running.center.origin);
beforeAll(async () => {
  running = await startCenterWithCity();
  ({ api } = running);
  await api.signing.setSeal({ actionId: newId(), file: new File([new Uint8Array(ringPng())], '印章.png') });
});
afterEach(leave);
afterAll(() => running?.stop());

const today = plainDateAt(Date.now());
const dialogOf = (page: Page) => page.getByRole('dialog');
const stateOf = async (caseId: string) => (await api.cases.get({ caseId })).state;

function terms(son: string): AgreementText {
  return {
    facts: '刘某去世后留有住房一套，没有遗嘱。其子刘某甲、其女刘某乙对继承和折价补偿意见不一。',
    terms: ['该房由刘某甲居住使用。', '刘某甲给付刘某乙折价款 360,000.00 元（大写：叁拾陆万元整）。'],
    performance: [{ id: newId(), partyId: son, what: '付折价款', amountFen: 36_000_000, dueOn: today }],
    reachedOn: today,
    place: '中原区综治中心调解室 2',
    judicialConfirmation: true,
  };
}

async function takeNumberAndSign({ page }: Desk, caseId: string): Promise<void> {
  await goTo(page, `/cases/${caseId}/agreement`);
  await page.getByText('取号并打印 4 份').waitFor();
  await press(page, 'Control+Enter');
  await sayPrinted(page, 4);
  await page.getByRole('button', { name: /屏幕签名/ }).waitFor();
  await press(page, 'Alt+g');
  const main = dialogOf(page).locator('[data-main-action]');
  for (const who of ['刘某甲签好', '刘某乙签好', '周原签好']) {
    await expect.poll(() => main.textContent(), { timeout: 15_000 }).toContain(who);
    await signWithPen(page);
    await press(page, 'Control+Enter');
  }
  await expect.poll(() => main.textContent(), { timeout: 15_000 }).toContain('加盖印章，协议生效');
  await press(page, 'Control+Enter');
  await page.getByText(/签署件已制作/).waitFor({ timeout: 20_000 });
}

async function confirmByCourt({ page }: Desk, caseId: string): Promise<void> {
  const dialog = dialogOf(page);
  const send = async (): Promise<void> => {
    await press(page, 'Control+Enter');
    await dialog.waitFor({ state: 'detached', timeout: 15_000 });
  };
  await goTo(page, `/cases/${caseId}`);
  const card = page.getByRole('region', { name: /^司法确认/ });
  await card.getByText('未申请').waitFor();
  await press(page, 'Alt+s');
  await dialog.getByText('申请司法确认').first().waitFor();
  for (const name of ['刘某甲', '刘某乙']) {
    await dialog.getByRole('checkbox', { name }).focus();
    await press(page, 'Space');
  }
  for (const question of [/不归人民法院管/, /没有管辖权/, /婚姻、亲子、收养/, /破产程序/, /确认物权/]) {
    await dialog.getByRole('radiogroup', { name: question }).getByRole('radio', { name: '没有' }).focus();
    await press(page, 'Space');
  }
  await send();
  await press(page, 'Alt+t');
  await dialog.getByText('递交法院').first().waitFor();
  await send();
  await card.getByText('已递交法院').waitFor();
  await press(page, 'Alt+f');
  await dialog.getByText('登记法院受理').first().waitFor();
  await walkTo(page, '法院案号');
  await type(page, '（2026）豫0102民特6号');
  await send();
  await press(page, 'Alt+c');
  await dialog.getByRole('radio', { name: '裁定调解协议有效' }).focus();
  await press(page, 'Space');
  await send();
  await card.getByText('裁定有效', { exact: true }).waitFor();
}

/** What the parties do afterwards, told to the center. */
async function performed(caseId: string): Promise<void> {
  const [item] = (await stateOf(caseId)).agreement?.text.performance ?? [];
  const paid = { outcome: 'performed', performedOn: today, amountFen: 36_000_000 } as const;
  await act(api, caseId, 'performance.recorded', { itemId: item?.id ?? '', ...paid });
  const visit = { visitedOn: today, method: 'phone', satisfaction: 'satisfied', performed: true } as const;
  await act(api, caseId, 'follow_up.recorded', { ...visit, result: '款已付清，双方往来如常。' });
  await act(api, caseId, 'case.closed', { reason: 'performed' });
}

async function archiveWithZip({ page }: Desk, caseId: string): Promise<Readonly<Record<string, Uint8Array>>> {
  await goTo(page, `/cases/${caseId}`);
  await page.getByText('已结案').first().waitFor();
  await press(page, 'F6');
  await expectFocus(page, '卷内材料');
  const main = page.locator('.action-bar [data-main-action]');
  await expect.poll(() => main.textContent(), { timeout: 30_000 }).toMatch(/出具缺少的|归档/);
  if ((await main.textContent())?.includes('出具缺少的')) {
    await press(page, 'Control+Enter');
    await page.getByText('材料齐全').waitFor({ timeout: 60_000 });
  }
  await expect.poll(() => main.textContent(), { timeout: 15_000 }).toContain('归档');
  await press(page, 'Control+Enter');
  await expectFocus(page, '长期');
  await press(page, 'Enter');
  await expectFocus(page, '卷号');
  await write(page, '2026-102');
  await press(page, 'Control+Enter');
  await expect.poll(() => main.textContent(), { timeout: 15_000 }).toContain('下载归档包');
  const [saved] = await Promise.all([page.waitForEvent('download'), press(page, 'Control+Enter')]);
  return unzipSync(new Uint8Array(readFileSync(await saved.path())));
}

/** What anybody with the paper reads at the city's public page. */
async function askTheCity(page: Page, address: string): Promise<string> {
  await page.goto(address);
  return (await page.locator('#headline').textContent()) ?? '';
}

test.each([
  ['with a line to the city', 'whole'],
  ['without a line, synced after', 'cut'],
] as const)(
  'from the agreed terms to the archive in one sitting, %s (人民调解法 29, 33, 27)',
  async (_, how) => {
    const { city, line, synced, account, password } = running;
    await synced();
    const { caseId, partyIds } = await mediatedCase(api);
    await act(api, caseId, 'agreement.reached_written', { text: terms(partyIds[0]) });
    line.set(how);
    const desk = await sit();
    picturesOnFailure({ [`one-sitting-${how}`]: desk });
    await signIn(desk.page, account, password);

    await takeNumberAndSign(desk, caseId);
    const { bytes } = await readPaper(api, caseId, 'agreement');
    const browser = desk.page.context().browser();
    if (!browser) throw new Error('no browser');
    const address = (await pdfPictures(browser, bytes, 200)).map(qrTextOf).find((text) => text !== null) ?? '';
    expect(address.startsWith(city.origin)).toBe(true);
    const phone = await browser.newPage({ viewport: { width: 375, height: 700 } });
    if (how === 'whole') await synced();
    expect(await askTheCity(phone, address)).toContain(how === 'whole' ? '真实有效' : '还没有报到市里');

    await confirmByCourt(desk, caseId);
    await performed(caseId);
    const entries = await archiveWithZip(desk, caseId);
    const state = await stateOf(caseId);
    expect(state).toMatchObject({ status: 'archived', confirmation: { stage: 'confirmed' } });
    const paper = state.documents.find(({ form }) => form === 'agreement');
    const manifest = JSON.parse(strFromU8(entries['清单.json'] ?? new Uint8Array())) as Manifest;
    const bound = manifest.files.find(({ sha256 }) => sha256 === paper?.executed?.fileHash);
    expect(sha256Of(entries[bound?.path ?? ''] ?? new Uint8Array())).toBe(paper?.executed?.fileHash);

    line.set('whole');
    await synced();
    expect(await askTheCity(phone, address)).toContain('真实有效');
    const file = await api.documents.file({ caseId, documentId: paper?.id ?? '', copy: 'signed' });
    const signed = { name: '签署件.pdf', mimeType: 'application/pdf', buffer: Buffer.from(await file.arrayBuffer()) };
    await phone.setInputFiles('#chosen', signed);
    await expect.poll(() => phone.locator('#file-answer').textContent()).toContain('签署完成的文本');
    await phone.close();
  },
  240_000,
);
