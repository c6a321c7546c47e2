import type { Role } from '../../../domain/access/roles.ts';

/** Who calls in the matrix: a role, an account to which none was granted yet, or nobody who is signed in. */
export type Person = Role | 'no_role' | 'nobody';

const cases = /^(cases|drafts|home|ledger|documents|dossier|files|signing)\./;
const accounts = /^directory\.(addStaff|setStaff\w+|appointSecurity|resetPassword)$/;
const machine =
  /^(settings\.(change|importCalendar|lan|setLan|scanFolder|setScanFolder)|sync\.(line\..+|enrol|diagnosis)|moving\.(word|pack)|keys\.(?!unlock$).+|backups\..+)$/;
const seal = /^(signing\.(seal|setSeal|sealPicture)|sync\.consent)$/;
/** Who erases (LOG-8) and who looks somebody up over all cases: never clerks, and never whoever runs the machine. */
const erasing = /^personalData\.(erasureOf|(request|approve|refuse)Erasure|(find|export)Person)$/;
const wholeCenter =
  /^(cases\.(gbt31000|samePerson|similarOpen|reveal)|ledger\..*[eE]xport.*|documents\..*|dossier\..*|signing\..*)$/;

/**
 * What a person may never call, written by hand and not from the table of rights: a hole in the table is found by it
 * (三员分立; 人民调解法 15: what a mediator learns stays with whom it concerns).
 */
export const never: Readonly<Record<Person, readonly RegExp[]>> = {
  clerk: [accounts, machine, seal, erasing],
  mediator: [accounts, machine, seal, erasing],
  manager: [accounts, machine, /^personalData\.(approve|refuse)Erasure$/],
  head: [accounts, machine, seal, /^cases\.register$/, /^personalData\.exportPerson$/],
  department_handler: [accounts, machine, seal, erasing, wholeCenter, /^cases\.register$/],
  grid_worker: [accounts, machine, seal, erasing, wholeCenter],
  acceptance_street: [accounts, machine, cases, erasing],
  acceptance_area: [accounts, machine, cases, erasing],
  acceptance_city: [accounts, machine, cases, erasing],
  it: [cases, seal, erasing, /^directory\.(setStaffRoles|resetPassword)$/, /^audit\.(entries|exported)$/],
  security: [
    cases,
    seal,
    machine,
    /^personalData\.(erasureOf|requestErasure|(find|export)Person)$/,
    /^directory\.(addStaff|setStaffActive|appointSecurity)$/,
    /^audit\./,
  ],
  auditor: [cases, seal, accounts, machine, erasing, /^sync\.(now|overview)$/],
  no_role: [cases, accounts, machine, seal, erasing, /^directory\.staff$/],
  nobody: [/^(?!center\.|sessions\.|keys\.unlock$|moving\.(look|bringIn|undo)$)/],
};

/** Cases of the matrix, and who sees each: said once more by hand. */
export const places = ['of_the_grid', 'of_the_department', 'of_neither', 'of_another_center', 'of_nobody'] as const;
export type CasePlace = (typeof places)[number];

const centers: readonly CasePlace[] = ['of_the_grid', 'of_the_department', 'of_neither'];
const seen: Readonly<Partial<Record<Person, readonly CasePlace[]>>> = {
  clerk: centers,
  mediator: centers,
  manager: centers,
  head: centers,
  department_handler: ['of_the_department'],
  grid_worker: ['of_the_grid'],
};

export function sees(person: Person, place: CasePlace): boolean {
  return seen[person]?.includes(place) ?? false;
}
