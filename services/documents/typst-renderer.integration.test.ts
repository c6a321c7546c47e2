import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type FormKind, formDefinitions, formKinds } from '../../domain/documents/form.ts';
import { formSamples } from '../../domain/documents/sample-forms.ts';
import { officialOrder } from '../../tests/support/official-order.ts';
import { readPdfGlyphs, readPdfText } from '../../tests/support/pdf-text.ts';
import {
  expectInOrder,
  renderFailureOf as failureOf,
  documentFolders as folders,
  documentRenderer as renderer,
} from '../../tests/support/printed-forms.ts';
import type { DocumentRenderer } from './renderer.ts';
import { createTypstRenderer } from './typst-renderer.ts';

const { agreement } = formSamples;
const scratch = mkdtempSync(join(tmpdir(), 'typst-renderer-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function renderSample<K extends FormKind>(kind: K, by: DocumentRenderer = renderer): Uint8Array {
  return by.render(kind, formSamples[kind]);
}

describe.each(formKinds)('%s', (kind) => {
  it('prints its rows in the official order (司发通〔2010〕239号), on one page, with no glyph missing', async () => {
    const bytes = renderSample(kind);
    const pages = await readPdfText(bytes);
    expect(pages).toHaveLength(1);
    expectInOrder(pages.join(''), officialOrder[kind]);
    expect((await readPdfGlyphs(bytes)).missing).toBe(0);
  });

  it('is PDF/A-2b, and the same data gives the same bytes, from another compiler too', () => {
    const bytes = renderSample(kind);
    const text = Buffer.from(bytes).toString('latin1');
    expect(text.slice(0, 8)).toBe('%PDF-1.7');
    expect(text).toMatch(/pdfaid:part>2</);
    expect(text).toMatch(/pdfaid:conformance>B</);
    const hash = (pdf: Uint8Array) => createHash('sha256').update(pdf).digest('hex');
    expect(hash(renderSample(kind))).toBe(hash(bytes));
    expect(hash(renderSample(kind, createTypstRenderer(folders)))).toBe(hash(bytes));
  });
});

describe('failures name the template and the cause', () => {
  it('data that the form refuses', () => {
    const failure = failureOf(() => renderer.render('agreement', { ...agreement, signedOn: '2026-02-30' }));
    expect(failure).toMatchObject({ code: 'data-invalid', kind: 'agreement', templateFile: 'agreement.typ' });
    expect(failure.message).toContain('「人民调解协议书」的内容有误：2026 年 2 月没有 30 日');
    expect(failure.details).toContain('signedOn');
  });

  it('a template that is not there', () => {
    const failure = failureOf(() => renderSample('slip', createTypstRenderer({ ...folders, templatesDir: scratch })));
    expect(failure.code).toBe('template-missing');
    expect(failure.message).toContain('slip.typ');
  });

  it('a template with a mistake, with its file and line for the log', () => {
    const templatesDir = join(scratch, 'broken');
    cpSync(folders.templatesDir, templatesDir, { recursive: true });
    writeFileSync(join(templatesDir, 'agreement.typ'), '#let x = \n#nothing-of-that-name');
    const broken = createTypstRenderer({ ...folders, templatesDir });
    const failure = failureOf(() => renderSample('agreement', broken));
    expect(failure.code).toBe('template-broken');
    expect(failure.message).toContain(formDefinitions.agreement.templateFile);
    expect(failure.details).toContain('agreement.typ');
    expect(renderSample('slip', broken).length).toBeGreaterThan(10_000);
  });

  it('fonts that are not there', () => {
    const without = createTypstRenderer({ ...folders, fontsDir: scratch });
    expect(() => renderSample('slip', without)).toThrow(/文书字体缺失：FandolFang-Regular\.otf/);
  });
});
