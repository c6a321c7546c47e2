import { asc, eq } from 'drizzle-orm';
import type { StaffMember } from '../contract/directory.ts';
import type { Role } from '../domain/access/roles.ts';
import type { MojTypeCode } from '../domain/codes/moj-types.ts';
import type { DirectoryReads, DirectoryWrites } from '../services/directory/port.ts';
import type { Connection } from './connection.ts';
import { lastAssigned, staff } from './schema/directory.ts';

export const openByMediatorSql =
  'SELECT mediator_id AS mediatorId, count(*) AS count FROM case_mediators WHERE open = 1 GROUP BY mediator_id';

// Asked for with every call, so it is a bare statement.
const byId =
  'SELECT staff_id AS staffId, account, name, roles, phone, place_code AS placeCode, unit, active, specialities, ' +
  'served_place AS servedPlace FROM staff WHERE staff_id = @staffId';

type StaffRow = Omit<StaffMember, 'roles' | 'active' | 'specialities'> & {
  readonly roles: string;
  readonly active: number;
  readonly specialities: string;
};

function memberOf(row: StaffRow): StaffMember {
  const [roles, specialities]: [readonly Role[], readonly MojTypeCode[]] = [
    JSON.parse(row.roles),
    JSON.parse(row.specialities),
  ];
  return { ...row, roles, specialities, active: row.active === 1 };
}

export function directoryReads(connection: Connection): DirectoryReads {
  const { orm } = connection;
  const everyone = orm.select().from(staff).orderBy(asc(staff.account)).prepare();
  return {
    async staff(staffId): Promise<StaffMember | null> {
      const row = connection.statement<StaffRow>(byId).get({ staffId });
      return row ? memberOf(row) : null;
    },
    async byAccount(account) {
      return orm.select().from(staff).where(eq(staff.account, account)).get() ?? null;
    },
    async allStaff() {
      return everyone.all();
    },
    async openCasesByMediator() {
      const rows = connection.statement<{ mediatorId: string; count: number }>(openByMediatorSql).all();
      return new Map(rows.map(({ mediatorId, count }) => [mediatorId, count]));
    },
    async lastAssigned(staffId) {
      return orm.select().from(lastAssigned).where(eq(lastAssigned.staffId, staffId)).get()?.mediatorIds ?? [];
    },
  };
}

export function directoryWrites(connection: Connection): DirectoryWrites {
  return {
    async saveStaff({ staffId, ...member }) {
      const { account, name, roles, phone, placeCode, unit, active, specialities, servedPlace } = member;
      const content = { account, name, roles, phone, placeCode, unit, active, specialities, servedPlace };
      connection.writing
        .insert(staff)
        .values({ staffId, ...content })
        .onConflictDoUpdate({ target: staff.staffId, set: content })
        .run();
    },
    async noteAssigned(staffId, mediatorIds) {
      connection.writing
        .insert(lastAssigned)
        .values({ staffId, mediatorIds })
        .onConflictDoUpdate({ target: lastAssigned.staffId, set: { mediatorIds } })
        .run();
    },
    async clearStaff() {
      connection.writing.delete(staff).run();
    },
  };
}
