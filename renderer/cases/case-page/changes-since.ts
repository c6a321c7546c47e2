import type { CaseView, TimelineEntry } from '../../../contract/cases.ts';

/** Steps of the case since a person opened a form, in the order of the log. */
export function changesSince(seen: CaseView, current: CaseView): readonly TimelineEntry[] {
  const known = new Set(seen.timeline.map((entry) => entry.actionId));
  return current.timeline.filter((entry) => !known.has(entry.actionId));
}
