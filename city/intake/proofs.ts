import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../../contract/errors.ts';
import type { Database, Transaction } from '../db/database.ts';

/** How often a phone may be sent a code, and how long and how often one may be tried. */
export const PROOF = {
  everyMs: 60_000,
  perDay: 5,
  validMs: 10 * 60_000,
  misses: 5,
  /** After this nothing of it is kept. */
  keptMs: 2 * 24 * 60 * 60_000,
} as const;
const DAY_MS = 24 * 60 * 60_000;

export interface PhoneProof {
  readonly id: string;
  readonly phone: string;
  readonly caseId: string | null;
}

interface ProofRow extends PhoneProof {
  readonly codeHash: string;
  readonly sentAt: number;
  readonly misses: number;
}

const hashOf = (id: string, code: string): string => createHash('sha256').update(`${id} ${code}`).digest('hex');

/**
 * Makes a code for a phone and keeps its hash. A phone gets one a minute and five a day, whoever asks for it.
 * @throws ServiceError TOO_MANY_QUESTIONS with the seconds to wait.
 */
export async function beginProof(
  database: Database,
  {
    feed,
    id,
    phone,
    now,
  }: { readonly feed: string; readonly id: string; readonly phone: string; readonly now: number },
): Promise<string> {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  await database.transaction(async (tx) => {
    await holdPhone(tx, phone);
    await addProof(tx, { feed, id, phone, codeHash: hashOf(id, code), now });
  });
  return code;
}

/** Two that ask for one phone at once are told apart. */
async function holdPhone({ query }: Transaction, phone: string): Promise<void> {
  await query("SELECT pg_advisory_xact_lock(hashtext('phone proof'), hashtext($1))", [phone]);
}

async function addProof(
  { query }: Transaction,
  {
    feed,
    id,
    phone,
    codeHash,
    now,
  }: Readonly<Record<'feed' | 'id' | 'phone' | 'codeHash', string>> & { readonly now: number },
): Promise<void> {
  const sent = await query<{ sentAt: number }>(
    'SELECT sent_at AS "sentAt" FROM phone_proofs WHERE phone = $1 AND sent_at > $2 ORDER BY sent_at',
    [phone, now - DAY_MS],
  );
  const last = sent.at(-1)?.sentAt ?? Number.NEGATIVE_INFINITY;
  const first = sent.at(-PROOF.perDay)?.sentAt;
  const wait = Math.max(last + PROOF.everyMs - now, first === undefined ? 0 : first + DAY_MS - now);
  if (wait > 0) throw new ServiceError('TOO_MANY_QUESTIONS', { retryAfter: Math.ceil(wait / 1_000) });
  const added = await query(
    `INSERT INTO phone_proofs (feed, id, phone, code_hash, sent_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING RETURNING id`,
    [feed, id, phone, codeHash, now],
  );
  if (added.length === 0) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '请再按一次“发短信验证”。' });
}

/**
 * A phone that somebody else proved, of whom that is believed: it counts as a message to it would. The same id again is
 * the same proof. No code opens it.
 * @throws ServiceError TOO_MANY_QUESTIONS with the seconds to wait.
 */
export async function vouchPhone(
  tx: Transaction,
  { feed, id, phone, now }: Readonly<Record<'feed' | 'id' | 'phone', string>> & { readonly now: number },
): Promise<PhoneProof> {
  await holdPhone(tx, phone);
  const [known] = await tx.query<PhoneProof>(
    'SELECT id::text AS id, phone, case_id::text AS "caseId" FROM phone_proofs WHERE feed = $1 AND id = $2',
    [feed, id],
  );
  if (known) return known;
  await addProof(tx, { feed, id, phone, codeHash: randomBytes(32).toString('hex'), now });
  return { id, phone, caseId: null };
}

/** The message did not go out: it does not count. */
export async function dropProof({ query }: Pick<Database, 'query'>, feed: string, id: string): Promise<void> {
  await query('DELETE FROM phone_proofs WHERE feed = $1 AND id = $2', [feed, id]);
}

/** What a code that was typed is worth. The row is held until the transaction ends; a wrong one is counted. */
export async function tryProof(
  tx: Transaction,
  { feed, id, phone, code, now }: Readonly<Record<'feed' | 'id' | 'phone' | 'code', string>> & { readonly now: number },
): Promise<PhoneProof | 'wrong' | 'spent'> {
  const [row] = await tx.query<ProofRow>(
    `SELECT id::text AS id, phone, code_hash AS "codeHash", sent_at AS "sentAt", misses, case_id::text AS "caseId"
     FROM phone_proofs WHERE feed = $1 AND id = $2 FOR UPDATE`,
    [feed, id],
  );
  if (!row || row.phone !== phone || row.misses >= PROOF.misses) return 'spent';
  if (row.caseId === null && row.sentAt + PROOF.validMs < now) return 'spent';
  const [typed, kept] = [hashOf(id, code), row.codeHash].map((hash) => Buffer.from(hash, 'hex'));
  if (!typed || !kept || !timingSafeEqual(typed, kept)) {
    await tx.query('UPDATE phone_proofs SET misses = misses + 1 WHERE feed = $1 AND id = $2', [feed, id]);
    return 'wrong';
  }
  return row;
}

/** With this proof a case was begun: it begins no other. */
export async function spendProof(tx: Transaction, feed: string, id: string, caseId: string): Promise<void> {
  await tx.query('UPDATE phone_proofs SET case_id = $3 WHERE feed = $1 AND id = $2', [feed, id, caseId]);
}

/** Removes what is older than it need be known. */
export async function tidyProofs({ query }: Pick<Database, 'query'>, now: number): Promise<void> {
  await query('DELETE FROM phone_proofs WHERE sent_at < $1', [now - PROOF.keptMs]);
}
