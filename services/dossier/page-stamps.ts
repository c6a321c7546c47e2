import { degrees, type PDFDocument, type PDFEmbeddedPage, type PDFPage } from '@cantoo/pdf-lib';

/** From the upper and the right edge, in points: clear of the holes at the left and of what forms print. */
const [RIGHT, TOP] = [34, 20];

/** The corner that a reader sees at the upper right, and which way right and up are from there, as a page is turned. */
function upperRight(page: PDFPage) {
  const { x, y, width, height } = page.getCropBox();
  const turned = (((page.getRotation().angle % 360) + 360) % 360) as 0 | 90 | 180 | 270;
  switch (turned) {
    case 90:
      return { turned, corner: [x, y + height], right: [0, 1], up: [-1, 0] } as const;
    case 180:
      return { turned, corner: [x, y], right: [-1, 0], up: [0, -1] } as const;
    case 270:
      return { turned, corner: [x + width, y], right: [0, -1], up: [1, 0] } as const;
    default:
      return { turned: 0, corner: [x + width, y + height], right: [1, 0], up: [0, 1] } as const;
  }
}

/** Lays a stamp over the upper right corner of a page, as it is read, where archives number their pages. */
function stampPage(page: PDFPage, stamp: PDFEmbeddedPage): void {
  const { turned, corner, right, up } = upperRight(page);
  const [across, down] = [stamp.width + RIGHT, stamp.height + TOP];
  page.drawPage(stamp, {
    x: corner[0] - right[0] * across - up[0] * down,
    y: corner[1] - right[1] * across - up[1] * down,
    rotate: degrees(turned),
  });
}

/**
 * Lays numbers over pages. `numbers` is the PDF of small pages (form `page-numbers`), the first of which goes to the
 * first page: the digits come with their font, so that the volume reads the same in fifty years.
 */
export async function stampNumbers(pdf: PDFDocument, pages: readonly PDFPage[], numbers: PDFDocument): Promise<void> {
  const stamps = await pdf.embedPages(numbers.getPages());
  for (const [index, page] of pages.entries()) {
    const stamp = stamps[index];
    if (!stamp) throw new RangeError(`no number for page ${index + 1}`);
    stampPage(page, stamp);
  }
}
