import { describe, expect, it } from 'vitest';
import { formSamples } from '../../domain/documents/sample-forms.ts';
import { readPdfText } from '../../tests/support/pdf-text.ts';
import { documentRenderer } from '../../tests/support/printed-forms.ts';
import { countPages } from './page-count.ts';

describe('pages of a paper', () => {
  it.each([0, 300, 1_500])('are counted as a reader counts them: %i sentences', async (sentences) => {
    const facts = '双方对 /Type /Page 无异议。'.repeat(sentences);
    const bytes = documentRenderer.render('agreement', { ...formSamples.agreement, facts });
    expect(countPages(bytes)).toBe((await readPdfText(bytes)).length);
  });

  it('are never guessed: a file whose page tree and pages disagree is refused', () => {
    const file = (text: string) => new TextEncoder().encode(`%PDF-1.7\n${text}`);
    expect(countPages(file('<< /Type /Pages /Count 1 >> << /Type /Page >>'))).toBe(1);
    expect(() => countPages(file('<< /Type /Pages /Count 2 >> << /Type /Page >>'))).toThrow('page tree says 2');
    expect(() => countPages(file('nothing'))).toThrow('page tree says 0');
  });
});
