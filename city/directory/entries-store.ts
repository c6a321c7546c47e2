import type { Entry, EntryBody, EntryKind } from '../../domain/directory/entries.ts';
import { type DivisionChange, divisionChangeSchema } from '../../domain/directory/reorganisation.ts';
import { canonicalJson, type Json } from '../../domain/log/canonical-json.ts';
import type { PlainDate } from '../../domain/text/chinese-date.ts';
import type { Transaction } from '../db/database.ts';

type Query = Pick<Transaction, 'query'>;

/** Rows of one statement: some hundred kilobytes. */
const ROWS_AT_ONCE = 1_000;
const CHANGE = 'change';

const sql = {
  inForce: `SELECT kind, code, body FROM directory_entries WHERE feed = 'city' AND kind <> '${CHANGE}' AND valid_to IS NULL`,
  changes: `SELECT body FROM directory_entries WHERE feed = 'city' AND kind = '${CHANGE}' ORDER BY code`,
  end: `UPDATE directory_entries AS e SET valid_to = $2 FROM json_to_recordset($1::json) AS r (kind text, code text)
    WHERE e.feed = 'city' AND e.kind = r.kind AND e.code = r.code AND e.valid_to IS NULL AND e.valid_from < $2`,
  begin: `INSERT INTO directory_entries (feed, kind, code, valid_from, body)
    SELECT 'city', r.kind, r.code, r.valid_from, r.body
      FROM json_to_recordset($1::json) AS r (kind text, code text, valid_from text, body text)
    ON CONFLICT (feed, kind, code, valid_from) DO UPDATE SET body = excluded.body, valid_to = NULL`,
} as const;

export const textOfEntry = ({ body }: Entry): string => canonicalJson(body as unknown as Json);

/** The texts of all entries in force, by kind and code. */
export async function entriesInForce({ query }: Query): Promise<ReadonlyMap<EntryKind, ReadonlyMap<string, string>>> {
  const rows = await query<{ kind: EntryKind; code: string; body: string }>(sql.inForce);
  const byKind = Map.groupBy(rows, ({ kind }) => kind);
  return new Map([...byKind].map(([kind, all]) => [kind, new Map(all.map(({ code, body }) => [code, body]))]));
}

/** The bodies of one kind, as they were taken in: only checked rows are kept. */
export function parsedEntries<Kind extends EntryKind>(
  texts: ReadonlyMap<EntryKind, ReadonlyMap<string, string>>,
  kind: Kind,
): readonly EntryBody<Kind>[] {
  return [...(texts.get(kind)?.values() ?? [])].map((text): EntryBody<Kind> => JSON.parse(text));
}

/** The changes of divisions in the order in which they were taken in. */
export async function keptChanges({ query }: Query): Promise<readonly DivisionChange[]> {
  const rows = await query<{ body: string }>(sql.changes);
  return rows.map(({ body }) => divisionChangeSchema.parse(JSON.parse(body)));
}

/** Keeps entries as they are from a day on; what was in force before ends on it. */
export async function keepEntries({ query }: Query, entries: readonly Entry[], from: PlainDate): Promise<void> {
  for (let at = 0; at < entries.length; at += ROWS_AT_ONCE) {
    const rows = entries.slice(at, at + ROWS_AT_ONCE).map((entry) => ({
      ...{ kind: entry.kind, code: entry.body.code, valid_from: from },
      body: textOfEntry(entry),
    }));
    const text = JSON.stringify(rows);
    await query(sql.end, [text, from]);
    await query(sql.begin, [text]);
  }
}

/** Keeps changes behind those that are kept. */
export async function keepChanges(tx: Query, changes: readonly DivisionChange[]): Promise<void> {
  const { length } = await keptChanges(tx);
  const rows = changes.map((change, index) => ({
    ...{ kind: CHANGE, code: String(length + index + 1).padStart(6, '0'), valid_from: change.on },
    body: JSON.stringify(change),
  }));
  if (rows.length > 0) await tx.query(sql.begin, [JSON.stringify(rows)]);
}
