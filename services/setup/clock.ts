import { type PlainDate, plainDateAt } from '../../domain/text/chinese-date.ts';
import type { Dependencies } from '../dependencies.ts';
import type { LogReads } from '../log/port.ts';

/** How far the clock may stand behind what has surely passed before it is called suspect. */
const CLOCK_TOLERANCE_MS = 10 * 60 * 1000;

/** True where the clock stands before an action that was done already, or before this program was made (LOG-10). */
export async function isClockSuspect(
  log: Pick<LogReads, 'newestDeviceTime'>,
  { now, builtAt }: Pick<Dependencies['environment'], 'now' | 'builtAt'>,
): Promise<boolean> {
  const passed = Math.max(builtAt, (await log.newestDeviceTime()) ?? 0);
  return now() < passed - CLOCK_TOLERANCE_MS;
}

/**
 * Problems that depend on which day it is. A slow clock would refuse dates that are right, so where the clock is suspect
 * only those stay that hold on any day: the dates were confirmed by a person (LOG-10), and a wrong clock never stops
 * work (SYNC-7). The clock itself is looked at only where it would refuse something.
 */
export async function problemsByClock(
  { store, environment }: Pick<Dependencies, 'store' | 'environment'>,
  findProblems: (today: PlainDate | null) => Record<string, string>,
): Promise<Record<string, string>> {
  const fields = findProblems(plainDateAt(environment.now()));
  if (Object.keys(fields).length === 0) return fields;
  return (await store.read(({ log }) => isClockSuspect(log, environment))) ? findProblems(null) : fields;
}
