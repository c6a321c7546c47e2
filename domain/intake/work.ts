/**
 * What the browser of a resident works out before a short message goes out (proof of work): one message costs a phone
 * under a second, thousands cost whoever floods phones or a place hours of a machine. PBKDF2, since browsers have it built
 * in, so that a cheap phone is not many times slower than a machine that was made for guessing.
 */
export const WORK = {
  /** Of PBKDF2-SHA-256 for one try: some milliseconds on a cheap phone, one on the server that checks it. */
  iterations: 2_000,
  /** Bits that must be zero with nobody else about: 64 tries in the mean. */
  bits: 6,
  mostBits: 12,
  /** A challenge is for the page that is open now. */
  validMs: 10 * 60_000,
} as const;

/** Within the last hour: what an address asked for before, and what was submitted at the place. */
export interface WorkLoad {
  readonly ofAddress: number;
  readonly ofPlace: number;
}

/** Many people share an address in a house or on a mobile network: none is shut out, and each doubling costs double. */
const FREE = { ofAddress: 8, ofPlace: 16 } as const;

/** How many bits must be zero. */
export function workBits({ ofAddress, ofPlace }: WorkLoad): number {
  const doublings = Math.max(0, Math.log2(ofAddress / FREE.ofAddress), Math.log2(ofPlace / FREE.ofPlace));
  return Math.min(WORK.mostBits, WORK.bits + Math.ceil(doublings));
}

/** Whether a key that was derived begins with so many zero bits. */
export function hasZeroBits(key: Uint8Array, bits: number): boolean {
  const whole = bits >> 3;
  if (key.byteLength <= whole) return false;
  return key.subarray(0, whole).every((byte) => byte === 0) && (key[whole] ?? 0xff) >> (8 - (bits & 7)) === 0;
}

/** Submissions of one place that its people can still read; a setting of the city. */
export interface PlaceLimits {
  readonly hour: number;
  readonly day: number;
}
export const DEFAULT_PLACE_LIMITS: PlaceLimits = { hour: 60, day: 200 };

/** Short messages that one address has sent within an hour: with work done, and without a script. */
export const ADDRESS_MESSAGES = { worked: 120, plain: 5 } as const;
