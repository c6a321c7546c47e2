import { viewersOf } from '../../domain/cases/restriction.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import { type MediatorOffer, type PlaceOfWork, suggestMediators } from '../../domain/cases/suggest-mediator.ts';
import { seenCase } from '../access/seen-case.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { readAction } from '../log/append.ts';
import type { Reads } from '../ports.ts';
import { inFoldOrder } from '../sync/fold.ts';

/** Who sent the case back, and why; what was erased says no reason. */
async function returnsOf({ sync }: Pick<Reads, 'sync'>, caseId: string) {
  const steps = inFoldOrder(await sync.stream('case', caseId)).filter(({ header }) => header.type === 'case.returned');
  return steps.map((stored) => {
    const { header, payload } = readAction(stored);
    const reason = typeof payload === 'object' && payload !== null && 'reason' in payload ? String(payload.reason) : '';
    return { staffId: header.actorId, reason };
  });
}

/**
 * Everybody to whom the case can be assigned, those who suit it best first.
 * @throws ServiceError NOT_ALLOWED, NOT_FOUND
 */
export async function mediatorsForCase(
  { store, divisions }: Dependencies,
  caller: Caller,
  { caseId }: { caseId: string },
): Promise<readonly MediatorOffer[]> {
  const workAt = (code: string): PlaceOfWork => ({ code, areaCode: divisions.find(code)?.managingArea.code ?? '' });
  return store.read(async (reads) => {
    const { state, place } = await seenCase(reads, caller, 'cases.suggestMediators', caseId);
    const open = await reads.directory.openCasesByMediator();
    const last = await reads.directory.lastAssigned(caller.staffId);
    const onDuty = (await reads.directory.allStaff()).filter(
      ({ active, roles }) => active && roles.includes('mediator'),
    );
    return suggestMediators(
      onDuty.map(({ staffId, name, phone, specialities, servedPlace }) => ({
        ...{ staffId, name, phone, specialities },
        servedPlace: servedPlace === null ? null : workAt(servedPlace),
        openCases: open.get(staffId) ?? 0,
        chosenLast: last.includes(staffId),
      })),
      {
        place: { code: place.code, areaCode: place.areaCode },
        mojType: state.registration?.mojType ?? null,
        parties: partiesOf(state),
        mediatorIds: state.mediatorIds,
        returned: await returnsOf(reads, caseId),
        viewerIds: viewersOf(state),
      },
    );
  });
}
