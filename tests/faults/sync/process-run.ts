import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Random, randomOf } from '../../../center/sample/random.ts';
import { openDatabase } from '../../../city/db/database.ts';
import { makeCodes } from '../../../city/make-codes.ts';
import type { TestDesk } from '../../support/desk.ts';
import { freePort } from '../../support/postgres.ts';
import { type RunningProgram, startProgram } from '../../support/program.ts';
import { agreeOne } from './agree.ts';
import { compareAll } from './end-state.ts';
import { handOverOne } from './hand-over.ts';
import { actAtOnce, actOne, actOnStale, type Done, registerOne, settleOne } from './history.ts';
import { added, type RunOutcome } from './outcome.ts';
import type { RunParts } from './parts.ts';
import { type Attached, attachOne, differentFiles, restOfFiles } from './process-files.ts';
import { ProcessOffice } from './process-office.ts';

const SERVERS = 2;
/** Processes of each side that are killed in a run, in turns; each is started again before the next. */
const KILLS = 2;
/** What each office does at least, however fast the kills are over. */
const LEAST_STEPS = 60;
/** Milliseconds between two things that are done at a center, at most: starting a process wants the machine, too. */
const MOST_REST_MS = 30;
const MOST_ROUNDS = 60;

const steps = [
  ['register', 22],
  ['act', 45],
  ['sync', 22],
  ['stale', 6],
  ['at_once', 5],
  ['settle', 5],
  ['attach', 8],
  ['agree', 2],
] as const;
/** Where centers of two districts hand cases over. */
const stepsOfDistricts = [...steps, ['hand_over', 24]] as const;

/** One server of the city in a process of its own. */
class CityProcess {
  readonly #url: string;
  readonly #data: string;
  readonly #port: number;
  #up: Promise<RunningProgram>;
  kills = 0;

  constructor(url: string, data: string, port: number) {
    this.#url = url;
    this.#data = data;
    this.#port = port;
    this.#up = this.#start();
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  #start(): Promise<RunningProgram> {
    const args = ['--data', this.#data, '--port', String(this.#port)];
    return startProgram({ program: 'city/main.ts', args, env: { DATABASE_URL: this.#url } });
  }

  async ready(): Promise<void> {
    await this.#up;
  }

  async kill(): Promise<void> {
    this.kills += 1;
    const dying = await this.#up;
    this.#up = dying.kill().then(() => this.#start());
    await this.#up;
  }

  async close(): Promise<void> {
    await this.#up.then(
      (program) => program.kill(),
      () => undefined,
    );
  }
}

/**
 * A history with the programs themselves, each in a process of its own, over their HTTP APIs; kill -9 strikes one or the
 * other at any moment, not only at commits.
 */
export async function runProcesses(
  seed: number,
  { centers, url, divisions, everybodySees }: Omit<RunParts, 'plant'>,
): Promise<RunOutcome> {
  const random = randomOf(seed, 1);
  const data = mkdtempSync(join(tmpdir(), 'fengqiao-city-'));
  const cities: CityProcess[] = [];
  const offices: ProcessOffice[] = [];
  const desks: TestDesk[] = [];
  const done: Done[] = [];
  const attached: Attached[] = [];
  const database = await openDatabase({ url });
  const counts = { stale_refused: 0, raced: 0, settled: 0 };
  try {
    for (let n = 0; n < SERVERS; n += 1) cities.push(new CityProcess(url, data, await freePort()));
    for (const city of cities) await city.ready();
    const wanted = centers.map(({ feed, name }) => ({ place: feed, name }));
    const codes = await makeCodes({ url, data: '', codes: wanted }, divisions);
    const opening = centers.map((center, n) => {
      const own = randomOf(seed, 200 + n);
      return ProcessOffice.open(center, own, () => own.pick(cities).origin, codes[n]?.code ?? '');
    });
    for (const opened of await Promise.allSettled(opening)) {
      if (opened.status === 'rejected') throw opened.reason;
      offices.push(opened.value);
    }
    for (const office of offices) office.beginSync();
    let isOver = false;
    const killing = strike(random, [cities, offices]).finally(() => {
      isOver = true;
    });
    const working = offices.map((office, n) => workAt(office, randomOf(seed, 300 + n), () => isOver));
    await Promise.all([killing, ...working]);
    for (const office of offices) await office.heal();
    const unrested = [...(await rest(offices)), ...(await restOfFiles(offices))];
    const files = await differentFiles(offices, attached, join(data, 'files'), database);
    done.push(...attached);
    for (const office of offices) desks.push(await office.endAndOpen());
    const stations = desks.map((desk, n) => ({ desk, feed: offices[n]?.center.feed ?? '' }));
    const gone: ReadonlySet<string> = new Set();
    const { wrongs, conflicts, work } = await compareAll({
      ...{ database, stations, everybodySees, done, gone, divisions },
    });
    const kills = (of: readonly { readonly kills: number }[]) => of.reduce((sum, each) => sum + each.kills, 0);
    const { stale_refused, raced, settled } = counts;
    return {
      seed,
      ops: done.length,
      conflicts: { stale_refused, raced, ...conflicts },
      work: { settled, ...work },
      faults: added([
        ...offices.map(({ lineFaults }) => lineFaults),
        { kill9_center: kills(offices), kill9_city: kills(cities), files: attached.length },
      ]),
      unrecoverable: {},
      ...wrongs,
      diverged: [...wrongs.diverged, ...files],
      unrested,
    };
  } finally {
    for (const desk of desks) await desk.store.remove();
    for (const office of offices) await office.close();
    for (const city of cities) await city.close();
    await database.close();
    rmSync(data, { recursive: true, force: true });
  }

  /** What the people of one center do, until all kills are over. */
  async function workAt(office: ProcessOffice, own: Random, isOver: () => boolean): Promise<void> {
    for (let step = 0; step < LEAST_STEPS || !isOver(); step += 1) {
      await wait(own.int(0, MOST_REST_MS));
      switch (own.weighted(everybodySees ? steps : stepsOfDistricts)) {
        case 'register':
          done.push(...(await registerOne(office, own)));
          break;
        case 'act':
          done.push(...(await actOne(office, own)));
          break;
        case 'stale':
          if (await actOnStale(office, own)) counts.stale_refused += 1;
          break;
        case 'agree':
          done.push(...(await agreeOne(office)));
          break;
        case 'settle': {
          const settled = await settleOne(office, own);
          done.push(...settled);
          counts.settled += settled.length;
          break;
        }
        case 'attach': {
          const file = await attachOne(office, own);
          if (file) attached.push(file);
          break;
        }
        case 'hand_over':
          done.push(...(await handOverOne(office, own)));
          break;
        case 'at_once': {
          const both = await actAtOnce(office, own);
          done.push(...both.done);
          if (both.raced) counts.raced += 1;
          break;
        }
        case 'sync':
          await office.sync();
          break;
      }
    }
  }
}

interface Mortal {
  kill(): Promise<void>;
}

async function strike(random: Random, sides: readonly (readonly Mortal[])[]): Promise<void> {
  for (const side of Array.from({ length: KILLS }, () => sides).flat()) {
    await wait(random.int(50, 500));
    await random.pick(side).kill();
  }
}

async function rest(offices: readonly ProcessOffice[]): Promise<readonly string[]> {
  const unrested: string[] = [];
  // The first turn brings everything to the city, the second to everybody.
  for (const turn of [1, 2]) {
    for (const [index, office] of offices.entries()) {
      let round = await office.sync();
      for (let n = 1; n < MOST_ROUNDS && round?.outcome !== 'complete'; n += 1) round = await office.sync();
      const waiting = await office.waiting();
      if (round?.outcome === 'complete' && waiting === 0) continue;
      unrested.push(`station ${index}, turn ${turn}: ${round?.failure ?? round?.outcome}, ${waiting} left`);
    }
  }
  return unrested;
}
