/** What a store knows of the bytes of a file that some case names. */
export interface KnownFile {
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
  readonly bytes: number;
  readonly here: boolean;
}

export interface FilePlaceReads {
  /** Those of the hashes that some case names or named, in no order. */
  places(hashes: readonly string[]): Promise<readonly KnownFile[]>;
  /** Those of the hashes that a case other than this one names. */
  namedBeside(hashes: readonly string[], caseId: string): Promise<readonly string[]>;
  /** Files whose bytes an erasure ordered to be deleted, and whether a case names them again by now (LOG-8). */
  erasedFiles(): Promise<readonly { readonly hash: string; readonly named: boolean }[]>;
}

export interface FilePlaceWrites {
  /** The bytes were kept here, or turned out not to be. A file that no case ever named changes nothing. */
  noteHere(hash: string, here: boolean): Promise<void>;
  /** From now on the bytes are to be deleted; a case that names them again takes that back. */
  markErased(hashes: readonly string[]): Promise<void>;
  /** The bytes are gone: nothing is known of the file any more. One that a case names is only not here. */
  forgetFile(hash: string): Promise<void>;
}

/** A file that has to travel, with one case that names it; a file that several cases name comes once for each. */
export interface TravellingFile {
  readonly hash: string;
  readonly bytes: number;
  readonly caseId: string;
}

export interface FileCount {
  readonly files: number;
  readonly bytes: number;
}

/** What only a station knows: what the city has of the files that are named here (SYNC-8). */
export interface StationFileReads extends FilePlaceReads {
  /** Those of the hashes that the city has. */
  atCity(hashes: readonly string[]): Promise<readonly string[]>;
  /** Named files that are here and have not gone up, and named files that are not here. */
  pendingFiles(): Promise<{ readonly toSend: FileCount; readonly toFetch: FileCount }>;
  /** In the order of the hashes, behind one, so that a file that cannot go holds up no other. */
  toSend(after: string, limit: number): Promise<readonly TravellingFile[]>;
  toFetch(after: string, limit: number): Promise<readonly TravellingFile[]>;
  /** Named files that the city is known to have, in the same order. */
  heldByCity(after: string, limit: number): Promise<readonly TravellingFile[]>;
}

export interface StationFileWrites extends FilePlaceWrites {
  noteAtCity(hashes: readonly string[], epoch: string): Promise<void>;
  /** The city has lost them. */
  forgetAtCity(hashes: readonly string[]): Promise<void>;
  /** What a city said in another of its lives is asked anew (SYNC-11). */
  forgetOtherEpochs(epoch: string): Promise<void>;
}
