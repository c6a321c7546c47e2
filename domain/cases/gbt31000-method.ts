import type { ResolutionMethodCode } from '../codes/resolution-methods.ts';
import type { CaseState } from './state.ts';

/** 化解方式 of a case, and where it comes from, in words that people see. */
export interface ResolutionMethodOf {
  readonly code: ResolutionMethodCode;
  readonly source: string;
}

/** What the route and the way in which the case ended say; null where neither tells, and the closing has to say it. */
export function derivedMethod({
  closeReason,
  route,
}: Pick<CaseState, 'closeReason' | 'route'>): ResolutionMethodOf | null {
  if (closeReason === 'went_to_court') return { code: '13', source: '按结案原因带出' };
  if (closeReason === 'settled_otherwise') return { code: '14', source: '按结案原因带出' };
  switch (route) {
    case 'peoples_mediation':
      return { code: '03', source: '按分流去向带出' };
    case 'industry_mediation':
      return { code: '06', source: '按分流去向带出' };
    case 'department':
      return { code: '02', source: '按分流去向带出' };
    case null:
      return null;
  }
}

/** A person's word at the closing goes before what follows from the case. */
export function resolutionMethodOf(state: CaseState): ResolutionMethodOf | null {
  return state.resolutionMethod ? { code: state.resolutionMethod, source: '结案时填写' } : derivedMethod(state);
}
