import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createHttpServer } from '../../center/http.ts';
import { launchChromium, openDesk } from '../../tests/browser/chromium.ts';
import { expectFocus, signIn, walkTo, write } from '../../tests/browser/desk.ts';
import { DESK_PASSWORD } from '../../tests/browser/desk-host.ts';
import { press, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';
import { projectRoot } from '../../tests/browser/project.ts';
import { putShellAround, type ShellAround } from '../../tests/browser/shell-bridge.ts';
import type { TestDesk } from '../../tests/support/desk.ts';
import { openTestApi } from '../../tests/support/desk-server.ts';

/** The built page inside a stand-in shell: every call goes over a MessagePort, none over HTTP. */

let browser: Browser;
let desk: TestDesk;
let server: FastifyInstance;
let context: BrowserContext;
let page: Page;
let shell: ShellAround;
let overHttp: string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  const opened = await openTestApi();
  ({ desk } = opened);
  const { router } = opened.api;
  const rendererDir = join(projectRoot, 'out', 'renderer');
  server = await createHttpServer({ router, rendererDir, allowedHosts: ['127.0.0.1'], onCall: () => undefined });
  await server.listen({ port: 0, host: '127.0.0.1' });
  context = await openDesk(browser);
  page = await context.newPage();
  shell = await putShellAround(context, page, router);
  overHttp = [];
  page.on('request', (request) => {
    if (request.url().includes('/rpc/')) overHttp.push(request.url());
  });
  await page.goto(`http://127.0.0.1:${(server.server.address() as AddressInfo).port}/`);
});
afterEach(async () => {
  await context?.close();
  shell?.close();
  await server?.close();
  await desk?.store.remove();
});

async function beginRegistration(): Promise<void> {
  await page.getByLabel('账号').waitFor();
  await signIn(page, 'chengmin', DESK_PASSWORD);
  await press(page, 'F2');
  await expectFocus(page, '姓名');
  await write(page, ['zhangmou', '张某']);
  await walkTo(page, '手机');
  await type(page, '13800001203');
}

async function signInAgain(): Promise<void> {
  await page.getByText('登录已失效，请程敏重新登录').waitFor({ timeout: 20_000 });
  await expectFocus(page, '账号');
  await type(page, 'chengmin');
  await press(page, 'Enter');
  await type(page, DESK_PASSWORD);
  await press(page, 'Enter');
  await page.locator('.sign-in-again').waitFor({ state: 'detached' });
}

const party = () => page.locator('[data-party="0"]');
const draftOf = () =>
  desk.store.read(async ({ drafts }) => {
    const [summary] = await drafts.list(desk.clerk.staffId, { kind: 'registration' });
    return JSON.stringify(summary ? await drafts.draft(desk.clerk.staffId, summary.draftId) : null);
  });

test('a crash of the service is told, and after it the page works on with the same words', async () => {
  await beginRegistration();
  await page.getByText(/草稿 .* 已存在本机/).waitFor();

  await shell.crash();
  await page.getByText('本机服务意外中断，正在重新启动').waitFor();
  await walkTo(page, '住址');
  await write(page, ['xingdalu', '兴达路街道鸿苑社区'], '3');
  await expectNoLayoutFaults(page);

  await shell.recover();
  await signInAgain();
  await page.getByText('本机服务已恢复，已保存的内容没有丢失。请核对刚才正在填写的内容。').waitFor();
  await expectNoLayoutFaults(page);
  await expect.poll(() => party().getByLabel('姓名').inputValue()).toBe('张某');
  await expect.poll(() => party().getByLabel('手机').inputValue()).toBe('13800001203');
  await expect.poll(() => party().getByLabel('住址').inputValue()).toBe('兴达路街道鸿苑社区3');
  await party().getByLabel('住址').focus();
  await type(page, '号楼');
  await expect.poll(draftOf).toContain('兴达路街道鸿苑社区3号楼');
  expect(overHttp).toEqual([]);
});

test('a draft that was under way when the service went is said to be unsaved, and saved after it is back', async () => {
  await beginRegistration();
  await page.getByText(/草稿 .* 已存在本机/).waitFor();
  shell.hang();
  const before = shell.sent();
  await walkTo(page, '住址');
  await write(page, ['xingdalu', '兴达路街道']);
  await expect.poll(() => shell.sent()).toBeGreaterThan(before);
  // A pause in typing, and the call is on its way.
  await page.waitForTimeout(1_000);

  await shell.crash();
  await page.getByText('草稿还没存上：与中心断开。屏幕上的内容都在').waitFor();
  await shell.recover();
  await signInAgain();
  await expect.poll(() => party().getByLabel('住址').inputValue()).toBe('兴达路街道');
  await expect.poll(draftOf).toContain('兴达路街道');
  expect(overHttp).toEqual([]);
});
