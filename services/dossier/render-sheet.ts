import type { FormInput, PrintKind } from '../../domain/documents/form.ts';
import { DocumentRenderError, type DocumentRenderer, type SheetPicture } from '../documents/renderer.ts';
import { findUnprintable } from '../documents/unprintable.ts';

/** What stands for a character that no font has; people name files as they like. */
const UNKNOWN = '□';
/** A compiler that goes on finding more than this has another trouble. */
const MOST_TRIES = 8;

function without(data: unknown, characters: ReadonlySet<string>): unknown {
  if (typeof data === 'string') return Array.from(data, (each) => (characters.has(each) ? UNKNOWN : each)).join('');
  if (Array.isArray(data)) return data.map((each) => without(each, characters));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, without(value, characters)]));
}

/**
 * A sheet of a bound dossier. Unlike a form, which people sign, it never fails for a character: the name of a photo must
 * not stand in the way of the whole volume.
 * @throws DocumentRenderError where the template or the picture is broken
 */
export function renderSheet<K extends PrintKind>(
  documents: DocumentRenderer,
  kind: K,
  data: FormInput<K>,
  pictures: readonly SheetPicture[] = [],
): Uint8Array {
  let shown = data;
  for (let tries = 1; ; tries += 1) {
    try {
      return documents.render(kind, shown, pictures);
    } catch (error) {
      const isGlyph = error instanceof DocumentRenderError && error.code === 'glyph-missing';
      if (!isGlyph || tries >= MOST_TRIES) throw error;
      const missing = new Set(findUnprintable(error.details, shown).map(({ character }) => character));
      shown = without(shown, missing) as FormInput<K>;
    }
  }
}
