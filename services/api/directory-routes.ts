import type { Dependencies } from '../dependencies.ts';
import { centersFrom } from '../directory/centers.ts';
import { listMediators, setStaffMediation } from '../directory/mediators.ts';
import { createPlaces } from '../directory/places.ts';
import {
  addStaff,
  appointSecurity,
  listStaff,
  lockedAccount,
  resetPassword,
  resetSecondFactor,
  setStaffActive,
  setStaffContact,
  setStaffRoles,
} from '../directory/staff.ts';
import type { SessionService } from '../sessions/sessions.ts';
import type { Guards } from './guards.ts';

/** Places, centers and the accounts of this center. */
export function directoryRoutes({ signed }: Guards, use: Dependencies, sessions: SessionService) {
  const places = createPlaces(use);
  return {
    searchPlaces: signed.directory.searchPlaces.handler(({ input }) => places.search(input)),
    place: signed.directory.place.handler(({ input }) => places.find(input.code)),
    centers: signed.directory.centers.handler(() => use.store.read(centersFrom)),
    mediators: signed.directory.mediators.handler(() => listMediators(use)),
    staff: signed.directory.staff.handler(({ context }) => listStaff(use, context.caller)),
    addStaff: signed.directory.addStaff.handler(({ input, context }) => addStaff(use, context.caller, input)),
    setStaffActive: signed.directory.setStaffActive.handler(({ input, context }) =>
      setStaffActive(use, context.caller, input),
    ),
    setStaffRoles: signed.directory.setStaffRoles.handler(({ input, context }) =>
      setStaffRoles(use, context.caller, input),
    ),
    appointSecurity: signed.directory.appointSecurity.handler(({ input, context }) =>
      appointSecurity(use, context.caller, input),
    ),
    setStaffContact: signed.directory.setStaffContact.handler(({ input, context }) =>
      setStaffContact(use, context.caller, input),
    ),
    setStaffMediation: signed.directory.setStaffMediation.handler(({ input, context }) =>
      setStaffMediation(use, context.caller, input),
    ),
    resetPassword: signed.directory.resetPassword.handler(async ({ input, context }) => {
      await sessions.unlock(await resetPassword(use, context.caller, input), context.caller);
      return { reset: true as const };
    }),
    unlock: signed.directory.unlock.handler(async ({ input, context }) => ({
      wasLocked: await sessions.unlock(await lockedAccount(use, context.caller, input), context.caller),
    })),
    resetSecondFactor: signed.directory.resetSecondFactor.handler(({ input, context }) =>
      resetSecondFactor(use, context.caller, input),
    ),
  };
}
