import { crc32, deflateSync } from 'node:zlib';
import type { DrawnMark } from '../../domain/signing/drawn-mark.ts';

/** For tests only: a hand that draws waves; each seed another one. */
export function drawnMark(seed = 1): DrawnMark {
  const stroke = (from: number) =>
    Array.from(
      { length: 40 },
      (_, index) =>
        [from + index * 3, 80 + 40 * Math.sin((index + seed) / (3 + seed / 5)), from * 10 + index * 8] as [
          number,
          number,
          number,
        ],
    );
  return { width: 600, height: 200, pointer: 'pen', strokes: [stroke(30), stroke(170), stroke(320)] };
}

function chunk(name: string, body: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const framed = Buffer.alloc(typed.length + 8);
  framed.writeUInt32BE(body.length, 0);
  typed.copy(framed, 4);
  framed.writeUInt32BE(crc32(typed), typed.length + 4);
  return framed;
}

/** For tests only: a red ring on nothing, as a seal or a fingerprint may look; RGBA, 8 bits. */
export function ringPng(side = 200): Uint8Array {
  const rows: Buffer[] = [];
  for (let y = 0; y < side; y++) {
    const row = Buffer.alloc(1 + side * 4);
    for (let x = 0; x < side; x++) {
      const radius = Math.hypot(x - side / 2, y - side / 2) / (side / 2);
      if (radius < 0.97 && radius > 0.88) row.set([0xc0, 0x10, 0x10, 0xff], 1 + x * 4);
    }
    rows.push(row);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 6, 0, 0, 0], 8);
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const body = deflateSync(Buffer.concat(rows));
  return Buffer.concat([magic, chunk('IHDR', head), chunk('IDAT', body), chunk('IEND', new Uint8Array())]);
}
