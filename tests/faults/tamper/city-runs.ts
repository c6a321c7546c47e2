import type { Random } from '../../../center/sample/random.ts';
import type { Database, Transaction } from '../../../city/db/database.ts';
import { verifyCity } from '../../../city/history/verify-city.ts';
import { systemEnvironment } from '../../../services/environment.ts';
import type { TamperRun } from './center-runs.ts';
import { cityChanges } from './city-changes.ts';

/** Undoes what a run has changed: the next begins with the city as it was. */
class Undone extends Error {
  readonly run: TamperRun;
  constructor(run: TamperRun) {
    super('the change is undone');
    this.run = run;
  }
}

/** The rows as they are inside of one transaction, so that a change is seen before it is undone. */
export function within(tx: Transaction, database: Database): Database {
  return { ...database, query: tx.query, transaction: (work) => work(tx), assertOutside: () => undefined };
}

/** One change of the city's rows, with its triggers put away, and whether verification finds it. */
export async function tamperCity(database: Database, random: Random): Promise<TamperRun> {
  const { kind, make } = random.pick(cityChanges);
  try {
    await database.transaction(async (tx) => {
      await tx.query(`SET LOCAL session_replication_role = 'replica'`);
      if (!(await make(tx, random))) throw new Undone({ kind, found: null, said: [] });
      const { findings, found } = await verifyCity({ database: within(tx, database), environment: systemEnvironment });
      throw new Undone({ kind, found: found > 0, said: findings.map((each) => each.kind) });
    });
  } catch (error) {
    if (error instanceof Undone) return error.run;
    // A value that the table does not take: nothing was changed.
    if (isRefusal(error)) return { kind, found: null, said: [] };
    throw error;
  }
  throw new Error('a change of the city was kept');
}

/** Classes 22 and 23 of SQLSTATE: the data, and constraints. */
function isRefusal(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^2[23]/.test(code);
}
