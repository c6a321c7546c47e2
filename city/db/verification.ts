import type { CaseState } from '../../domain/cases/state.ts';
import { type PaperFile, type VerifiablePaper, verifiablePapers } from '../../domain/verification/papers.ts';
import type { Database } from './database.ts';
import { verificationCodes } from './schema/verification.ts';
import type { Scope } from './scope.ts';
import { selected } from './statements.ts';

interface PaperRow {
  readonly feed: string;
  readonly seq: number;
  readonly document_id: string;
  readonly code: string;
  readonly form: string;
  readonly number: string;
  readonly committee: string;
  readonly version: number;
  readonly standing: string;
  readonly issued_at: number;
  readonly effective_on: string | null;
  readonly files: string;
}

const rowsOf = 'json_populate_recordset(NULL::verification_codes, $1::json)';
const columns =
  'feed, seq, document_id, code, form, number, committee, version, standing, issued_at, effective_on, files';

const sql = {
  forget: `DELETE FROM verification_codes m WHERE m.feed = $2 AND m.seq = ANY($3::bigint[])
    AND NOT EXISTS (SELECT 1 FROM ${rowsOf} n WHERE n.seq = m.seq AND n.document_id = m.document_id)`,
  save: `INSERT INTO verification_codes (${columns}) SELECT ${columns} FROM ${rowsOf}
    ON CONFLICT (feed, seq, document_id) DO UPDATE SET code = excluded.code, form = excluded.form,
      number = excluded.number, committee = excluded.committee, version = excluded.version,
      standing = excluded.standing, issued_at = excluded.issued_at, effective_on = excluded.effective_on,
      files = excluded.files`,
  // Two papers never have one code. Where somebody made a second one with it on purpose, neither is vouched for.
  find: `SELECT ${selected(verificationCodes, 'v', [
    'documentId',
    'code',
    'form',
    'number',
    'committee',
    'version',
    'standing',
    'issuedAt',
    'effectiveOn',
    'files',
  ])} FROM verification_codes v WHERE v.code = $1 LIMIT 2`,
} as const;

/** The rows of the papers of a case that bear a code. */
export function paperRows(feed: string, seq: number, state: CaseState): readonly PaperRow[] {
  return verifiablePapers(state).map(({ documentId, issuedAt, effectiveOn, files, ...rest }) => ({
    feed,
    seq,
    document_id: documentId,
    ...rest,
    issued_at: issuedAt,
    effective_on: effectiveOn,
    files: JSON.stringify(files),
  }));
}

/** Whether what anybody may read of its papers can be another than before. */
export function mayVerifyOtherwise(before: CaseState, after: CaseState): boolean {
  const hasCode = after.documents.some(({ verification }) => verification !== undefined);
  const parts = ['documents', 'agreement', 'status', 'files'] as const;
  return hasCode && parts.some((part) => before[part] !== after[part]);
}

/** Writes the papers of these cases in place of those that are there. */
export async function savePapers(
  { feed, transaction: { query } }: Scope,
  seqs: readonly number[],
  rows: readonly PaperRow[],
): Promise<void> {
  const papers = JSON.stringify(rows);
  await Promise.all([
    seqs.length === 0 ? [] : query(sql.forget, [papers, feed, seqs]),
    rows.length === 0 ? [] : query(sql.save, [papers]),
  ]);
}

/** The paper with a code, in whatever district; null where there is none, and where there are two. */
export async function paperByCode({ query }: Pick<Database, 'query'>, code: string): Promise<VerifiablePaper | null> {
  const rows = await query<Omit<VerifiablePaper, 'files'> & { readonly files: string }>(sql.find, [code]);
  const [row] = rows;
  return row && rows.length === 1 ? { ...row, files: JSON.parse(row.files) as PaperFile[] } : null;
}
