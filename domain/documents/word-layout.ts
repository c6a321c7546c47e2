/**
 * A form as a word processor sets it: blocks from top to bottom, each naming what it shows of the presented data (the
 * same data that the form's template reads). It is for working copies that an office edits; the PDF is the legal copy.
 */
export type WordBlock =
  /** The title, in the middle; under it the number, at the right. */
  | { readonly kind: 'title'; readonly from: string; readonly numbered: boolean }
  /** Fixed words; `{field}` stands for a value, and the block is left out where that is null or empty. */
  | { readonly kind: 'text'; readonly text: string; readonly indent?: boolean }
  | { readonly kind: 'heading'; readonly text: string }
  /** A text, a list of texts, or a list of such lists. */
  | { readonly kind: 'paragraphs'; readonly from: string }
  | { readonly kind: 'labelled'; readonly label: string; readonly from: string }
  /** Heading and paragraphs, several times. */
  | { readonly kind: 'sections'; readonly from: string }
  /** Blocks of a role with rows of label and value; one, or a list. */
  | { readonly kind: 'parties'; readonly from: readonly string[] }
  /** Rows of pairs of label and value, without a role. */
  | { readonly kind: 'pairs'; readonly from: string }
  /** Ruled rows: lists of cells, or objects read by `keys`. */
  | {
      readonly kind: 'table';
      readonly headings: readonly string[];
      readonly from: string;
      readonly keys?: readonly string[];
    }
  /** Such rows in several parts, each below a caption of its own where it has one. */
  | {
      readonly kind: 'parts-table';
      readonly headings: readonly string[];
      readonly from: string;
      readonly keys: readonly string[];
    }
  /** A ruled form: each row has one or two fields. */
  | { readonly kind: 'fields'; readonly rows: readonly (readonly WordField[])[] }
  /** Boxes to tick, with their labels. */
  | { readonly kind: 'boxes'; readonly label: string; readonly from: string }
  /** Lines to sign on; `count` is a number, or the field that says it. */
  | { readonly kind: 'lines'; readonly label: string; readonly count: number | string }
  /** A line to sign on for each name of a list. */
  | { readonly kind: 'named-lines'; readonly before?: string; readonly from: string; readonly after: string }
  /** The date at the right; null, or no field, leaves the blank to be filled by hand. */
  | { readonly kind: 'date'; readonly from: string | null }
  /** Committee, seal and date at the right. */
  | { readonly kind: 'seal'; readonly date: string | null };

/** A field of a ruled form: what it shows, or what stands there to be filled by hand. */
export interface WordField {
  readonly label: string;
  readonly from: string;
  /** The end of a span that begins with `from`: …至…. */
  readonly to?: string;
  readonly blank?: string;
}

export type WordLayout = readonly WordBlock[];
