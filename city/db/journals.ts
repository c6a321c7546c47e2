import { chainAccess } from '../../domain/log/access.ts';
import { type HashSuite, suiteOf } from '../../domain/log/action.ts';
import { emptyJournal, type JournalEnd } from '../../domain/log/journal.ts';
import { sha256Suite } from '../../services/environment.ts';
import type { Journal } from '../../services/log/port.ts';
import type { Scope } from './scope.ts';

const sql = {
  end: 'SELECT count, digest FROM journal_ends WHERE feed = $1 AND journal = $2',
  move: `INSERT INTO journal_ends (feed, journal, count, digest) VALUES ($1, $2, $3, $4)
    ON CONFLICT (feed, journal) DO UPDATE SET count = excluded.count, digest = excluded.digest`,
  newest: 'SELECT algorithms FROM action_headers WHERE feed = $1 ORDER BY position DESC LIMIT 1',
  access: `SELECT at, staff_id AS "staffId", kind, subject, reason FROM access_log WHERE feed = $1 ORDER BY position`,
} as const;

type AccessRow = Parameters<typeof chainAccess>[1];

/** Where the access log of the feed ends. Before it was chained it is over what is there. */
export async function endOfAccess({ transaction: { query }, feed }: Scope): Promise<JournalEnd> {
  const [known] = await query<JournalEnd>(sql.end, [feed, 'access']);
  if (known) return known;
  const rows = await query<AccessRow>(sql.access, [feed]);
  return rows.reduce((end, row) => chainAccess(end, row, sha256Suite), emptyJournal);
}

/** In which suite an entry is chained: that of the newest action of the feed. */
export async function accessSuite({ transaction: { query }, feed }: Scope): Promise<HashSuite> {
  const [newest] = await query<{ algorithms: string }>(sql.newest, [feed]);
  return newest ? suiteOf(newest, sha256Suite) : sha256Suite;
}

export async function moveEnd({ transaction: { query }, feed }: Scope, journal: Journal, end: JournalEnd) {
  await query(sql.move, [feed, journal, end.count, end.digest]);
}
