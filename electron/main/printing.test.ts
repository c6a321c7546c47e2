import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { asWindow, createElectronStandIn } from '../testing/electron-stand-in.ts';
import type { StandInWindow } from '../testing/stand-in-window.ts';
import {
  createPrinting,
  PRINT_OPTIONS,
  PRINT_ORIGIN,
  PRINT_PARTITION,
  PRINT_SCHEME,
  VIEWER_READY_TIMEOUT_MS,
} from './printing.ts';

const bytes = new TextEncoder().encode('%PDF-1.7 调解协议书');
const sha256 = createHash('sha256').update(bytes).digest('hex');
const userData = mkdtempSync(join(tmpdir(), 'printing-'));

function setUp(stored: { bytes: Uint8Array; sha256: string } = { bytes, sha256 }) {
  const standIn = createElectronStandIn(userData);
  const asked: [number, string][] = [];
  const lines: string[] = [];
  const printing = createPrinting({
    electron: standIn.electron,
    fetchDocument: async (windowId, documentId) => {
      asked.push([windowId, documentId]);
      if (documentId === 'forbidden') throw new Error('您不能查看这份文书');
      return { ...stored, title: '人民调解协议书' };
    },
    newToken: () => 'token',
    log: (line) => lines.push(line),
  });
  printing.install();
  const parent = asWindow(new standIn.electron.BrowserWindow() as unknown as StandInWindow);
  const print = (documentId = 'doc', hash = sha256) =>
    printing.print(parent, 9, { documentId, sha256: hash, copies: 3 });
  const printWindow = async () =>
    vi.waitUntil(() => standIn.windows.find((window) => window.options.parent === parent));
  const serve = async (path: string, init?: RequestInit) =>
    standIn.partitions.get(PRINT_PARTITION)!.protocol.handlers.get(PRINT_SCHEME)!(
      new Request(`${PRINT_ORIGIN}${path}`, init),
    );
  return { ...standIn, print, printWindow, serve, asked, lines };
}

/** Lets the viewer lay out the pages, and waits for the print dialog. */
async function openDialog(window: StandInWindow) {
  await vi.waitUntil(() => window.loaded.length > 0);
  window.webContents.emit('-pdf-ready-to-print');
  await vi.waitUntil(() => window.webContents.prints.length > 0);
  return window.webContents.prints[0]!;
}

describe('printing the stored PDF', () => {
  test('shows the very bytes, prints A4 unscaled with a dialog, and says printed at the success only', async () => {
    const { print, printWindow, serve, asked } = setUp();
    let settled = false;
    const outcome = print().finally(() => {
      settled = true;
    });
    const window = await printWindow();
    expect(asked).toEqual([[9, 'doc']]);
    expect(window!.options.title).toContain('人民调解协议书');
    expect(window!.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      plugins: true,
    });
    const served = await serve('/token.pdf');
    expect(new Uint8Array(await served.arrayBuffer())).toEqual(bytes);
    expect(served.headers.get('content-type')).toBe('application/pdf');
    expect(served.headers.get('cache-control')).toBe('no-store');
    const dialog = await openDialog(window!);
    expect(window!.loaded).toEqual([`${PRINT_ORIGIN}/token.pdf`]);
    expect(dialog.options).toEqual({ ...PRINT_OPTIONS, copies: 3 });
    expect(PRINT_OPTIONS).toMatchObject({ silent: false, pageSize: 'A4', margins: { marginType: 'none' } });
    expect(settled).toBe(false);
    dialog.done(true, '');
    await expect(outcome).resolves.toEqual({ outcome: 'printed', sha256 });
    expect(window!.destroyed).toBe(true);
    expect((await serve('/token.pdf')).status).toBe(404);
  });

  test('a cancelled dialog, and a window closed under it, are cancelled and not printed', async () => {
    for (const end of ['Print job canceled', 'cancelled', 'close'] as const) {
      const { print, printWindow } = setUp();
      const outcome = print();
      const window = await printWindow();
      const dialog = await openDialog(window!);
      if (end === 'close') window!.close();
      else dialog.done(false, end);
      await expect(outcome).resolves.toEqual({ outcome: 'cancelled' });
    }
  });

  test('a printer that refuses gives a message and the reason in the log', async () => {
    const { print, printWindow, lines } = setUp();
    const outcome = print();
    (await openDialog((await printWindow())!)).done(false, 'Invalid printer settings');
    await expect(outcome).resolves.toMatchObject({ outcome: 'failed', message: expect.stringContaining('没有打印') });
    expect(lines.join()).toContain('Invalid printer settings');
  });

  test('a second document waits until the first is done', async () => {
    const { print, printWindow } = setUp();
    const first = print();
    const dialog = await openDialog((await printWindow())!);
    await expect(print()).resolves.toMatchObject({ outcome: 'failed', message: expect.stringContaining('还在打印') });
    dialog.done(true, '');
    await first;
    const again = print();
    await vi.waitUntil(() => true);
    await expect(Promise.race([again, Promise.resolve('open')])).resolves.toBe('open');
  });
});

describe('nothing is printed', () => {
  test('when the stored file is not the one that was previewed, or does not match its own hash', async () => {
    const other = 'b'.repeat(64);
    const changed = setUp();
    await expect(changed.print('doc', other)).resolves.toMatchObject({
      outcome: 'failed',
      message: expect.stringContaining('不是同一份'),
    });
    const damaged = setUp({ bytes: bytes.slice(1), sha256 });
    await expect(damaged.print()).resolves.toMatchObject({ outcome: 'failed' });
    expect(changed.windows).toHaveLength(1);
    expect(damaged.windows).toHaveLength(1);
  });

  test('when the service refuses: its reason comes through', async () => {
    await expect(setUp().print('forbidden')).rejects.toThrow('您不能查看这份文书');
  });

  test('of files that are not being printed, or by other methods', async () => {
    const { serve } = setUp();
    expect((await serve('/other.pdf')).status).toBe(404);
    expect((await serve('/token.pdf', { method: 'POST', body: 'x' })).status).toBe(404);
  });
});

describe('a viewer that shows nothing gives no blank paper (electron#30947)', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('when the pages never appear', async () => {
    const { print, windows } = setUp();
    const outcome = print();
    await vi.advanceTimersByTimeAsync(VIEWER_READY_TIMEOUT_MS);
    await expect(outcome).resolves.toMatchObject({ outcome: 'failed', message: expect.stringContaining('白纸') });
    expect(windows[1]!.webContents.prints).toEqual([]);
    expect(windows[1]!.destroyed).toBe(true);
  });

  test('when the viewer crashes', async () => {
    const { print, windows } = setUp();
    const outcome = print();
    await vi.advanceTimersByTimeAsync(1);
    windows[1]!.webContents.emit('render-process-gone');
    await expect(outcome).resolves.toMatchObject({ outcome: 'failed' });
    expect(windows[1]!.webContents.prints).toEqual([]);
  });
});
