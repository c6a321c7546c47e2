/** A run of pages in a volume, as the stamps on them say. */
export interface PageRun {
  readonly firstPage: number;
  readonly lastPage: number;
}

/**
 * Numbers that run through a volume without a gap: each part begins on the page after the one before it.
 * @throws RangeError for a part without a page, which no reader of the contents could find
 */
export function numberPages(pageCounts: readonly number[], firstPage = 1): readonly PageRun[] {
  let next = firstPage;
  return pageCounts.map((pages) => {
    if (!Number.isInteger(pages) || pages < 1) throw new RangeError(`not a count of pages: ${pages}`);
    const run = { firstPage: next, lastPage: next + pages - 1 };
    next += pages;
    return run;
  });
}
