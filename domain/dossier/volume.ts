import { retentions } from '../cases/actions.ts';
import { type CaseState, currentSessions } from '../cases/state.ts';
import type { CenterSettings } from '../center/settings.ts';
import { plainDateAt } from '../text/chinese-date.ts';

/** Cases in one volume at most: more would make a volume that nobody can hold. */
export const MAX_CASES_IN_VOLUME = 50;

/**
 * Why these cases may not be bound in one volume; null where they may. 一案一卷 is the rule; simple cases and such that
 * ended with an oral agreement may share a volume (多案一卷).
 */
export function volumeProblem(states: readonly CaseState[]): string | null {
  if (states.length === 0) return '没有选案件';
  if (states.length === 1) return null;
  if (states.length > MAX_CASES_IN_VOLUME) return `一卷最多合订 ${MAX_CASES_IN_VOLUME} 个案件`;
  const alone = states.filter(
    ({ registration, agreement }) => registration?.complexity !== 'simple' && agreement?.form !== 'oral',
  );
  if (alone.length === 0) return null;
  return `只有简单案件和口头协议案件可以合订，要单独成卷：${alone.map(({ caseNumber }) => caseNumber).join('、')}`;
}

export interface MediationDays {
  readonly from: string | null;
  readonly to: string | null;
}

/** 调解日期 of the cover: from the beginning of the mediation to the day on which its result stood. */
export function mediationDays(state: CaseState): MediationDays {
  const { instants, agreement, ending } = state;
  const sessions = currentSessions(state);
  const begun = instants.mediationStartedAt ?? instants.acceptedAt;
  const told = ending === null || ending.toldOn === '' ? null : ending.toldOn;
  return {
    from: begun === undefined ? (sessions[0]?.heldOn ?? null) : plainDateAt(begun),
    to: agreement?.text.reachedOn ?? told ?? sessions.at(-1)?.heldOn ?? null,
  };
}

/** The span of a volume of several cases: the first day and the last. */
export function volumeDays(states: readonly CaseState[]): MediationDays {
  const days = states.map(mediationDays);
  const known = (each: readonly (string | null)[]) => each.filter((day) => day !== null).toSorted();
  return { from: known(days.map(({ from }) => from))[0] ?? null, to: known(days.map(({ to }) => to)).at(-1) ?? null };
}

/** 保管期限 as the cover prints it: 永久, 长期（30 年）, or the class alone where the center set no years. */
export function retentionText(
  retention: (typeof retentions)[number]['id'],
  { retentionYears }: CenterSettings['dossier'],
): string {
  const name = retentions.find(({ id }) => id === retention)?.name ?? retention;
  const years = retention === 'permanent' ? null : retentionYears[retention];
  return years === null ? name : `${name}（${years} 年）`;
}
