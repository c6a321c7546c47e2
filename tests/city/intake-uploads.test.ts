import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { largePhoto } from '../../services/files/testing.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { launchChromium } from '../browser/chromium.ts';
import { DESK_PASSWORD, hostDesk } from '../browser/desk-host.ts';
import { expectNoLayoutFaults } from '../browser/layout.ts';
import { type CuttingProxy, openCuttingProxy } from './cutting-proxy.ts';
import { answerOffer, stateAt } from './handover-steps.ts';
import { enrolledStation, type TestStation } from './stations.ts';
import { type Submitted, submitTo } from './submissions.ts';
import { syncAll, TestCity } from './test-city.ts';
import { nextAddress } from './verified-papers.ts';

/** Files of residents that a page with a script sends in parts (tus), on a line that breaks, to the desk of the center. */

const PHOTO_BYTES = 2_600_000;
const PATIENCE_MS = 60_000;

let world: TestCity;
let browser: Browser;
let center: TestStation;
let submitted: Submitted;
let line: CuttingProxy;
let folder: string;
let context: BrowserContext;
/** A desk that is hosted ends with its host. */
let endCenter: () => Promise<unknown>;

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
  center = await enrolledStation(world.city, { feed: '410105', name: '金水区综治中心' });
  endCenter = () => center.close();
  submitted = await submitTo(world.city);
  line = await openCuttingProxy(world.city.origin);
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-uploads-'));
  const extraHTTPHeaders = { 'x-forwarded-for': nextAddress() };
  context = await browser.newContext({ viewport: { width: 360, height: 780 }, locale: 'zh-CN', extraHTTPHeaders });
  context.setDefaultTimeout(PATIENCE_MS);
});
afterEach(async () => {
  await context?.close();
  await line?.close();
  await endCenter?.();
  rmSync(folder, { recursive: true, force: true });
});

/** The page of progress with the form open, as it is after a reload. */
async function progress(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${line.origin}/m/progress`);
  await page.getByLabel('查询码').fill(submitted.queryCode);
  await page.getByLabel('手机号后').fill(submitted.digits);
  await page.getByRole('button', { name: '查进度' }).click();
  await page.getByText('加照片、视频').waitFor();
  if (!(await page.getByLabel('选照片或短视频').isVisible())) await page.getByText('加照片、视频').click();
  await page.getByText('网断了会接着传。').first().waitFor();
  return page;
}

function fileOf(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** Where each part that the page sends begins. */
function offsetsOf(page: Page): number[] {
  const offsets: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  return offsets;
}

async function send(page: Page, path: string): Promise<void> {
  await page.getByLabel('选照片或短视频').setInputFiles(path);
  await page.getByRole('button', { name: '发给经办人' }).click();
}

async function accepted(): Promise<void> {
  await syncAll(center);
  await answerOffer(center, submitted.caseId, 'handover.accepted');
  await syncAll(center);
  expect((await center.syncFiles()).failure).toBeNull();
}

const waiting = () => readdirSync(join(world.filesFolder, 'resident-uploads'));

test('a line that breaks in the middle of a part is gone on with at that byte, and the center gets the bytes (SYNC-8)', async () => {
  const photo = Buffer.from(largePhoto('断线', PHOTO_BYTES));
  const page = await progress();
  const offsets = offsetsOf(page);
  // In the second part.
  line.cutAfter(800_000);
  await send(page, fileOf('楼道.jpg', photo));
  await page.getByText('收到 1 张照片').waitFor();
  expect(line.cuts()).toBe(1);
  // What had arrived of the second part stays.
  expect(offsets.slice(0, 2)).toEqual([0, 512 * 1024]);
  expect(offsets[2]).toBeGreaterThan(700_000);
  expect(offsets[2]).toBeLessThan(800_000);
  await accepted();
  const [file] = (await stateAt(center, submitted.caseId))?.files ?? [];
  expect(file?.name).toBe('群众照片1.jpg');
  expect(Buffer.from((await center.desk.fileBytes.read(file?.sha256 ?? '')) ?? []).equals(photo)).toBe(true);
  expect(waiting()).toEqual([]);
});

test('after a reload the same file goes on where it stopped, and the page says so', async () => {
  const path = fileOf('楼道.jpg', largePhoto('重开', PHOTO_BYTES));
  const first = await progress();
  line.cutAfter(1_500_000, true);
  await send(first, path);
  await first.getByText('网断了，连上以后接着传').waitFor();
  await expectNoAxeViolations(first);
  await expectNoLayoutFaults(first);
  await first.close();
  line.mend();
  const again = await progress();
  const offsets = offsetsOf(again);
  await again.getByText('从断的地方接着传').waitFor();
  await send(again, path);
  await again.getByText('收到 1 张照片').waitFor();
  expect(offsets[0]).toBeGreaterThan(1_000_000);
});

/** A film of a second, as the browser itself records it. */
async function recordedFilm(page: Page): Promise<Buffer> {
  const text = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 120 });
    const pen = canvas.getContext('2d');
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm;codecs=vp8' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve));
    recorder.start();
    for (let frame = 0; frame < 20; frame += 1) {
      if (pen) pen.fillStyle = `hsl(${frame * 18} 80% 50%)`;
      pen?.fillRect(0, 0, 160, 120);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  });
  return Buffer.from(text, 'base64');
}

test('a video comes to the desk of the center, and plays on the page of the case', async () => {
  const page = await progress();
  await send(page, fileOf('漏水.webm', await recordedFilm(page)));
  await page.getByText('收到 1 段视频').waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  await accepted();
  const hosted = await hostDesk({ desk: center.desk });
  endCenter = () => hosted.stop();
  const desk = await browser.newContext({ viewport: { width: 1_366, height: 768 }, locale: 'zh-CN' });
  try {
    desk.setDefaultTimeout(PATIENCE_MS);
    const shown = await desk.newPage();
    await shown.goto(hosted.origin);
    await shown.getByLabel('账号').fill('chengmin');
    await shown.getByLabel('密码').fill(DESK_PASSWORD);
    await shown.keyboard.press('Enter');
    await shown.locator('.frame, .sider').first().waitFor();
    await shown.goto(`${hosted.origin}/#/cases/${submitted.caseId}`);
    await shown.getByRole('button', { name: '看群众视频1.webm' }).click();
    const video = shown.locator('video');
    await shown.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
    expect(await video.evaluate((each: HTMLVideoElement) => [each.videoWidth, each.videoHeight])).toEqual([160, 120]);
    await video.evaluate((each: HTMLVideoElement) => {
      each.muted = true;
      return each.play();
    });
    await shown.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0);
    await expectNoAxeViolations(shown);
    await expectNoLayoutFaults(shown);
  } finally {
    await desk.close();
  }
});

test('what is no video, is too much, or is of a case that is ended is said in words before or after it was sent', async () => {
  const page = await progress();
  await send(page, fileOf('片子.mp4', Buffer.from('MZ 这是程序')));
  await page.getByText('请换一张照片').waitFor();
  expect(waiting()).toEqual([]);
  const large = await progress();
  await send(large, fileOf('大.jpg', Buffer.alloc(20_000_001)));
  await large.getByText('最多 20.0 MB').waitFor();
  const last = await progress();
  await accepted();
  await center.desk.act(center.desk.clerk, submitted.caseId, 'case.refused', {
    ...{ reason: '不属于民间纠纷', law: '人民调解法第二条' },
  });
  await syncAll(center);
  await send(last, fileOf('晚.jpg', readFileSync(fileOf('x.jpg', largePhoto('晚', 1_000)))));
  await last.getByText('这件事已经办完').waitFor();
  expect(await last.getByRole('button', { name: '发给经办人' }).isEnabled()).toBe(true);
});
