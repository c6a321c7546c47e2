import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  SERVICE_PORT_CHANNEL,
  SERVICE_PORT_MESSAGE,
  SERVICE_STATE_CHANNEL,
  SHELL_BRIDGE,
  SHELL_CHANNELS,
} from '../../contract/shell-channels.ts';
import { launchChromium } from '../../tests/browser/chromium.ts';

const preload = readFileSync(join(import.meta.dirname, '..', '..', 'out', 'preload', 'index.cjs'), 'utf8');
const ORIGIN = 'https://desk.test';

/**
 * Runs the built preload as Electron's sandbox does: a CommonJS function whose `require` knows `electron` alone, with
 * stand-ins of contextBridge and ipcRenderer. What it exposes crosses to the page as Electron's bridge would carry it:
 * functions and plain values, no MessagePort, no event.
 */
function runPreload(source: string): void {
  type Listener = (event: unknown, ...args: unknown[]) => void;
  const listeners = new Map<string, Set<Listener>>();
  const invoked: unknown[][] = [];
  const answers = new Map<string, unknown>();
  const exposed: string[] = [];
  const required: string[] = [];
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, api: unknown) => {
        exposed.push(name);
        Object.defineProperty(window, name, { value: Object.freeze(api), enumerable: true });
      },
    },
    ipcRenderer: {
      invoke: async (channel: string, ...args: unknown[]) => {
        invoked.push([channel, ...args]);
        return structuredClone(answers.get(channel));
      },
      on: (channel: string, listener: Listener) => {
        const known = listeners.get(channel) ?? new Set();
        listeners.set(channel, known.add(listener));
      },
      off: (channel: string, listener: Listener) => listeners.get(channel)?.delete(listener),
    },
  };
  const require = (name: string) => {
    required.push(name);
    if (name !== 'electron') throw new Error(`module not found: ${name}`);
    return electron;
  };
  const before = new Set(Object.keys(window));
  new Function('require', 'module', 'exports', source)(require, { exports: {} }, {});
  const added = Object.keys(window).filter((name) => !before.has(name));
  const emit = (channel: string, event: unknown, ...args: unknown[]) => {
    for (const listener of listeners.get(channel) ?? []) listener(event, ...args);
  };
  Object.assign(window, { probe: { listeners, invoked, answers, exposed, required, added, emit } });
}

interface Probe {
  listeners: Map<string, Set<unknown>>;
  invoked: unknown[][];
  answers: Map<string, unknown>;
  exposed: string[];
  required: string[];
  added: string[];
  emit: (channel: string, event: unknown, ...args: unknown[]) => void;
}
declare const probe: Probe;

let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
});
beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '<title>desk</title>' }));
  await page.goto(ORIGIN);
  await page.evaluate(runPreload, preload);
});
afterEach(async () => {
  await context.close();
});

test('the page gets the bridge, with the methods of the contract, and nothing else', async () => {
  const found = await page.evaluate((name) => {
    const bridge = window[name as 'fengqiaoShell'] as unknown as Record<string, unknown>;
    return {
      exposed: probe.exposed,
      added: probe.added,
      required: probe.required,
      members: Object.entries(bridge).map(([member, value]) => `${member}: ${typeof value}`),
      leaks: ['require', 'process', 'module', 'ipcRenderer', 'electron', 'Buffer'].filter((global) => global in window),
    };
  }, SHELL_BRIDGE);
  expect(found).toEqual({
    exposed: [SHELL_BRIDGE],
    added: [SHELL_BRIDGE],
    required: ['electron'],
    members: [
      'host: function',
      'connect: function',
      'serviceState: function',
      'onServiceState: function',
      'restartService: function',
      'printPdf: function',
      'openExternal: function',
    ],
    leaks: [],
  });
});

test('a call gives the value, and a refusal its Chinese message as it was said', async () => {
  const result = await page.evaluate(async (channels) => {
    const outcome = { outcome: 'printed', sha256: 'a'.repeat(64) };
    probe.answers.set(channels.printPdf, { ok: true, value: outcome });
    probe.answers.set(channels.openExternal, { ok: false, message: '只能打开 https 开头的链接' });
    const printed = await window.fengqiaoShell!.printPdf({ documentId: 'd', sha256: 'a'.repeat(64), copies: 3 });
    const refused = await window
      .fengqiaoShell!.openExternal('http://example.org/')
      .catch((error: Error) => error.message);
    return { printed, refused, invoked: probe.invoked };
  }, SHELL_CHANNELS);
  expect(result.printed).toEqual({ outcome: 'printed', sha256: 'a'.repeat(64) });
  expect(result.refused).toBe('只能打开 https 开头的链接');
  expect(result.invoked).toEqual([
    [SHELL_CHANNELS.printPdf, { documentId: 'd', sha256: 'a'.repeat(64), copies: 3 }],
    [SHELL_CHANNELS.openExternal, 'http://example.org/'],
  ]);
});

test('the port of the service arrives in the page as a window message of our own origin, and carries talk', async () => {
  const result = await page.evaluate(
    ([channel]) =>
      new Promise<{ origin: string; data: unknown; said: unknown }>((resolve) => {
        const service = new MessageChannel();
        service.port1.onmessage = (event) => service.port1.postMessage(`服务答：${event.data}`);
        window.addEventListener('message', (arrived) => {
          const port = arrived.ports[0]!;
          port.onmessage = (event) => resolve({ origin: arrived.origin, data: arrived.data, said: event.data });
          port.postMessage('在吗');
        });
        probe.emit(channel!, { ports: [service.port2], sender: 'secret' }, { connection: 4, extra: 'secret' });
      }),
    [SERVICE_PORT_CHANNEL],
  );
  expect(result).toEqual({ origin: ORIGIN, data: { type: SERVICE_PORT_MESSAGE, connection: 4 }, said: '服务答：在吗' });
});

test('states of the service reach the listener without the event of Electron, until it is taken off', async () => {
  const result = await page.evaluate((channel) => {
    const heard: unknown[][] = [];
    const off = window.fengqiaoShell!.onServiceState((...args) => heard.push(args));
    probe.emit(
      channel,
      { sender: 'secret' },
      { status: 'restarting', attempt: 1, delayMs: 500, message: '正在重新启动' },
    );
    off();
    probe.emit(channel, { sender: 'secret' }, { status: 'stopped', message: '' });
    return { heard, left: probe.listeners.get(channel)!.size };
  }, SERVICE_STATE_CHANNEL);
  expect(result).toEqual({
    heard: [[{ status: 'restarting', attempt: 1, delayMs: 500, message: '正在重新启动' }]],
    left: 0,
  });
});
