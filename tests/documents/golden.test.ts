import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FormKind, formDefinitions, formKinds } from '../../domain/documents/form.ts';
import { formSamples } from '../../domain/documents/sample-forms.ts';
import { launchChromium } from '../browser/chromium.ts';
import {
  type GoldenVariant,
  goldenInput,
  goldenVariants,
  LONG_TEXT_TOKEN,
  longText,
  longTextsIn,
  rareNames,
} from '../support/golden-forms.ts';
import { archiveFaults } from '../support/pdf-archive.ts';
import { pdfPictures } from '../support/pdf-picture.ts';
import { readPdfGlyphs, readPdfText } from '../support/pdf-text.ts';
import { documentRenderer as renderer } from '../support/printed-forms.ts';

/**
 * Every form of four made-up cases against what is kept of it, of which the full ones were read through against the official order: the text of the pages, where there is ink on
 * them, and the structure of the file. `UPDATE_GOLDEN=1` writes the texts anew; read the change before it is committed.
 */

const updates = process.env.UPDATE_GOLDEN === '1';
const folder = join(import.meta.dirname, 'golden');

function expectGolden(name: string, text: string): void {
  const path = join(folder, name);
  if (updates) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, text);
  }
  expect(existsSync(path), `no golden file ${name}`).toBe(true);
  if (!updates) expect(text).toBe(readFileSync(path, 'utf8'));
}

const made = new Map<string, Uint8Array>();

/** Each form of each case once, for all that is looked at. */
function render(kind: FormKind, variant: GoldenVariant): Uint8Array {
  const name = `${kind}.${variant}`;
  const bytes = made.get(name) ?? renderer.render(kind, goldenInput(kind, variant));
  made.set(name, bytes);
  return bytes;
}

const footOfPage = /(（续页）)?第(\d+)页共(\d+)页(下接续页)?$/;

/** The pages without their feet; that every foot says where it stands is checked on the way. */
function withoutFeet(kind: FormKind, pages: readonly string[]): string {
  // The slip fits a page nearly always, and has a foot only where it does not.
  if (kind === 'slip' && pages.length === 1) return pages.join('');
  const begins = kind === 'slip' ? formSamples.slip.caseNumber : formDefinitions[kind].title;
  return pages
    .map((page, index) => {
      const foot = footOfPage.exec(page);
      expect(foot?.slice(2, 4), `foot of page ${index + 1}`).toEqual([String(index + 1), String(pages.length)]);
      if (kind !== 'slip') {
        expect(foot?.[1] !== undefined, '续页 on every page but the first').toBe(index > 0);
        expect(foot?.[4] !== undefined, '下接续页 on every page but the last').toBe(index < pages.length - 1);
      }
      const at = page.lastIndexOf(begins);
      expect(at).toBeGreaterThanOrEqual(0);
      return page.slice(0, at);
    })
    .join('');
}

describe.each(goldenVariants)('%s', (variant) => {
  it.each(formKinds)(
    '%s has its fields in their order, whole, and nothing else (司发通〔2010〕239号)',
    async (kind) => {
      const bytes = render(kind, variant);
      const pages = await readPdfText(bytes);
      let text = withoutFeet(kind, pages);
      if (variant === 'crowd') {
        const wanted = longTextsIn(goldenInput(kind, variant));
        const parts = text.split(longText);
        expect(parts).toHaveLength(wanted + 1);
        text = parts.join(LONG_TEXT_TOKEN);
      }
      expectGolden(`${kind}.${variant}.txt`, `${text.replace(/(.{1,60})/gu, '$1\n')}`);
      if (variant !== 'rare') return;
      const glyphs = await readPdfGlyphs(bytes);
      expect(glyphs.missing).toBe(0);
      // The reports of a closed case name nobody; every other form does.
      if (text.includes(rareNames[0])) expect(glyphs.fonts.some((font) => font.includes('NotoSerifSC'))).toBe(true);
    },
  );

  it.each(formKinds)('%s is built as PDF/A-2b asks, with every font in it (ISO 19005-2)', async (kind) => {
    expect(await archiveFaults(render(kind, variant))).toEqual([]);
  });
});

it('a file that is no archive is told apart: no metadata, no intent, no font', async () => {
  const plain = await PDFDocument.create();
  plain.addPage().drawText('plain', { font: await plain.embedFont('Helvetica') });
  const faults = await archiveFaults(await plain.save());
  for (const rule of ['6.2.11.4', '6.6.2', '6.6.4', '6.2.3']) {
    expect(
      faults.some((fault) => fault.startsWith(rule)),
      `${rule} in ${faults.join('; ')}`,
    ).toBe(true);
  }
});

describe('where there is ink', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  /** Cells of a page, wide and high, and by how many of the sixteen shades of grey one may differ. */
  const GRID = { across: 18, down: 26, tolerance: 2 };
  const DPI = 24;
  /** The first pages and the last: between them is running text. */
  const PAGES = 2;

  async function inkOf(bytes: Uint8Array): Promise<readonly string[]> {
    const pictures = await pdfPictures(browser, bytes, DPI);
    const looked = pictures.length <= PAGES ? pictures : [...pictures.slice(0, PAGES), ...pictures.slice(-1)];
    return looked.map(({ width, height, pixels }) => {
      const rows: string[] = [];
      for (let row = 0; row < GRID.down; row += 1) {
        let cells = '';
        for (let column = 0; column < GRID.across; column += 1) cells += darkness(row, column).toString(16);
        rows.push(cells);
      }
      return rows.join('\n');

      function darkness(row: number, column: number): number {
        const [left, right] = [column, column + 1].map((at) => Math.floor((at * width) / GRID.across));
        const [top, bottom] = [row, row + 1].map((at) => Math.floor((at * height) / GRID.down));
        let [sum, count] = [0, 0];
        for (let y = top ?? 0; y < (bottom ?? 0); y += 1) {
          for (let x = left ?? 0; x < (right ?? 0); x += 1) {
            sum += 255 - (pixels[(y * width + x) * 4 + 1] ?? 255);
            count += 1;
          }
        }
        // Text covers a fifth of what it stands on: the scale is stretched, so that a line that is gone shows.
        return Math.min(15, Math.round((sum / Math.max(1, count) / 255) * 45));
      }
    });
  }

  function differing(one: string, other: string): number {
    if (one.length !== other.length) return Number.POSITIVE_INFINITY;
    return [...one].filter((cell, at) => {
      const [a, b] = [Number.parseInt(cell, 16), Number.parseInt(other[at] ?? '', 16)];
      return Number.isNaN(a) ? cell !== other[at] : Math.abs(a - b) > GRID.tolerance;
    }).length;
  }

  it.each(formKinds)('%s looks as it did, in the full case and in the crowd', { timeout: 240_000 }, async (kind) => {
    const seen: string[] = [];
    for (const variant of ['full', 'crowd'] as const) seen.push(...(await inkOf(render(kind, variant))));
    const path = join(folder, `${kind}.ink.txt`);
    if (updates) writeFileSync(path, `${seen.join('\n\n')}\n`);
    const golden = readFileSync(path, 'utf8').trimEnd().split('\n\n');
    expect(golden).toHaveLength(seen.length);
    // One cell in a hundred may be another, for the edge of a stroke may fall on the line between two.
    for (const [index, page] of seen.entries()) {
      expect(differing(page, golden[index] ?? ''), `page ${index + 1} of ${kind}`).toBeLessThanOrEqual(5);
    }
  });
});
