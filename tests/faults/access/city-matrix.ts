import { cityContract } from '../../../contract/city.ts';
import {
  type CityPage,
  type CityProcedure,
  type CityRight,
  cityPages,
  cityRights,
} from '../../../domain/access/city-rights.ts';
import type { Matrix } from './center-matrix.ts';
import { cityClientProbes } from './city-client-probes.ts';
import { cityOpenProbes } from './city-open-probes.ts';
import { askPage, pageProbes } from './city-pages.ts';
import { type CityCasePlace, type CityPerson, cityPeople, cityPlaces, mayCallCity, seesAtCity } from './city-people.ts';
import { boxOf, cityProbes, OWNERS_KEY } from './city-probes.ts';
import { cityPushProbes } from './city-push-probes.ts';
import { type CityAnswer, cityForms, sendToCity } from './city-send.ts';
import type { CityWorld } from './city-world.ts';
import { namingFields, proceduresOf } from './id-fields.ts';

const calls = Object.keys(cityRights) as CityProcedure[];
const pages = Object.keys(cityPages) as CityPage[];
/** As the matrix has it: a hole in the table makes a page no less the operator's. */
const operators: ReadonlySet<CityPage> = new Set(pages.filter((page) => cityPages[page].by === 'operator'));
const probes = [...cityPushProbes, ...cityProbes, ...cityOpenProbes, ...cityClientProbes];

/** Whether the caller was turned away before the call looked at what it was sent. */
const refusals: ReadonlySet<string | null> = new Set([
  ...['STATION_UNKNOWN', 'STATION_REPLACED', 'CLIENT_UNKNOWN', 'NOT_ALLOWED'],
]);

/**
 * Whether a call got through to somebody whom the city does not let in. Where that is looked up within the call, it may
 * have found something wrong with what was sent before it came to that.
 */
const gotThrough = ({ code, status }: CityAnswer, call: CityProcedure): boolean => {
  const right: CityRight = cityRights[call];
  return right.admitted === 'within' ? status === 200 : !refusals.has(code);
};

/**
 * Fields that name something and into which nothing wrong is ever put: of the contract, of the table of rights, and of
 * the pages. Each call must have one probe for each, and each line of the table must be of a field that there is.
 */
export function unprobed(): readonly string[] {
  const missing: string[] = [];
  for (const [call, procedure] of proceduresOf(cityContract)) {
    const named = Object.keys(cityRights[call as CityProcedure].names);
    const fields = namingFields(procedure);
    missing.push(
      ...fields.filter((field) => !named.includes(field)).map((field) => `${call} ${field}: no line in the table`),
    );
    missing.push(...named.filter((field) => !fields.includes(field)).map((field) => `${call} ${field}: no such field`));
    const covered = probes.filter((probe) => probe.call === call).flatMap(({ covers }) => covers);
    missing.push(...named.filter((field) => !covered.includes(field)).map((field) => `${call} ${field}: no probe`));
  }
  for (const page of pages) {
    const covered = pageProbes.filter((probe) => probe.page === page).flatMap(({ covers }) => covers);
    const named = Object.keys(cityPages[page].names);
    missing.push(...named.filter((field) => !covered.includes(field)).map((field) => `${page} ${field}: no probe`));
  }
  return missing;
}

/** Counts cells, and keeps what is wrong with them. */
class Cells {
  cells = 0;
  readonly leaks: string[] = [];
  readonly wronglyRefused: string[] = [];

  judge(cell: string, got: boolean, may: boolean | null): void {
    this.cells += 1;
    if (may === null) return;
    if (got && !may) this.leaks.push(cell);
    if (!got && may) this.wronglyRefused.push(cell);
  }
}

/** Who calls about which cases; the whole unless said. */
export interface MatrixPart {
  readonly people: readonly CityPerson[];
  readonly places: readonly CityCasePlace[];
}

const wholeMatrix: MatrixPart = { people: cityPeople, places: cityPlaces };

/**
 * Everybody calls everything that the city serves, in both forms, and puts into every field that names something what is
 * somebody else's. Who may is said twice: by the table of rights, and by hand in city-people.ts.
 */
export async function cityMatrix(world: CityWorld, part: MatrixPart = wholeMatrix): Promise<Matrix> {
  const cells = new Cells();
  await sendToCity(world, 'owner', 'syncKeys.keep', { keyId: OWNERS_KEY, sealed: boxOf('AAAA') });
  await Promise.all(part.people.map((person) => everyCell(world, cells, person, part.places)));
  return cells;
}

async function everyCell(
  world: CityWorld,
  cells: Cells,
  person: CityPerson,
  ofCases: readonly CityCasePlace[],
): Promise<void> {
  const heard = (cell: string, said: string): void => {
    for (const place of cityPlaces) {
      const isTold = said.includes(world.cases[place].marker);
      if (isTold && !seesAtCity(person, place)) cells.leaks.push(`${cell} tells of ${place}`);
    }
  };
  for (const call of calls) {
    for (const form of cityForms) {
      const answer = await sendToCity(world, person, call, undefined, form);
      const cell = `${person} ${form} ${call}`;
      const may = mayCallCity(person, call);
      cells.judge(cell, may ? !refusals.has(answer.code) : gotThrough(answer, call), may);
      heard(cell, answer.said);
    }
  }
  for (const page of pages) {
    const { status, said } = await askPage(world, person, page);
    const cell = `${person} ${page}`;
    // That it is there is not told either.
    const isRefused = status === 401 || (operators.has(page) && status === 404 && said === '');
    cells.judge(cell, !isRefused, mayCallCity(person, page));
    heard(cell, said);
  }
  for (const [index, place] of ofCases.entries()) {
    const known = world.cases[place];
    for (const probe of probes) {
      if (probe.isOfNoCase && index > 0) continue;
      const answer = await sendToCity(world, person, probe.call, await probe.input(world, person, known));
      const cell = `${person} ${probe.call} ${probe.what} (${place})`;
      const isCaller = mayCallCity(person, probe.call);
      if (answer.status >= 500) cells.leaks.push(`${cell}: ${answer.status}`);
      const got = isCaller ? await probe.reached(answer, world, known, person) : gotThrough(answer, probe.call);
      cells.judge(cell, answer.status < 500 && got, isCaller ? probe.may(person, place) : false);
      heard(cell, answer.said);
    }
    for (const probe of pageProbes) {
      if (probe.isOfNoCase && index > 0) continue;
      const { status, said } = await probe.ask(world, person, known);
      const cell = `${person} ${probe.page} ${probe.what} (${place})`;
      if (status >= 500) cells.leaks.push(`${cell}: ${status}`);
      cells.judge(cell, status < 400, mayCallCity(person, probe.page) ? probe.may(person, place) : false);
      heard(cell, said);
    }
  }
}
