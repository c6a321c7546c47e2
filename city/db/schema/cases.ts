import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ConfirmationStanding } from '../../../domain/confirmation/stages.ts';
import { bytewise, feedColumn } from './columns.ts';

const big = (name: string) => bigint(name, { mode: 'number' });
const seqColumn = () => big('seq').notNull();

/**
 * What lists, filters and hints read of a case. `seq` comes from the position of the case's first action in its feed: the
 * order of registration, the same after every rebuild (LOG-4).
 */
export const cases = pgTable(
  'cases',
  {
    feed: feedColumn(),
    seq: seqColumn(),
    id: uuid('id').notNull(),
    caseNumber: bytewise('case_number').notNull(),
    queryCode: bytewise('query_code').notNull(),
    status: bytewise('status').notNull(),
    /** Place of the status in the order of states (domain/cases/status.ts), which lists are sorted by. */
    statusRank: integer('status_rank').notNull(),
    open: boolean('open').notNull(),
    partiesText: bytewise('parties_text').notNull(),
    initials: bytewise('initials').notNull(),
    title: bytewise('title').notNull(),
    mojType: bytewise('moj_type').notNull(),
    gbtCategory: bytewise('gbt_category').notNull(),
    areaCode: bytewise('area_code').notNull(),
    areaName: bytewise('area_name').notNull(),
    streetCode: bytewise('street_code').notNull(),
    streetName: bytewise('street_name').notNull(),
    placeCode: bytewise('place_code').notNull(),
    placeName: bytewise('place_name').notNull(),
    mediatorIds: text('mediator_ids').array().notNull(),
    amountFen: big('amount_fen'),
    registeredAt: big('registered_at').notNull(),
    limitId: bytewise('limit_id'),
    deadlineName: bytewise('deadline_name'),
    deadlineStartAt: big('deadline_start_at'),
    warnAt: big('warn_at'),
    dueAt: big('due_at'),
    provisional: boolean('provisional').notNull(),
    supervised: boolean('supervised').notNull(),
    escalated: boolean('escalated').notNull(),
    sensitive: boolean('sensitive').notNull(),
    /** Ids of who may see the case (domain/cases/restriction.ts); null where everybody may. */
    viewers: text('viewers').array(),
    riskLevel: bytewise('risk_level').notNull(),
    /** ConfirmationStanding; null where nobody wants the court's confirmation. */
    confirmationStanding: bytewise('confirmation_standing').$type<ConfirmationStanding>(),
    confirmationDueAt: big('confirmation_due_at'),
    confirmationProvisional: boolean('confirmation_provisional').notNull().default(false),
    /** When the first of its open errands is to go on. */
    errandDueAt: big('errand_due_at'),
    /** The station of the center that works on the case (SYNC-6). */
    penStation: bytewise('pen_station').notNull().default(''),
    /** The station to which the case is offered; null where it is to none. */
    offeredTo: bytewise('offered_to'),
    /** When a citizen said the oldest of what is owed an answer (domain/cases/citizen.ts); null where nothing is. */
    citizenAsksAt: big('citizen_asks_at'),
    /** Position of the newest action of the case. */
    lastPosition: big('last_position').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.seq] }),
    uniqueIndex('cases_id').on(table.feed, table.id),
    index('cases_case_number').on(table.feed, table.caseNumber),
    // Whoever looks a case up knows the code and no district.
    index('cases_query_code').on(table.queryCode, table.feed),
    index('cases_registered_at').on(table.feed, table.registeredAt, table.seq),
    index('cases_status').on(table.feed, table.statusRank, table.dueAt, table.amountFen),
    index('cases_moj_type').on(table.feed, table.mojType, table.seq),
    // Codes of villages begin with their street's: one index finds both, and sorts by place.
    index('cases_place').on(table.feed, table.placeCode, table.seq),
    index('cases_amount').on(table.feed, table.amountFen, table.seq),
    index('cases_due_at').on(table.feed, table.dueAt, table.seq),
    index('cases_supervised').on(table.feed, table.seq).where(sql`supervised`),
    index('cases_escalated').on(table.feed, table.seq).where(sql`escalated`),
    index('cases_sensitive').on(table.feed, table.seq).where(sql`sensitive`),
    // Of all rows: the ledger is sorted by it.
    index('cases_confirmation_due').on(table.feed, table.confirmationDueAt, table.seq),
    index('cases_confirmation_standing')
      .on(table.feed, table.confirmationStanding)
      .where(sql`confirmation_standing IS NOT NULL`),
    // What citizens submitted and no center has (city/intake).
    index('cases_unoffered')
      .on(table.penStation, table.registeredAt)
      .where(sql`status = 'registered' AND offered_to IS NULL`),
    index('cases_errand_due').on(table.feed, table.errandDueAt).where(sql`errand_due_at IS NOT NULL`),
    index('cases_offered_to').on(table.feed, table.offeredTo).where(sql`offered_to IS NOT NULL`),
    index('cases_citizen_asks').on(table.feed, table.citizenAsksAt).where(sql`citizen_asks_at IS NOT NULL`),
  ],
);

/** The folded state apart from the narrow row, so that scans of lists stay small. */
export const caseStates = pgTable(
  'case_states',
  {
    feed: feedColumn(),
    seq: seqColumn(),
    /** CaseState as JSON text: jsonb would order its keys anew and refuse some of its characters. */
    state: bytewise('state').notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.seq] })],
);

/** What a case is found by; migration 0001 has its indexes. */
export const caseSearch = pgTable(
  'case_search',
  {
    feed: feedColumn(),
    seq: seqColumn(),
    /** Letters and digits of number, names, place, title, facts and demands, one line each; see search-entry.ts. */
    body: bytewise('body').notNull(),
    /** Heads of the initials of names, and the digests that a person is looked up by. */
    words: text('words').array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.seq] })],
);

export const caseMediators = pgTable(
  'case_mediators',
  {
    feed: feedColumn(),
    seq: seqColumn(),
    mediatorId: bytewise('mediator_id').notNull(),
    open: boolean('open').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.seq, table.mediatorId] }),
    index('case_mediators_mediator').on(table.feed, table.mediatorId, table.open, table.seq),
  ],
);
