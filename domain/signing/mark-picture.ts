import * as z from 'zod';
import { fileHashSchema } from '../files/file.ts';

/** Bytes of a picture of a mark at most; a fingerprint of a reader has some 100 KB, a seal scanned in colour some 300. */
export const MAX_PICTURE_BYTES = 2_000_000;

/** How a picture of a mark came into being. */
export const pictureWays = [
  { id: 'screen', name: '屏幕手写' },
  { id: 'reader', name: '指纹仪' },
  { id: 'seal', name: '电子印章' },
] as const;

/** The picture of a mark, kept by the hash of its bytes. A mark without one was made on paper. */
export const markPictureSchema = z.object({
  sha256: fileHashSchema,
  bytes: z.int().min(1).max(MAX_PICTURE_BYTES),
  mediaType: z.enum(['image/svg+xml', 'image/png']),
  way: z.enum(['screen', 'reader', 'seal']),
});
export type MarkPicture = z.infer<typeof markPictureSchema>;

export type PictureType = MarkPicture['mediaType'];

/** What a PNG file begins with. */
const pngMagic = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Sides in the IHDR chunk, which is always first. */
const WIDTH_AT = 16;
const HEIGHT_AT = 20;
const MAX_SIDE = 5_000;

/** Why bytes are no picture of a mark, in Chinese; null where they are a PNG of a size that can be printed. */
export function pngProblem(bytes: Uint8Array): string | null {
  if (bytes.byteLength === 0) return '图片是空的，请重新选择';
  if (bytes.byteLength > MAX_PICTURE_BYTES) return '图片超过 2 MB，请缩小后再选';
  if (!pngMagic.every((byte, index) => bytes[index] === byte) || bytes.byteLength < HEIGHT_AT + 4) {
    return '只收 PNG 图片，请另存为 PNG 再选';
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sides = [view.getUint32(WIDTH_AT), view.getUint32(HEIGHT_AT)];
  if (sides.some((side) => side < 60)) return '图片太小，印出来看不清，请换清楚的';
  return sides.some((side) => side > MAX_SIDE) ? `图片边长超过 ${MAX_SIDE} 像素，请缩小后再选` : null;
}
