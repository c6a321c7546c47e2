import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { BrowserContext, Page } from 'playwright-core';
import type { CenterRouter } from '../../center/http.ts';
import { serveShell } from '../../center/shell-port.ts';
import type { ServiceState } from '../../contract/shell.ts';
import { SERVICE_PORT_MESSAGE, SHELL_BRIDGE } from '../../contract/shell-channels.ts';
import { StandInShell } from '../support/stand-in-shell.ts';

/**
 * A stand-in for the Electron shell around a page in Chromium: the page has the bridge of the preload and a real
 * MessagePort; what goes over it is carried to the center's own shell port, on a real port of Node.
 */
export interface ShellAround {
  /** The service answers nothing more, as one that hangs. */
  hang(): void;
  /** As when the process of the service is gone: ports close, sessions of windows are forgotten. */
  crash(): Promise<void>;
  /** The service is there again. */
  recover(): Promise<void>;
  /** Messages that the page has sent. */
  readonly sent: () => number;
  close(): void;
}

interface PageSide {
  shellToService(connection: number, message: string | null): Promise<void>;
  shellFromService(connection: number, message: string): void;
  shellState(state: ServiceState): void;
}

/** Runs in the page, before its own scripts. */
function installBridge([name, portMessage, first]: readonly [string, string, ServiceState]): void {
  const side = window as unknown as PageSide;
  const listeners = new Set<(state: ServiceState) => void>();
  const ports = new Map<number, globalThis.MessagePort>();
  let waiting: (() => void)[] = [];
  let connections = 0;
  let state = first;
  const refuse = () => Promise.reject(new Error('这里没有这个功能'));
  const bridge = {
    host: refuse,
    async connect() {
      if (state.status !== 'ready') await new Promise<void>((resolve) => waiting.push(resolve));
      connections += 1;
      const connection = connections;
      const { port1, port2 } = new globalThis.MessageChannel();
      ports.set(connection, port1);
      port1.onmessage = (event) => void side.shellToService(connection, event.data);
      await side.shellToService(connection, null);
      window.postMessage({ type: portMessage, connection }, window.location.origin, [port2]);
      return { connection };
    },
    serviceState: async () => state,
    onServiceState(listener: (state: ServiceState) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    restartService: refuse,
    printPdf: refuse,
    openExternal: refuse,
  };
  Object.defineProperty(window, name, { value: Object.freeze(bridge), enumerable: true });
  side.shellFromService = (connection, message) => ports.get(connection)?.postMessage(message);
  side.shellState = (next) => {
    state = next;
    if (next.status !== 'ready') {
      for (const port of ports.values()) port.close();
      ports.clear();
    }
    for (const listener of listeners) listener(next);
    if (next.status !== 'ready') return;
    for (const resume of waiting) resume();
    waiting = [];
  };
}

/** Must be called before the page is opened. */
export async function putShellAround(context: BrowserContext, page: Page, router: CenterRouter): Promise<ShellAround> {
  const ports = new Map<number, MessagePort>();
  let restarts = 0;
  let sent = 0;
  let hanging = false;
  let shell = startService();

  function startService(): StandInShell {
    const started = new StandInShell();
    serveShell({
      parent: started,
      router,
      document: () => Promise.reject(new Error('no document in this test')),
      stop: async () => undefined,
      logger: { error: () => undefined },
    });
    return started;
  }

  function connect(connection: number): void {
    const { port1, port2 } = new MessageChannel();
    ports.set(connection, port2);
    port2.on('message', (message) => {
      if (hanging) return;
      const passed = page.evaluate(([number, text]) => (window as unknown as PageSide).shellFromService(number, text), [
        connection,
        String(message),
      ] as const);
      // What the service still answers when the page is gone has nobody to go to.
      passed.catch((error: unknown) => {
        if (!page.isClosed()) throw error;
      });
    });
    shell.tell({ type: 'connect', windowId: 1 }, port1);
  }

  function closePorts(): void {
    for (const port of ports.values()) port.close();
    ports.clear();
  }

  const tell = (state: ServiceState) =>
    page.evaluate((next) => (window as unknown as PageSide).shellState(next), state);

  await context.exposeFunction('shellToService', (connection: number, message: string | null) => {
    if (message === null) return connect(connection);
    sent += 1;
    if (!hanging) ports.get(connection)?.postMessage(message);
  });
  const ready = { status: 'ready', message: '本机服务已就绪', restarts: 0 } satisfies ServiceState;
  await page.addInitScript(installBridge, [SHELL_BRIDGE, SERVICE_PORT_MESSAGE, ready] as const);

  return {
    hang() {
      hanging = true;
    },
    async crash() {
      closePorts();
      await tell({
        status: 'restarting',
        message: '本机服务意外中断，正在重新启动（第 1 次）。已保存的内容没有丢失，请稍候。',
        attempt: 1,
        delayMs: 500,
      });
    },
    async recover() {
      restarts += 1;
      hanging = false;
      shell = startService();
      await tell({
        status: 'ready',
        message: '本机服务已恢复，已保存的内容没有丢失。请核对刚才正在填写的内容。',
        restarts,
      });
    },
    sent: () => sent,
    close: closePorts,
  };
}
