import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openConnection } from '../../db/connection.ts';
import { connectApi, signedInApi } from '../browser/api.ts';
import { type RunningCenter, startCenter } from '../browser/center.ts';
import { expectFocus, picturesOnFailure, signIn, sitDown, walkTo, write } from '../browser/desk.ts';
import { press, type } from '../browser/keyboard.ts';
import { oneBrowser } from '../browser/seats.ts';
import { testCenterFacts } from '../support/center-facts.ts';
import { storeKeyIn } from '../support/center-keys.ts';

/** What becomes of typed words and of the store when things go wrong around the center's process. */

const chromium = oneBrowser();
let data: string;
let running: RunningCenter[];
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'fengqiao-power-cut-'));
  running = [];
});
afterEach(async () => {
  for (const center of running) await center.stop();
  rmSync(data, { recursive: true });
});

const password = 'Kettle and 3 cups';

async function start(port = 0): Promise<RunningCenter> {
  const center = await startCenter({ data, empty: true, port });
  running.push(center);
  return center;
}

/** A center without cases, and one person who does everything. */
async function setUp(center: RunningCenter): Promise<void> {
  const api = connectApi(center.origin);
  await api.center.setUp({
    ...testCenterFacts,
    administrator: { account: 'chenjing', name: '陈静', password },
  });
}

test('kill -9 of the center while a form is open: the page says so, the draft is there after the restart, and one case comes of it', async () => {
  const center = await start();
  await setUp(center);
  const desk = await sitDown(chromium.browser, center.origin);
  picturesOnFailure({ 'power-cut': desk });
  const { page } = desk;
  await signIn(page, 'chenjing', password);
  await press(page, 'F2');
  await expectFocus(page, '姓名');
  await write(page, ['zhangmou', '张某']);
  await walkTo(page, '手机');
  await type(page, '13800001203');
  await page.getByText(/草稿 .* 已存在本机/).waitFor();

  await center.kill();
  await walkTo(page, '住址');
  await write(page, ['xingdalu', '兴达路街道鸿苑社区'], '3');
  await page.getByText('与中心断开，正在重连').waitFor({ timeout: 20_000 });
  await page.getByText('草稿还没存上：与中心断开。屏幕上的内容都在').waitFor({ timeout: 20_000 });

  const again = await start(Number(new URL(center.origin).port));
  expect(again.origin).toBe(center.origin);
  await page.getByText('未接入市平台').waitFor({ timeout: 20_000 });
  await page.getByText(/草稿 .* 已存在本机/).waitFor({ timeout: 20_000 });

  const other = await sitDown(chromium.browser, again.origin);
  picturesOnFailure({ 'power-cut-other': other });
  await signIn(other.page, 'chenjing', password);
  await other.page.getByRole('region', { name: '没写完的登记' }).getByText('张某').waitFor();
  await walkTo(other.page, /接着写/, { by: 'Tab' });
  await press(other.page, 'Enter');
  const party = other.page.locator('[data-party="0"]');
  await expect.poll(() => party.getByLabel('姓名').inputValue()).toBe('张某');
  await expect.poll(() => party.getByLabel('手机').inputValue()).toBe('13800001203');
  await expect.poll(() => party.getByLabel('住址').inputValue()).toBe('兴达路街道鸿苑社区3');
  await other.close();
  await desk.close();
});

test('a killed center keeps every saved case, and its sessions end rather than hang', async () => {
  const center = await start();
  await setUp(center);
  const api = await signedInApi(center.origin, 'chenjing', password);
  const draftId = '0190aaaa-0000-7000-8000-000000000001';
  const draft = {
    draftId,
    kind: 'registration',
    caseId: null,
    label: '张某',
    missing: '',
    content: { a: '喆' },
  } as const;
  await api.drafts.save(draft);
  await center.kill();
  const again = await start();
  const after = await signedInApi(again.origin, 'chenjing', password);
  expect((await after.drafts.get({ draftId })).content).toEqual({ a: '喆' });
});

test('a second process on the same store is refused with words, and the first works on', async () => {
  const center = await start();
  await setUp(center);
  await expect(startCenter({ data, empty: true })).rejects.toMatchObject({
    name: 'CenterFailed',
    code: 'STORE_LOCKED',
    message: expect.stringContaining('正由另一个「枫桥工作台」使用'),
  });
  const api = await signedInApi(center.origin, 'chenjing', password);
  expect((await api.sessions.me())?.name).toBe('陈静');
});

test('a store from a newer version is refused with words and not touched', async () => {
  await setUp(await start());
  await running.pop()?.stop();
  const path = join(data, 'center.db');
  const key = await storeKeyIn(data);
  const connection = openConnection({ path, key, readonly: false, cacheMiB: 1 });
  connection.client.pragma('user_version = 9999');
  connection.client.pragma('wal_checkpoint(TRUNCATE)');
  connection.close();
  const digest = () => createHash('sha256').update(readFileSync(path)).digest('hex');
  const before = digest();
  await expect(startCenter({ data })).rejects.toMatchObject({
    name: 'CenterFailed',
    code: 'STORE_NEWER',
    message: expect.stringContaining('请先升级程序'),
  });
  expect(digest()).toBe(before);
});
