import { roleName } from '../../../domain/access/roles.ts';
import type { OfferedAction, Refusal } from '../../../domain/cases/decide.ts';
import { workflowRow } from '../../../domain/cases/workflow.ts';
import { type ActionEntry, actionEntry, type PageAction, pageActions } from './action-catalogue.ts';

export interface OfferedHere {
  readonly action: PageAction;
  readonly label: string;
  readonly refusal: Refusal | null;
  readonly place: ActionEntry['place'];
}

/** Actions of one state that others do, told in one line: 由调解员办理：签收、退回. */
export interface LeftToOthers {
  readonly who: string;
  readonly labels: readonly string[];
}

/** Actions that one and the same reason stands in the way of. */
export interface StoodInTheWay {
  readonly message: string;
  readonly source: string | undefined;
  readonly labels: readonly string[];
}

export interface OfferedGroups {
  readonly steps: readonly OfferedHere[];
  readonly asides: readonly OfferedHere[];
  /** Possible in this state, but something stands in the way: told with its reason. */
  readonly blocked: readonly StoodInTheWay[];
  readonly others: readonly LeftToOthers[];
  readonly police: OfferedHere | null;
}

/** The actions that the case offers, in the order of the page. */
export function offeredHere(offered: readonly OfferedAction[]): readonly OfferedHere[] {
  const found = new Map(offered.map((each) => [each.action, each]));
  return pageActions.flatMap((action) => {
    const each = found.get(action);
    return each ? [{ action, label: each.label, refusal: each.refusal, place: actionEntry(action).place }] : [];
  });
}

/** The list at the right of the page: what may be done now, what may not and why. */
export function groupOffered(offered: readonly OfferedAction[]): OfferedGroups {
  const here = offeredHere(offered);
  const possible = here.filter((each) => each.refusal === null);
  return {
    steps: possible.filter((each) => each.place === 'step'),
    asides: possible.filter((each) => each.place === 'aside'),
    blocked: inTheWay(here),
    others: leftToOthers(here),
    police: possible.find((each) => each.place === 'police') ?? null,
  };
}

function leftToOthers(here: readonly OfferedHere[]): readonly LeftToOthers[] {
  const byRole = new Map<string, string[]>();
  for (const { action, label, refusal } of here) {
    if (refusal?.why !== 'role') continue;
    const who = workflowRow(action).roles.map(roleName).join('、');
    byRole.set(who, [...(byRole.get(who) ?? []), label]);
  }
  return [...byRole].map(([who, labels]) => ({ who, labels }));
}

function inTheWay(here: readonly OfferedHere[]): readonly StoodInTheWay[] {
  const byMessage = new Map<string, StoodInTheWay>();
  for (const { label, refusal } of here) {
    if (refusal === null || refusal.why === 'role') continue;
    const { message, source } = refusal;
    byMessage.set(message, { message, source, labels: [...(byMessage.get(message)?.labels ?? []), label] });
  }
  return [...byMessage.values()];
}

export function isOffered(offered: readonly OfferedAction[], action: OfferedAction['action']): boolean {
  return offered.some((each) => each.action === action && each.refusal === null);
}
