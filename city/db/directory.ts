import type { StaffMember } from '../../contract/directory.ts';
import type { DirectoryReads, DirectoryWrites } from '../../services/directory/port.ts';
import { lastAssigned, staff } from './schema/directory.ts';
import type { Scope } from './scope.ts';
import { selected, upsert } from './statements.ts';

const columns = [
  'account',
  'name',
  'roles',
  'phone',
  'placeCode',
  'unit',
  'active',
  'specialities',
  'servedPlace',
] as const;

const members = `SELECT ${selected(staff, 's', ['staffId', ...columns])}
  FROM staff s WHERE s.feed = $1`;

const sql = {
  staff: `${members} AND s.staff_id = $2`,
  byAccount: `${members} AND s.account = $2`,
  allStaff: `${members} ORDER BY s.account`,
  openByMediator: `SELECT mediator_id AS "mediatorId", count(*) AS count FROM case_mediators
    WHERE feed = $1 AND open GROUP BY mediator_id`,
  lastAssigned: 'SELECT mediator_ids AS "mediatorIds" FROM last_assigned WHERE feed = $1 AND staff_id = $2',
  saveStaff: upsert(staff, ['staffId'], columns),
  noteAssigned: upsert(lastAssigned, ['staffId'], ['mediatorIds']),
  clearStaff: 'DELETE FROM staff WHERE feed = $1',
} as const;

export function directoryReads({ transaction: { query }, feed }: Scope): DirectoryReads {
  return {
    async staff(staffId) {
      const [row] = await query<StaffMember>(sql.staff, [feed, staffId]);
      return row ?? null;
    },
    async byAccount(account) {
      const [row] = await query<StaffMember>(sql.byAccount, [feed, account]);
      return row ?? null;
    },
    async allStaff() {
      return query<StaffMember>(sql.allStaff, [feed]);
    },
    async openCasesByMediator() {
      const rows = await query<{ mediatorId: string; count: number }>(sql.openByMediator, [feed]);
      return new Map(rows.map(({ mediatorId, count }) => [mediatorId, count]));
    },
    async lastAssigned(staffId) {
      const [row] = await query<{ mediatorIds: readonly string[] }>(sql.lastAssigned, [feed, staffId]);
      return row?.mediatorIds ?? [];
    },
  };
}

export function directoryWrites({ transaction: { query }, feed }: Scope): DirectoryWrites {
  return {
    async saveStaff(member) {
      await query(sql.saveStaff, [feed, member.staffId, ...columns.map((column) => member[column])]);
    },
    async noteAssigned(staffId, mediatorIds) {
      await query(sql.noteAssigned, [feed, staffId, mediatorIds]);
    },
    async clearStaff() {
      await query(sql.clearStaff, [feed]);
    },
  };
}
