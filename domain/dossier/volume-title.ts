import { type CaseState, partiesOf } from '../cases/state.ts';
import { suggestTitle } from '../cases/title.ts';

/** 卷名 of one case: 张某与李某邻里纠纷; the case's own title where its registration was erased or names nobody. */
export function caseVolumeTitle(state: CaseState): string {
  const { registration } = state;
  return registration === null ? state.caseNumber : suggestTitle(partiesOf(state), registration.mojType);
}

/** 卷名 of a volume: the first case and how many there are where several simple ones are bound together (多案一卷). */
export function volumeTitle(states: readonly CaseState[]): string {
  const [first] = states;
  if (!first) throw new RangeError('a volume without a case');
  const title = caseVolumeTitle(first);
  return states.length === 1 ? title : `${title}等 ${states.length} 案`;
}
