import type { RunningDeadline } from '../../contract/cases.ts';
import { deadlineFactsOf } from '../../domain/cases/deadline-facts.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import { partiesText } from '../../domain/cases/title.ts';
import type { Calendar } from '../../domain/deadlines/calendar.ts';
import { caseDeadline } from '../../domain/deadlines/case-deadline.ts';
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

export function runningDeadline(
  state: CaseState,
  rules: Pick<ProjectionRules, 'deadlines' | 'calendar'>,
): RunningDeadline | null {
  const deadline = caseDeadline(deadlineFactsOf(state), rules.deadlines, rules.calendar);
  if (!deadline) return null;
  const { limitId, label, startAt, warnAt, dueAt, provisional } = deadline;
  return { limitId, name: label, startAt, warnAt, dueAt, provisional };
}

/** The rows that screens read of a case (LOG-1): a pure function of the folded state and the rules. */
export function projectCase(state: CaseState, rules: ProjectionRules): CaseProjection {
  const parties = partiesOf(state);
  return {
    state,
    deadline: runningDeadline(state, rules),
    place: placeName(state.registration?.place ?? null, rules.directory),
    partiesText: partiesText(parties),
    initials: parties.map((party) => nameInitials(party.name)).join(' '),
  };
}
