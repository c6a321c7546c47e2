import type { ActionHeader } from '../log/action.ts';
import type { CaseAction } from './actions.ts';
import type { CenterRef } from './handover-actions.ts';
import type { CaseState } from './state.ts';
import type { CaseStatus } from './status.ts';

/** A case is offered to another center; the giver keeps the pen until that center accepts. */
export interface HandoverOffer {
  /** Id of the action that offered it: an answer names the offer that it answers. */
  readonly id: string;
  readonly to: CenterRef;
  readonly reason: string;
  /** Device time of the offer, in ms. */
  readonly offeredAt: number;
}

/** Where a case has been that was offered at least once (SYNC-6). */
export interface Handover {
  /** From the center that began the case to the one that has the pen; a return goes one step back. */
  readonly path: readonly CenterRef[];
  readonly offer: HandoverOffer | null;
  /** Stations that have, or had, the pen: they see the case for ever, since they answer for what they did. */
  readonly holders: readonly string[];
  /** Names by id of the people of other centers, as the hand-overs named them. */
  readonly people: Readonly<Record<string, string>>;
}

type Handed = Pick<CaseState, 'bornAt' | 'handover'>;

/** States in which a case may go to another center: an agreement is sealed and watched over where it was made (人民调解法 29, 31). */
export const handoverStatuses: readonly CaseStatus[] = [
  'registered',
  'accepted',
  'triaged',
  'assigned',
  'returned',
  'signed_in',
  'mediating',
];

/** The station that has the pen: its center decides. */
export function penOf({ bornAt, handover }: Handed): string {
  return handover?.path.at(-1)?.stationId ?? bornAt;
}

/** Name of the center that has the pen; null while the case was never offered, and so never away. */
export function penCenter({ handover }: Handed): CenterRef | null {
  return handover?.path.at(-1) ?? null;
}

/** Whether an open offer is addressed to this station. */
export function isOfferedTo({ handover }: Handed, stationId: string): boolean {
  return handover?.offer?.to.stationId === stationId;
}

/**
 * Whether a station shows the case: one to which it was offered, and which did not take it, shows it no more. The log
 * keeps what came with the offer, as proof of what was asked and why it was refused.
 */
export function isShownAt(state: Handed, stationId: string): boolean {
  const { handover } = state;
  return handover === null || handover.holders.includes(stationId) || isOfferedTo(state, stationId);
}

/** Whether a station has the case, or had it: it began it, or took it over. Only asked does not count. */
export function hasHad({ bornAt, handover }: Handed, stationId: string): boolean {
  return bornAt === stationId || handover?.holders.includes(stationId) === true;
}

/**
 * Whether a station is asked to take a case that it never had. It reads what it is asked for; the case is no work of its
 * own yet, stands in no list or figure of its own, and its files stay away until it accepts (个人信息保护法 6: no more
 * than the purpose needs).
 */
export function isOnlyAsked(state: Handed, stationId: string): boolean {
  return isOfferedTo(state, stationId) && !hasHad(state, stationId);
}

/** Stations that see a case that was offered at least once: who began it, who has or had the pen, and who is asked. */
export function seersOf({ bornAt, handover }: Handed): ReadonlySet<string> {
  const asked = handover?.offer ? [handover.offer.to.stationId] : [];
  return new Set([bornAt, ...(handover?.holders ?? []), ...asked]);
}

/** Whose sight of the case an action changes: who is asked now, and who was asked and never had the pen. */
export interface SightChange {
  readonly begins: CenterRef | null;
  readonly ends: string | null;
}

/** Null where the action changes nobody's sight. */
export function sightChange(
  before: Pick<CaseState, 'handover'> | null,
  after: Pick<CaseState, 'handover'>,
): SightChange | null {
  const was = before?.handover?.offer ?? null;
  const is = after.handover?.offer ?? null;
  if (was?.id === is?.id) return null;
  const had = after.handover?.holders ?? [];
  return { begins: is?.to ?? null, ends: was && !had.includes(was.to.stationId) ? was.to.stationId : null };
}

/** Which center an action came from, where the hand-overs name it. */
export function centerOf({ handover }: Handed, stationId: string): CenterRef | null {
  const known = [...(handover?.path ?? []), ...(handover?.offer ? [handover.offer.to] : [])];
  return known.find((center) => center.stationId === stationId) ?? null;
}

/**
 * Whether an answer to an offer, or a return, still has something to answer. One that comes too late changes nothing, as
 * a decision that does not fit (LOG-9).
 */
export function handoverFits(
  state: Handed,
  action: CaseAction,
  { stationId }: Pick<ActionHeader, 'stationId'>,
): boolean {
  const offer = state.handover?.offer ?? null;
  switch (action.type) {
    case 'handover.offered':
      return offer === null;
    case 'handover.withdrawn':
      return offer?.id === action.payload.offerId;
    case 'handover.accepted':
    case 'handover.refused':
      return offer?.id === action.payload.offerId && offer.to.stationId === stationId;
    case 'handover.returned':
      return (state.handover?.path.length ?? 0) > 1;
    default:
      return true;
  }
}

/** The case begins anew at the center that takes it over: who works on it, and by which way, is decided there. */
function takenOver(state: CaseState, handover: Handover, at: number): CaseState {
  const changed = { ...state, handover, instants: { ...state.instants, takenOverAt: at } };
  return handoverStatuses.includes(state.status)
    ? { ...changed, route: null, mediatorIds: [], chosenByParties: false, assignedBy: null }
    : changed;
}

/** What the actions of a hand-over change; they fit ({@link handoverFits}). */
export function applyHandover(state: CaseState, action: CaseAction, header: ActionHeader): CaseState {
  const { handover } = state;
  const at = header.deviceTime;
  switch (action.type) {
    case 'handover.offered': {
      const { from, to, reason, people } = action.payload;
      const before: Handover = handover ?? { path: [from], offer: null, holders: [from.stationId], people: {} };
      const offer: HandoverOffer = { id: header.id, to, reason, offeredAt: at };
      return { ...state, handover: { ...before, offer, people: { ...before.people, ...people } } };
    }
    case 'handover.withdrawn':
    case 'handover.refused':
      return withoutOffer(state);
    case 'handover.accepted': {
      if (!handover?.offer) return state;
      const { to } = handover.offer;
      const known = handover.path.findIndex(({ stationId }) => stationId === to.stationId);
      const path = known >= 0 ? handover.path.slice(0, known + 1) : [...handover.path, to];
      const holders = [...new Set([...handover.holders, to.stationId])];
      return takenOver(state, { ...handover, path, holders, offer: null }, at);
    }
    case 'handover.returned': {
      if (!handover || handover.path.length < 2) return state;
      const people = { ...handover.people, ...action.payload.people };
      return takenOver(state, { ...handover, path: handover.path.slice(0, -1), offer: null, people }, at);
    }
    default:
      return state;
  }
}

function withoutOffer(state: CaseState): CaseState {
  return state.handover?.offer ? { ...state, handover: { ...state.handover, offer: null } } : state;
}

/** An offer lapses once the case stands where it cannot be handed over: the sides settled meanwhile, or it ended. */
export function withLapsedOffer(state: CaseState): CaseState {
  return handoverStatuses.includes(state.status) ? state : withoutOffer(state);
}
