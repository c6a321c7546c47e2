import type { Parameter } from './database.ts';
import { Parameters } from './parameters.ts';
import type { Scope } from './scope.ts';

/**
 * ` AND …`, true of the rows `c` of cases that this person may see (domain/cases/restriction.ts); empty without a person,
 * for the program's own work.
 */
export function visibleTo({ station }: Scope, viewer: string | undefined, { bind }: Parameters): string {
  if (viewer === undefined) return '';
  return ` AND (c.viewers IS NULL OR c.viewers && ARRAY[${bind(viewer)}, ${bind(station.stationId)}]::text[])`;
}

/** A statement over given values, with the condition of what a person may see behind them. */
export function shownTo(
  scope: Scope,
  viewer: string | undefined,
  values: readonly Parameter[],
  write: (shown: string) => string,
): [sql: string, parameters: readonly Parameter[]] {
  const parameters = new Parameters();
  for (const value of values) parameters.bind(value);
  const sql = write(visibleTo(scope, viewer, parameters));
  return [sql, parameters.values];
}
