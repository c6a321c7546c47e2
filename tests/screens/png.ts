import { deflateSync, inflateSync } from 'node:zlib';

/** A picture of 8-bit RGB or RGBA that is not interlaced, as Chromium's screenshots are. */

const SIGNATURE_BYTES = 8;
const HEADER_BYTES = 8;
const CHECKSUM_BYTES = 4;

interface Chunk {
  readonly type: string;
  readonly body: Buffer;
}

function chunksOf(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE_BYTES; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + HEADER_BYTES);
    chunks.push({ type, body: png.subarray(at + HEADER_BYTES, at + HEADER_BYTES + length) });
    at += HEADER_BYTES + length + CHECKSUM_BYTES;
  }
  return chunks;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function crcOf(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

function written({ type, body }: Chunk): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32BE(crcOf(named));
  return Buffer.concat([length, named, checksum]);
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

/** Rows with the browser's filters taken back (PNG, 9.2): each begins with a 0 for "no filter". */
function unfiltered(data: Buffer, stride: number, pixelBytes: number): Buffer {
  const rows = Buffer.from(data);
  for (let row = 0; row < rows.length; row += stride + 1) {
    const filter = rows[row];
    rows[row] = 0;
    for (let at = row + 1; at <= row + stride; at += 1) {
      const isFirst = at - row <= pixelBytes;
      const above = at - stride - 1;
      const left = isFirst ? 0 : (rows[at - pixelBytes] ?? 0);
      const up = row === 0 ? 0 : (rows[above] ?? 0);
      const corner = isFirst || row === 0 ? 0 : (rows[above - pixelBytes] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      rows[at] = (rows[at] ?? 0) + guess;
    }
  }
  return rows;
}

/**
 * The same picture, packed tightly: these files stay for ever. The browser's filters suit photographs; the flat areas
 * and repeated letters of a screen pack a fifth smaller without any.
 * @throws RangeError for a kind of PNG that screenshots never are.
 */
export function repack(png: Buffer): Buffer {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === 'IHDR')?.body;
  const [depth, colour, interlaced] = [header?.[8], header?.[9], header?.[12]];
  if (!header || depth !== 8 || (colour !== 2 && colour !== 6) || interlaced !== 0) {
    throw new RangeError('not a screenshot');
  }
  const pixelBytes = colour === 6 ? 4 : 3;
  const filtered = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ body }) => body)));
  const rows = unfiltered(filtered, header.readUInt32BE(0) * pixelBytes, pixelBytes);
  const first = chunks.findIndex(({ type }) => type === 'IDAT');
  const rest = chunks.filter(({ type }) => type !== 'IDAT');
  const packed = { type: 'IDAT', body: deflateSync(rows, { level: 9, memLevel: 9 }) };
  const whole = Buffer.concat([
    png.subarray(0, SIGNATURE_BYTES),
    ...[...rest.slice(0, first), packed, ...rest.slice(first)].map(written),
  ]);
  return whole.length < png.length ? whole : png;
}
