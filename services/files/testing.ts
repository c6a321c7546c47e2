import { fileHashOf } from '../documents/pdf-file.ts';
import type { FileBytes } from './bytes.ts';

/** For tests that are not about the disk: bytes in memory. */
export function memoryFileBytes(): FileBytes {
  const kept = new Map<string, Uint8Array>();
  return {
    has: async (hash) => kept.has(hash),
    async keep(hash, bytes) {
      if (fileHashOf(bytes) !== hash) throw new Error('not the bytes of the hash');
      kept.set(hash, bytes);
    },
    read: async (hash) => kept.get(hash) ?? null,
    async remove(hash) {
      kept.delete(hash);
    },
  };
}

const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'));

/** For tests: a whole JPEG of 1 × 1 grey, with such segments before its picture. */
export function jpegWith(...segments: readonly Uint8Array[]): Uint8Array {
  const quantisation = `ffdb0043 00${'10'.repeat(64)}`;
  const frame = 'ffc0000b 08 0001 0001 01 011100';
  const codes = `ffc40014 00 01${'00'.repeat(15)} 03 ffc40014 10 01${'00'.repeat(15)} 00`;
  const scan = 'ffda0008 01 0100 003f00 3f ff00 d0';
  return Buffer.concat([hex('ffd8'), ...segments, hex(quantisation), hex(frame), hex(codes), hex(scan), hex('ffd9')]);
}

/** For tests: a JPEG that no other test has, by a remark that stays in the bytes. */
export function photoOf(text: string): Uint8Array {
  const colours = Buffer.from(`ICC_PROFILE\0${text}`);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(colours.byteLength + 2);
  return jpegWith(Buffer.concat([hex('ffe2'), length, colours]));
}

/** For tests: a photo of about so many bytes that nothing packs. */
export function largePhoto(text: string, length: number): Uint8Array {
  const photo = photoOf(text);
  const noise = Buffer.alloc(length, `${text}。`).map((byte, index) => (byte + index * 31 + (index >> 8)) & 0x7f);
  // Compressed data of the picture: everything between the head of the scan and the end.
  return Buffer.concat([photo.subarray(0, -2), noise, photo.subarray(-2)]);
}
