import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { DocumentRenderError } from '../../services/documents/renderer.ts';
import { createTypstRenderer } from '../../services/documents/typst-renderer.ts';

/** The project's own templates and fonts. */
export const documentFolders = {
  templatesDir: fileURLToPath(new URL('../../resources/templates', import.meta.url)),
  fontsDir: fileURLToPath(new URL('../../resources/fonts', import.meta.url)),
};

/** One warm renderer for a test file. */
export const documentRenderer = createTypstRenderer(documentFolders);

/** Each part stands after the one before. */
export function expectInOrder(text: string, parts: readonly string[]): void {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    expect(at, `「${part}」 after position ${from} of:\n${text}`).toBeGreaterThanOrEqual(from);
    from = at + part.length;
  }
}

/** The DocumentRenderError that a call ends with; any other end is an error of the test. */
export function renderFailureOf(run: () => unknown): DocumentRenderError {
  try {
    run();
  } catch (error) {
    if (error instanceof DocumentRenderError) return error;
    throw error;
  }
  throw new Error('rendered without an error');
}
