import { sql } from 'drizzle-orm';
import { boolean, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Role } from '../../../domain/access/roles.ts';
import type { MojTypeCode } from '../../../domain/codes/moj-types.ts';
import { bytewise, feedColumn } from './columns.ts';

export const staff = pgTable(
  'staff',
  {
    feed: feedColumn(),
    staffId: bytewise('staff_id').notNull(),
    account: bytewise('account').notNull(),
    name: bytewise('name').notNull(),
    roles: text('roles').array().$type<Role[]>().notNull(),
    phone: bytewise('phone'),
    placeCode: bytewise('place_code'),
    unit: bytewise('unit'),
    active: boolean('active').notNull(),
    specialities: text('specialities').array().$type<MojTypeCode[]>().notNull().default(sql`'{}'`),
    servedPlace: bytewise('served_place'),
  },
  (table) => [
    primaryKey({ columns: [table.feed, table.staffId] }),
    uniqueIndex('staff_account').on(table.feed, table.account),
  ],
);

/** Whom a person assigned last, offered first the next time; a preference, no action. */
export const lastAssigned = pgTable(
  'last_assigned',
  {
    feed: feedColumn(),
    staffId: bytewise('staff_id').notNull(),
    mediatorIds: text('mediator_ids').array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.feed, table.staffId] })],
);
