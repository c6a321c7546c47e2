import { v7 } from 'uuid';
import type { Random } from '../../../center/sample/random.ts';
import type { CaseActionType } from '../../../domain/cases/actions.ts';
import { validPayload } from '../../../domain/cases/testing.ts';
import { caseWorkflow, workflowRow } from '../../../domain/cases/workflow.ts';
import type { ActInput } from '../../../services/cases/act.ts';
import { type DeskRole, isDeskRole, newRegistration } from '../../support/desk.ts';
import { type Hands, refusalCode, type SeenCase, type SeenGroup } from './hands.ts';

/** How a group is settled, with the weight of each way. */
const settlingWays = [
  ['withdraw', 1],
  ['hand_to_city', 1],
  ['resend', 2],
] as const;
/** The chance that a step that was held behind another is done anew with it. */
const FOLLOW_CHANCE = 0.6;

/** A center whose service may die while somebody works at it. */
export interface Office {
  readonly mediatorId: string;
  /**
   * Somebody at the desk does something. Null where nothing came of it that anybody was told: the service died, or its
   * disk is full. After a death the same is tried again or given up.
   */
  do<Result>(work: (hands: Hands) => Promise<Result>): Promise<Result | null>;
}

/** What somebody at a desk was told is done: from then on it may not be lost. */
export interface Done {
  readonly actionId: string;
  /** An official number that went out into the world with it. */
  readonly number: string | null;
}

/** Rules of the desk that a history found broken; there should be none. */
export class DeskBroken extends Error {
  override readonly name = 'DeskBroken';
}

/** Registers a case, now and then accepting it in the same transaction. */
export async function registerOne(office: Office, random: Random): Promise<readonly Done[]> {
  const input = { ...newRegistration(v7), accept: random.chance(0.3) };
  const number = await office.do((hands) => hands.register(input));
  if (number === null) return [];
  const all = await office.do((hands) => hands.actionIds(input.caseId));
  const others = (all ?? []).filter((id) => id !== input.actionId);
  return [{ actionId: input.actionId, number }, ...others.map((actionId) => ({ actionId, number: null }))];
}

/** Does something that the workflow allows now; nothing where nothing that was tried fits. */
export async function actOne(office: Office, random: Random): Promise<readonly Done[]> {
  const seen = await someCase(office, random);
  if (!seen) return [];
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const deed = newDeed(office, seen, random);
    if (!deed) continue;
    const outcome = await office.do((hands) => tried(hands, deed));
    if (outcome === 'done') return [{ actionId: deed.input.actionId, number: null }];
    if (outcome === null) return [];
  }
  return [];
}

/**
 * People settle what the city set aside, and what is held behind it: the manager takes it back or leaves it to the city,
 * or somebody does it anew (SYNC-3).
 */
export async function settleOne(office: Office, random: Random): Promise<readonly Done[]> {
  const groups = (await office.do((hands) => hands.setAside())) ?? [];
  if (groups.length === 0) return [];
  const group = random.pick(groups);
  const way = random.weighted(settlingWays);
  if (way === 'resend') return resendOne(office, group, random);
  const input = { settlingId: v7(), actionIds: group.steps.map(({ actionId }) => actionId) };
  const outcome = await office.do((hands) =>
    outcomeOf(way === 'hand_to_city' ? hands.handToCity(input) : hands.withdraw(input)),
  );
  return outcome === 'done' ? [{ actionId: input.settlingId, number: null }] : [];
}

/** Does the first step of a group anew on the case as it is, with some of those behind it, or where these do not fit, alone. */
async function resendOne(office: Office, { caseId, steps }: SeenGroup, random: Random): Promise<readonly Done[]> {
  const seen = await office.do((hands) => hands.see(caseId));
  const [first, ...held] = steps;
  if (!seen || !first?.action) return [];
  const { action } = first;
  const role = random.pick(workflowRow(action.type).roles.filter(isDeskRole));
  const behind = held.filter(() => random.chance(FOLLOW_CHANCE));
  for (const chosen of behind.length > 0 ? [behind, []] : [[]]) {
    const input = {
      ...{ caseId, action, settlingId: v7(), actionId: v7(), baseRevision: seen.revision },
      actionIds: steps.map(({ actionId }) => actionId),
      followers: chosen.map(({ actionId }) => ({ actionId, resentAs: v7() })),
    };
    const outcome = await office.do((hands) => outcomeOf(hands.resend(role, input)));
    if (outcome === null) return [];
    if (outcome !== 'done') continue;
    const ids = [input.settlingId, input.actionId, ...input.followers.map(({ resentAs }) => resentAs)];
    return ids.map((actionId) => ({ actionId, number: null }));
  }
  return [];
}

/** Writes on a revision that is no longer the newest: it must be refused, and is not acknowledged (LOG-5). */
export async function actOnStale(office: Office, random: Random): Promise<boolean> {
  const seen = await someCase(office, random);
  if (!seen || seen.revision < 2) return false;
  const deed = newDeed(office, { ...seen, revision: seen.revision - random.int(1, seen.revision - 1) }, random);
  const outcome = deed && (await office.do((hands) => tried(hands, deed)));
  if (outcome === 'done') throw new DeskBroken(`a write on a stale revision of ${seen.state.id} was taken`);
  return outcome === 'stale';
}

/** Two desks of one center do something on one revision at the same time: one of them at most is told that it is done. */
export async function actAtOnce(
  office: Office,
  random: Random,
): Promise<{ readonly done: readonly Done[]; readonly raced: boolean }> {
  const seen = await someCase(office, random);
  const deeds = [0, 1].map(() => seen && newDeed(office, seen, random)).filter((deed) => deed !== null);
  if (deeds.length < 2) return { done: [], raced: false };
  const outcomes = await office.do((hands) => Promise.all(deeds.map((deed) => tried(hands, deed))));
  if (!outcomes) return { done: [], raced: false };
  const taken = deeds.filter((_, index) => outcomes[index] === 'done');
  if (taken.length > 1) throw new DeskBroken(`two writes on one revision of ${seen?.state.id} were taken`);
  return {
    done: taken.map(({ input }) => ({ actionId: input.actionId, number: null })),
    raced: outcomes.includes('stale'),
  };
}

/** What somebody in a role is about to do. */
export interface Deed {
  readonly role: DeskRole;
  readonly input: ActInput;
}

/** One of the open cases, as somebody at the desk sees it now. */
export async function someCase(office: Office, random: Random): Promise<SeenCase | null> {
  return office.do(async (hands) => {
    const open = await hands.openCaseIds();
    return open.length === 0 ? null : hands.see(random.pick(open));
  });
}

function newDeed({ mediatorId }: Office, { state, revision }: SeenCase, random: Random): Deed | null {
  // A hand-over takes more than one case (hand-over.ts), and brings what it says of an imported case; what residents and
  // rooms tell no desk does.
  const isOfHandover = (action: CaseActionType) => action.startsWith('handover.') || action === 'case.restated';
  const rows = caseWorkflow.filter(
    ({ action, from, roles }) => from.includes(state.status) && !isOfHandover(action) && roles.some(isDeskRole),
  );
  // What the city has set aside may leave a case behind that the list of open ones still had.
  if (rows.length === 0) return null;
  const row = random.pick(rows);
  if (row.action === 'case.registered' || row.action === 'document.issued') return null;
  const payload = payloadOf(mediatorId, row.action, validPayload(row.action, state));
  return {
    role: random.pick(row.roles.filter(isDeskRole)),
    input: { actionId: v7(), caseId: state.id, baseRevision: revision, action: { type: row.action, payload } },
  };
}

/** Does it; whatever the desk refuses by its rules is an answer. */
export const tried = (hands: Hands, { role, input }: Deed) => outcomeOf(hands.act(role, input));

/** What came of it: a refusal is an answer, a dead service or a full disk is not. */
export async function outcomeOf(deed: Promise<void>): Promise<'done' | 'stale' | 'refused'> {
  try {
    await deed;
    return 'done';
  } catch (error) {
    const code = refusalCode(error);
    if (code === null || code === 'DISK_FULL') throw error;
    // Not possible now, by a guard, a role or a date, or not on this revision.
    return code === 'STALE_REVISION' ? 'stale' : 'refused';
  }
}

/** The test's payloads name the test's people; the desk has its own. */
export function payloadOf(mediatorId: string, type: CaseActionType, payload: unknown): unknown {
  const mediatorIds = [mediatorId];
  if (type === 'case.assigned') return { ...(payload as object), mediatorIds };
  if (type === 'mediation.session_held') return { ...(payload as object), mediatorIds, recorderId: mediatorId };
  return payload;
}
