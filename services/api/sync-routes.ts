import type { Dependencies } from '../dependencies.ts';
import { handGroupToCity, withdrawGroup } from '../sync/settle.ts';
import type { Guards } from './guards.ts';
import type { SyncHost } from './sync-host.ts';

/** The line to the city, what stands on the way there, and what is settled with it. */
export function syncRoutes({ signed }: Guards, use: Dependencies, sync: SyncHost) {
  return {
    diagnosis: signed.sync.diagnosis.handler(({ context }) => sync.diagnosis(context.caller)),
    line: {
      settings: signed.sync.line.settings.handler(({ context }) => sync.line.settings(context.caller)),
      change: signed.sync.line.change.handler(({ input, context }) => sync.line.change(context.caller, input)),
      check: signed.sync.line.check.handler(({ input, context }) => sync.line.check(context.caller, input)),
    },
    corner: signed.sync.corner.handler(() => sync.corner()),
    overview: signed.sync.overview.handler(({ context }) => sync.overview(context.caller)),
    now: signed.sync.now.handler(({ context }) => sync.now(context.caller)),
    enrol: signed.sync.enrol.handler(({ input, context }) => sync.enrol(context.caller, input)),
    consent: signed.sync.consent.handler(({ context }) => sync.consent(context.caller)),
    withdraw: signed.sync.withdraw.handler(async ({ input, context }) => {
      await withdrawGroup(use, context.caller, input);
      return { settled: true as const };
    }),
    handToCity: signed.sync.handToCity.handler(async ({ input, context }) => {
      await handGroupToCity(use, context.caller, input);
      return { settled: true as const };
    }),
  };
}
