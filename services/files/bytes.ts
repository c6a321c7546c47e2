/**
 * The bytes of files, by the SHA-256 that is their name (SYNC-8): equal bytes are kept once, and what is read is what was
 * kept, or nothing. A folder holds them (folder.ts), at the center and at the city.
 */
export interface FileBytes {
  has(hash: string): Promise<boolean>;
  /**
   * On the disk for good once this resolves; what was cut off leaves nothing under the name.
   * @throws WrongBytes where the bytes are not those of the hash; ServiceError DISK_FULL, STORE_READ_ONLY.
   */
  keep(hash: string, bytes: Uint8Array): Promise<void>;
  /** Null where they are not here. @throws WrongBytes where the disk gives back others; those are put aside. */
  read(hash: string): Promise<Uint8Array | null>;
  remove(hash: string): Promise<void>;
}

/** Bytes that come in parts over a bad line, and go on where they stopped, after a restart too. */
export interface FileParts {
  /** How many bytes of the file are here so far; 0 where it has not begun. */
  partLength(hash: string): Promise<number>;
  appendPart(hash: string, bytes: Uint8Array): Promise<void>;
  /** The parts are the whole file: keeps it. @throws WrongBytes where they are not; then they are dropped. */
  finishParts(hash: string): Promise<void>;
  dropParts(hash: string): Promise<void>;
}

/** Bytes that do not have the hash that they go by. */
export class WrongBytes extends Error {
  override readonly name = 'WrongBytes';
  constructor(hash: string) {
    super(`the bytes are not those of ${hash}`);
  }
}
