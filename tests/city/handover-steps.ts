import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { centersFrom } from '../../services/directory/centers.ts';
import type { TestStation } from './stations.ts';

/** For tests only: the case as a center shows it; null where it shows none. */
export async function stateAt({ desk }: TestStation, caseId: string) {
  return (await desk.store.read(({ cases }) => cases.find(caseId)))?.state ?? null;
}

/** Offers a case to the other center. */
export async function offerCase({ desk }: TestStation, caseId: string): Promise<void> {
  const { here, others } = await desk.store.read(centersFrom);
  const toldOn = toChinaDate(desk.clock.now);
  const payload = { from: here, to: others[0], reason: '双方都住在那边', toldOn, people: {} };
  await desk.act(desk.clerk, caseId, 'handover.offered', payload);
}

/** Accepts, refuses or withdraws the open offer. */
export async function answerOffer(
  station: TestStation,
  caseId: string,
  type: string,
  more: object = {},
): Promise<void> {
  const offerId = (await stateAt(station, caseId))?.handover?.offer?.id;
  await station.desk.act(station.desk.clerk, caseId, type, { offerId, ...more });
}
