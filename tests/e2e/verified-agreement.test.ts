import type { Page } from 'playwright-core';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { type Api, readPaper } from '../browser/api.ts';
import { act, bringTo, registeredCase } from '../browser/case-to.ts';
import { oneBrowser } from '../browser/seats.ts';
import { pdfPictures, qrTextOf } from '../support/pdf-picture.ts';
import { type CenterWithCity, committeeName, startCenterWithCity } from './center-with-city.ts';

/** A center and the city as programs, and somebody with a phone who holds a paper. */

const chromium = oneBrowser();
let running: CenterWithCity;
let api: Api;
beforeAll(async () => {
  running = await startCenterWithCity();
  ({ api } = running);
});
afterAll(() => running?.stop());

/** The marks that the law asks for, on paper (人民调解法 29). */
async function signOnPaper(caseId: string, signedOn: string): Promise<void> {
  const { state } = await api.cases.get({ caseId });
  const me = await api.sessions.me();
  const common = { version: 1, signedOn, method: 'signature' } as const;
  for (const { id } of state.registration?.parties ?? [])
    await act(api, caseId, 'agreement.signed', { ...common, kind: 'party', signerId: id });
  await act(api, caseId, 'agreement.signed', { ...common, kind: 'mediator', signerId: me?.staffId ?? '' });
  await act(api, caseId, 'agreement.signed', { ...common, kind: 'seal', method: 'seal' });
}

const headline = (page: Page) => page.locator('#headline').textContent();

async function dropped(page: Page, bytes: Uint8Array): Promise<string | null> {
  const answer = page.locator('#file-answer');
  const file = { name: '协议书.pdf', mimeType: 'application/pdf', buffer: Buffer.from(bytes) };
  await page.setInputFiles('#chosen', file);
  await expect.poll(() => answer.getAttribute('data-match')).toMatch(/same|other/);
  return answer.textContent();
}

test('an agreement that was printed without a line is known by its QR at once, in effect once it has come in, and its file is told from one with a byte changed', async () => {
  const { city, line, synced } = running;
  await synced();
  const today = plainDateAt(Date.now());
  line.set('cut');
  const place = { code: '410102001002', detail: '3 号楼' };
  const caseId = await registeredCase(api, { place });
  const { state } = await bringTo(api, caseId, 'agreed');
  const issuing = { caseId, form: 'agreement', subject: 1, actionId: newId(), baseRevision: state.revision } as const;
  const { number } = await api.documents.issue(issuing);
  const { bytes } = await readPaper(api, caseId, 'agreement');
  const printed = await pdfPictures(chromium.browser, bytes, 200);
  const address = printed.map(qrTextOf).find((text) => text !== null) ?? '';
  expect(address.startsWith(city.origin)).toBe(true);
  expect(address.slice(city.origin.length)).toMatch(/^\/v\/\w{12}\/[\w-]{99}$/);

  const page = await chromium.browser.newPage({ viewport: { width: 375, height: 700 } });
  await page.goto(address);
  expect(await headline(page)).toContain(`由${committeeName}于`);
  expect(await headline(page)).toContain('还没有报到市里');

  line.set('whole');
  await signOnPaper(caseId, today);
  await synced();
  await page.reload();
  expect(await headline(page)).toContain('真实有效');
  expect(await page.locator('dl').textContent()).toContain(number);
  expect(await dropped(page, bytes)).toContain('是这份文书出具时的文本');
  const changed = Uint8Array.from(bytes);
  changed[100] = (changed[100] ?? 0) ^ 1;
  expect(await dropped(page, changed)).toContain('不是这份文书的文件');
  await page.close();
});
