import { reduceCase } from '../../domain/cases/reducer.ts';
import type { Registration } from '../../domain/cases/registration.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { CaseStatus } from '../../domain/cases/status.ts';
import { findGbt31000Category } from '../../domain/codes/gbt31000-categories.ts';
import type { Calendar } from '../../domain/deadlines/calendar.ts';
import { endOfChinaDay, toChinaDate } from '../../domain/deadlines/china-time.ts';
import type { DeadlineRules } from '../../domain/deadlines/limits.ts';
import { addDays } from '../../domain/deadlines/plain-date.ts';
import type { ActionHeader } from '../../domain/log/action.ts';
import { runningDeadline } from '../../services/cases/project.ts';
import { type Act, courseOf, drawPath, type Part, type Path, type Step } from './course.ts';
import { OFFICE_DAY, type OfficeTime } from './office-time.ts';
import type { PlaceDraw } from './places.ts';
import { type Random, randomOf } from './random.ts';
import { tellCase } from './registration.ts';

/** How a generated case shall stand at `now`: in this status, its deadline over, ending today, or later. */
export interface Wish {
  readonly status: CaseStatus;
  readonly due?: 'overdue' | 'today' | 'later';
}

export interface SampleWorld {
  readonly places: PlaceDraw;
  readonly office: OfficeTime;
  readonly calendar: Calendar;
  readonly deadlines: DeadlineRules;
  /** Milliseconds since 1970: everything generated lies before. */
  readonly now: number;
  readonly clerkId: string;
  readonly managerId: string;
  readonly mediatorIds: readonly string[];
}

export interface DatedAct {
  readonly at: number;
  readonly by: Part;
  readonly act: Act;
}

/** A case with everything that happened to it up to now. */
export interface GeneratedCase {
  readonly caseId: string;
  readonly registration: Registration;
  readonly registeredAt: number;
  readonly mediatorId: string;
  readonly acts: readonly DatedAct[];
}

/** Days back that the registrations of a generated year are spread over. */
const YEAR_DAYS = 365;
/** How often a case is sent back by the first mediator. */
const RETURNED = 0.05;
/** How often a case lies still at a step, so that some run over their deadline. */
const STALLED = 0.012;
/** How far back, in office minutes, a wished deadline is looked for: fine steps at first, then thrice a day. */
const REACH = 42 * OFFICE_DAY;
const FINE_REACH = 3 * OFFICE_DAY;
const FINE_STEP = 25;
const COARSE_STEP = 140;

/** Case `index` of a seed. The same seed, index and world give the same bytes. */
export function generateCase(seed: number, index: number, world: SampleWorld): GeneratedCase {
  const { random, told, born, staff, registeredAt } = begin(seed, index, world);
  const steps = courseOf(random, told, drawPath(random, told.registration), staff, random.chance(RETURNED));
  const start = Math.min(registeredAt, world.office.before(world.now, 5));
  const reached = dated(steps, start, world.office).filter(({ at }) => at <= world.now);
  const stalls = reached.findIndex(() => random.chance(STALLED));
  return { ...born, registeredAt: start, acts: stalls < 0 ? reached : reached.slice(0, stalls) };
}

/**
 * Case `index` of a seed, in the wished status and as near to the wished deadline as this story and this calendar
 * allow; null where its story never stands so.
 */
export function wishCase(seed: number, index: number, world: SampleWorld, wish: Wish): GeneratedCase | null {
  const first = wishedSteps(begin(seed, index, world), wish);
  const start = first && startOf(first, wish, world);
  if (start === null) return null;
  // Told once more, for the days that the story names hang on the day of registration.
  const again = wishedSteps(begin(seed, index, world, start), wish);
  return again && { ...again.born, registeredAt: start, acts: dated(again.steps, start, world.office) };
}

type Beginning = ReturnType<typeof begin>;

/** The steps up to where the wished status stands last, or null where this story does not come there. */
function wishedSteps({ random, told, born, staff, quiet }: Beginning, wish: Wish): Wished | null {
  const suits = findGbt31000Category(told.registration.gbtCategory)?.suitsMediation ?? true;
  const path = pathTo(random, wish.status);
  if (!suits && path !== 'transferred') return null;
  const steps = courseOf(random, told, path, staff, wish.status === 'returned');
  const acts = steps.map(({ by, act }): DatedAct => ({ at: 0, by, act: act(0) }));
  const counts = Array.from({ length: steps.length + 1 }, (_, count) => count);
  const upTo = (count: number) => foldGenerated({ ...born, registeredAt: 0, acts: acts.slice(0, count) });
  const stands = (count: number) => upTo(count).status === wish.status;
  // A case that waits for its follow-up has not had it yet; any other has come as far as its status reaches.
  const count = wish.status === 'follow_up' ? counts.find(stands) : counts.findLast(stands);
  return count === undefined ? null : { born, steps: steps.slice(0, count), quiet };
}

function begin(seed: number, index: number, world: SampleWorld, start?: number) {
  const random = randomOf(seed, index);
  const mediatorId = random.pick(world.mediatorIds);
  const day = addDays(toChinaDate(world.now), -random.int(0, YEAR_DAYS));
  const drawn = Math.min(world.now, world.office.on(day, random.int(0, OFFICE_DAY - 1)));
  const registeredAt = start ?? drawn;
  const told = tellCase(random, { seed, index, registeredAt, places: world.places });
  const staff = { clerkId: world.clerkId, managerId: world.managerId, mediatorId };
  const born = { caseId: random.uuid(registeredAt), registration: told.registration, mediatorId };
  return { random, told, born, staff, registeredAt, quiet: random.int(3, 340) };
}

function dated(steps: readonly Step[], start: number, office: OfficeTime): DatedAct[] {
  let at = start;
  return steps.map(({ gap, by, act }) => {
    at = office.after(at, gap);
    return { at, by, act: act(at) };
  });
}

function pathTo(random: Random, status: CaseStatus): Path {
  switch (status) {
    case 'refused':
    case 'transferred':
    case 'failed':
    case 'terminated':
      return status;
    case 'agreed':
      return 'written';
    case 'registered':
    case 'accepted':
    case 'triaged':
    case 'assigned':
    case 'returned':
    case 'signed_in':
    case 'mediating':
    case 'performing':
    case 'follow_up':
    case 'closed':
    case 'archived':
      return random.chance(0.6) ? 'written' : 'oral';
  }
}

interface Wished {
  readonly born: Pick<GeneratedCase, 'caseId' | 'registration' | 'mediatorId'>;
  readonly steps: readonly Step[];
  /** Office minutes since the last step, where the wish leaves them open: not every case changed just now. */
  readonly quiet: number;
}

/**
 * Moves a course back from now until its deadline stands as wished; where no day of the calendar gives that, it stands
 * as near to now as it can.
 */
function startOf({ born, steps, quiet }: Wished, wish: Wish, world: SampleWorld): number | null {
  const { office, now } = world;
  const length = steps.reduce((total, { gap }) => total + gap, 0);
  let nearest: number | null = null;
  const open = wish.due === undefined || wish.due === 'later';
  for (const start of startsBefore(office, now, length, open ? quiet : 3)) {
    const acts = dated(steps, start, office);
    if ((acts.at(-1)?.at ?? start) > now) continue;
    nearest ??= start;
    if (standsAsWished({ ...born, registeredAt: start, acts }, wish, world)) return start;
  }
  return nearest;
}

/** Instants at which a case may have come in, back from now: in office hours, else to whoever was on duty. */
function* startsBefore(office: OfficeTime, now: number, length: number, quiet: number): Generator<number> {
  for (let minutes = quiet; minutes < REACH; minutes += minutes < FINE_REACH ? FINE_STEP : COARSE_STEP) {
    yield office.before(now, length + minutes);
  }
  for (let minutes = FINE_STEP; minutes < FINE_REACH; minutes += FINE_STEP) yield now - minutes * 60_000;
}

/** Whether a generated case stands as it was wished to; not every day of the calendar allows every wish. */
export function standsAsWished(generated: GeneratedCase, wish: Wish, world: SampleWorld): boolean {
  const state = foldGenerated(generated);
  return state.status === wish.status && fits(state, wish, world);
}

function fits(state: CaseState, { due }: Wish, world: SampleWorld): boolean {
  if (due === undefined) return true;
  const deadline = runningDeadline(state, world);
  if (!deadline) return false;
  const { now } = world;
  if (deadline.dueAt < now) return due === 'overdue';
  return due === (deadline.dueAt <= endOfChinaDay(toChinaDate(now)) ? 'today' : 'later');
}

function headerOf(generated: GeneratedCase, type: string, at: number, revision: number): ActionHeader {
  return {
    id: generated.caseId,
    streamKind: 'case',
    streamId: generated.caseId,
    type,
    schemaVersion: 1,
    actorId: generated.mediatorId,
    stationId: '',
    incarnation: 1,
    sequence: revision + 1,
    previousHash: '',
    payloadHash: '',
    baseRevision: revision,
    deviceTime: at,
    clockOffset: null,
    algorithms: '',
  };
}

/** The state that the acts lead to, by the reducer that folds the log itself; papers leave no trace in it. */
export function foldGenerated(generated: GeneratedCase): CaseState {
  const { registration, registeredAt } = generated;
  const payload = { registration, caseNumber: '', queryCode: '', receivedOn: toChinaDate(registeredAt) };
  let state = reduceCase(null, { header: headerOf(generated, 'case.registered', registeredAt, 0), payload });
  for (const { at, act } of generated.acts) {
    if (act.kind === 'paper') continue;
    const header = headerOf(generated, act.action.type, at, state.revision);
    state = reduceCase(state, { header, payload: act.action.payload });
  }
  return state;
}
