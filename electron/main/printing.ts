import { createHash } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import type { BrowserWindow, CustomScheme, WebContents, WebContentsPrintOptions } from 'electron';
import type { PrintOutcome, PrintPdfRequest } from '../../contract/shell.ts';
import type { ElectronApi } from './electron-api.ts';
import type { Log } from './log.ts';
import type { StoredDocument } from './service-process.ts';

export const PRINT_SCHEME = 'app-print';
export const PRINT_ORIGIN = `${PRINT_SCHEME}://document`;
/** Persistent, because Electron loads its PDF viewer into persistent sessions only. Nothing is cached in it. */
export const PRINT_PARTITION = 'persist:printing';

/** The PDF viewer is an extension, and must be allowed to read the scheme. */
export const PRINT_SCHEME_PRIVILEGES: CustomScheme = {
  scheme: PRINT_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, allowExtensions: true },
};

/** Milliseconds until the viewer must have laid out the pages. Printing earlier gives blank paper (electron#30947). */
export const VIEWER_READY_TIMEOUT_MS = 20_000;

/**
 * Silent printing is never used: it ignores the paper size on some drivers (electron#31705). The PDF has its own
 * margins, and its 21 × 29.7 cm must not be scaled.
 */
export const PRINT_OPTIONS: WebContentsPrintOptions = {
  silent: false,
  printBackground: true,
  pageSize: 'A4',
  margins: { marginType: 'none' },
  scaleFactor: 100,
};

export interface PrintingOptions {
  electron: Pick<ElectronApi, 'BrowserWindow' | 'session'>;
  /** Fetches the stored PDF from the service, as the person of that window. */
  fetchDocument: (windowId: number, documentId: string) => Promise<StoredDocument>;
  newToken: () => string;
  log: Log;
}

export interface Printing {
  /** Serves the files being printed; call once the app is ready. */
  install(): void;
  /** Prints the stored PDF. Resolves with what happened; rejects, in Chinese, when it could not be fetched. */
  print(parent: BrowserWindow, windowId: number, request: PrintPdfRequest): Promise<PrintOutcome>;
}

/** The event by which Electron says that the PDF viewer has laid out the pages. It is not in Electron's typings. */
const VIEWER_READY = '-pdf-ready-to-print';

function whenViewerReady(contents: WebContents): Promise<boolean> {
  const events: EventEmitter = contents;
  return new Promise((resolve) => {
    const finish = (ready: boolean) => {
      clearTimeout(timer);
      events.off(VIEWER_READY, onReady);
      contents.off('destroyed', onGone);
      contents.off('render-process-gone', onGone);
      resolve(ready);
    };
    const onReady = () => finish(true);
    const onGone = () => finish(false);
    const timer = setTimeout(() => finish(false), VIEWER_READY_TIMEOUT_MS);
    events.once(VIEWER_READY, onReady);
    contents.once('destroyed', onGone);
    contents.once('render-process-gone', onGone);
  });
}

function printContents(contents: WebContents, copies: number): Promise<{ success: boolean; reason: string }> {
  return new Promise((resolve) => {
    // A window that is closed under an open dialog never calls back.
    const onGone = () => resolve({ success: false, reason: 'window closed' });
    contents.once('destroyed', onGone);
    contents.print({ ...PRINT_OPTIONS, copies }, (success, reason) => {
      contents.off('destroyed', onGone);
      resolve({ success, reason });
    });
  });
}

function failed(message: string): PrintOutcome {
  return { outcome: 'failed', message };
}

/**
 * Prints stored PDFs: the very file that was previewed, checked by its hash, shown in a window of its own with
 * Chromium's PDF viewer. "Printed" is reported only when the system has taken the job.
 */
export function createPrinting(options: PrintingOptions): Printing {
  const files = new Map<string, Uint8Array>();
  const printing = new Set<number>();

  function serve(request: Request): Response {
    const bytes = URL.canParse(request.url) ? files.get(new URL(request.url).pathname) : undefined;
    if (request.method !== 'GET' || !bytes) return new Response('没有这份文书', { status: 404 });
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': 'inline',
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
    });
  }

  async function printFile(
    parent: BrowserWindow,
    path: string,
    title: string,
    { sha256, copies }: PrintPdfRequest,
  ): Promise<PrintOutcome> {
    const window = new options.electron.BrowserWindow({
      parent,
      title: `打印 · ${title}`,
      width: 900,
      height: 760,
      autoHideMenuBar: true,
      webPreferences: {
        partition: PRINT_PARTITION,
        plugins: true,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
      },
    });
    // The viewer takes the last part of the address for the title.
    window.on('page-title-updated', (event) => event.preventDefault());
    try {
      const ready = whenViewerReady(window.webContents);
      try {
        await window.loadURL(`${PRINT_ORIGIN}${path}`);
      } catch (error) {
        options.log(`print window not loaded: ${error instanceof Error ? error.message : String(error)}`);
        return failed('文书没有打开，没有打印。请再试一次。');
      }
      if (!(await ready)) return failed('文书没有显示出来，为免打出白纸，没有打印。请再试一次。');
      const { success, reason } = await printContents(window.webContents, copies);
      if (success) return { outcome: 'printed', sha256 };
      options.log(`not printed: ${reason}`);
      if (/cancell?ed|window closed/i.test(reason)) return { outcome: 'cancelled' };
      return failed('打印机没有接受，文书没有打印。请检查打印机后再试。');
    } finally {
      if (!window.isDestroyed()) window.destroy();
    }
  }

  async function printStored(parent: BrowserWindow, windowId: number, request: PrintPdfRequest): Promise<PrintOutcome> {
    const document = await options.fetchDocument(windowId, request.documentId);
    const actual = createHash('sha256').update(document.bytes).digest('hex');
    if (actual !== request.sha256 || actual !== document.sha256) {
      options.log('stored document does not match the hash of the preview');
      return failed('这份文书与刚才预览的不是同一份，没有打印。请重新打开预览再打印。');
    }
    const path = `/${options.newToken()}.pdf`;
    files.set(path, document.bytes);
    try {
      return await printFile(parent, path, document.title, request);
    } finally {
      files.delete(path);
    }
  }

  return {
    install() {
      options.electron.session.fromPartition(PRINT_PARTITION).protocol.handle(PRINT_SCHEME, serve);
    },
    async print(parent, windowId, request) {
      if (printing.has(windowId)) return failed('上一份文书还在打印，请先完成或关闭它的打印窗口。');
      printing.add(windowId);
      try {
        return await printStored(parent, windowId, request);
      } finally {
        printing.delete(windowId);
      }
    },
  };
}
