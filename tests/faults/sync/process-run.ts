import { setTimeout as wait } from 'node:timers/promises';
import { type Random, randomOf } from '../../../center/sample/random.ts';
import { openDatabase } from '../../../city/db/database.ts';
import { makeCodes } from '../../../city/make-codes.ts';
import { fileHashOf } from '../../../services/documents/pdf-file.ts';
import type { TestDesk } from '../../support/desk.ts';
import { agreeOne } from './agree.ts';
import { compareAll } from './end-state.ts';
import { handOverOne } from './hand-over.ts';
import { actAtOnce, actOne, actOnStale, type Done, registerOne, settleOne } from './history.ts';
import { added, type RunOutcome } from './outcome.ts';
import type { RunParts } from './parts.ts';
import { ProcessCity } from './process-city.ts';
import { type Attached, attachOne, differentFiles, restOfFiles } from './process-files.ts';
import { ProcessOffice } from './process-office.ts';
import { type PutBack, strike } from './process-strikes.ts';
import { actionsInCity, Survivors, type Through } from './survivors.ts';
import { wholeFilesIn } from './whole-files.ts';

/** Of so many histories one has nothing put back: that would mend other faults. */
const PUT_BACK_NONE_EVERY = 5;
/** Of seeds that are multiples of this the history is one of real processes. */
export const PROCESSES_EVERY = 10;
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
  ['settle', 14],
  ['attach', 8],
  ['agree', 2],
] as const;
/** Where centers of two districts hand cases over. */
const stepsOfDistricts = [...steps, ['hand_over', 24]] as const;

/**
 * A history with the programs themselves, each in a process of its own, over their HTTP APIs; kill -9 strikes one or the
 * other at any moment, not only at commits.
 */
export async function runProcesses(
  seed: number,
  { centers, url, divisions, everybodySees }: Omit<RunParts, 'plant'>,
): Promise<RunOutcome> {
  const random = randomOf(seed, 1);
  const offices: ProcessOffice[] = [];
  const desks: TestDesk[] = [];
  const done: Done[] = [];
  const attached: Attached[] = [];
  const database = await openDatabase({ url });
  const counts = { stale_refused: 0, raced: 0, settled: 0 };
  const actions = new Survivors(async () => {
    const there = await Promise.all(offices.map((office) => office.folder.actions()));
    return [...(await actionsInCity(database)), ...there.flat()];
  });
  let city: ProcessCity | null = null;
  try {
    const started = await ProcessCity.start(url, database);
    city = started;
    const files = new Survivors(async () => [
      ...wholeFilesIn(started.files),
      ...offices.flatMap((office) => office.folder.files()),
    ]);
    const opening = centers.map((center, n) => {
      const own = randomOf(seed, 200 + n);
      const newCode = async () => {
        const codes = [{ place: center.feed, name: center.name }];
        const [made] = await makeCodes({ url, data: '', codes }, divisions);
        return made?.code ?? '';
      };
      return ProcessOffice.open({ center, random: own, newCode, city: () => started.pick(own) });
    });
    for (const opened of await Promise.allSettled(opening)) {
      if (opened.status === 'rejected') throw opened.reason;
      offices.push(opened.value);
    }
    for (const office of offices) office.beginSync();
    let isOver = false;
    const through: Through = (fault, work) => actions.through(fault, () => files.through(fault, work));
    const killing = strike(random, { city: started, offices }, putBackIn(seed), through).finally(() => {
      isOver = true;
    });
    const working = offices.map((office, n) => workAt(office, randomOf(seed, 300 + n), () => isOver));
    await Promise.all([killing, ...working]);
    for (const office of offices) await office.heal();
    const isThere = ({ actionId, bytes }: Attached) =>
      !actions.gone.has(actionId) && !files.gone.has(fileHashOf(bytes));
    const lostFiles = attached.filter((file) => !isThere(file)).length;
    const unrested = [...(await rest(offices)), ...(await restOfFiles(offices, lostFiles))];
    const different = await differentFiles(offices, attached.filter(isThere), started.files, database);
    done.push(...attached);
    for (const office of offices) desks.push(await office.endAndOpen());
    const stations = desks.map((desk, n) => ({ desk, feed: offices[n]?.center.feed ?? '' }));
    const { gone } = actions;
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
        { kill9_center: kills(offices), kill9_city: kills(started.servers), files: attached.length },
        {
          kill9_city_restored: started.putBack,
          kill9_center_restored: offices.reduce((sum, { putBack }) => sum + putBack, 0),
        },
      ]),
      unrecoverable: actions.counted(done),
      ...wrongs,
      diverged: [...wrongs.diverged, ...different],
      unrested,
    };
  } finally {
    for (const desk of desks) await desk.store.remove();
    for (const office of offices) await office.close();
    await city?.close();
    await database.close();
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

/** Consecutive histories have the one and the other, with centers of one district and of two. */
function putBackIn(seed: number): PutBack {
  const turn = Math.floor(seed / PROCESSES_EVERY);
  if (turn % PUT_BACK_NONE_EVERY === 0) return null;
  return Math.floor(turn / 2) % 2 === 0 ? 'city' : 'center';
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
