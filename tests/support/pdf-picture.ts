import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import jsQR from 'jsqr';
import type { Browser } from 'playwright-core';
import { projectRoot } from '../browser/project.ts';

/** A page of a PDF as a printer at this many dots an inch would set it. */
export interface PagePicture {
  readonly width: number;
  readonly height: number;
  /** RGBA. */
  readonly pixels: Uint8ClampedArray;
  readonly png: Buffer;
}

const ORIGIN = 'http://pdf.test';
const PAGE = `<!doctype html><script type="module">
  import * as pdfjs from '/pdf.mjs';
  pdfjs.GlobalWorkerOptions.workerSrc = '/pdf.worker.mjs';
  window.pdfjs = pdfjs;
</script>`;
const scripts = join(projectRoot, 'node_modules', 'pdfjs-dist', 'legacy', 'build');

/** For tests only: the pages of a PDF, drawn by a real browser. */
export async function pdfPictures(browser: Browser, bytes: Uint8Array, dpi: number): Promise<readonly PagePicture[]> {
  const page = await browser.newPage();
  try {
    await page.route(`${ORIGIN}/**`, async (route) => {
      const name = new URL(route.request().url()).pathname.slice(1);
      if (name === '') return route.fulfill({ contentType: 'text/html', body: PAGE });
      return route.fulfill({ contentType: 'text/javascript', body: readFileSync(join(scripts, name)) });
    });
    await page.goto(`${ORIGIN}/`);
    await page.waitForFunction(() => 'pdfjs' in window);
    const drawn = await page.evaluate(
      async ([base64, scale]) => {
        const { pdfjs } = window as unknown as { readonly pdfjs: typeof import('pdfjs-dist') };
        const data = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
        const pdf = await pdfjs.getDocument({ data }).promise;
        const pages = [];
        for (let number = 1; number <= pdf.numPages; number += 1) {
          const sheet = await pdf.getPage(number);
          const viewport = sheet.getViewport({ scale });
          const canvas = Object.assign(document.createElement('canvas'), {
            width: Math.round(viewport.width),
            height: Math.round(viewport.height),
          });
          await sheet.render({ canvas, viewport }).promise;
          const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
          let text = '';
          for (let at = 0; at < pixels.length; at += 0x8000) {
            text += String.fromCharCode(...pixels.slice(at, at + 0x8000));
          }
          pages.push({ width: canvas.width, height: canvas.height, pixels: btoa(text), png: canvas.toDataURL() });
        }
        return pages;
      },
      [Buffer.from(bytes).toString('base64'), dpi / 72] as const,
    );
    return drawn.map(({ width, height, pixels, png }) => ({
      width,
      height,
      pixels: new Uint8ClampedArray(Buffer.from(pixels, 'base64')),
      png: Buffer.from(png.replace(/^[^,]*,/, ''), 'base64'),
    }));
  } finally {
    await page.close();
  }
}

/** What a phone reads from the page; null where there is no QR that it can read. */
export function qrTextOf({ pixels, width, height }: PagePicture): string | null {
  return jsQR(pixels, width, height)?.data ?? null;
}
