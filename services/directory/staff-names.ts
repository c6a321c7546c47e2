import type { Reads } from '../ports.ts';

/** Names of everybody who ever worked at the center, by id: those who left are still named in old cases. */
export type StaffNames = ReadonlyMap<string, string>;

export async function staffNames({ directory }: Pick<Reads, 'directory'>): Promise<StaffNames> {
  return new Map((await directory.allStaff()).map(({ staffId, name }) => [staffId, name]));
}
