import type { otherRoutes } from '../../../../domain/cases/actions.ts';
import type { Registration } from '../../../../domain/cases/registration.ts';
import { findLawRoute, type LawRouteCode, suggestLawRoutes } from '../../../../domain/codes/law-routes.ts';

export type OtherRoute = (typeof otherRoutes)[number]['id'];

/** Under which of the three ways of 人民调解法 26 (仲裁、行政、司法) a route falls. */
const kindOfRoute: Readonly<Record<LawRouteCode, OtherRoute>> = {
  litigation: 'court',
  labour_arbitration: 'arbitration',
  commercial_arbitration: 'arbitration',
  land_arbitration: 'arbitration',
  wage_complaint: 'administrative',
  land_decision: 'administrative',
  administrative: 'administrative',
  reconsideration: 'administrative',
  consumer: 'administrative',
  medical_appraisal: 'administrative',
  police: 'administrative',
};

/** The ways to tell the parties of this kind of dispute, each with the sentences to read out. */
export function routesToTell(
  registration: Pick<Registration, 'mojType' | 'gbtCategory'> | null,
): readonly { readonly route: OtherRoute; readonly text: string; readonly law: string }[] {
  const codes = registration
    ? suggestLawRoutes(registration.mojType, registration.gbtCategory)
    : ['litigation' as const];
  return codes.flatMap((code) => {
    const found = findLawRoute(code);
    return found ? [{ route: kindOfRoute[code], text: found.text, law: found.law }] : [];
  });
}
