import type { Connection, Parameters } from './connection.ts';

/** Of cases that this person is not named for (domain/cases/restriction.ts); few, and found by an index of their own. */
const hidden = `SELECT seq FROM cases WHERE viewers IS NOT NULL AND instr(viewers, @viewer) = 0
  AND instr(viewers, (SELECT station_id FROM station)) = 0`;

export interface Visibility {
  /** ` AND …`, true of the sequence numbers that the person may see; empty where that is all. */
  readonly and: (seq?: string) => string;
  readonly values: Parameters;
}

const all: Visibility = { and: () => '', values: {} };

/** What a person may see; without one, the program's own work, everything. Nothing is asked while nothing is restricted. */
export function visibleTo(connection: Connection, viewer: string | undefined): Visibility {
  if (viewer === undefined) return all;
  const some = connection.statement('SELECT 1 FROM cases WHERE viewers IS NOT NULL LIMIT 1').get();
  if (some === undefined) return all;
  return { and: (seq = 'c.seq') => ` AND ${seq} NOT IN (${hidden})`, values: { viewer } };
}
