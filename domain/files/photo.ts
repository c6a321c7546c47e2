import { type PhotoFacts, readPhotoFacts, writePhotoFacts } from './exif.ts';

/**
 * Takes place, device, owner and every other note out of a photo, and leaves its picture as it is, bit for bit: what is
 * seen stays evidence. How it is held and when it was taken stay (exif.ts). Each function gives null where the photo is
 * torn off or damaged in its structure; the same photo twice gives the same bytes.
 */
export type PhotoCleaner = (photo: Uint8Array) => Uint8Array | null;

const NO_FACTS: PhotoFacts = { orientation: null, takenAt: null };
const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);
const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

const EXIF_HEAD = 'Exif\0\0';

function factsOf(block: Uint8Array): PhotoFacts {
  const hasHead = textOf(block.subarray(0, EXIF_HEAD.length)) === EXIF_HEAD;
  return readPhotoFacts(hasHead ? block.subarray(EXIF_HEAD.length) : block);
}

function jpegSegment(marker: number, content: Uint8Array): Uint8Array {
  const length = content.byteLength + 2;
  return joined([new Uint8Array([0xff, marker, length >> 8, length & 0xff]), content]);
}

/** Segments that make the picture, and those that say which colours it has: JFIF, ICC, Adobe. */
function makesJpeg(marker: number, content: Uint8Array): boolean {
  if (marker === 0xe0 || marker === 0xee) return true;
  if (marker === 0xe2) return textOf(content.subarray(0, 12)) === 'ICC_PROFILE\0';
  return marker < 0xe0 || marker > 0xfe;
}

/** Where the compressed data that begin here end: at the next marker that is neither stuffing nor a restart. */
function jpegScanEnd(photo: Uint8Array, from: number): number {
  for (let at = photo.indexOf(0xff, from); at >= 0; at = photo.indexOf(0xff, at + 1)) {
    const next = photo[at + 1];
    if (next === undefined) return -1;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return -1;
}

/** JPEG (ITU-T T.81). What stands behind the end of the picture, a film or a second picture, goes too. */
export const cleanJpeg: PhotoCleaner = (photo) => {
  if (photo[0] !== 0xff || photo[1] !== 0xd8) return null;
  const parts: Uint8Array[] = [];
  let facts = NO_FACTS;
  let sawPicture = false;
  for (let at = 2; ; ) {
    while (photo[at] === 0xff && photo[at + 1] === 0xff) at += 1;
    const marker = photo[at + 1];
    if (photo[at] !== 0xff || marker === undefined) return null;
    if (marker === 0xd9) break;
    if (at + 4 > photo.byteLength) return null;
    const end = at + 2 + ((photo[at + 2] ?? 0) << 8) + (photo[at + 3] ?? 0);
    if (end < at + 4 || end > photo.byteLength) return null;
    const content = photo.subarray(at + 4, end);
    if (marker === 0xe1 && textOf(content.subarray(0, 6)) === EXIF_HEAD) facts = factsOf(content);
    else if (makesJpeg(marker, content)) parts.push(photo.subarray(at, end));
    at = end;
    if (marker !== 0xda) continue;
    sawPicture = true;
    at = jpegScanEnd(photo, end);
    if (at < 0) return null;
    parts.push(photo.subarray(end, at));
  }
  if (!sawPicture) return null;
  const kept = writePhotoFacts(facts);
  const exif = kept ? [jpegSegment(0xe1, joined([bytesOf(EXIF_HEAD), kept]))] : [];
  return joined([new Uint8Array([0xff, 0xd8]), ...exif, ...parts, new Uint8Array([0xff, 0xd9])]);
};

const PNG_HEAD = '\x89PNG\r\n\x1a\n';
/** Chunks that make the picture and its colours, those of moving pictures among them (PNG, third edition). */
const pngChunks = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs hIST sPLT acTL fcTL fdAT'.split(' '),
);

function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
  }
  return (crc ^ 0xffff_ffff) >>> 0;
}

function pngChunk(type: string, content: Uint8Array): Uint8Array {
  const named = joined([bytesOf(type), content]);
  const ends = new DataView(new ArrayBuffer(8));
  ends.setUint32(0, content.byteLength);
  ends.setUint32(4, crc32(named));
  const bytes = new Uint8Array(ends.buffer);
  return joined([bytes.subarray(0, 4), named, bytes.subarray(4)]);
}

export const cleanPng: PhotoCleaner = (photo) => {
  if (textOf(photo.subarray(0, 8)) !== PNG_HEAD) return null;
  const view = new DataView(photo.buffer, photo.byteOffset, photo.byteLength);
  const parts: Uint8Array[] = [photo.subarray(0, 8)];
  let facts = NO_FACTS;
  for (let at = 8; at + 12 <= photo.byteLength; ) {
    const end = at + 12 + view.getUint32(at);
    if (end > photo.byteLength) return null;
    const type = textOf(photo.subarray(at + 4, at + 8));
    if (type === 'eXIf') facts = factsOf(photo.subarray(at + 8, end - 4));
    else if (type === 'IEND') {
      const kept = writePhotoFacts(facts);
      return joined([...parts, ...(kept ? [pngChunk('eXIf', kept)] : []), photo.subarray(at, end)]);
    } else if (pngChunks.has(type)) parts.push(photo.subarray(at, end));
    at = end;
  }
  return null;
};

const webpChunks = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** Bits of the first byte of VP8X that promise Exif and XMP. */
const [WEBP_EXIF, WEBP_XMP] = [0x08, 0x04];

function webpChunk(type: string, content: Uint8Array): Uint8Array {
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, content.byteLength, true);
  return joined([bytesOf(type), size, content, new Uint8Array(content.byteLength % 2)]);
}

/** WebP (RFC 9649). */
export const cleanWebp: PhotoCleaner = (photo) => {
  if (photo.byteLength < 20 || textOf(photo.subarray(0, 4)) !== 'RIFF') return null;
  if (textOf(photo.subarray(8, 12)) !== 'WEBP') return null;
  const view = new DataView(photo.buffer, photo.byteOffset, photo.byteLength);
  const whole = 8 + view.getUint32(4, true);
  if (whole > photo.byteLength) return null;
  const chunks: { type: string; content: Uint8Array }[] = [];
  let facts = NO_FACTS;
  for (let at = 12; at + 8 <= whole; ) {
    const type = textOf(photo.subarray(at, at + 4));
    const end = at + 8 + view.getUint32(at + 4, true);
    if (end > whole) return null;
    const content = photo.slice(at + 8, end);
    if (type === 'EXIF') facts = factsOf(content);
    else if (webpChunks.has(type)) chunks.push({ type, content });
    at = end + (end % 2);
  }
  if (!chunks.some(({ type }) => type !== 'VP8X' && type !== 'ICCP')) return null;
  const [first] = chunks;
  const extended = first?.type === 'VP8X' ? first.content : null;
  const kept = extended && writePhotoFacts(facts);
  if (extended) extended[0] = ((extended[0] ?? 0) & ~WEBP_EXIF & ~WEBP_XMP) | (kept ? WEBP_EXIF : 0);
  const body = joined([
    bytesOf('WEBP'),
    ...chunks.map(({ type, content }) => webpChunk(type, content)),
    ...(kept ? [webpChunk('EXIF', kept)] : []),
  ]);
  return webpChunk('RIFF', body);
};
