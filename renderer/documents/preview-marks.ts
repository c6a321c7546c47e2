/** A piece of text on a page, as pdf.js finds it; a box in parts of the page, from its upper left corner. */
export interface PagePiece extends Box {
  readonly page: number;
  readonly text: string;
}

/** Parts of the page's width and height, 0 to 1. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface PageBox extends Box {
  readonly page: number;
}

function compact(text: string): string {
  return text.replace(/\s+/gu, '');
}

/** Pieces whose tops differ by less than this part of the page stand in one line. */
const SAME_LINE = 0.006;

function joined(one: Box, other: Box): Box {
  const left = Math.min(one.left, other.left);
  const top = Math.min(one.top, other.top);
  return {
    left,
    top,
    width: Math.max(one.left + one.width, other.left + other.width) - left,
    height: Math.max(one.top + one.height, other.top + other.height) - top,
  };
}

/** One box for each line that the pieces stand in. */
function lines(pieces: readonly PagePiece[]): readonly PageBox[] {
  const found: PageBox[] = [];
  for (const { page, left, top, width, height } of pieces) {
    const last = found.at(-1);
    const box = { left, top, width, height };
    if (last && last.page === page && Math.abs(last.top + last.height - top - height) < SAME_LINE) {
      found[found.length - 1] = { page, ...joined(last, box) };
    } else {
      found.push({ page, ...box });
    }
  }
  return found;
}

/**
 * Where a text stands on the pages, line by line. White space does not count, as it says nothing about what is printed;
 * a text that runs over to the next page is found on both. The last place where it stands, or the first.
 */
export function findOnPages(
  pieces: readonly PagePiece[],
  text: string,
  which: 'first' | 'last' = 'first',
): readonly PageBox[] {
  const wanted = compact(text);
  if (wanted === '') return [];
  let whole = '';
  const starts: number[] = [];
  for (const piece of pieces) {
    starts.push(whole.length);
    whole += compact(piece.text);
  }
  const at = which === 'first' ? whole.indexOf(wanted) : whole.lastIndexOf(wanted);
  if (at < 0) return [];
  return lines(
    pieces.filter((piece, index) => {
      const start = starts[index] ?? 0;
      const end = start + compact(piece.text).length;
      return end > start && start < at + wanted.length && end > at;
    }),
  );
}

/** Width of the committee's seal over that of an A4 page: 4.2 cm of 21. */
const SEAL_WIDTH = 42 / 210;
const A4_RATIO = 210 / 297;

/** The place of the seal: a circle over the words that ask for it and the date below them. */
export function sealPlace(pieces: readonly PagePiece[]): PageBox | null {
  const words = findOnPages(pieces, '（人民调解委员会印）', 'last').at(-1);
  if (!words) return null;
  const height = SEAL_WIDTH * A4_RATIO;
  return {
    page: words.page,
    left: words.left + words.width / 2 - SEAL_WIDTH / 2,
    top: words.top + words.height / 2 - height / 2,
    width: SEAL_WIDTH,
    height,
  };
}
