import { dependenciesFor } from '../access/restricted-store.ts';
import type { Dependencies } from '../dependencies.ts';
import {
  approveErasure,
  erasureStanding,
  listErasures,
  refuseErasure,
  requestErasure,
} from '../personal-data/erasures.ts';
import { exportPerson, findPerson } from '../personal-data/person.ts';
import type { StationStore } from '../ports.ts';
import type { Guards } from './guards.ts';

/** What the law gives people about their data (个人信息保护法), over the services. */
export function personalDataRoutes(
  { signed: { personalData } }: Guards,
  use: Dependencies,
  written: Pick<StationStore, 'read'>,
) {
  return {
    findPerson: personalData.findPerson.handler(({ input, context: { caller } }) =>
      findPerson({ ...dependenciesFor(use, caller), written }, caller, input),
    ),
    exportPerson: personalData.exportPerson.handler(({ input, context: { caller } }) =>
      exportPerson({ ...dependenciesFor(use, caller), written }, caller, input),
    ),
    erasureOf: personalData.erasureOf.handler(({ input, context: { caller } }) =>
      erasureStanding(dependenciesFor(use, caller), caller, input.caseId),
    ),
    requestErasure: personalData.requestErasure.handler(({ input, context: { caller } }) =>
      requestErasure(dependenciesFor(use, caller), caller, input),
    ),
    // Who decides sees no word of the case: named people only, or not, its number and its terms are asked for.
    erasures: personalData.erasures.handler(({ context: { caller } }) => listErasures(use, caller)),
    approveErasure: personalData.approveErasure.handler(({ input, context: { caller } }) =>
      approveErasure(use, caller, input),
    ),
    refuseErasure: personalData.refuseErasure.handler(({ input, context: { caller } }) =>
      refuseErasure(use, caller, input),
    ),
  };
}
