import { ensureBuilt } from '../../../scripts/build.mjs';
import type { FaultOptions, FaultReport } from '../report.ts';
import { deskLines } from './desk-fuzz.ts';
import { Fuzz } from './fuzz.ts';
import { unasked } from './heard.ts';
import { type Hole, holes, withHole } from './holes.ts';
import { createSender } from './send.ts';
import { openStored } from './stored.ts';
import { openPublicWorld, type PublicWorld } from './world.ts';

/** Requests that are under way at once. */
const WORKERS = 12;
const HEALTH_EVERY = 1_000;
/** Of the whole run so many pages are opened at most, and of a small one a share. */
const MOST_OPENED = { city: 150, desk: 60 };

/**
 * Sends one request for each seed to a running city, then opens what came to lie there. What nobody may do must fail
 * without a word of others, and nothing may fail inside.
 */
export async function publicReport({ seeds, say }: FaultOptions): Promise<FaultReport> {
  await ensureBuilt();
  const [seed = 0] = seeds;
  const crashes: string[] = [];
  const crashed = (error: unknown) => void crashes.push(String(error instanceof Error ? error.stack : error));
  process.on('uncaughtException', crashed).on('unhandledRejection', crashed);
  const world = await openPublicWorld();
  const origins = [world.city.origin, ...world.desks.map(({ origin }) => origin)] as const;
  const senders = origins.map((origin) => createSender(origin, WORKERS));
  const [toCity, ...toDesks] = senders;
  try {
    if (!toCity) throw new Error('there is no city');
    const fuzz = new Fuzz(world, [toCity, ...toDesks], seed);
    const began = performance.now();
    await sendAll(world, fuzz, seeds.length, crashes, say);
    const sending = (performance.now() - began) / 1_000;
    const { heard, stored } = fuzz;
    say(`${heard.sent} requests in ${Math.round(sending)} s; ${stored.length} cases of ours lie in the city`);
    const share = Math.min(1, seeds.length / 20_000);
    const atDesks = fuzz.desks.map((desk) => desk.stored.map(({ caseId }) => caseId));
    const opened = await openStored(
      world,
      { city: stored, desks: atDesks },
      {
        ...{ seed, city: Math.ceil(MOST_OPENED.city * share) + 5, desk: Math.ceil(MOST_OPENED.desk * share) + 5 },
      },
    );
    const doubled = await doubledCases(world);
    const found = await holesFound(world, seed);
    const missed = holes.filter((hole) => !found.includes(hole));
    const never = unasked(heard, deskLines);
    const quiet = Object.entries(heard.kinds).filter(([, count]) => count === 0);
    const remarks = [
      ...heard.failures.map((words) => `5xx: ${words}`),
      ...heard.leaks.map((words) => `leak: ${words}`),
      ...opened.ran.slice(0, 20).map((words) => `ran: ${words}`),
      ...opened.unopened.slice(0, 20).map((words) => `not opened: ${words}`),
      ...crashes.slice(0, 20).map((words) => `crash: ${words}`),
      ...world.said.slice(0, 20).map((entry) => `logged: ${wordsOf(entry)}`),
      ...heard.replaysTaken.slice(0, 5).map((words) => `replay taken: ${words}`),
      ...missed.map((hole) => `a planted hole was not found: ${hole}`),
      ...never.map((line) => `never asked: ${line}`),
      ...quiet.map(([kind]) => `never tried: ${kind}`),
    ];
    const of = (from: number, to: number) =>
      [...heard.statuses].reduce((sum, [status, count]) => sum + (status >= from && status < to ? count : 0), 0);
    const numbers = {
      ...{ requests: heard.sent, seed, status_5xx: heard.failures.length, leaks: heard.leaks.length },
      ...{ stored_script_runs: opened.ran.length, crashes: crashes.length + world.said.length },
      ...{
        unopened: opened.unopened.length,
        replays_taken: heard.replaysTaken.length,
        doubled,
        unasked: never.length,
        holes_missed: missed.length,
      },
    };
    const wrong = Object.values({ ...numbers, requests: 0, seed: 0, quiet: quiet.length }).some((count) => count > 0);
    return {
      ok: !wrong && stored.length > 0 && atDesks.every((desk) => desk.length > 0) && heard.sent >= seeds.length,
      numbers,
      happened: {
        ...heard.kinds,
        ...{
          stored: stored.length,
          stored_at_desks: atDesks.flat().length,
          opened: opened.pages,
          cut: heard.cut,
          sending_seconds: Math.round(sending),
        },
        ...{ answered_2xx: of(200, 300), answered_4xx: of(400, 500) },
      },
      remarks,
      failed: wrong ? [seed] : [],
    };
  } finally {
    for (const sender of senders) sender.close();
    await world.stop();
    process.off('uncaughtException', crashed).off('unhandledRejection', crashed);
  }
}

/** Requests to a server with a hole, and pages of it that are opened. */
const FOR_A_HOLE = { requests: 400, city: 2, desk: 3 };

/** The planted holes that the same requests find: that nothing was found above proves something only then. */
async function holesFound(world: PublicWorld, seed: number): Promise<readonly Hole[]> {
  const secret = world.planted[0]?.marks[0] ?? '';
  const found: Hole[] = [];
  for (const hole of holes) {
    const origins = [world.city.origin, ...world.desks.map(({ origin }) => origin)];
    const broken = await Promise.all(origins.map((origin) => withHole(origin, hole, secret)));
    const senders = broken.map(({ origin }) => createSender(origin, WORKERS));
    try {
      const [toCity, ...toDesks] = senders;
      if (!toCity) throw new Error('there is no city');
      // Other requests than before: what was submitted once is not taken again.
      const fuzz = new Fuzz(world, [toCity, ...toDesks], seed + 1);
      await sendAll(world, fuzz, FOR_A_HOLE.requests, [], () => undefined);
      const originOf = (origin: string) => broken[origins.indexOf(origin)]?.origin ?? origin;
      const isFound = {
        leak: () => fuzz.heard.leaks.length > 0,
        failure: () => fuzz.heard.failures.length > 0,
        script: async () => {
          const desks = fuzz.desks.map((desk) => desk.stored.map(({ caseId }) => caseId));
          const opened = await openStored(world, { city: fuzz.stored, desks }, { seed, ...FOR_A_HOLE, originOf });
          return opened.ran.length > 0;
        },
      };
      if (await isFound[hole]()) found.push(hole);
    } finally {
      for (const sender of senders) sender.close();
      for (const each of broken) each.close();
    }
  }
  return found;
}

/** Several at once, each as soon as the one before is answered. */
async function sendAll(
  { city }: PublicWorld,
  fuzz: Fuzz,
  count: number,
  crashes: string[],
  say: FaultOptions['say'],
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      await fuzz.one(index);
      if (index % HEALTH_EVERY !== 0) continue;
      const health = await fetch(`${city.origin}/ready`).catch(() => null);
      if (health?.status !== 200) crashes.push(`after request ${index} the city is not ready`);
      if (index > 0 && index % 10_000 === 0) say(`  ${index} requests`);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
}

/** Submissions that became more than one case. */
async function doubledCases({ city }: PublicWorld): Promise<number> {
  const rows = await city.database.query(
    `SELECT substring(state from 'fq-[0-9]+-') AS mark FROM case_states WHERE state LIKE '%fq-%'
     GROUP BY 1 HAVING count(*) > 1`,
  );
  return rows.length;
}

function wordsOf(entry: unknown): string {
  const { error, path, code } = (entry ?? {}) as { error?: unknown; path?: unknown; code?: unknown };
  return [code, path, error instanceof Error ? error.stack?.slice(0, 600) : JSON.stringify(entry)]
    .filter(Boolean)
    .join(' ');
}
