import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';

/** A distinctive text by its name; the name is what a test says of it. */
export type Markers = Readonly<Record<string, string>>;

/** How a text may lie in a file, so that it can be read by who looks for it. */
function formsOf(text: string): readonly Buffer[] {
  const utf8 = Buffer.from(text);
  const wide = Buffer.from(text, 'utf16le');
  const bigEndian = Buffer.from(wide).swap16();
  const asText = (words: string) => Buffer.from(words, 'latin1');
  // Base64 of what surrounds it is not known: three ways in which its bytes may fall, less the signs at both ends.
  const base64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), utf8])
      .toString('base64')
      .replace(/=+$/, '');
    return asText(encoded.slice(before === 0 ? 0 : before + 1, encoded.length - 2));
  });
  const url = encodeURIComponent(text);
  const escaped = [...text].map((sign) => (sign > '\u007f' ? `\\u${sign.charCodeAt(0).toString(16)}` : sign)).join('');
  const forms = [
    ...[utf8, wide, bigEndian, ...base64, asText(utf8.toString('hex')), asText(utf8.toString('hex').toUpperCase())],
    ...[asText(url), asText(escaped)],
  ];
  return forms.filter((form) => form.byteLength >= 6);
}

const attempt = (work: () => Buffer): Buffer | null => {
  try {
    return work();
  } catch {
    return null; // not of this kind after all
  }
};

const GZIP = Buffer.from([0x1f, 0x8b, 0x08]);
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
const ZIPPED = Buffer.from('PK\u0003\u0004', 'latin1');
const PDF_STREAM = Buffer.from('stream');

/** Offsets at which these bytes stand. */
function* placesOf(bytes: Buffer, wanted: Buffer): Generator<number> {
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) yield at;
}

/** What lies packed inside: gzip and zstd frames anywhere, members of zip archives, streams of PDF. */
function* unpacked(bytes: Buffer): Generator<Buffer> {
  for (const at of placesOf(bytes, GZIP)) {
    const inner = attempt(() => gunzipSync(bytes.subarray(at)));
    if (inner) yield inner;
  }
  for (const at of placesOf(bytes, ZSTD)) {
    const inner = attempt(() => zstdDecompressSync(bytes.subarray(at)));
    if (inner) yield inner;
  }
  for (const at of placesOf(bytes, ZIPPED)) {
    const begins = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    const inner = attempt(() => inflateRawSync(bytes.subarray(begins)));
    if (inner) yield inner;
  }
  if (!bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) return;
  for (const at of placesOf(bytes, PDF_STREAM)) {
    const begins = at + PDF_STREAM.byteLength + (bytes[at + PDF_STREAM.byteLength] === 0x0d ? 2 : 1);
    const inner = attempt(() => inflateSync(bytes.subarray(begins)));
    if (inner) yield inner;
  }
}

/** Which markers the bytes have, in whatever form, also packed, to this depth. */
export function markersIn(bytes: Buffer, markers: Markers, depth = 3): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [name, text] of Object.entries(markers)) {
    if (formsOf(text).some((form) => bytes.includes(form))) found.add(name);
  }
  if (depth === 0) return found;
  for (const inner of unpacked(bytes)) for (const name of markersIn(inner, markers, depth - 1)) found.add(name);
  return found;
}

/** Every file below a folder, by its path from there. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

/** What was found where: `path: marker`, also in the names of files. */
export function searchFolder(folder: string, markers: Markers): readonly string[] {
  return filesBelow(folder).flatMap((path) => {
    const found = new Set([
      ...markersIn(readFileSync(join(folder, path)), markers),
      ...markersIn(Buffer.from(path), markers, 0),
    ]);
    return [...found].map((name) => `${path}: ${name}`);
  });
}
