import { describe, expect, test } from 'vitest';
import { createUnpacker, pack, packingFor, packingOf, unpack } from './packing.ts';

const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, index) => `第${index}条 各方自愿达成协议`).join());

describe('bodies on the line are packed (SYNC-9)', () => {
  test('what is packed comes back whole, at once or piece by piece', async () => {
    for (const packing of ['zstd', 'gzip'] as const) {
      const packed = await pack(packing, bytes);
      expect(packed.byteLength).toBeLessThan(bytes.byteLength / 4);
      expect((await unpack(packing, packed, bytes.byteLength)).equals(bytes)).toBe(true);
      const unpacker = createUnpacker(packing);
      unpacker.end(packed);
      const pieces: Buffer[] = [];
      for await (const piece of unpacker) pieces.push(piece as Buffer);
      expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
    }
  });

  test('a body that would unpack to more than is taken, or is damaged, is refused', async () => {
    for (const packing of ['zstd', 'gzip'] as const) {
      const packed = await pack(packing, bytes);
      await expect(unpack(packing, packed, 1_000)).rejects.toMatchObject({ code: 'ERR_BUFFER_TOO_LARGE' });
      await expect(unpack(packing, packed.subarray(0, 400), 1_000_000)).rejects.toThrow();
      await expect(unpack(packing, bytes, 1_000_000)).rejects.toThrow();
    }
  });

  test('the caller says what it can read', () => {
    expect(['gzip, zstd', 'zstd;q=0.5, gzip', 'gzip', 'br', undefined].map(packingFor)).toEqual([
      'zstd',
      'zstd',
      'gzip',
      null,
      null,
    ]);
    expect(['zstd', 'gzip', 'br', undefined].map(packingOf)).toEqual(['zstd', 'gzip', null, null]);
  });
});
