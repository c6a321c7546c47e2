import type { CaseState } from '../cases/state.ts';
import type { CaseStatus } from '../cases/status.ts';

/** What a platform of the city can be told of. */
export const caseEventTypes = [
  { id: 'case.registered', name: '案件已登记' },
  { id: 'case.state_changed', name: '案件状态已变' },
  { id: 'agreement.in_effect', name: '协议已生效' },
] as const;

export type CaseEventType = (typeof caseEventTypes)[number]['id'];

/** Something that happened to a case, in numbers, states and days: nothing of it names a person. */
export interface CaseEvent {
  readonly type: CaseEventType;
  readonly caseNumber: string;
  /** Folded actions of the case, this one included: by it a receiver sees which of two events is newer. */
  readonly revision: number;
  readonly status: CaseStatus;
  /** Null where the case began with this action. */
  readonly previousStatus: CaseStatus | null;
  /** Legal day of effect of the agreement (人民调解法 29, 30), `YYYY-MM-DD`; null while none is in effect. */
  readonly effectiveOn: string | null;
}

/** The events that one action made, in the order in which they are told. `before` is null for a new case. */
export function caseEvents(before: CaseState | null, after: CaseState): readonly CaseEvent[] {
  const effectiveOn = after.agreement?.effectiveOn ?? null;
  const told = {
    caseNumber: after.caseNumber,
    revision: after.revision,
    status: after.status,
    previousStatus: before?.status ?? null,
    effectiveOn,
  };
  if (before === null) return [{ type: 'case.registered', ...told }];
  const events: CaseEvent[] = [];
  if (before.status !== after.status) events.push({ type: 'case.state_changed', ...told });
  // A revised agreement comes into effect anew, on a day of its own.
  const isInEffect = effectiveOn !== null && effectiveOn !== (before.agreement?.effectiveOn ?? null);
  if (isInEffect) events.push({ type: 'agreement.in_effect', ...told });
  return events;
}

const shortNames: Readonly<Record<CaseEventType, string>> = {
  'case.registered': 'registered',
  'case.state_changed': 'state',
  'agreement.in_effect': 'effect',
};

/**
 * The id of an event: of the action that made it, so that it is the same whenever the event is told again, also by a
 * city that was restored from a backup and got the action a second time (SYNC-11). Without a dot: signatures use that.
 */
export function caseEventId(actionId: string, type: CaseEventType): string {
  return `evt_${actionId}_${shortNames[type]}`;
}
