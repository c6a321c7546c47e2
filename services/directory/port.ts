import type { StaffMember } from '../../contract/directory.ts';

export interface DirectoryReads {
  staff(staffId: string): Promise<StaffMember | null>;
  byAccount(account: string): Promise<StaffMember | null>;
  allStaff(): Promise<readonly StaffMember[]>;
  /** Cases in hand by mediator. */
  openCasesByMediator(): Promise<ReadonlyMap<string, number>>;
  /** The mediators whom this person assigned last. */
  lastAssigned(staffId: string): Promise<readonly string[]>;
}

export interface DirectoryWrites {
  saveStaff(member: StaffMember): Promise<void>;
  noteAssigned(staffId: string, mediatorIds: readonly string[]): Promise<void>;
  clearStaff(): Promise<void>;
}
