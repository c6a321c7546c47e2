/** Bytes of many values in one parameter, which the driver sends as they are: an array of texts would be quoted, and read again, character by character. */
export interface Packed {
  readonly bytes: Uint8Array;
  /** Of each value, from 1, in bytes. */
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
}

/** Packs values for a statement that takes them apart by `substr(bytes, start, length)`. */
export function packed(values: readonly (string | Uint8Array)[]): Packed {
  const parts = values.map((value) => (typeof value === 'string' ? Buffer.from(value) : value));
  const lengths = parts.map(({ byteLength }) => byteLength);
  let next = 1;
  const starts = lengths.map((length) => {
    const start = next;
    next += length;
    return start;
  });
  return { bytes: Buffer.concat(parts), starts, lengths };
}
