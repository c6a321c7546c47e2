import { ServiceError } from '../../contract/errors.ts';
import { type Procedure, refusalWords } from '../../domain/access/permissions.ts';
import { type CaseSight, caseSight, isInSight } from '../../domain/access/sight.ts';
import { helpingUnits } from '../../domain/cases/errands.ts';
import type { CaseProjection } from '../cases/port.ts';
import type { Caller } from '../dependencies.ts';
import type { Reads } from '../ports.ts';

/**
 * The cases that this procedure reaches for who calls, by the table of rights.
 * @throws ServiceError NOT_ALLOWED where it reaches none
 */
export function requireSight(caller: Caller, procedure: Procedure): CaseSight {
  const sight = caseSight(caller, procedure);
  if (sight) return sight;
  const detail = refusalWords(procedure);
  throw new ServiceError('NOT_ALLOWED', detail === null ? {} : { detail });
}

export function isSeen(sight: CaseSight, { place, state }: CaseProjection): boolean {
  return isInSight(sight, { placeCode: place.code, transferredTo: state.transferredTo, helpers: helpingUnits(state) });
}

/**
 * A case for a procedure. One that is out of sight is answered as one that there is not: nobody learns that it exists.
 * @throws ServiceError NOT_ALLOWED, NOT_FOUND
 */
export async function seenCase(
  { cases }: Pick<Reads, 'cases'>,
  caller: Caller,
  procedure: Procedure,
  caseId: string,
): Promise<CaseProjection> {
  const sight = requireSight(caller, procedure);
  const found = await cases.find(caseId);
  if (!found || !isSeen(sight, found)) throw new ServiceError('NOT_FOUND');
  return found;
}
