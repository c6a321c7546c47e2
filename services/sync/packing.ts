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

/** Packs for speed: the line is slow, and so are the machines. */
export function pack(packing: Packing, bytes: Uint8Array): Promise<Buffer> {
  return packing === 'zstd' ? zstd(bytes, { params: { [LEVEL]: 1 } }) : gzip(bytes, { level: Z_BEST_SPEED });
}

/** @throws Error with code `ERR_BUFFER_TOO_LARGE` beyond `most` bytes, another code for a damaged body. */
export function unpack(packing: Packing, bytes: Uint8Array, most: number): Promise<Buffer> {
  const options = { maxOutputLength: most };
  return packing === 'zstd' ? unzstd(bytes, options) : gunzip(bytes, options);
}

/** Unpacks as it comes. */
export function createUnpacker(packing: Packing): Transform {
  return packing === 'zstd' ? zlib.createZstdDecompress() : zlib.createGunzip();
}
