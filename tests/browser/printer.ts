import type { Page } from 'playwright-core';
import { sha256Of } from './api.ts';
import { press } from './keyboard.ts';

export interface Printer {
  /** Hex SHA-256 of each PDF that was sent to print, in order. */
  readonly jobs: readonly string[];
}

/**
 * Stands where the browser's own PDF viewer and print dialog would be, which no test can reach: a hidden frame that is
 * to show a PDF shows nothing, and its print() hands over the very bytes that the frame was given. Then the dialog is
 * closed, as `afterprint` tells.
 */
export async function standInForPrinter(page: Page): Promise<Printer> {
  const jobs: string[] = [];
  await page.exposeFunction('reportPrint', (base64: string) => {
    jobs.push(sha256Of(new Uint8Array(Buffer.from(base64, 'base64'))));
  });
  await page.addInitScript(() => {
    const files = new Map<string, Blob>();
    const report = async (blob: Blob) => {
      const bytes = new Uint8Array(await blob.arrayBuffer());
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      (globalThis as unknown as { reportPrint(base64: string): void }).reportPrint(btoa(text));
    };
    Object.defineProperty(Navigator.prototype, 'pdfViewerEnabled', { get: () => true });
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (object: Blob | MediaSource) => {
      const url = create(object);
      if (object instanceof Blob && object.type === 'application/pdf') files.set(url, object);
      return url;
    };
    const printed = new WeakMap<HTMLIFrameElement, Blob>();
    const frame = HTMLIFrameElement.prototype;
    const src = Object.getOwnPropertyDescriptor(frame, 'src');
    const contentWindow = Object.getOwnPropertyDescriptor(frame, 'contentWindow');
    Object.defineProperty(frame, 'src', {
      ...src,
      set(this: HTMLIFrameElement, url: string) {
        const file = files.get(url);
        if (file) printed.set(this, file);
        src?.set?.call(this, file ? 'about:blank' : url);
      },
    });
    Object.defineProperty(frame, 'contentWindow', {
      ...contentWindow,
      get(this: HTMLIFrameElement) {
        const file = printed.get(this);
        if (!file) return contentWindow?.get?.call(this);
        const dialog = new EventTarget();
        const print = (): void => void report(file).then(() => dialog.dispatchEvent(new Event('afterprint')));
        return Object.assign(dialog, { focus() {}, print });
      },
    });
  });
  return { jobs };
}

/** In the preview of the kept paper, once it is drawn: prints that very file. One key. */
export async function printFromPreview(page: Page, title: string): Promise<void> {
  const preview = page.getByRole('dialog', { name: title, exact: true });
  await preview.locator('canvas[data-drawn]').first().waitFor({ timeout: 30_000 });
  await preview.locator(':focus').waitFor();
  await press(page, 'Control+Enter');
  await preview.waitFor({ state: 'detached' });
}

/** Once the browser's dialog is closed: as many came out as were wanted. One key. */
export async function sayPrinted(page: Page, wanted: number): Promise<void> {
  const question = page.getByRole('dialog', { name: '印好了几份？' });
  await question.getByText(`记下印好 ${wanted} 份`).waitFor({ timeout: 30_000 });
  await question.locator('input:focus').waitFor();
  await press(page, 'Enter');
  await question.waitFor({ state: 'detached' });
}
