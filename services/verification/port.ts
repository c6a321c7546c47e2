/** This station as the city knows it (SYNC-14). Its key stays where it is kept. */
export interface EnrolledStation {
  readonly stationId: string;
  /** Where this center reaches the city. */
  readonly cityOrigin: string;
  /** The station's signature over a text (Ed25519). */
  sign(text: string): Uint8Array;
}

/** By whom a paper proves who issued it before the city has heard of it. */
export interface PaperSigner {
  /** Null before the center has enrolled. */
  station(): EnrolledStation | null;
}

/** Of a center that no city knows, and of the city itself, which issues nothing. */
export const noPaperSigner: PaperSigner = { station: () => null };
