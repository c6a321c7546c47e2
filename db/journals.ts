import { chainAccess } from '../domain/log/access.ts';
import { type HashSuite, suiteOf } from '../domain/log/action.ts';
import {
  addLine,
  chainLine,
  emptyJournal,
  type JournalEnd,
  type JournalLine,
  MARK_EVERY,
} from '../domain/log/journal.ts';
import { sha256Suite } from '../services/environment.ts';
import type { Journal } from '../services/log/port.ts';
import { sm3Hash } from '../services/suites/hash.ts';
import type { ChainReceipt, CityWord, Spoken } from '../services/sync/port.ts';
import type { Connection } from './connection.ts';

const sql = {
  end: 'SELECT count, digest FROM journal_ends WHERE journal = @journal',
  any: 'SELECT 1 FROM journal_ends UNION ALL SELECT 1 FROM journal_marks LIMIT 1',
  begin: 'INSERT INTO journal_ends (journal, count, digest) VALUES (@journal, @count, @digest)',
  move: 'UPDATE journal_ends SET count = @count, digest = @digest WHERE journal = @journal',
  marks: 'SELECT count, digest FROM journal_marks WHERE journal = @journal ORDER BY count',
  newest: 'SELECT algorithms FROM action_headers ORDER BY position DESC LIMIT 1',
  mark: 'INSERT INTO journal_marks (journal, count, digest) VALUES (@journal, @count, @digest)',
} as const;

/** Columns of a later word of the city, and of its first, as their digest is over them. */
export const wordColumns = `position, feed_position AS feedPosition, stream_sequence AS streamSequence, verdict, reason,
  detail, epoch, received_at AS receivedAt`;
export const receiptColumns = `feed, ${wordColumns}`;
export const chainReceiptColumns = `station_id AS stationId, incarnation, sequence, header_hash AS headerHash, epoch, at,
  signature`;

/** What journals are over; where the order matters, in the order in which the rows came. */
const journalRows = {
  actions: 'SELECT header_hash AS headerHash, algorithms FROM action_headers ORDER BY position',
  access: 'SELECT at, staff_id AS staffId, kind, subject, reason, digest FROM access_log ORDER BY position',
  receipts: `SELECT ${receiptColumns} FROM receipts`,
  verdicts: `SELECT ${wordColumns} FROM verdicts`,
  chainReceipts: `SELECT ${chainReceiptColumns} FROM chain_receipts ORDER BY ordinal`,
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

/** A header as the digest of the log is over it: by the suite in which it was written. */
interface ChainedHeader {
  readonly headerHash: string;
  readonly algorithms: string;
}

function chainHeader(end: JournalEnd, header: ChainedHeader): JournalEnd {
  return chainLine(end, [header.headerHash], suiteOf(header, sha256Suite));
}

export function chainReceipt(end: JournalEnd, receipt: ChainReceipt): JournalEnd {
  const { stationId, incarnation, sequence, headerHash, epoch, at, signature } = receipt;
  const suite = signature.startsWith('sm2-sm3:') ? sm3Hash : sha256Suite;
  return chainLine(end, [stationId, incarnation, sequence, headerHash, epoch, at, signature], suite);
}

/** In which suite an entry of the access log is chained: that of the newest action, which a city may have changed. */
export function accessSuite(connection: Connection): HashSuite {
  const newest = connection.statement<{ algorithms: string }>(sql.newest).get();
  return newest ? suiteOf(newest, sha256Suite) : sha256Suite;
}

export function endOf(connection: Connection, journal: Journal): JournalEnd | null {
  return connection.statement<JournalEnd>(sql.end).get({ journal }) ?? null;
}

/** Ends of the log as it once was, by their count. */
export function marksOf(connection: Connection): ReadonlyMap<number, string> {
  return new Map(
    connection
      .statement<JournalEnd>(sql.marks)
      .all({ journal: 'actions' })
      .map(({ count, digest }) => [count, digest]),
  );
}

/**
 * Moves the end of a journal in the transaction that adds the rows. An end that somebody took away is not made anew, for
 * that would hide it: the desks go on, and verification says that it is missing (LOG-12).
 */
export function moveEnd(connection: Connection, journal: Journal, over: (end: JournalEnd) => JournalEnd): JournalEnd {
  const end = endOf(connection, journal);
  const next = over(end ?? emptyJournal);
  if (end && next.count > end.count) connection.statement(sql.move).run({ journal, ...next });
  return next;
}

/** The end behind headers that were just appended, in their order; leaves a mark at every {@link MARK_EVERY}th. */
export function moveActions(connection: Connection, headers: readonly ChainedHeader[]): void {
  moveEnd(connection, 'actions', (from) => {
    let end = from;
    for (const header of headers) {
      end = chainHeader(end, header);
      if (end.count % MARK_EVERY === 0) connection.statement(sql.mark).run({ journal: 'actions', ...end });
    }
    return end;
  });
}

/** Begins the journals of a store that has none: those of a new store are empty, of an older one over what is there. */
export function beginJournals(connection: Connection): void {
  const { client } = connection;
  if (connection.statement(sql.any).get()) return;
  const begin = <Row>(journal: Journal, next: (end: JournalEnd, row: Row) => JournalEnd) => {
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
      begin<ChainedHeader>('actions', chainHeader);
      begin<AccessRow>('access', (end, row) => chainAccess(end, row, sha256Suite));
      begin<ReceiptRow>('receipts', addWord);
      begin<WordRow>('verdicts', addWord);
      begin<ChainReceipt>('chainReceipts', chainReceipt);
    })
    .immediate();
}
