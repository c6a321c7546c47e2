import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SENT_LIMITS } from '../../city/intake/sent-files.ts';
import { filmOf } from '../../domain/files/film-testing.ts';
import { largePhoto, photoOf } from '../../services/files/testing.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { launchChromium } from '../browser/chromium.ts';
import { answerOffer, stateAt } from './handover-steps.ts';
import type { TestStation } from './stations.ts';
import { type Submitted, submitTo } from './submissions.ts';
import { syncAll, TestCity } from './test-city.ts';
import { nextAddress } from './verified-papers.ts';

/** Photos of residents (一码解纠纷): by an ordinary form, to the case, and from there to its center (SYNC-8). */

let world: TestCity;
let browser: Browser;
let center: TestStation;
let submitted: Submitted;

beforeAll(async () => {
  world = await TestCity.open();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});
beforeEach(async () => {
  await world.end();
  await world.begin('PostgreSQL');
  center = await world.enrol({ feed: '410105', name: '金水区综治中心' });
  submitted = await submitTo(world.city);
});

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function send(photos: readonly Uint8Array[], change: Partial<Submitted> = {}): Promise<Answer> {
  const form = new FormData();
  form.set('code', change.queryCode ?? submitted.queryCode);
  form.set('digits', change.digits ?? submitted.digits);
  for (const bytes of photos) form.append('photo', new File([new Uint8Array(bytes)], '<b>.jpg', { type: 'text/html' }));
  const headers = { 'x-forwarded-for': nextAddress() };
  const answer = await fetch(`${world.city.origin}/m/photos`, { method: 'POST', body: form, headers });
  return { status: answer.status, text: await answer.text() };
}

async function filesAtCenter(): Promise<readonly string[]> {
  const state = await stateAt(center, submitted.caseId);
  return (state?.files ?? []).map(({ name }) => name);
}

async function accepted(): Promise<void> {
  await syncAll(center);
  await answerOffer(center, submitted.caseId, 'handover.accepted');
  await syncAll(center);
}

test('a phone without JavaScript adds a photo on the page of progress, and the center has its bytes once it took the case', async () => {
  const viewport = { width: 360, height: 780 };
  const extraHTTPHeaders = { 'x-forwarded-for': nextAddress() };
  const context = await browser.newContext({ viewport, javaScriptEnabled: false, extraHTTPHeaders });
  const page = await context.newPage();
  await page.goto(`${world.city.origin}/m/progress`);
  await page.getByLabel('查询码').fill(submitted.queryCode);
  await page.getByLabel('手机号后').fill(submitted.digits);
  await page.getByRole('button', { name: '查进度' }).click();
  await page.getByText('加照片、视频').click();
  const buffer = Buffer.from(photoOf('楼道'));
  await page.getByLabel('选照片或短视频').setInputFiles({ name: '楼道.jpg', mimeType: 'image/jpeg', buffer });
  await page.getByRole('button', { name: '发给经办人' }).click();
  expect(await page.getByRole('status').textContent()).toBe('收到 1 张照片，经办人会看到。');
  await context.close();

  await accepted();
  expect(await filesAtCenter()).toEqual(['群众照片1.jpg']);
  const [file] = (await stateAt(center, submitted.caseId))?.files ?? [];
  expect((await center.syncFiles()).failure).toBeNull();
  expect(Buffer.from((await center.desk.fileBytes.read(file?.sha256 ?? '')) ?? [])).toEqual(buffer);
  const state = await stateAt(center, submitted.caseId);
  expect(file?.providerId).toBe(state?.registration?.parties.find(({ role }) => role === 'applicant')?.id);
});

test('the same photo twice is one, and one that comes while the center works stands beside its work (SYNC-6)', async () => {
  expect((await send([photoOf('一')])).text).toContain('收到 1 张照片');
  expect((await send([photoOf('一'), photoOf('一')])).text).toContain('这些已经收到过了');
  await accepted();
  await center.desk.act(center.desk.clerk, submitted.caseId, 'case.accepted');
  expect((await send([photoOf('二'), photoOf('三')])).text).toContain('收到 2 张照片');
  await syncAll(center);
  expect(await filesAtCenter()).toEqual(['群众照片1.jpg', '群众照片2.jpg', '群众照片3.jpg']);
  expect(await stateAt(center, submitted.caseId)).toMatchObject({ status: 'accepted', reviews: [] });
  expect(world.said).toEqual([]);
});

test('a short video goes by the same form, without the place where it was filmed, and no more than a case takes', async () => {
  for (let sent = 0; sent < SENT_LIMITS.ofCase.video; sent += 1) {
    expect((await send([filmOf(`漏水 ${sent}`), photoOf(`${sent}`)])).text).toContain('收到 1 张照片、1 段视频');
  }
  expect((await send([filmOf('多')])).text).toContain(`最多收 ${SENT_LIMITS.ofCase.video} 段视频`);
  expect((await send([filmOf('漏水 0')])).text).toContain('这些已经收到过了');
  await accepted();
  expect((await center.syncFiles()).failure).toBeNull();
  const file = (await stateAt(center, submitted.caseId))?.files.find(({ mediaType }) => mediaType === 'video/mp4');
  expect(file?.name).toBe('群众视频1.mp4');
  const bytes = Buffer.from((await center.desk.fileBytes.read(file?.sha256 ?? '')) ?? []);
  expect([bytes.includes('漏水 0'), bytes.includes('113.6249')]).toEqual([true, false]);
});

const torn = photoOf('断').subarray(0, -2);
const page = Buffer.from('<script>alert(1)</script>');
test.each([
  ['a page in the name of a photo', [page], '请换一张照片'],
  ['a torn photo', [torn], '请换一张照片'],
  ['a torn video', [filmOf('断').subarray(0, -2)], '这段视频不完整'],
  ['a PDF', [Buffer.from('%PDF-1.7\n%%EOF')], '照片'],
  ['nothing', [], '请先选照片或视频'],
  ['too many at once', Array.from({ length: SENT_LIMITS.atOnce + 1 }, (_, index) => photoOf(`${index}`)), '一次最多发'],
])('%s is refused in words, and nothing is kept', async (_what, photos, words) => {
  const answer = await send(photos);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(words);
  expect(answer.text).not.toContain('<script>alert');
  await accepted();
  expect(await filesAtCenter()).toEqual([]);
});

test('a body that is too large, a strange one and a wrong key are answered in words', async () => {
  const large = await send([largePhoto('大', 17_000_000)]);
  expect([large.status, large.text]).toEqual([413, expect.stringContaining('照片或视频太大')]);
  const strange = await fetch(`${world.city.origin}/m/photos`, {
    method: 'POST',
    body: 'x',
    headers: { 'x-forwarded-for': nextAddress() },
  });
  expect(strange.status).toBe(400);
  const other = submitted.digits === '0000' ? '1111' : '0000';
  expect((await send([photoOf('四')], { digits: other })).status).toBe(404);
});

test('a case takes no more than it can be looked through, and none when it is ended', async () => {
  for (let sent = 0; sent < SENT_LIMITS.ofCase.photo; sent += SENT_LIMITS.atOnce) {
    const photos = Array.from({ length: SENT_LIMITS.atOnce }, (_, index) => photoOf(`${sent + index}`));
    expect((await send(photos)).status).toBe(200);
  }
  expect((await send([photoOf('多')])).text).toContain(`最多收 ${SENT_LIMITS.ofCase.photo} 张`);
  await accepted();
  await center.desk.act(center.desk.clerk, submitted.caseId, 'case.refused', {
    reason: '不属于民间纠纷',
    law: '人民调解法第二条',
  });
  await syncAll(center);
  expect((await send([photoOf('晚')])).text).toContain('已经办完');
});

test('the receipt and the page of progress with their forms are clean in axe', async () => {
  const context = await browser.newContext({ extraHTTPHeaders: { 'x-forwarded-for': nextAddress() } });
  const shown = await context.newPage();
  await shown.goto(`${world.city.origin}/m/progress`);
  await shown.getByLabel('查询码').fill(submitted.queryCode);
  await shown.getByLabel('手机号后').fill(submitted.digits);
  await shown.getByRole('button', { name: '查进度' }).click();
  await shown.getByText('加照片、视频').click();
  await expectNoAxeViolations(shown);
  await context.close();
});
