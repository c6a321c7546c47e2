/** WebM (RFC 8794, RFC 9559), as far as tags, attachments and titles are taken out of it. */

/** Elements that are gone into. Segment and Cluster may say that their length is not known, as browsers write them. */
const entered = new Set([0x18538067, 0x1f43b675, 0x1549a966, 0x1654ae6b, 0xae]);
const OPEN_ENDED = new Set([0x18538067, 0x1f43b675]);
const TRACK_TYPE = 0x83;
const BLOCKS = new Set([0xa3, 0xa0]);

/** What makes picture and sound, wherever it stands; all else becomes Void. */
const kept = new Set([
  0x1a45dfa3, // EBML
  ...[0x114d9b74, 0x1c53bb6b, 0xec], // SeekHead, Cues, Void
  ...[0xe7, 0xa7, 0xab, ...BLOCKS], // of a Cluster
  ...[0x2ad7b1, 0x4489, 0x4461, 0x4d80, 0x5741], // of Info: scale, duration, when, by which program
  // Of a track.
  ...[0xd7, 0x73c5, TRACK_TYPE, 0xb9, 0x88, 0x55aa, 0x9c, 0x6de7, 0x6df8, 0x23e383, 0x23314f, 0x55ee],
  ...[0x86, 0x63a2, 0x56aa, 0x56bb, 0xe0, 0xe1, 0x6d80],
]);

/** A number that says by its first bits how long it is; null where it is cut off. */
function numberAt(bytes: Uint8Array, at: number, keepsMark: boolean): { value: number; end: number } | null {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || length > 8 || at + length > bytes.byteLength) return null;
  let value = keepsMark ? first : first & (0xff >> length);
  let isAllOnes = (first & (0xff >> length)) === 0xff >> length;
  for (const byte of bytes.subarray(at + 1, at + length)) {
    value = value * 256 + byte;
    isAllOnes &&= byte === 0xff;
  }
  return { value: !keepsMark && isAllOnes ? Number.POSITIVE_INFINITY : value, end: at + length };
}

/** Void of the same length. */
function empty(bytes: Uint8Array, start: number, end: number): void {
  const length = end - start;
  bytes.fill(0, start, end);
  bytes[start] = 0xec;
  if (length < 10) {
    bytes[start + 1] = 0x80 | (length - 2);
    return;
  }
  bytes[start + 1] = 0x01;
  new DataView(bytes.buffer).setUint32(start + 5, length - 9);
}

/** The film without what it tells besides picture and sound. Null for one that is cut off, or has a track of something else. */
export function cleanWebm(sent: Uint8Array): Uint8Array | null {
  const bytes = new Uint8Array(sent);
  let [hasPicture, hasBlock] = [false, false];
  for (let at = 0; at < bytes.byteLength; ) {
    const id = numberAt(bytes, at, true);
    const size = id && numberAt(bytes, id.end, false);
    if (!id || !size) return null;
    if (size.value === Number.POSITIVE_INFINITY && !OPEN_ENDED.has(id.value)) return null;
    const end = size.end + size.value;
    if (end > bytes.byteLength && end !== Number.POSITIVE_INFINITY) return null;
    if (id.value === TRACK_TYPE) {
      const type = bytes[end - 1];
      if (size.value !== 1 || (type !== 1 && type !== 2)) return null;
      hasPicture ||= type === 1;
    }
    hasBlock ||= BLOCKS.has(id.value);
    if (entered.has(id.value)) {
      at = size.end;
      continue;
    }
    if (!kept.has(id.value)) empty(bytes, at, end);
    at = end;
  }
  return hasPicture && hasBlock ? bytes : null;
}
