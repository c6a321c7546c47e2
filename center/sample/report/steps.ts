import type { CaseAction } from '../../../domain/cases/actions.ts';
import type { Registration } from '../../../domain/cases/registration.ts';
import { chinaInstant } from '../../../domain/deadlines/china-time.ts';
import { addDays, type PlainDate } from '../../../domain/deadlines/plain-date.ts';
import type { FormKind } from '../../../domain/documents/form.ts';
import type { PersonParty } from '../../../domain/parties/party.ts';
import type { Part } from '../course.ts';
import type { DatedAct } from '../generate-case.ts';
import { withCheckCharacter } from '../people.ts';

/** Who works the report's cases. */
export interface ReportStaff {
  readonly clerkId: string;
  readonly mediatorId: string;
}

type Known = Pick<PersonParty, 'id' | 'role' | 'name' | 'birthDate' | 'phone' | 'address' | 'willingness'> &
  Pick<PersonParty, 'occupation'> & { readonly sex: '1' | '2' };

/** A person with an identity number that nobody has: its sequence is one for people over a hundred (GB 11643-1999). */
export function reportPerson(known: Known): PersonParty {
  const body = `410102${known.birthDate?.replaceAll('-', '') ?? ''}${known.sex === '1' ? '997' : '998'}`;
  return {
    ...known,
    kind: 'person',
    documentKind: '111',
    documentNumber: withCheckCharacter(body),
    statedAge: null,
    ethnicity: '01',
    education: null,
    personCategory: '01',
    workplace: null,
    agents: [],
  };
}

/** One of the report's cases: what was registered, and the day on which it was worked. */
export interface ToldReport {
  readonly registration: Registration;
  readonly on: PlainDate;
  readonly staff: ReportStaff;
}

/** Collects what happened, each at its minute. */
export class ReportCourse {
  readonly acts: DatedAct[] = [];
  add(day: PlainDate, time: string, by: Part, action: CaseAction): void {
    this.acts.push({ at: chinaInstant(day, time), by, act: { kind: 'action', action } });
  }
  paper(day: PlainDate, time: string, by: Part, form: FormKind, copies: number, subject = 0): void {
    this.acts.push({ at: chinaInstant(day, time), by, act: { kind: 'paper', form, copies, subject } });
  }
}

type Times = readonly [accepted: string, printed: string, triaged: string, assigned: string, signedIn: string];

/** From acceptance to the mediator's signature, with the papers that lie ready when people sit down. */
export function openCase(course: ReportCourse, { registration, on, staff }: ToldReport, times: Times): void {
  const [accepted, printed, triaged, assigned, signedIn] = times;
  const { complexity, urgent } = registration;
  course.add(on, accepted, 'clerk', { type: 'case.accepted', payload: {} });
  course.paper(on, printed, 'clerk', 'slip', 1);
  course.paper(on, printed, 'clerk', 'acceptance-register', 1);
  course.add(on, triaged, 'clerk', {
    type: 'case.triaged',
    payload: { route: 'peoples_mediation', complexity, urgent },
  });
  course.add(on, assigned, 'clerk', {
    type: 'case.assigned',
    payload: { mediatorIds: [staff.mediatorId], chosenByParties: false },
  });
  course.add(on, signedIn, 'mediator', { type: 'case.signed_in', payload: {} });
  course.paper(on, signedIn, 'mediator', 'rights-notice', 1);
  course.paper(on, signedIn, 'mediator', 'party-identity', 1);
}

export function sessionOf({ registration, on, staff }: ToldReport, from: string, to: string, place: string) {
  return {
    heldOn: on,
    startedAt: chinaInstant(on, from),
    endedAt: chinaInstant(on, to),
    place,
    presentPartyIds: registration.parties.map(({ id }) => id),
    mediatorIds: [staff.mediatorId],
    recorderId: staff.clerkId,
    openSession: true,
    rightsTold: true as const,
  };
}

/** Follow-up, closing on the same day, archive on the next. */
export function finish(course: ReportCourse, visitedOn: PlainDate, result: string, retention: 'long' | 'short'): void {
  course.add(visitedOn, '10:40', 'mediator', {
    type: 'follow_up.recorded',
    payload: { visitedOn, method: 'phone', result, satisfaction: 'satisfied', performed: true },
  });
  course.add(visitedOn, '11:20', 'manager', { type: 'case.closed', payload: { reason: 'performed' } });
  course.add(addDays(visitedOn, 1), '09:15', 'clerk', { type: 'case.archived', payload: { retention } });
}
