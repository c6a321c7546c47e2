import type { HashSuite } from './action.ts';
import { canonicalJson, type Json } from './canonical-json.ts';

/**
 * The end of a table that only grows, kept apart from its rows: how many there are, and one digest over all of them. A row
 * that is changed, missing or too many no longer gives the digest (LOG-11).
 */
export interface JournalEnd {
  readonly count: number;
  /** Lower-case hex behind the id of the hash and a colon, without both for SHA-256; empty while there is no row. */
  readonly digest: string;
}

/** Actions between two marks of the log: where its digest is kept, so that a part can be verified from there. */
export const MARK_EVERY = 100;

export const emptyJournal: JournalEnd = { count: 0, digest: '' };

/** A row as its digest is over it: its fields in a fixed order. */
export type JournalLine = readonly Json[];

/**
 * The end behind one more row, where the order of the rows matters: the digest is over the digest before and the row, by
 * the suite of the row.
 */
export function chainLine({ count, digest }: JournalEnd, line: JournalLine, suite: HashSuite): JournalEnd {
  const text = suite.digest(canonicalJson([digest, ...line]));
  return { count: count + 1, digest: suite.id === FIRST ? text : `${suite.id}:${text}` };
}

/** The suite that a digest names; what was written before there was a second names none. */
export function suiteOfDigest(digest: string, suite: HashSuite): HashSuite {
  const [, id = FIRST] = /^([a-z0-9-]+):/.exec(digest) ?? [];
  return suite.named(id) ?? suite;
}

const FIRST = 'sha256';

/** Digests are as long as that of SHA-256 and SM3. */
const MODULUS = 1n << 256n;

/**
 * The end behind one more row, where rows are not kept in the order in which they came: the digests of all rows are added
 * up. It finds what happens to single rows; whoever can write the end beside them is found by the other side's anchor only.
 */
export function addLine({ count, digest }: JournalEnd, line: JournalLine, suite: HashSuite): JournalEnd {
  const sum = (BigInt(`0x${digest || '0'}`) + BigInt(`0x${suite.digest(canonicalJson(line))}`)) % MODULUS;
  return { count: count + 1, digest: sum.toString(16).padStart(64, '0') };
}

export function sameEnd(one: JournalEnd, other: JournalEnd): boolean {
  return one.count === other.count && one.digest === other.digest;
}
