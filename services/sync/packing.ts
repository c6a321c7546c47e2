import type { Transform } from 'node:stream';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';

/**
 * How bodies are packed on the line. A station and the city speak zstd, which takes a quarter of gzip's time and makes it
 * smaller; gzip is for other callers of the city's API.
 */
export type Packing = 'zstd' | 'gzip';

/** Bodies below this are not worth packing, in bytes. */
export const PACK_FROM = 1_400;

const [zstd, unzstd] = [promisify(zlib.zstdCompress), promisify(zlib.zstdDecompress)];
const [gzip, gunzip] = [promisify(zlib.gzip), promisify(zlib.gunzip)];
const { ZSTD_c_compressionLevel: LEVEL, Z_BEST_SPEED } = zlib.constants;

/** What a content-encoding says of a body; null for one that is not packed so. */
export function packingOf(encoding: string | readonly string[] | undefined): Packing | null {
  return encoding === 'zstd' || encoding === 'gzip' ? encoding : null;
}

/** The best that an accept-encoding allows; null for none. */
export function packingFor(accepted: string | readonly string[] | undefined): Packing | null {
  const names = String(accepted ?? '')
    .split(',')
    .map((each) => each.replace(/;.*/, '').trim());
  return (['zstd', 'gzip'] as const).find((each) => names.includes(each)) ?? null;
}

/** Below this, in bytes, to hand a body to another thread and back costs more than to pack it. */
const AT_ONCE = 32 * 1024;

const fastZstd = { params: { [LEVEL]: 1 } };
const fastGzip = { level: Z_BEST_SPEED };

/** Packs for speed: the line is slow, and so are the machines. */
export async function pack(packing: Packing, bytes: Uint8Array): Promise<Buffer> {
  const isSmall = bytes.byteLength < AT_ONCE;
  if (packing === 'zstd') return isSmall ? zlib.zstdCompressSync(bytes, fastZstd) : zstd(bytes, fastZstd);
  return isSmall ? zlib.gzipSync(bytes, fastGzip) : gzip(bytes, fastGzip);
}

/** @throws Error with code `ERR_BUFFER_TOO_LARGE` beyond `most` bytes, another code for a damaged body. */
export async function unpack(packing: Packing, bytes: Uint8Array, most: number): Promise<Buffer> {
  const options = { maxOutputLength: most };
  // What was packed small may unpack to much: with a smaller bound first, and again elsewhere where that is too little.
  const isSmall = bytes.byteLength < AT_ONCE / 8;
  if (isSmall) {
    const atOnce = unpackSmall(packing, bytes, Math.min(most, AT_ONCE * 8));
    if (atOnce) return atOnce;
  }
  return packing === 'zstd' ? unzstd(bytes, options) : gunzip(bytes, options);
}

/** Null where it unpacks to more than `most` bytes. */
function unpackSmall(packing: Packing, bytes: Uint8Array, most: number): Buffer | null {
  const options = { maxOutputLength: most };
  try {
    return packing === 'zstd' ? zlib.zstdDecompressSync(bytes, options) : zlib.gunzipSync(bytes, options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return null;
    throw error;
  }
}

/** Unpacks as it comes. */
export function createUnpacker(packing: Packing): Transform {
  return packing === 'zstd' ? zlib.createZstdDecompress() : zlib.createGunzip();
}
