import { dayNumber, fromDayNumber } from '../deadlines/plain-date.ts';
import { canonicalJson } from '../log/canonical-json.ts';

/**
 * What the QR of an agreement carries beside the code: which station issued it, on which day, and the station's signature
 * over that. By it the city knows a code that was not reported yet. The committee is not in it: the city knows for whom
 * the station works, and the QR stays small enough to be scanned from a copy.
 */
export interface StationToken {
  /** The last eight bytes of the station's id, in hex: they are random, and the QR has no room for all sixteen. */
  readonly stationTail: string;
  /** The day of issue by the station's clock, `YYYY-MM-DD`. */
  readonly issuedOn: string;
  /** Ed25519, over {@link issueStatement}. */
  readonly signature: Uint8Array;
}

const TAIL_BYTES = 8;
const DAY_BYTES = 2;
const SIGNATURE_BYTES = 64;
const TOKEN_BYTES = TAIL_BYTES + DAY_BYTES + SIGNATURE_BYTES;
/** Days are counted from here, so that two bytes last until 2179. */
const FIRST_DAY = dayNumber('2000-01-01');

export function stationTailOf(stationId: string): string {
  return stationId.replaceAll('-', '').slice(-2 * TAIL_BYTES);
}

/** What the station signs: that it issued a paper with this code on this day, and nothing else that a key may sign. */
export function issueStatement(issued: {
  readonly code: string;
  readonly stationId: string;
  readonly issuedOn: string;
}): string {
  const { code, stationId, issuedOn } = issued;
  return canonicalJson({ purpose: 'agreement-issued', code, stationId, issuedOn });
}

const toText = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const dayOf = (date: string): number => dayNumber(date) - FIRST_DAY;

/** Whether a token can name this day of issue; one that cannot comes from a broken clock. */
export function hasRoomForDay(date: string): boolean {
  const day = dayOf(date);
  return day >= 0 && day <= 0xffff;
}

/** @throws RangeError for a signature of another length, or a day without room. */
export function formatStationToken({ stationTail, issuedOn, signature }: StationToken): string {
  if (signature.length !== SIGNATURE_BYTES) throw new RangeError('a signature has 64 bytes');
  if (!hasRoomForDay(issuedOn)) throw new RangeError(`no day of issue: ${issuedOn}`);
  const day = dayOf(issuedOn);
  const bytes = new Uint8Array(TOKEN_BYTES);
  for (let at = 0; at < TAIL_BYTES; at += 1) bytes[at] = Number.parseInt(stationTail.slice(2 * at, 2 * at + 2), 16);
  bytes.set([day >> 8, day & 0xff], TAIL_BYTES);
  bytes.set(signature, TAIL_BYTES + DAY_BYTES);
  return toText(bytes);
}

/** Null for whatever is no token; whether the signature holds is the city's to say. */
export function parseStationToken(text: string): StationToken | null {
  if (!/^[\w-]+$/.test(text) || text.length !== Math.ceil((TOKEN_BYTES * 4) / 3)) return null;
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
  const [high = 0, low = 0] = bytes.subarray(TAIL_BYTES);
  const token = {
    stationTail: Array.from(bytes.subarray(0, TAIL_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join(''),
    issuedOn: fromDayNumber(FIRST_DAY + ((high << 8) | low)),
    signature: bytes.subarray(TAIL_BYTES + DAY_BYTES),
  };
  // Of several spellings of the same bytes one is a token: what is scanned is what was printed.
  return formatStationToken(token) === text ? token : null;
}
