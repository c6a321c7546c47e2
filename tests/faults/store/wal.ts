import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, readSync, statSync, writeSync } from 'node:fs';
import type { Random } from '../../../center/sample/random.ts';
import { PAGE_SIZE } from '../../../db/connection.ts';

/** https://www.sqlite.org/fileformat.html#the_write_ahead_log: header, then a frame for each page. */
const HEADER_BYTES = 32;
const FRAME_BYTES = 24 + PAGE_SIZE;
const SECTOR_BYTES = 512;
/** https://www.sqlite.org/walformat.html#the_wal_index_header: `mxFrame` in the index beside the log. */
const MAX_FRAME_AT = 16;

export interface WalPlace {
  /** Another round of the log has others. */
  readonly salts: string;
  readonly frames: number;
}

/** How far the log of a store goes now. Read right after a commit, all of it is on the disk (synchronous = FULL). */
export function walPlace(store: string): WalPlace {
  const [wal, index] = [`${store}-wal`, `${store}-shm`];
  if (!existsSync(wal) || statSync(wal).size < HEADER_BYTES || !existsSync(index)) return { salts: '', frames: 0 };
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(wal, 'r');
  readSync(file, header, 0, HEADER_BYTES, 0);
  closeSync(file);
  return { salts: header.subarray(16, 24).toString('hex'), frames: readFileSync(index).readUInt32LE(MAX_FRAME_AT) };
}

/**
 * What a power cut may leave of the log: all that was on the disk at the last commit, and of what came after nothing,
 * a part, or sectors of it with others between that were never written. The index beside it is memory, and gone.
 */
export function tearTail(store: string, synced: WalPlace, random: Random): 'cut' | 'torn' | 'nothing to tear' {
  const wal = `${store}-wal`;
  if (!existsSync(wal)) return 'nothing to tear';
  const now = walPlace(store);
  // In another round nothing that stands in the log was acknowledged: what was, is in the file.
  const from = now.salts === synced.salts ? HEADER_BYTES + synced.frames * FRAME_BYTES : 0;
  const end = statSync(wal).size;
  if (end <= from) return 'nothing to tear';
  const file = openSync(wal, 'r+');
  try {
    if (random.chance(0.5)) {
      ftruncateSync(file, random.int(from, end));
      return 'cut';
    }
    for (let at = from; at < end; at += SECTOR_BYTES) {
      if (!random.chance(0.5)) continue;
      const garbage = Buffer.alloc(Math.min(SECTOR_BYTES, end - at), random.chance(0.5) ? 0 : 0xa5);
      writeSync(file, garbage, 0, garbage.byteLength, at);
    }
    return 'torn';
  } finally {
    closeSync(file);
  }
}
