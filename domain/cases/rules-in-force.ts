import { defaultDeadlineRules } from '../deadlines/default-rules.ts';
import type { DeadlineRules } from '../deadlines/limits.ts';
import type { CaseAction } from './actions.ts';
import type { CaseState } from './state.ts';

/** What the center set of the rules that the workflow's guards go by. The table itself is the same everywhere (LOG-6). */
export type RulesInForce = Pick<DeadlineRules, 'extension'>;

/** The rules as they ship, until a center sets its own. */
export const shippedRules: RulesInForce = { extension: defaultDeadlineRules.extension };

/** Why the mediation cannot be extended once more, or null. */
export function extensionProblem({ extensions }: CaseState, { extension }: RulesInForce): string | null {
  const { maxTimes, maxDays } = extension;
  if (maxTimes === 0 || maxDays === 0) return '本中心的时限设置不许延期';
  if (extensions < maxTimes) return null;
  if (maxTimes === 1) return '本案已延期一次，不能再延';
  return `本案已延期 ${extensions} 次，最多 ${maxTimes} 次，不能再延`;
}

/** What the center's settings find wrong with the fields of an action; messages by field path. */
export function beyondRules(action: CaseAction, { extension }: RulesInForce): Record<string, string> {
  if (action.type !== 'mediation.extended' || action.payload.days <= extension.maxDays) return {};
  return { days: `最多延 ${extension.maxDays} 天` };
}
