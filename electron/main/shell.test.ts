import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, expectTypeOf, test, vi } from 'vitest';
import { SERVICE_PORT_CHANNEL, SERVICE_STATE_CHANNEL, SHELL_CHANNELS } from '../../contract/shell-channels.ts';
import { createElectronStandIn } from '../testing/electron-stand-in.ts';
import { StandInFrame } from '../testing/stand-in-window.ts';
import type { ElectronApi } from './electron-api.ts';
import { startShell } from './shell.ts';

const folder = mkdtempSync(join(tmpdir(), 'shell-'));
mkdirSync(join(folder, 'renderer'));
writeFileSync(join(folder, 'renderer', 'index.html'), '<title>枫桥工作台</title>');
afterAll(() => rmSync(folder, { recursive: true }));
let runs = 0;

async function start(options: { second?: boolean } = {}) {
  const standIn = createElectronStandIn(join(folder, `user-${++runs}`));
  standIn.app.isFirstInstance = !options.second;
  const lines: string[] = [];
  await startShell(
    standIn.electron,
    {
      service: '/app/out/main/center.js',
      serviceArgs: ['--data', '/data', '--empty'],
      preload: '/app/out/preload/index.cjs',
      renderer: join(folder, 'renderer'),
      icon: 'icon.png',
      trayIcon: 'tray.png',
    },
    (line) => lines.push(line),
  );
  const window = standIn.windows[0]!;
  const service = () => standIn.children.at(-1)!.child;
  const call = (channel: string, ...args: unknown[]) => {
    const { webContents } = standIn.windows.at(-1)!;
    return standIn.ipcMain.invoke(channel, webContents, webContents.mainFrame, ...args);
  };
  return { ...standIn, lines, window, service, call };
}

test('opens a sandboxed, isolated window on our own page, and shows it once it is drawn', async () => {
  const { window, protocol, defaultSession, children } = await start();
  expect(window.loaded).toEqual(['app://desk/']);
  expect(window.options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    preload: '/app/out/preload/index.cjs',
  });
  expect(window.visible).toBe(false);
  window.emit('ready-to-show');
  expect(window.visible).toBe(true);
  expect(protocol.privileged.map((scheme) => scheme.scheme)).toEqual(['app', 'app-print']);
  expect(protocol.privileged.some((scheme) => scheme.privileges?.bypassCSP)).toBe(false);
  const page = await defaultSession.protocol.handlers.get('app')!(new Request('app://desk/'));
  expect(await page.text()).toContain('枫桥工作台');
  expect(children[0]).toMatchObject({ modulePath: '/app/out/main/center.js', args: ['--data', '/data', '--empty'] });
});

test('a window that was maximised last time stays hidden until it is drawn, and is maximised then', async () => {
  const bounds = { x: 40, y: 50, width: 1366, height: 768 };
  const userData = join(folder, `user-${runs + 1}`);
  mkdirSync(userData);
  writeFileSync(join(userData, 'window.json'), JSON.stringify({ bounds, maximized: true }));
  const { window } = await start();
  expect(window).toMatchObject({ visible: false, maximized: false });
  window.emit('ready-to-show');
  expect(window).toMatchObject({ visible: true, maximized: true });
});

test('every web contents is confined and every session refuses permissions', async () => {
  const { windows, defaultSession, partitions } = await start();
  expect(windows[0]!.webContents.openHandler).toBeDefined();
  expect(windows[0]!.webContents.listenerCount('will-navigate')).toBe(1);
  for (const session of [defaultSession, ...partitions.values()]) expect(session.permissionCheck).not.toBeNull();
});

test('a second start opens nothing and quits; the first one comes to the front', async () => {
  const second = await start({ second: true });
  expect(second.windows).toEqual([]);
  expect(second.children).toEqual([]);
  expect(second.app.quitCalls).toBe(1);
  const first = await start();
  first.window.minimized = true;
  first.app.emit('second-instance');
  expect(first.windows).toHaveLength(1);
  expect(first.window).toMatchObject({ minimized: false, visible: true, focused: true });
});

describe('the page asks for the service', () => {
  test('and gets one end of a channel, when the service is ready; the service gets the other', async () => {
    const { service, call, channels, window } = await start();
    const answer = call(SHELL_CHANNELS.connect);
    expect(service().received).toEqual([]);
    service().emit('message', { type: 'ready' });
    expect(await answer).toEqual({ ok: true, value: { connection: 1 } });
    expect(service().received).toEqual([
      { message: { type: 'connect', windowId: window.id }, ports: [channels[0]!.port1] },
    ]);
    expect(window.webContents.mainFrame.posted).toEqual([
      { channel: SERVICE_PORT_CHANNEL, message: { connection: 1 }, ports: [channels[0]!.port2] },
    ]);
  });

  test('a foreign frame gets no port', async () => {
    const { service, ipcMain, window, channels } = await start();
    service().emit('message', { type: 'ready' });
    for (const frame of [
      null,
      new StandInFrame('https://example.org/'),
      new StandInFrame('app://desk/', new StandInFrame('app://desk/')),
    ]) {
      expect(await ipcMain.invoke(SHELL_CHANNELS.connect, window.webContents, frame)).toMatchObject({ ok: false });
    }
    expect(channels).toEqual([]);
  });

  test('a crash is told to the window, and the service comes back', async () => {
    vi.useFakeTimers();
    const { service, call, children, window } = await start();
    service().emit('message', { type: 'ready' });
    service().emit('exit', 1);
    expect(window.webContents.sent.at(-1)).toMatchObject({
      channel: SERVICE_STATE_CHANNEL,
      args: [{ status: 'restarting', attempt: 1, message: expect.stringContaining('没有丢失') }],
    });
    await vi.advanceTimersByTimeAsync(500);
    expect(children).toHaveLength(2);
    service().emit('message', { type: 'ready' });
    expect(await call(SHELL_CHANNELS.serviceState)).toMatchObject({
      ok: true,
      value: { status: 'ready', restarts: 1 },
    });
    vi.useRealTimers();
  });

  test('a service that cannot start is shown with its reason: retry or quit', async () => {
    const { service, dialog, children, app, call } = await start();
    dialog.answers.push(0, 1);
    const failure = { type: 'failed', message: '数据文件夹只读，无法打开。数据没有改动。' };
    service().emit('message', failure);
    service().emit('exit', 3);
    await vi.waitUntil(() => children.length === 2);
    expect(dialog.shown[0]).toMatchObject({ detail: failure.message, buttons: ['重试', '退出'] });
    expect(await Promise.race([call(SHELL_CHANNELS.connect), Promise.resolve('waiting')])).toBe('waiting');
    service().emit('message', failure);
    service().emit('exit', 3);
    await vi.waitUntil(() => app.quitCalls > 0);
    expect(await call(SHELL_CHANNELS.connect)).toMatchObject({ ok: false });
  });
});

describe('closing', () => {
  test('the last window ends the service first, and the app then', async () => {
    const { service, window, app } = await start();
    service().emit('message', { type: 'ready' });
    let quit = false;
    app.on('will-quit', () => {
      quit = true;
    });
    window.close();
    expect(service().received.map((sent) => sent.message)).toEqual([
      { type: 'disconnect', windowId: window.id },
      { type: 'stop' },
    ]);
    expect(quit).toBe(false);
    service().emit('exit', 0);
    await vi.waitUntil(() => quit);
  });

  test('while desks are connected keeps the service, and the tray opens a new window', async () => {
    const { service, window, windows, trays, app } = await start();
    service().emit('message', { type: 'ready' });
    service().emit('message', { type: 'desks', count: 2 });
    window.close();
    expect(app.quitCalls).toBe(0);
    expect(trays).toHaveLength(1);
    trays[0]!.emit('click');
    expect(windows).toHaveLength(2);
    expect(trays[0]!.destroyed).toBe(true);
  });

  test('a page that crashed is opened again on request', async () => {
    const { window, dialog } = await start();
    dialog.answers.push(0);
    window.webContents.emit('render-process-gone', {}, { reason: 'oom' });
    await vi.waitUntil(() => window.loaded.length === 2);
    expect(dialog.shown[0]).toMatchObject({ message: '页面意外中断', detail: expect.stringContaining('草稿') });
  });
});

test('host says where the page runs; only https is opened outside', async () => {
  const { call, opened } = await start();
  expect(await call(SHELL_CHANNELS.host)).toMatchObject({ ok: true, value: { kind: 'electron', appVersion: '0.1.0' } });
  expect(await call(SHELL_CHANNELS.openExternal, 'https://www.12348.gov.cn/')).toEqual({ ok: true, value: null });
  expect(await call(SHELL_CHANNELS.openExternal, 'file:///etc/passwd')).toMatchObject({ ok: false });
  expect(opened).toEqual(['https://www.12348.gov.cn/']);
});

test('a call that Electron does not have does not compile', () => {
  expectTypeOf<ElectronApi['app']>().toHaveProperty('requestSingleInstanceLock');
  expectTypeOf<ElectronApi['app']>().not.toHaveProperty('makeSingleInstance');
  expectTypeOf<ElectronApi['utilityProcess']>().not.toHaveProperty('spawn');
  expectTypeOf<ElectronApi>().not.toHaveProperty('remote');
});
