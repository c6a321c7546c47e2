import { chainAccess } from '../domain/log/access.ts';
import { addLine, chainLine, emptyJournal, type JournalEnd, type JournalLine } from '../domain/log/journal.ts';
import { sha256Suite } from '../services/environment.ts';
import type { Journal } from '../services/log/port.ts';
import type { CityWord, Spoken } from '../services/sync/port.ts';
import type { Connection } from './connection.ts';

/** Rows between two marks of a journal: as many are read at most before the part that is to be verified. */
const MARK_EVERY = 1_000;

const sql = {
  end: 'SELECT count, digest FROM journal_ends WHERE journal = @journal',
  begin: 'INSERT INTO journal_ends (journal, count, digest) VALUES (@journal, @count, @digest)',
  move: 'UPDATE journal_ends SET count = @count, digest = @digest WHERE journal = @journal',
  mark: 'INSERT INTO journal_marks (journal, count, digest) VALUES (@journal, @count, @digest)',
} as const;

/** What journals are over; where the order matters, in the order in which the rows came. */
const journalRows = {
  actions: 'SELECT header_hash AS headerHash FROM action_headers ORDER BY position',
  access: `SELECT at, staff_id AS staffId, kind, subject, reason, digest FROM access_log ORDER BY position`,
  receipts: `SELECT position, feed, feed_position AS feedPosition, stream_sequence AS streamSequence, verdict, reason,
    detail, epoch, received_at AS receivedAt FROM receipts`,
  verdicts: `SELECT position, feed_position AS feedPosition, stream_sequence AS streamSequence, verdict, reason, detail,
    epoch, received_at AS receivedAt FROM verdicts`,
} as const;

/** A later word of the city about an action, as the table has it. */
export interface WordRow {
  /** Of the action in this log. */
  readonly position: number;
  readonly feedPosition: number;
  readonly streamSequence: number;
  readonly verdict: string;
  readonly reason: string | null;
  readonly detail: string | null;
  readonly epoch: string;
  readonly receivedAt: number;
}

/** The first word about an action names the feed as well. */
export interface ReceiptRow extends WordRow {
  readonly feed: string;
}

export function wordRow(of: number, word: CityWord, { epoch, receivedAt }: Spoken): ReceiptRow {
  const { feed, position, streamSequence, verdict, reason, detail } = word;
  return { position: of, feed, feedPosition: position, streamSequence, verdict, reason, detail, epoch, receivedAt };
}

interface AccessRow {
  readonly at: number;
  readonly staffId: string;
  readonly kind: string;
  readonly subject: string;
  readonly reason: string | null;
  readonly digest: string | null;
}

export function addWord(end: JournalEnd, row: WordRow | ReceiptRow): JournalEnd {
  const feed = 'feed' in row ? row.feed : null;
  const { position, feedPosition, streamSequence, verdict, reason, detail, epoch, receivedAt } = row;
  const line: JournalLine = [position, feed, feedPosition, streamSequence, verdict, reason, detail, epoch, receivedAt];
  return addLine(end, line, sha256Suite);
}

export function chainHeader(end: JournalEnd, headerHash: string): JournalEnd {
  return chainLine(end, [headerHash], sha256Suite);
}

export function endOf(connection: Connection, journal: Journal): JournalEnd | null {
  return connection.statement<JournalEnd>(sql.end).get({ journal }) ?? null;
}

/** Moves the end of a journal in the transaction that adds the rows. @throws where the journal was never begun. */
export function moveEnd(connection: Connection, journal: Journal, over: (end: JournalEnd) => JournalEnd): JournalEnd {
  const end = endOf(connection, journal);
  if (!end) throw new Error(`the journal ${journal} was never begun (LOG-11)`);
  const next = over(end);
  if (next.count > end.count) connection.statement(sql.move).run({ journal, ...next });
  return next;
}

/** The end behind headers that were just appended, in their order; leaves a mark at every {@link MARK_EVERY}th. */
export function moveActions(connection: Connection, headerHashes: readonly string[]): void {
  moveEnd(connection, 'actions', (from) => {
    let end = from;
    for (const headerHash of headerHashes) {
      end = chainHeader(end, headerHash);
      if (end.count % MARK_EVERY === 0) connection.statement(sql.mark).run({ journal: 'actions', ...end });
    }
    return end;
  });
}

/** Begins the journals that a store has not: those of a new store are empty, of an older one over what is there. */
export function beginJournals(connection: Connection): void {
  const { client } = connection;
  const begin = <Row>(journal: Journal, next: (end: JournalEnd, row: Row) => JournalEnd) => {
    if (endOf(connection, journal)) return;
    const rows = client.prepare<unknown[], Row>(journalRows[journal]);
    const marks: JournalEnd[] = [];
    let end = emptyJournal;
    for (const row of rows.iterate()) {
      end = next(end, row);
      if (journal === 'actions' && end.count % MARK_EVERY === 0) marks.push(end);
    }
    for (const mark of marks) connection.statement(sql.mark).run({ journal, ...mark });
    connection.statement(sql.begin).run({ journal, ...end });
  };
  client
    .transaction(() => {
      begin<{ headerHash: string }>('actions', (end, { headerHash }) => chainHeader(end, headerHash));
      begin<AccessRow>('access', (end, row) => chainAccess(end, row, sha256Suite));
      begin<ReceiptRow>('receipts', addWord);
      begin<WordRow>('verdicts', addWord);
    })
    .immediate();
}
