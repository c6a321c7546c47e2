import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Cron } from 'croner';
import { keptBackups } from '../domain/backups/retention.ts';
import type { Database } from './db/database.ts';
import { checkDump } from './db/pglite.ts';

/** Half past two at night, when no desk is open. */
const DUMP_AT = '30 2 * * *';
/** Once an hour, not on the hour, when everybody else's jobs run. */
const UPKEEP_AT = '17 * * * *';
const ZONE = 'Asia/Shanghai';
const CATCH_UP_AFTER_MS = 5 * 60_000;
const DAY_MS = 24 * 3_600_000;

const dumpName = /^city-(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)\.tar\.gz$/;

/** Where the dumps of a data folder lie. */
export const dumpFolder = (data: string): string => join(data, 'dumps');

export interface EmbeddedCareParts {
  readonly database: Pick<Database, 'dump' | 'upkeep'>;
  readonly folder: string;
  readonly logger: {
    info(entry: object, message: string): void;
    error(entry: object, message: string): void;
  };
  readonly now?: () => number;
  /** How long after its start a machine that was off at night makes its dump, in ms. */
  readonly catchUpAfter?: number;
}

export interface MadeDump {
  readonly file: string;
  readonly bytes: number;
  /** Actions in it, counted after it was opened again. */
  readonly actions: number;
}

/** What an embedded database needs that a server does by itself: dumps, statistics, room of replaced rows. */
export interface EmbeddedCare {
  /** Makes a dump, opens it to prove it, and removes what no rule keeps. @throws where it cannot be written or does not open. */
  dump(): Promise<MadeDump>;
  start(): void;
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

/** Null for a database that looks after itself. */
export function createEmbeddedCare({
  database: { dump: dumpTo, upkeep },
  folder,
  logger,
  now = Date.now,
  catchUpAfter = CATCH_UP_AFTER_MS,
}: EmbeddedCareParts): EmbeddedCare | null {
  if (!dumpTo || !upkeep) return null;
  let underWay: Promise<unknown> = Promise.resolve();
  const jobs: Cron[] = [];
  let catchUp: NodeJS.Timeout | undefined;

  async function dumps(): Promise<readonly string[]> {
    const names = await readdir(folder).catch(() => []);
    return names.filter((name) => dumpName.test(name)).sort();
  }

  async function makeDump(to: (target: string) => Promise<{ readonly bytes: number }>): Promise<MadeDump> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, nameAt(now()));
    const { bytes } = await to(file);
    const { actions } = await checkDump(file).catch(async (error: unknown) => {
      // What does not open is no dump: it must push no older one out.
      await rm(file, { force: true });
      throw error;
    });
    await prune(file);
    return { file, bytes, actions };
  }

  /** As a center's backups: seven days, four weeks, twelve months; what was just made stays, whatever the clock says. */
  async function prune(made: string): Promise<void> {
    const names = await dumps();
    const kept = keptBackups(names.map(instantOf));
    for (const name of names) {
      const path = join(folder, name);
      if (path !== made && !kept.has(instantOf(name))) await rm(path, { force: true });
    }
  }

  /** One job at a time, and a failed one is told and tried again at its next hour. */
  function run(what: string, job: () => Promise<unknown>): Promise<void> {
    const done = underWay.then(job).then(
      (result) => logger.info({ what, ...(result as object | undefined) }, 'done'),
      (error: unknown) => logger.error({ what, error }, 'failed'),
    );
    underWay = done;
    return done;
  }

  const nightly = () => run('dump', () => makeDump(dumpTo));

  const dumpIfLate = () =>
    run('dump', async () => {
      const last = (await dumps()).at(-1);
      const isLate = last === undefined || now() - instantOf(last) > DAY_MS;
      return isLate ? makeDump(dumpTo) : { because: `${last} is young enough` };
    });

  return {
    dump: () => makeDump(dumpTo),
    start() {
      const options = { timezone: ZONE, unref: true };
      jobs.push(new Cron(DUMP_AT, options, nightly), new Cron(UPKEEP_AT, options, () => run('upkeep', upkeep)));
      catchUp = setTimeout(() => void dumpIfLate(), catchUpAfter);
      catchUp.unref();
    },
    async stop() {
      clearTimeout(catchUp);
      for (const job of jobs) job.stop();
      await underWay;
    },
  };
}

/** The day and time in China, so that names sort by time. */
function nameAt(instant: number): string {
  const text = new Date(instant + 8 * 3_600_000).toISOString();
  return `city-${text.slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}.tar.gz`;
}

function instantOf(name: string): number {
  const [, year, month, day, hour, minute, second] = dumpName.exec(name)?.map(Number) ?? [];
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, (hour ?? 0) - 8, minute, second);
}
