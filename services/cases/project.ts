import type { RunningDeadline } from '../../contract/cases.ts';
import { listedName, listedTitle } from '../../domain/access/masked-parties.ts';
import { confirmationStart, deadlineFactsOf, runningErrands } from '../../domain/cases/deadline-facts.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import { partiesText } from '../../domain/cases/title.ts';
import { workflowRow } from '../../domain/cases/workflow.ts';
import type { Calendar } from '../../domain/deadlines/calendar.ts';
import {
  type CaseDeadline,
  caseDeadline,
  judicialConfirmationDeadline,
  returnDeadline,
} from '../../domain/deadlines/case-deadline.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { errandDeadline } from '../../domain/deadlines/errand-deadline.ts';
import type { DeadlineRules } from '../../domain/deadlines/limits.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import { nameInitials } from '../../domain/text/pinyin.ts';
import { placeName } from './place.ts';
import type { CaseProjection } from './port.ts';

/** What a projection needs beside the case: the place names and the rules of time that hold now. */
export interface ProjectionRules {
  readonly directory: Directory;
  readonly deadlines: DeadlineRules;
  readonly calendar: Calendar;
}

type TimeRules = Pick<ProjectionRules, 'deadlines' | 'calendar'>;

function running({ limitId, label, startAt, warnAt, dueAt, provisional }: CaseDeadline): RunningDeadline {
  return { limitId, name: label, startAt, warnAt, dueAt, provisional };
}

export function runningDeadline(state: CaseState, rules: TimeRules): RunningDeadline | null {
  const deadline = caseDeadline(deadlineFactsOf(state), rules.deadlines, rules.calendar);
  return deadline && running(deadline);
}

/** The countdown of the parties' own right (人民调解法 33), apart from the deadline of the work. */
export function runningConfirmation(state: CaseState, rules: TimeRules): RunningDeadline | null {
  const start = confirmationStart(state);
  return start === null ? null : running(judicialConfirmationDeadline(start, rules.calendar, rules.deadlines));
}

/** Until when whoever the case was assigned to may return it (参照信访工作条例), in the states that allow it (WF-8). */
export function runningReturn(state: CaseState, rules: TimeRules): RunningDeadline | null {
  const { assignedAt } = state.instants;
  if (assignedAt === undefined || !workflowRow('case.returned').from.includes(state.status)) return null;
  return running(returnDeadline(assignedAt, rules.deadlines, rules.calendar));
}

/** Until when the other center is to answer an offer: as whoever is given a petition may return it (参照信访工作条例). */
export function runningAnswer(state: CaseState, rules: TimeRules): RunningDeadline | null {
  const offer = state.handover?.offer;
  return offer ? running(returnDeadline(offer.offeredAt, rules.deadlines, rules.calendar)) : null;
}

/** When each open errand is to go on, the first to end first. */
export function runningErrandsOf(
  state: CaseState,
  { deadlines, calendar }: TimeRules,
): readonly { readonly errandId: string; readonly by: RunningDeadline }[] {
  return runningErrands(state)
    .map(({ errand, facts }) => ({ errandId: errand.id, by: running(errandDeadline(facts, deadlines, calendar)) }))
    .toSorted((one, other) => one.by.dueAt - other.by.dueAt);
}

/** The rows that screens read of a case (LOG-1): a pure function of the folded state and the rules. */
export function projectCase(state: CaseState, rules: ProjectionRules): CaseProjection {
  const parties = partiesOf(state);
  const confirmation = runningConfirmation(state, rules);
  const day = toChinaDate(state.instants.registeredAt);
  return {
    state,
    deadline: runningDeadline(state, rules),
    errandDueAt: runningErrandsOf(state, rules)[0]?.by.dueAt ?? null,
    confirmationDue: confirmation && { dueAt: confirmation.dueAt, provisional: confirmation.provisional },
    place: placeName(state.registration?.place ?? null, rules.directory, state.receivedOn),
    partiesText: partiesText(parties.map((party) => ({ ...party, name: listedName(party, day) }))),
    title: listedTitle(state.registration?.title ?? '', parties, day),
    initials: parties.map((party) => nameInitials(party.name)).join(' '),
  };
}
