import { isForAnybody, type Procedure, permissions, scopesOf } from '../../../domain/access/permissions.ts';
import { roles } from '../../../domain/access/roles.ts';
import { called, ofCase, plainInput } from './center-calls.ts';
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

const isAllowed = (person: Person, procedure: Procedure): boolean => {
  if (isForAnybody(procedure)) return true;
  if (person === 'nobody') return false;
  return scopesOf(procedure, person === 'no_role' ? [] : [person]).length > 0;
};

/**
 * Every person calls every procedure of the running center, and those that name a case with cases in and out of scope.
 * What must be refused is said twice: by the table of rights, and by hand in never.ts.
 */
export async function centerMatrix(world: CenterWorld): Promise<Matrix> {
  let cells = 0;
  const leaks: string[] = [];
  const wronglyRefused: string[] = [];

  /** An answer may speak of the cases that the person sees, and of no other. */
  const heard = (person: Person, procedure: Procedure, said: string): void => {
    for (const place of places) {
      if (!sees(person, place) && said.includes(world.cases[place].marker))
        leaks.push(`${procedure} tells ${person} of the case ${place}`);
    }
  };

  for (const person of people) {
    for (const procedure of procedures) {
      if (sessionOnly.includes(procedure)) continue;
      const byHand = never[person].some((pattern) => pattern.test(procedure));
      const may = isAllowed(person, procedure) && !byHand;
      const about = ofCase[procedure];
      for (const place of about ? places : [null]) {
        cells += 1;
        const input = place === null || !about ? plainInput(procedure, world) : about(world.cases[place]);
        const { outcome, said } = await called(world, person, procedure, input);
        const cell = `${person} ${procedure}${place === null ? '' : ` ${place}`}`;
        if (outcome === 'passed' && (!may || (place !== null && !sees(person, place)))) leaks.push(cell);
        if (may && outcome === 'refused') wronglyRefused.push(cell);
        if (may && place !== null && sees(person, place) && outcome === 'hidden') wronglyRefused.push(cell);
        // Whoever may not call it at all learns nothing of whether the case is there.
        if (!may && outcome === 'hidden') leaks.push(cell);
        heard(person, procedure, said);
      }
    }
  }
  return { cells, leaks, wronglyRefused };
}
