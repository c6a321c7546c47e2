import type { MediatorName, StaffMember } from '../../contract/directory.ts';
import { ServiceError } from '../../contract/errors.ts';
import type { MojTypeCode } from '../../domain/codes/moj-types.ts';
import { checkPlaceCode } from '../../domain/directory/divisions.ts';
import { requireRight } from '../access/rights.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { findDone } from '../log/done.ts';
import { applyStaffAction } from './staff.ts';

interface MediationChange {
  readonly actionId: string;
  readonly staffId: string;
  readonly specialities: readonly MojTypeCode[];
  readonly servedPlace: string | null;
}

/** @throws ServiceError NOT_ALLOWED, NOT_FOUND, INVALID_INPUT naming `servedPlace`. */
export async function setStaffMediation(
  dependencies: Dependencies,
  caller: Caller,
  { actionId, staffId, specialities, servedPlace }: MediationChange,
): Promise<StaffMember> {
  requireRight(caller, 'directory.setStaffMediation');
  if (servedPlace !== null) {
    const place = checkPlaceCode(dependencies.divisions, servedPlace);
    if (!place.ok) throw new ServiceError('INVALID_INPUT', { fields: { servedPlace: place.message } });
  }
  return dependencies.store.write(async (writes) => {
    const before = await writes.directory.staff(staffId);
    if (!before) throw new ServiceError('NOT_FOUND');
    const payload = { specialities: [...new Set(specialities)], servedPlace };
    const action = { type: 'staff.mediation_changed', payload } as const;
    const deed = { streamKind: 'staff', streamId: staffId, type: action.type } as const;
    if (await findDone(writes.log, actionId, deed)) return before;
    return applyStaffAction(writes, dependencies, { actionId, actorId: caller.staffId, staffId, action });
  });
}

/** Mediators on duty by name. */
export async function listMediators({ store }: Pick<Dependencies, 'store'>): Promise<readonly MediatorName[]> {
  const staff = await store.read(({ directory }) => directory.allStaff());
  return staff
    .filter((member) => member.active && member.roles.includes('mediator'))
    .map(({ staffId, name }) => ({ staffId, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh'));
}
