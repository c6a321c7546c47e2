import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { SHELL_CHANNELS } from '../../contract/shell-channels.ts';
import { schemaMadeAt } from '../../db/migrate.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { electronAge } from '../../scripts/electron-age.mjs';
import electronRelease from '../release.json' with { type: 'json' };
import { createElectronStandIn } from '../testing/electron-stand-in.ts';
import { StandInFrame } from '../testing/stand-in-window.ts';
import { startShell } from './shell.ts';

/**
 * The 20 points of Electron's security tutorial (electronjs.org/docs/latest/tutorial/security), one test each, in its
 * order and words. What a test can see without an Electron binary is the shell's own conduct against the stand-in, the
 * source of everything that runs in Electron, and what the packer is told; what cannot be seen is named in
 * docs/sign-in.md.
 */

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'checklist-'));
writeFileSync(join(folder, 'index.html'), '<title>枫桥工作台</title>');
afterAll(() => rmSync(folder, { recursive: true }));

function filesIn(path: string): readonly string[] {
  return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|html|css)$/.test(name) && !/\.test\.ts$|testing/.test(name))
    .map((name) => join(path, name));
}
/** Everything that runs inside Electron's main process, its preload and its page. */
const sources = ['electron', 'renderer', 'contract'].flatMap(filesIn).map((path) => ({
  path,
  text: readFileSync(join(root, path), 'utf8'),
}));
const filesWith = (pattern: RegExp): readonly string[] =>
  sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

async function started() {
  const userData = join(folder, 'user');
  mkdirSync(userData);
  const standIn = createElectronStandIn(userData);
  const places = {
    service: '/app/out/main/center.js',
    serviceArgs: [],
    preload: '/app/out/preload/index.cjs',
    renderer: folder,
    icon: 'icon.png',
    trayIcon: 'tray.png',
  };
  await startShell(standIn.electron, places, () => undefined);
  const [page] = standIn.windows;
  const [service] = standIn.children;
  if (!page || !service) throw new Error('the shell opened no window');
  const call = (channel: string, ...args: unknown[]) =>
    standIn.ipcMain.invoke(channel, page.webContents, page.webContents.mainFrame, ...args);
  // The second kind of window there is: the one that prints.
  const bytes = new TextEncoder().encode('%PDF-1.7');
  const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
  service.child.emit('message', { type: 'ready' });
  void call(SHELL_CHANNELS.printPdf, { documentId: 'stored', sha256, copies: 1 });
  const asked = await vi.waitUntil(() =>
    service.child.received.map(({ message }) => message).find((message) => Object(message).type === 'document'),
  );
  const { requestId } = asked as { requestId: string };
  service.child.emit('message', { type: 'document', requestId, sha256, title: '回执', bytes });
  await vi.waitUntil(() => standIn.windows.length === 2);
  return { ...standIn, page, call };
}
let shell: Awaited<ReturnType<typeof started>>;
beforeAll(async () => {
  shell = await started();
});
const everyWindow = () => shell.windows.map(({ options }) => options.webPreferences ?? {});

async function policy(): Promise<Map<string, readonly string[]>> {
  const serve = shell.defaultSession.protocol.handlers.get('app');
  const page = await serve?.(new Request('app://desk/'));
  const text = page?.headers.get('content-security-policy') ?? '';
  return new Map(
    text.split(';').map((part) => {
      const [name = '', ...values] = part.trim().split(' ');
      return [name, values];
    }),
  );
}

/** Whether a page may go to (or open) an address. */
function leads(event: string, url: string): boolean {
  let prevented = false;
  const preventDefault = () => {
    prevented = true;
  };
  shell.page.webContents.emit(event, { url, isMainFrame: true, preventDefault });
  return !prevented;
}

describe('Electron’s security checklist', () => {
  test('1 Only load secure content: every window shows a file of the app, and the page may reach nothing outside', async () => {
    for (const { loaded } of shell.windows) {
      for (const address of loaded) expect(address).toMatch(/^app(-print)?:\/\//);
    }
    for (const [, values] of await policy()) {
      for (const value of values) {
        expect(["'self'", "'none'", "'unsafe-inline'", 'data:', 'blob:']).toContain(value);
      }
    }
    expect(filesWith(/(src|href|url)\s*[=(:]\s*["'`]?https?:/)).toEqual([]);
  });

  test('2 Do not enable Node.js integration for remote content: no window has it, workers and frames included', () => {
    for (const preferences of everyWindow()) {
      expect(preferences.nodeIntegration).toBe(false);
      expect(preferences.nodeIntegrationInWorker ?? false).toBe(false);
      expect(preferences.nodeIntegrationInSubFrames ?? false).toBe(false);
    }
    expect(filesWith(/nodeIntegration\w*: true/)).toEqual([]);
  });

  test('3 Enable context isolation in all renderers', () => {
    for (const preferences of everyWindow()) expect(preferences.contextIsolation).toBe(true);
  });

  test('4 Enable process sandboxing', () => {
    for (const preferences of everyWindow()) expect(preferences.sandbox).toBe(true);
    expect(filesWith(/no-sandbox|sandbox: false/)).toEqual([]);
  });

  test('5 Handle session permission requests: every session of the app refuses all', () => {
    const sessions = [shell.defaultSession, ...shell.partitions.values()];
    expect(sessions).toHaveLength(2);
    for (const session of sessions) {
      const answers: boolean[] = [];
      session.permissionRequest?.({} as never, 'media', (granted) => answers.push(granted), {} as never);
      expect(answers).toEqual([false]);
      expect(session.permissionCheck?.(null, 'geolocation', 'app://desk', {} as never)).toBe(false);
    }
  });

  test('6 Do not disable webSecurity', () => {
    for (const preferences of everyWindow()) expect(preferences.webSecurity ?? true).toBe(true);
    expect(filesWith(/webSecurity: false|disable-web-security|bypassCSP: true/)).toEqual([]);
  });

  test('7 Define a Content Security Policy: nothing by default, scripts from the app alone, no unsafe-eval', async () => {
    const directives = await policy();
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(directives.get('script-src')).toEqual(["'self'"]);
    for (const name of ['object-src', 'base-uri', 'form-action', 'frame-ancestors']) {
      expect([name, directives.get(name)]).toEqual([name, ["'none'"]]);
    }
    expect([...directives.values()].flat()).not.toContain("'unsafe-eval'");
    expect(filesWith(/'unsafe-eval'|\beval\(|new Function\(/)).toEqual([]);
  });

  test('8 Do not enable allowRunningInsecureContent', () => {
    for (const preferences of everyWindow()) expect(preferences.allowRunningInsecureContent ?? false).toBe(false);
    expect(filesWith(/allowRunningInsecureContent/)).toEqual([]);
  });

  test('9 Do not enable experimental features', () => {
    for (const preferences of everyWindow()) expect(preferences.experimentalFeatures ?? false).toBe(false);
    expect(filesWith(/experimentalFeatures|enable-experimental/)).toEqual([]);
  });

  test('10 Do not use enableBlinkFeatures', () => {
    for (const preferences of everyWindow()) expect(preferences.enableBlinkFeatures).toBeUndefined();
    expect(filesWith(/enableBlinkFeatures|enable-blink-features/)).toEqual([]);
  });

  test('11 Do not use allowpopups for WebViews: there is no WebView', () => {
    for (const preferences of everyWindow()) expect(preferences.webviewTag ?? false).toBe(false);
    expect(filesWith(/<webview|allowpopups/i)).toEqual([]);
  });

  test('12 Verify WebView options before creation: none is ever attached', () => {
    for (const { webContents } of shell.windows) {
      let prevented = false;
      const preventDefault = () => {
        prevented = true;
      };
      webContents.emit('will-attach-webview', { preventDefault });
      expect(prevented).toBe(true);
    }
  });

  test('13 Disable or limit navigation: the page goes nowhere but within its own origin', () => {
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      expect(leads(event, 'app://desk/#/ledger')).toBe(true);
      for (const url of ['https://example.org/', 'app://desk.example.org/', 'file:///etc/passwd', 'data:text/html,x']) {
        expect([event, url, leads(event, url)]).toEqual([event, url, false]);
      }
    }
  });

  test('14 Disable or limit creation of new windows: none is opened by a page', () => {
    for (const { webContents } of shell.windows) {
      const details = { url: 'app://desk/', frameName: '', features: '', disposition: 'new-window' } as const;
      expect(webContents.openHandler?.({ ...details, referrer: { url: '', policy: 'default' } })).toEqual({
        action: 'deny',
      });
    }
  });

  test('15 Do not use shell.openExternal with untrusted content: scheme and host are checked first', async () => {
    for (const address of ['file:///etc/passwd', 'http://www.gov.cn/', 'https://example.org/', 'ms-settings:network']) {
      expect(await shell.call(SHELL_CHANNELS.openExternal, address)).toMatchObject({ ok: false });
    }
    expect(shell.opened).toEqual([]);
    await shell.call(SHELL_CHANNELS.openExternal, 'https://www.12348.gov.cn/');
    expect(shell.opened).toEqual(['https://www.12348.gov.cn/']);
    expect(filesWith(/shell\.openExternal\((?!checkExternalLink)/)).toEqual([]);
  });

  test('16 Use a current version of Electron: one exact version, of a major that still gets security fixes', () => {
    const { major, released } = electronRelease;
    expect(packageJson.devDependencies.electron).toMatch(new RegExp(`^${major}\\.\\d+\\.\\d+$`));
    // Against the day of the newest change of the store's form, not today's: the calendar alone turns nothing red.
    expect(electronAge(released, schemaMadeAt).isSupported, 'raise Electron before anything else is built').toBe(true);
    expect(packageJson.scripts.predist).toBe('node scripts/electron-age.mjs');
  });

  test('17 Validate the sender of all IPC messages: each channel refuses a frame that is not our page', async () => {
    const strangers = [
      null,
      new StandInFrame('https://example.org/'),
      new StandInFrame('app://desk/', new StandInFrame('app://desk/')),
    ];
    expect([...shell.ipcMain.channels.keys()].sort()).toEqual(Object.values(SHELL_CHANNELS).sort());
    for (const channel of Object.values(SHELL_CHANNELS)) {
      for (const frame of strangers) {
        expect(await shell.ipcMain.invoke(channel, shell.page.webContents, frame)).toMatchObject({ ok: false });
      }
    }
    expect(filesWith(/ipcMain\.(on|once|handleOnce)\(/)).toEqual([]);
  });

  test('18 Avoid usage of the file:// protocol and prefer usage of custom protocols', () => {
    expect(shell.protocol.privileged.map(({ scheme }) => scheme)).toEqual(['app', 'app-print']);
    expect(filesWith(/\.loadFile\(|['"`]file:/)).toEqual([]);
  });

  test('19 Check which fuses you can change: each is set, none is left to its default', () => {
    const [, block = ''] =
      /^electronFuses:\n((?: {2}.+\n)+)/m.exec(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) ?? [];
    const fuses = Object.fromEntries(
      block
        .trim()
        .split('\n')
        .map((line) => line.trim().split(': ')),
    );
    expect(fuses).toEqual({
      runAsNode: 'false',
      enableCookieEncryption: 'true',
      enableNodeOptionsEnvironmentVariable: 'false',
      enableNodeCliInspectArguments: 'false',
      enableEmbeddedAsarIntegrityValidation: 'true',
      onlyLoadAppFromAsar: 'true',
      loadBrowserProcessSpecificV8Snapshot: 'false',
      grantFileProtocolExtraPrivileges: 'false',
    });
  });

  test('20 Do not expose Electron APIs to untrusted web content: the page gets named calls, never ipcRenderer', () => {
    const preload = sources.find(({ path }) => path === join('electron', 'preload', 'index.ts'));
    expect(preload?.text.match(/exposeInMainWorld\(/g)).toHaveLength(1);
    const [, bridge = ''] = /const bridge: ShellBridge = \{([\s\S]*?)\n\};/.exec(preload?.text ?? '') ?? [];
    // Listening is the one use of it in the bridge, and the event with Electron's sender stays behind.
    expect(bridge.match(/ipcRenderer\.\w+/g)).toEqual(['ipcRenderer.on', 'ipcRenderer.off']);
    expect(bridge).toContain('(_event: unknown, state: ServiceState) => listener(state)');
    expect(filesWith(/from 'electron'/).filter((path) => path.startsWith('renderer'))).toEqual([]);
  });
});
