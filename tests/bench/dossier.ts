import { degrees, PDFDocument } from '@cantoo/pdf-lib';
import type { Page } from 'playwright-core';
import type { FormInput } from '../../domain/documents/form.ts';
import { formSamples } from '../../domain/documents/sample-forms.ts';
import type { DocumentRenderer } from '../../services/documents/renderer.ts';
import { bindVolume } from '../../services/dossier/bind.ts';
import { loadVolume } from '../../services/dossier/load-volume.ts';
import { openTestDesk } from '../support/desk.ts';
import { attach, boundableCase } from '../support/dossiers.ts';
import { median, timed } from './statistics.ts';

/** Pages with a number; cover, contents and back cover come on top. */
export const DOSSIER_PAGES = 60;
const PAPERS = 3;
const PHOTOS = 20;
const SCANNED = DOSSIER_PAGES - PAPERS - PHOTOS;

/** A photo as it comes from a desk that shrinks photos: 2,200 pixels, noise enough that nothing packs it. */
async function photoOf(page: Page, seed: number): Promise<Uint8Array> {
  const base64 = await page.evaluate(async (start) => {
    const canvas = new OffscreenCanvas(2_200, 1_650);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    for (let at = 0; at < 9_000; at += 1) {
      context.fillStyle = `hsl(${(at * 37 + start * 11) % 360} 40% ${20 + (at % 60)}%)`;
      context.fillRect((at * 131) % 2_200, (at * 71) % 1_650, 40 + (at % 90), 30 + (at % 70));
    }
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
    let text = '';
    for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte);
    return btoa(text);
  }, seed);
  return Buffer.from(base64, 'base64');
}

/** Papers of other bodies as PDFs: text with fonts of its own, some pages turned. */
async function papersOf(documents: DocumentRenderer, pages: number): Promise<Uint8Array> {
  const whole = await PDFDocument.create();
  const data: FormInput<'agreement'> = {
    ...formSamples.agreement,
    facts: '双方各执一词，经核实情况属实。'.repeat(900),
  };
  const source = await PDFDocument.load(documents.render('agreement', data));
  while (whole.getPageCount() < pages) {
    for (const page of await whole.copyPages(source, source.getPageIndices())) {
      if (whole.getPageCount() === pages) break;
      if (whole.getPageCount() % 7 === 6) page.setRotation(degrees(90));
      whole.addPage(page);
    }
  }
  return whole.save();
}

export interface DossierMeasured {
  /** Milliseconds for the bound PDF of {@link DOSSIER_PAGES} pages, everything read from an encrypted store. */
  readonly dossier_ms: number;
  readonly dossier_mb: number;
  readonly dossier_rss_growth_mb: number;
}

/** Binds one dossier over and over: papers, scans and photos of a center with a real, encrypted store. */
export async function dossierBench(page: Page, rounds: number): Promise<DossierMeasured> {
  const desk = await openTestDesk();
  try {
    const caseId = await boundableCase(desk);
    for (let photo = 0; photo < PHOTOS; photo += 1) {
      await attach(desk, caseId, 'scene', `现场照片${photo + 1}.jpg`, await photoOf(page, photo));
    }
    const half = Math.floor(SCANNED / 2);
    for (const pages of [half, SCANNED - half]) {
      await attach(desk, caseId, 'evidence', `材料${pages}页.pdf`, await papersOf(desk.documents, pages));
    }
    const bind = async () => bindVolume(desk, await loadVolume(desk, desk.clerk, [caseId]));
    const warm = await bind();
    if (warm.pages !== DOSSIER_PAGES) throw new Error(`the dossier has ${warm.pages} pages`);
    const before = process.memoryUsage().rss;
    let most = before;
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      times.push(await timed(bind));
      most = Math.max(most, process.memoryUsage().rss);
    }
    return {
      dossier_ms: median(times),
      dossier_mb: warm.pdf.byteLength / 1_000_000,
      // At least a page of memory, so that a bench that needs none more still measures something.
      dossier_rss_growth_mb: Math.max(4_096, most - before) / 1_000_000,
    };
  } finally {
    await desk.store.remove();
  }
}
