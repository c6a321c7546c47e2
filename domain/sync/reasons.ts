/** What IT, the author or the manager can do with an action that the city did not take over as it was (SYNC-3). */
export const waysOut = [
  { id: 'resend', name: '改后重发' },
  { id: 'withdraw', name: '撤回' },
  { id: 'compare', name: '对比两个版本' },
  { id: 'hand_over', name: '交市平台处理' },
] as const;
export type WayOut = (typeof waysOut)[number]['id'];

/** Why the city did not simply accept an action: what people read, and their ways out. */
export const verdictReasons = [
  {
    id: 'stale',
    text: '别处先改了这条记录，这一步是按旧情况办的',
    waysOut: ['compare', 'resend', 'withdraw', 'hand_over'],
  },
  {
    id: 'not_possible',
    text: '按市里的记录，当时的情况不能这样办',
    waysOut: ['compare', 'resend', 'withdraw', 'hand_over'],
  },
  { id: 'no_pen', text: '案件已经移交，这一步不归本站办', waysOut: ['compare', 'withdraw', 'hand_over'] },
  { id: 'behind', text: '前面一步没有被采纳，这一步跟着等它', waysOut: ['compare', 'withdraw', 'hand_over'] },
  {
    id: 'unreadable',
    text: '这一步的内容和它的种类不符，谁也读不出来，可能是写它的程序有毛病',
    waysOut: ['withdraw', 'hand_over'],
  },
  { id: 'begun_twice', text: '这条记录在别处已经建立过', waysOut: ['compare', 'withdraw', 'hand_over'] },
] as const satisfies readonly { id: string; text: string; waysOut: readonly WayOut[] }[];
export type VerdictReason = (typeof verdictReasons)[number]['id'];

export function verdictReason(id: VerdictReason): (typeof verdictReasons)[number] {
  const found = verdictReasons.find((reason) => reason.id === id);
  if (!found) throw new RangeError(`no reason ${id}`);
  return found;
}
