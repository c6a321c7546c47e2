/**
 * Actions after which a round begins at once instead of after the period. Whole families: of a room, whose links people wait for; of an agreement, because the law
 * counts from it (人民调解法 29, 30, 33), and of a hand-over, because another center waits.
 */
const urgentFamilies: ReadonlySet<string> = new Set(['agreement', 'handover', 'room']);

/** Single ones: what moves a deadline, asks somebody else to act, warns, or takes something away for good (LOG-8). */
const urgentTypes: ReadonlySet<string> = new Set([
  'mediation.extended',
  'case.transferred',
  'case.reopened',
  'case.flagged',
  'police.reported',
  'log.erased',
]);

export function isUrgent(type: string): boolean {
  return urgentTypes.has(type) || urgentFamilies.has(type.split('.')[0] ?? '');
}

/** From an urgent action to the round that it asks for, in ms: what follows in the same breath goes with it. */
const URGENT_DELAY_MS = 2_000;

/** While one urgent action follows the other, a round begins all the same so long after the first, in ms. */
const URGENT_LONGEST_MS = 10_000;

/** How long to wait now, in ms, where the first urgent action that no round has taken yet was done so long ago. */
export function urgentDelay(sinceFirstMs: number): number {
  return Math.max(0, Math.min(URGENT_DELAY_MS, URGENT_LONGEST_MS - sinceFirstMs));
}
