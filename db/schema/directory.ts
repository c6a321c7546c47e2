import { sql } from 'drizzle-orm';
import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Role } from '../../domain/access/roles.ts';
import type { MojTypeCode } from '../../domain/codes/moj-types.ts';

export const staff = sqliteTable(
  'staff',
  {
    staffId: text('staff_id').primaryKey(),
    account: text().notNull(),
    name: text().notNull(),
    /** JSON array of roles. */
    roles: text({ mode: 'json' }).$type<readonly Role[]>().notNull(),
    phone: text(),
    /** Division code whose cases the person sees; null where no role needs one. */
    placeCode: text('place_code'),
    /** The person's department. */
    unit: text(),
    active: integer({ mode: 'boolean' }).notNull(),
    /** JSON array of the Ministry's kinds of dispute. */
    specialities: text({ mode: 'json' }).$type<readonly MojTypeCode[]>().notNull().default(sql`'[]'`),
    /** Division code that the person mediates for. */
    servedPlace: text('served_place'),
  },
  (table) => [uniqueIndex('staff_account').on(table.account)],
);

/** Whom a person assigned last, offered first the next time; a preference, no action. */
export const lastAssigned = sqliteTable('last_assigned', {
  staffId: text('staff_id').primaryKey(),
  mediatorIds: text('mediator_ids', { mode: 'json' }).$type<readonly string[]>().notNull(),
});
