import { reduceCase } from '../../domain/cases/reducer.ts';
import type { Registration } from '../../domain/cases/registration.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { CaseStatus } from '../../domain/cases/status.ts';
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
/** How often a case lies still at a step, so that some run over their deadline. */
const STALLED = 0.012;
/** Tries of the search for a wished deadline, and the office minutes between them. */
const TRIES = 700;
const STEP_MINUTES = 25;

/** Case `index` of a seed. The same seed, index and world give the same bytes. */
export function generateCase(seed: number, index: number, world: SampleWorld, wish?: Wish): GeneratedCase {
  const random = randomOf(seed, index);
  const mediatorId = random.pick(world.mediatorIds);
  const staff = { clerkId: world.clerkId, managerId: world.managerId, mediatorId };
  const registeredAt = world.office.on(
    addDays(toChinaDate(world.now), -random.int(0, YEAR_DAYS)),
    random.int(0, OFFICE_DAY - 1),
  );
  const told = tellCase(random, { seed, index, registeredAt: Math.min(registeredAt, world.now), places: world.places });
  const path = wish ? pathTo(random, wish.status) : drawPath(random, told.registration);
  const steps = courseOf(random, told, path, staff, wish ? wish.status === 'returned' : random.chance(0.05));
  const born = { caseId: random.uuid(Math.min(registeredAt, world.now)), registration: told.registration, mediatorId };
  if (wish) return wished({ born, steps, wish, world });

  const start = Math.min(registeredAt, world.office.before(world.now, 5));
  const reached = dated(steps, start, world.office).filter(({ at }) => at <= world.now);
  const stalls = reached.findIndex(() => random.chance(STALLED));
  return { ...born, registeredAt: start, acts: stalls < 0 ? reached : reached.slice(0, stalls) };
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

interface Search {
  readonly born: Pick<GeneratedCase, 'caseId' | 'registration' | 'mediatorId'>;
  readonly steps: readonly Step[];
  readonly wish: Wish;
  readonly world: SampleWorld;
}

/**
 * Cuts the course where the wished status is reached last, and moves it back from now until the deadline stands as
 * wished; where no day of the calendar gives that, it stands as it can.
 */
function wished({ born, steps, wish, world }: Search): GeneratedCase {
  const { office, now } = world;
  const at = (start: number, count: number): GeneratedCase => ({
    ...born,
    registeredAt: start,
    acts: dated(steps.slice(0, count), start, office),
  });
  const all = at(now, steps.length);
  const counts = Array.from({ length: steps.length + 1 }, (_, count) => count);
  const count = counts.findLast(
    (each) => foldGenerated({ ...all, acts: all.acts.slice(0, each) }).status === wish.status,
  );
  if (count === undefined) throw new RangeError(`no course leads to ${wish.status}`);
  const length = steps.slice(0, count).reduce((total, { gap }) => total + gap, 0);
  let nearest: GeneratedCase | null = null;
  for (const start of startsBefore(office, now, length)) {
    const candidate = at(start, count);
    if ((candidate.acts.at(-1)?.at ?? candidate.registeredAt) > now) continue;
    nearest ??= candidate;
    if (standsAsWished(candidate, wish, world)) return candidate;
  }
  if (!nearest) throw new RangeError(`no time leads to ${wish.status}`);
  return nearest;
}

/** Instants at which a case may have come in, back from now: in office hours, else to whoever was on duty. */
function* startsBefore(office: OfficeTime, now: number, length: number): Generator<number> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) yield office.before(now, length + 4 + attempt * STEP_MINUTES);
  for (let attempt = 1; attempt < TRIES / 4; attempt += 1) yield now - attempt * STEP_MINUTES * 60_000;
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
