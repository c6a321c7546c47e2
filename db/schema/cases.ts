import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/**
 * What lists, filters and hints read of a case. `seq` comes from the log position of the case's first action: the order of
 * registration, the same after every rebuild (LOG-4), and the row id of the search entry.
 */
export const cases = sqliteTable(
  'cases',
  {
    seq: integer().primaryKey(),
    id: text().notNull(),
    caseNumber: text('case_number').notNull(),
    queryCode: text('query_code').notNull(),
    /** Place in {@link statusRanks}. */
    statusRank: integer('status_rank').notNull(),
    open: integer().notNull(),
    partiesText: text('parties_text').notNull(),
    initials: text().notNull(),
    title: text().notNull(),
    mojType: text('moj_type').notNull(),
    gbtCategory: text('gbt_category').notNull(),
    areaCode: text('area_code').notNull(),
    areaName: text('area_name').notNull(),
    streetCode: text('street_code').notNull(),
    streetName: text('street_name').notNull(),
    placeCode: text('place_code').notNull(),
    placeName: text('place_name').notNull(),
    /** JSON array of staff ids. */
    mediatorIds: text('mediator_ids').notNull(),
    amountFen: integer('amount_fen'),
    registeredAt: integer('registered_at').notNull(),
    limitId: text('limit_id'),
    deadlineName: text('deadline_name'),
    deadlineStartAt: integer('deadline_start_at'),
    warnAt: integer('warn_at'),
    dueAt: integer('due_at'),
    provisional: integer().notNull(),
    supervised: integer().notNull(),
    escalated: integer().notNull(),
    sensitive: integer().notNull(),
    /** JSON array of the ids of who may see the case (domain/cases/restriction.ts); null where everybody may. */
    viewers: text(),
    riskLevel: text('risk_level').notNull(),
    /** ConfirmationStanding; empty where nobody wants the court's confirmation. */
    confirmationStanding: text('confirmation_standing').notNull().default(''),
    confirmationDueAt: integer('confirmation_due_at'),
    confirmationProvisional: integer('confirmation_provisional').notNull().default(0),
    /** When the first of its open errands is to go on. */
    errandDueAt: integer('errand_due_at'),
    /** Log position of the newest action of the case. */
    lastPosition: integer('last_position').notNull(),
    /** The station of the center that works on the case (SYNC-6). */
    penStation: text('pen_station').notNull().default(''),
    /** The station to which the case is offered; null where it is to none. */
    offeredTo: text('offered_to'),
    /** When a citizen said the oldest of what is owed an answer (domain/cases/citizen.ts); null where nothing is. */
    citizenAsksAt: integer('citizen_asks_at'),
    /** Digest of the search entry's text: an unchanged entry is not written again. */
    searchDigest: text('search_digest').notNull(),
  },
  (table) => [
    uniqueIndex('cases_id').on(table.id),
    index('cases_case_number').on(table.caseNumber),
    index('cases_query_code').on(table.queryCode),
    index('cases_registered_at').on(table.registeredAt),
    index('cases_status').on(table.statusRank, table.dueAt, table.amountFen),
    index('cases_initials').on(table.initials, table.partiesText),
    index('cases_moj_type').on(table.mojType),
    // Codes of villages begin with their street's: one index finds both, and sorts by place.
    index('cases_place').on(table.placeCode, table.open, table.gbtCategory),
    index('cases_amount').on(table.amountFen),
    index('cases_due_at').on(table.dueAt),
    index('cases_supervised').on(table.supervised).where(sql`supervised = 1`),
    index('cases_escalated').on(table.escalated).where(sql`escalated = 1`),
    index('cases_sensitive').on(table.sensitive).where(sql`sensitive = 1`),
    index('cases_restricted').on(table.viewers).where(sql`viewers IS NOT NULL`),
    // Of all rows: the ledger is sorted by it.
    index('cases_confirmation_due').on(table.confirmationDueAt),
    index('cases_confirmation_standing').on(table.confirmationStanding).where(sql`confirmation_standing <> ''`),
    index('cases_errand_due').on(table.errandDueAt).where(sql`errand_due_at IS NOT NULL`),
    index('cases_offered_to').on(table.offeredTo).where(sql`offered_to IS NOT NULL`),
    index('cases_citizen_asks').on(table.citizenAsksAt).where(sql`citizen_asks_at IS NOT NULL`),
  ],
);

/** The folded state apart from the narrow row, so that scans of lists stay small. */
export const caseStates = sqliteTable('case_states', {
  seq: integer()
    .primaryKey()
    .references(() => cases.seq),
  /** CaseState as JSON. */
  state: text().notNull(),
});

/**
 * Cases that this center is asked to take and never had (SYNC-6): apart from {@link cases}, so that no list, figure,
 * export or search counts them, and none of their files is fetched, before they are accepted.
 */
export const askedCases = sqliteTable('asked_cases', {
  id: text().primaryKey(),
  /** As it would have in {@link cases}. */
  seq: integer().notNull(),
  /** CaseProjection as JSON. */
  projection: text().notNull(),
});

/**
 * Room that each action has in the order of registration: a chunk of an import brings up to a thousand cases (LOG-7).
 * A case's `seq` is the position of its first action times this, plus its row within the chunk.
 */
export const SEQS_PER_ACTION = 1024;

/** Rows of one case in a list table stand together: key = seq * {@link ROWS_PER_CASE} + ordinal. */
export const ROWS_PER_CASE = 1024;

export const caseMediators = sqliteTable(
  'case_mediators',
  {
    key: integer().primaryKey(),
    mediatorId: text('mediator_id').notNull(),
    open: integer().notNull(),
  },
  (table) => [index('case_mediators_mediator').on(table.mediatorId, table.open)],
);
