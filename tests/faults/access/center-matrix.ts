import { isForAnybody, type Procedure, permissions, scopesOf } from '../../../domain/access/permissions.ts';
import { roles } from '../../../domain/access/roles.ts';
import { called, ofCase, plainInput } from './center-calls.ts';
import { centerProbes } from './center-probes.ts';
import type { CenterWorld } from './center-world.ts';
import { never, type Person, places, sees } from './never.ts';

export interface Matrix {
  readonly cells: number;
  /** Calls that got through, or told of a case, though they should not. */
  readonly leaks: readonly string[];
  readonly wronglyRefused: readonly string[];
}

const people: readonly Person[] = [...roles.map(({ id }) => id), 'no_role', 'nobody'];
const procedures = Object.keys(permissions) as Procedure[];

/** These end the session of who calls, or begin one. */
const sessionOnly: readonly Procedure[] = ['sessions.signIn', 'sessions.signOut'];

/** Their files have the party's name. */
const inFiles: readonly Procedure[] = ['documents.file', 'documents.word', 'dossier.volume', 'dossier.archive'];

const isAllowed = (person: Person, procedure: Procedure): boolean => {
  if (isForAnybody(procedure)) return true;
  if (person === 'nobody') return false;
  return scopesOf(procedure, person === 'no_role' ? [] : [person]).length > 0;
};

/**
 * Every person calls every procedure of the running center, and those that name a case with cases in and out of scope.
 * What must be refused is said twice: by the table of rights, and by hand in never.ts.
 */
export async function centerMatrix(
  world: CenterWorld,
  part: { readonly people: readonly Person[]; readonly procedures: readonly Procedure[] } = { people, procedures },
): Promise<Matrix> {
  let cells = 0;
  const leaks: string[] = [];
  const wronglyRefused: string[] = [];

  /** An answer may speak of the cases that the person sees, and of no other. */
  const heard = (person: Person, procedure: Procedure, said: string): void => {
    for (const place of places) {
      if (!sees(person, place) && said.includes(world.cases[place].marker))
        leaks.push(`${procedure} tells ${person} of the case ${place}`);
    }
    if (person !== 'manager' && said.includes(world.managers.marker))
      leaks.push(`${procedure} tells ${person} what is the manager's own`);
  };

  for (const person of part.people) {
    for (const procedure of part.procedures) {
      if (sessionOnly.includes(procedure)) continue;
      const byHand = never[person].some((pattern) => pattern.test(procedure));
      const may = isAllowed(person, procedure) && !byHand;
      const about = ofCase[procedure];
      for (const place of about ? places : [null]) {
        cells += 1;
        const input = place === null || !about ? plainInput(procedure, world) : about(world.cases[place]);
        const { outcome, code, said } = await called(world, person, procedure, input);
        const cell = `${person} ${procedure}${place === null ? '' : ` ${place}`}`;
        if (outcome === 'passed' && (!may || (place !== null && !sees(person, place)))) leaks.push(cell);
        if (may && outcome === 'refused') wronglyRefused.push(cell);
        if (may && place !== null && sees(person, place) && outcome === 'hidden') wronglyRefused.push(cell);
        // A file that were not read aright would tell of nobody, and prove nothing.
        if (code === null && place !== null && inFiles.includes(procedure))
          if (!said.includes(world.cases[place].marker)) wronglyRefused.push(`${cell}: its file was not read`);
        // Whoever may not call it at all learns nothing of whether the case is there.
        if (!may && outcome === 'hidden') leaks.push(cell);
        heard(person, procedure, said);
      }
    }
  }
  for (const person of part.people) {
    for (const probe of centerProbes.filter(({ procedure }) => part.procedures.includes(procedure))) {
      cells += 1;
      const { procedure, what, owner } = probe;
      const answer = await called(world, person, procedure, probe.input(world, person));
      const { outcome, said } = answer;
      const cell = `${person} ${procedure} ${what}`;
      const byHand = never[person].some((pattern) => pattern.test(procedure));
      const may = isAllowed(person, procedure) && !byHand;
      if (outcome === 'passed' && !may) leaks.push(cell);
      if (probe.reached?.(answer) && person !== owner) leaks.push(cell);
      heard(person, procedure, said);
    }
  }
  return { cells, leaks, wronglyRefused };
}
