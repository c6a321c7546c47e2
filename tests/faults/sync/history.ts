import type { Random } from '../../../center/sample/random.ts';
import { ServiceError } from '../../../contract/errors.ts';
import type { CaseActionType } from '../../../domain/cases/actions.ts';
import type { CaseState } from '../../../domain/cases/state.ts';
import { validPayload } from '../../../domain/cases/testing.ts';
import { caseWorkflow } from '../../../domain/cases/workflow.ts';
import { type ActInput, actOnCase } from '../../../services/cases/act.ts';
import { registerCase } from '../../../services/cases/register.ts';
import type { Caller } from '../../../services/dependencies.ts';
import { seenRevision } from '../../../services/sync/revision.ts';
import type { TestDesk } from '../../support/desk.ts';
import type { FaultStation } from './station.ts';

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
export async function registerOne(station: FaultStation, random: Random): Promise<readonly Done[]> {
  const input = { ...station.desk.newRegistration(), accept: random.chance(0.3) };
  const done = await station.do(async (desk) => {
    const { caseId, caseNumber } = await registerCase(desk, desk.clerk, input);
    const actions = await desk.store.read(({ log }) => log.stream('case', caseId));
    return actions.map(
      ({ header }): Done => ({ actionId: header.id, number: header.id === input.actionId ? caseNumber : null }),
    );
  });
  return done ?? [];
}

/** Does something that the workflow allows now; nothing where nothing that was tried fits. */
export async function actOne(station: FaultStation, random: Random): Promise<readonly Done[]> {
  const seen = await someCase(station.desk, random);
  if (!seen) return [];
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const deed = newDeed(station.desk, seen, random);
    if (!deed) continue;
    const outcome = await station.do((desk) => tried(desk, deed));
    if (outcome === 'done') return [{ actionId: deed.input.actionId, number: null }];
    if (outcome === null) return [];
  }
  return [];
}

/** Writes on a revision that is no longer the newest: it must be refused, and is not acknowledged (LOG-5). */
export async function actOnStale(station: FaultStation, random: Random): Promise<'refused' | null> {
  const seen = await someCase(station.desk, random);
  if (!seen || seen.revision < 2) return null;
  const deed = newDeed(station.desk, { ...seen, revision: seen.revision - random.int(1, seen.revision - 1) }, random);
  const outcome = deed && (await station.do((desk) => tried(desk, deed)));
  if (outcome === 'done') throw new DeskBroken(`a write on a stale revision of ${seen.state.id} was taken`);
  return outcome === 'stale' ? 'refused' : null;
}

/** Two desks of one center do something on one revision at the same time: one of them at most is told that it is done. */
export async function actAtOnce(
  station: FaultStation,
  random: Random,
): Promise<{ readonly done: readonly Done[]; readonly raced: boolean }> {
  const seen = await someCase(station.desk, random);
  const deeds = [0, 1].map(() => seen && newDeed(station.desk, seen, random)).filter((deed) => deed !== null);
  if (deeds.length < 2) return { done: [], raced: false };
  const outcomes = await station.do((desk) => Promise.all(deeds.map((deed) => tried(desk, deed))));
  if (!outcomes) return { done: [], raced: false };
  const taken = deeds.filter((_, index) => outcomes[index] === 'done');
  if (taken.length > 1) throw new DeskBroken(`two writes on one revision of ${seen?.state.id} were taken`);
  return {
    done: taken.map(({ input }) => ({ actionId: input.actionId, number: null })),
    raced: outcomes.includes('stale'),
  };
}

interface SeenCase {
  readonly state: CaseState;
  readonly revision: number;
}

interface Deed {
  readonly actor: Caller;
  readonly input: ActInput;
}

async function someCase(desk: TestDesk, random: Random): Promise<SeenCase | null> {
  return desk.store.read(async (reads) => {
    const open = await reads.cases.openIds();
    const found = open.length === 0 ? null : await reads.cases.find(random.pick(open));
    return found && { state: found.state, revision: await seenRevision(reads, found.state) };
  });
}

function newDeed(desk: TestDesk, { state, revision }: SeenCase, random: Random): Deed | null {
  const row = random.pick(caseWorkflow.filter(({ from }) => from.includes(state.status)));
  if (row.action === 'case.registered' || row.action === 'document.issued') return null;
  const { clerk, mediator, manager, it } = desk;
  const payload = payloadOf(desk, row.action, validPayload(row.action, state));
  return {
    actor: { clerk, mediator, manager, it }[random.pick(row.roles)],
    input: {
      actionId: desk.environment.newId(),
      caseId: state.id,
      baseRevision: revision,
      action: { type: row.action, payload },
    },
  };
}

async function tried(desk: TestDesk, { actor, input }: Deed): Promise<'done' | 'stale' | 'refused'> {
  try {
    await actOnCase(desk, actor, input);
    return 'done';
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code === 'DISK_FULL') throw error;
    // Not possible now, by a guard, a role or a date, or not on this revision.
    return error.code === 'STALE_REVISION' ? 'stale' : 'refused';
  }
}

/** The test's payloads name the test's people; the desk has its own. */
function payloadOf(desk: TestDesk, type: CaseActionType, payload: unknown): unknown {
  return type === 'case.assigned' ? { ...(payload as object), mediatorIds: [desk.mediator.staffId] } : payload;
}
