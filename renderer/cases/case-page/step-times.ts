import type { TimelineEntry } from '../../../contract/cases.ts';
import type { CaseActionType } from '../../../domain/cases/actions.ts';
import type { CaseState } from '../../../domain/cases/state.ts';
import { type DeadlineRules, type LimitId, limitOf, unitName } from '../../../domain/deadlines/limits.ts';

interface TimedStep {
  readonly begins: readonly CaseActionType[];
  readonly limit: (state: CaseState) => LimitId;
}

/** Steps over which a limit runs (domain/deadlines/case-deadline.ts), each from what begins it to the action itself. */
const timedSteps: Partial<Readonly<Record<CaseActionType, TimedStep>>> = {
  'case.accepted': { begins: ['case.registered'], limit: () => 'accept' },
  'case.triaged': {
    begins: ['case.accepted', 'case.reopened'],
    limit: ({ registration }) => (registration?.urgent ? 'triage.urgent' : 'triage'),
  },
  'case.assigned': {
    begins: ['case.triaged', 'case.returned'],
    limit: ({ registration }) => (registration?.urgent ? 'assign.urgent' : 'assign'),
  },
  'case.signed_in': { begins: ['case.assigned'], limit: () => 'sign_in' },
};

/** How long each timed step took, in ms, by the id of the action that ended it. */
export function stepTimes(timeline: readonly TimelineEntry[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const [index, entry] of timeline.entries()) {
    const step = timedSteps[entry.type];
    const begun = step && timeline.slice(0, index).findLast((earlier) => step.begins.includes(earlier.type));
    if (begun) times.set(entry.actionId, Math.max(0, entry.at - begun.at));
  }
  return times;
}

const MINUTE_MS = 60_000;

/** 不到 1 分钟, 12 分钟, 3 小时 20 分, 2 天 4 小时. */
export function durationText(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 1) return '不到 1 分钟';
  if (minutes < 60) return `${minutes} 分钟`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} 小时` : `${hours} 小时 ${minutes % 60} 分`;
  return hours % 24 === 0 ? `${hours / 24} 天` : `${Math.floor(hours / 24)} 天 ${hours % 24} 小时`;
}

/** 用时 12 分钟，限 24 小时; without the rules, which are still being fetched, the time alone. Null for other steps. */
export function stepTimeText(
  entry: Pick<TimelineEntry, 'type' | 'actionId'>,
  times: ReadonlyMap<string, number>,
  state: CaseState,
  rules: DeadlineRules | null,
): string | null {
  const took = times.get(entry.actionId);
  const step = timedSteps[entry.type];
  if (took === undefined || !step) return null;
  if (!rules) return `用时 ${durationText(took)}`;
  const { amount, unit } = limitOf(rules, step.limit(state));
  return `用时 ${durationText(took)}，限 ${amount} ${unitName(unit)}`;
}
