import * as z from 'zod';
import { findingWords } from '../../domain/history/findings.ts';
import type { Environment } from '../../services/environment.ts';
import type { Database } from '../db/database.ts';
import { holdMigrations } from '../db/migrate.ts';
import { type CityVerification, verifyCity } from './verify-city.ts';

/** The last time that the city's history was verified to its end (LOG-12). */
export interface KeptCheck {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly actions: number;
  readonly entries: number;
  readonly found: number;
  /** The first of them, in Chinese, each with its feed. */
  readonly findings: readonly string[];
}

/** A server that is at work for so long is not at work any more: it was ended in the middle. */
const GIVEN_UP_MS = 12 * 3_600_000;
const MOST_KEPT = 200;

const findingsSchema = z.array(z.string());

const sql = {
  read: `SELECT started_at AS "startedAt", ended_at AS "endedAt", actions, entries, found, findings FROM history_checks
    WHERE ended_at IS NOT NULL`,
  began: 'SELECT began_at AS "beganAt", ended_at AS "endedAt" FROM history_checks',
  begin: `INSERT INTO history_checks ("only", began_at) VALUES (1, $1)
    ON CONFLICT ("only") DO UPDATE SET began_at = excluded.began_at`,
  giveUp: 'UPDATE history_checks SET began_at = NULL',
  keep: `UPDATE history_checks SET began_at = NULL, started_at = $1, ended_at = $2, actions = $3, entries = $4,
    found = $5, findings = $6`,
} as const;

export async function readCheck({ query }: Pick<Database, 'query'>): Promise<KeptCheck | null> {
  const [row] = await query<Omit<KeptCheck, 'findings'> & { readonly findings: string }>(sql.read);
  return row ? { ...row, findings: findingsSchema.parse(JSON.parse(row.findings)) } : null;
}

export interface CheckParts {
  readonly database: Database;
  readonly environment: Pick<Environment, 'now' | 'suite'>;
}

export interface CheckOptions {
  readonly signal?: AbortSignal;
  /** Nothing is done where the last one ended less than so many ms ago: another server has done it. */
  readonly notWithin?: number;
}

/**
 * Verifies the whole history of the city and keeps what came of it. Of servers that ask at once one works, and the others
 * are told null at once; also where somebody stopped it.
 */
export async function checkCity(parts: CheckParts, options: CheckOptions = {}): Promise<CityVerification | null> {
  const { database, environment } = parts;
  if (!(await mayBegin(parts, options.notWithin ?? 0))) return null;
  let verified: CityVerification | null = null;
  try {
    verified = await verifyCity(parts, options.signal ? { signal: options.signal } : {});
  } finally {
    if (!verified || verified.cancelled) await database.query(sql.giveUp);
  }
  if (verified.cancelled) return null;
  const words = verified.feeds.flatMap(({ feed, findings }) => findings.map((each) => `${feed} ${findingWords(each)}`));
  const { startedAt, actions, entries, found } = verified;
  const kept = JSON.stringify(words.slice(0, MOST_KEPT));
  await database.query(sql.keep, [startedAt, environment.now(), actions, entries, found, kept]);
  return verified;
}

function mayBegin({ database, environment }: CheckParts, notWithin: number): Promise<boolean> {
  return database.transaction(async (tx) => {
    await holdMigrations(tx);
    const now = environment.now();
    const [row] = await tx.query<{ beganAt: number | null; endedAt: number | null }>(sql.began);
    const [began, ended] = [row?.beganAt ?? null, row?.endedAt ?? null];
    if (began !== null && Math.abs(now - began) < GIVEN_UP_MS) return false;
    if (ended !== null && Math.abs(now - ended) < notWithin) return false;
    await tx.query(sql.begin, [now]);
    return true;
  });
}
