import type { AgreementToSign, PaperDesk, RecentPaper } from '../../contract/documents.ts';
import type { LedgerRow } from '../../contract/ledger.ts';
import { caseName } from '../status/case-name.ts';

/** One line of the page: an agreement to sign, a case to write one for, or a paper that was issued. */
export type PaperRow =
  | { readonly kind: 'sign'; readonly key: string; readonly row: AgreementToSign }
  | { readonly kind: 'write'; readonly key: string; readonly row: LedgerRow }
  | { readonly kind: 'recent'; readonly key: string; readonly paper: RecentPaper };

export interface PaperGroup {
  readonly kind: PaperRow['kind'];
  readonly title: string;
  /** Behind the title: what to do with them. */
  readonly note: string;
  readonly rows: readonly PaperRow[];
}

/** The groups that hold something, in the order of the work. */
export function paperGroups({ toSign, toWrite, recent }: PaperDesk): readonly PaperGroup[] {
  const groups: readonly PaperGroup[] = [
    {
      kind: 'sign',
      title: '等签名盖章',
      note: '签名、盖章齐全之日生效（人民调解法第二十九条）',
      rows: toSign.map((row) => ({ kind: 'sign', key: `sign-${row.caseId}`, row })),
    },
    {
      kind: 'write',
      title: '正在调解',
      note: '谈成了就写协议',
      rows: toWrite.map((row) => ({ kind: 'write', key: `write-${row.caseId}`, row })),
    },
    {
      kind: 'recent',
      title: '最近出具的文书',
      note: '可以再打印；更早的在案件页里',
      rows: recent.map((paper) => ({ kind: 'recent', key: `paper-${paper.documentId}`, paper })),
    },
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}

export function caseIdOf(row: PaperRow): string {
  return row.kind === 'recent' ? row.paper.caseId : row.row.caseId;
}

/** 还差刘某乙、委员会印; 还没取号打印 where there is no paper to sign yet. */
export function waitsFor({ number, missing }: AgreementToSign): string {
  return number === null ? '还没取号打印' : `还差${missing.join('、')}`;
}

/** The main action of a row, in the words of the button. */
export function mainLabel(row: PaperRow): string {
  switch (row.kind) {
    case 'sign':
      return `${row.row.number === null ? '取号打印' : '登记签名盖章'} ${caseName(row.row.parties)}`;
    case 'write':
      return `写协议 ${caseName(row.row.parties)}`;
    case 'recent':
      return `再打印 ${caseName(row.paper.parties)}`;
  }
}

/** Where Enter leads: the page on which the row is worked on. */
export function pathOf(row: PaperRow): string {
  return row.kind === 'recent' ? `/cases/${caseIdOf(row)}` : `/cases/${caseIdOf(row)}/agreement`;
}

/** Which row the keys act on: the wanted one while it is there, else the first; -1 where there is none. */
export function selectedIndex(rows: readonly PaperRow[], wanted: string | null): number {
  const at = rows.findIndex(({ key }) => key === wanted);
  return at >= 0 ? at : rows.length > 0 ? 0 : -1;
}
