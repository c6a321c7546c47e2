import type { CaseActionPayloads } from './actions.ts';
import { type ErrandActionType, openErrands } from './errands.ts';
import type { CaseState } from './state.ts';
import { testDay, testId } from './testing-facts.ts';

const openId = (state: CaseState | null): string => (state && openErrands(state).at(-1)?.id) ?? testId(997);

/** For tests only: for every step of an errand a payload that fits the case of testing-facts.ts. */
export const errandPayloads: {
  readonly [Type in ErrandActionType]: (state: CaseState | null) => CaseActionPayloads[Type];
} = {
  'errand.asked': () => ({ kind: 'help', to: '金水区城市管理局', what: '到现场认定垃圾是谁掉的。' }),
  'errand.received': (state) => ({ errandId: openId(state), receivedOn: testDay }),
  'errand.answered': (state) => ({
    errandId: openId(state),
    answeredOn: testDay,
    result: '已到现场，责令清理。',
    by: '王某',
  }),
  'errand.judged': (state) => ({ errandId: openId(state), accepted: true }),
  'errand.withdrawn': (state) => ({ errandId: openId(state), reason: '不用来了' }),
  'errand.summed_up': () => ({ result: '城管已责令清理，街道跟进。' }),
};
