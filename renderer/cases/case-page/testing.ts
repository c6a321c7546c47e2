import type { CaseView } from '../../../contract/cases.ts';
import { shippedRules } from '../../../domain/cases/rules-in-force.ts';
import type { CaseState } from '../../../domain/cases/state.ts';
import { testGiver } from '../../../domain/cases/testing-facts.ts';

/** For tests only: a case as the desk that has its pen sees it, with nothing around it. */
export function viewOf(state: CaseState, change: Partial<CaseView> = {}): CaseView {
  return {
    state,
    masked: [],
    offered: [],
    staffNames: {},
    placeName: '',
    deadline: null,
    judicialConfirmation: null,
    here: { stationId: testGiver.stationId, center: testGiver },
    answerBy: null,
    returnBy: null,
    errandsDue: [],
    rules: shippedRules,
    timeline: [],
    linked: [],
    setAside: [],
    agreementVersions: [],
    ...change,
  };
}
