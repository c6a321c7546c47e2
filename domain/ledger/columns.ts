/** Columns of the case ledger (案件台账), in the order in which they stand; screen, sort and export derive from it. */
export interface LedgerColumn {
  readonly id: string;
  readonly name: string;
  readonly sortable: boolean;
  /** Shown at first; the rest by column choice. */
  readonly initial: boolean;
  readonly kind: 'text' | 'status' | 'amount' | 'instant' | 'deadline';
  /** Width in px at the normal font. */
  readonly width: number;
}

export const ledgerColumns = [
  { id: 'caseNumber', name: '案号', sortable: true, initial: true, kind: 'text', width: 156 },
  { id: 'status', name: '状态', sortable: true, initial: true, kind: 'status', width: 72 },
  { id: 'parties', name: '当事人', sortable: true, initial: true, kind: 'text', width: 144 },
  { id: 'title', name: '事由', sortable: false, initial: true, kind: 'text', width: 124 },
  { id: 'mojType', name: '类型', sortable: true, initial: true, kind: 'text', width: 116 },
  { id: 'streetName', name: '街道', sortable: true, initial: true, kind: 'text', width: 92 },
  { id: 'areaName', name: '区县', sortable: false, initial: false, kind: 'text', width: 92 },
  { id: 'mediators', name: '调解员', sortable: false, initial: true, kind: 'text', width: 64 },
  { id: 'riskLevel', name: '风险', sortable: false, initial: false, kind: 'text', width: 56 },
  { id: 'amountFen', name: '金额（元）', sortable: true, initial: true, kind: 'amount', width: 108 },
  { id: 'registeredAt', name: '登记时间', sortable: true, initial: true, kind: 'instant', width: 136 },
  { id: 'confirmationStanding', name: '司法确认状态', sortable: false, initial: false, kind: 'text', width: 112 },
  { id: 'confirmationDueAt', name: '司法确认期限', sortable: true, initial: false, kind: 'deadline', width: 128 },
  { id: 'dueAt', name: '期限', sortable: true, initial: true, kind: 'deadline', width: 120 },
] as const satisfies readonly LedgerColumn[];

export type LedgerColumnId = (typeof ledgerColumns)[number]['id'];
