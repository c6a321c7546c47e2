import { expect } from 'vitest';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { centersFrom } from '../../services/directory/centers.ts';
import type { TestStation } from './stations.ts';

const triage = { route: 'peoples_mediation', complexity: 'simple', urgent: false };

/** The payload may follow from the id of the offer, by which the case went away. */
type Step = readonly [type: string, payload?: object | ((offerId: string) => object)];

/** A group of steps that the city did not take over, as a person of the author's center saw it. */
export interface Conflict {
  readonly caseId: string;
  readonly actionIds: readonly string[];
  readonly settlingId: string;
}

async function syncAll(...stations: readonly TestStation[]): Promise<void> {
  for (const station of stations) expect(await station.sync()).toMatchObject({ outcome: 'complete', failure: null });
}

/**
 * A case that went from the author's center to another and came back, and decisions that the author's center made
 * meanwhile on what it knew: the city sets the first aside and holds the rest.
 */
export async function conflictAt(
  author: TestStation,
  other: TestStation,
  steps: readonly Step[] = [['case.accepted'], ['case.triaged', triage]],
): Promise<Conflict> {
  const { desk } = author;
  const { caseId } = await desk.register();
  await syncAll(author);
  // The case goes to the other center and comes back, while the author's center hears of neither.
  const { here, others } = await desk.store.read(centersFrom);
  const to = others.find(({ stationId }) => stationId === other.credentials.stationId);
  const offer = { from: here, to, reason: '双方都住在那边', toldOn: toChinaDate(desk.clock.now), people: {} };
  await desk.act(desk.clerk, caseId, 'handover.offered', offer);
  await syncAll(author, other);
  const offerId = (await other.desk.store.read(({ cases }) => cases.find(caseId)))?.state.handover?.offer?.id;
  await other.desk.act(other.desk.clerk, caseId, 'handover.accepted', { offerId });
  const returned = { outcome: 'unfinished', report: '当事人又搬回去了', people: {} };
  await other.desk.act(other.desk.clerk, caseId, 'handover.returned', returned);
  await syncAll(other);
  for (const [type, payload] of steps) {
    const given = typeof payload === 'function' ? payload(offerId ?? '') : payload;
    await desk.act(desk.clerk, caseId, type, given);
  }
  await syncAll(author, other, author);
  const groups = await desk.store.read(({ sync }) => sync.needsAttention());
  const actionIds = groups.find(({ streamId }) => streamId === caseId)?.actions.map(({ id }) => id) ?? [];
  expect(actionIds).toHaveLength(steps.length);
  return { caseId, actionIds, settlingId: desk.environment.newId() };
}
