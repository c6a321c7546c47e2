/** In which table or folder something was found, as the auditor reads it. */
export const findingPlaces = {
  actions: '动作记录',
  access: '查阅记录',
  answers: '市里的答复',
  receipts: '市里签收的回执',
  erasures: '依法删除清单',
  imports: '导入的行',
  files: '文书和材料文件',
  anchors: '存证',
} as const;

export type FindingPlace = keyof typeof findingPlaces;

/** What can be found, each with what it says of the place; `{n}` and the like stand for what the finding names. */
export const findingKinds = {
  action_missing: '第 {from} 至 {to} 条动作不见了',
  action_tail: '最后的动作不见了：应有 {expected} 条，只有 {found} 条',
  action_surplus: '动作多了出来：应有 {expected} 条，却有 {found} 条',
  action_header: '第 {n} 条动作的头部被改动',
  action_payload: '第 {n} 条动作的内容被改动',
  payload_missing: '第 {n} 条动作的内容不见了，又不是依法删除的',
  payload_back: '第 {n} 条动作的内容已经依法删除，却又出现了',
  action_order: '第 {n} 条动作接不上它前面的动作：次序被换，或者前面的被换过',
  chain_gap: '{chain} 的第 {from} 至 {to} 步不见了',
  chain_head: '{chain} 的终点对不上：记着 {expected}，实有 {found}',
  chain_endless: '{chain}的终点不见了',
  chain_clock: '{chain} 记着的最晚时间与动作不符',
  actions_digest: '第 {from} 至 {to} 条动作的总摘要对不上：有动作被改动、增减或换过次序',
  mark: '第 {n} 条动作处的摘要标记不见了',
  journal_missing: '总摘要不见了',
  entry_changed: '第 {n} 条记录被改动',
  entry_missing: '第 {from} 至 {to} 条记录不见了',
  entry_tail: '最后的记录对不上：应有 {expected} 条，实有 {found} 条',
  answers_changed: '{table}的总摘要对不上：应有 {expected} 条，实有 {found} 条，有的被改动、增减过',
  answer_missing: '第 {n} 条动作市里早已收到，它的答复却不见了',
  receipt_signature: '第 {n} 份回执的市平台签名不对：回执被改动',
  receipt_chain: '第 {n} 份回执签的是本机第 {sequence} 步，本机的这一步却是另一个内容：历史被改写过',
  receipt_missing: '第 {from} 至 {to} 份回执不见了',
  erasure_unordered: '删除清单里的 {id} 没有相应的依法删除动作',
  erasure_missing: '第 {n} 条动作依法删除的内容，有的不在删除清单里',
  row_changed: '第 {n} 条动作导入的第 {row} 行被改动',
  row_missing: '第 {n} 条动作导入的第 {row} 行不见了，又不是依法删除的',
  row_back: '第 {n} 条动作导入的第 {row} 行已经依法删除，却又出现了',
  row_surplus: '导入的行多了 {found} 行，没有哪条动作导入过',
  file_changed: '文件 {id} 的字节被改动或者损坏',
  file_missing: '文件 {id} 记着在本机，却不见了',
  anchor_changed: '{side}在 {when} 存证的摘要，与现在的历史对不上：第 {n} 条以前的历史被改写过',
  access_changed: '市平台在 {when} 存证的查阅记录摘要，与现在的对不上：第 {n} 条以前的查阅记录被改写过',
  city_rewritten: '市平台在 {when} 签出的存证（第 {n} 条处），它自己已经不认：市里的历史被改写过',
  anchor_beyond: '{side}在 {when} 存证到第 {n} 条，现在只到第 {found} 条：后面的不见了',
  anchor_missing: '{side}给过的存证（第 {n} 条处）不见了',
  anchor_signature: '{side}的存证（第 {n} 条处）签名不对',
} as const;

export type FindingKind = keyof typeof findingKinds;

/** A place at which what is stored is not what was once written (LOG-12). Data: screens and tests read it, words come last. */
export interface Finding {
  readonly where: FindingPlace;
  readonly kind: FindingKind;
  /** In the log, 1, 2, 3 …; null where it is of no one action or entry. */
  readonly position: number | null;
  readonly actionId: string | null;
  /** What the sentence of the kind names, by the name in its braces. */
  readonly values: Readonly<Record<string, string | number>>;
}

export function finding(
  where: FindingPlace,
  kind: FindingKind,
  values: Finding['values'] = {},
  actionId: string | null = null,
): Finding {
  const { n } = values;
  return { where, kind, position: typeof n === 'number' ? n : null, actionId, values };
}

/** The finding as the auditor reads it. */
export function findingWords({ where, kind, values }: Finding): string {
  const sentence = findingKinds[kind].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  return `${findingPlaces[where]}：${sentence}。`;
}
