export interface StoredFile {
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface FileReads {
  file(hash: string): Promise<StoredFile | null>;
}

export interface FileWrites {
  /** Keeps a file by its hash; the same bytes twice are kept once. */
  keep(file: StoredFile): Promise<void>;
  /** Deletes files for ever; only an erasure may (LOG-8). */
  erase(hashes: readonly string[]): Promise<void>;
}
