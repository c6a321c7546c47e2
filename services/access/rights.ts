import { ServiceError } from '../../contract/errors.ts';
import { refusalWords, scopesOf } from '../../domain/access/permissions.ts';
import type { Caller } from '../dependencies.ts';

/**
 * Whether who calls may call this at all, by the table of rights (domain/access/permissions.ts); of which record is
 * asked where the record is read. A procedure that the table does not know is nobody's.
 * @throws ServiceError NOT_ALLOWED
 */
export function requireRight(caller: Pick<Caller, 'roles'>, procedure: string): void {
  if (scopesOf(procedure, caller.roles).length > 0) return;
  const detail = refusalWords(procedure);
  throw new ServiceError('NOT_ALLOWED', detail === null ? {} : { detail });
}
