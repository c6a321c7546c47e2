import type { LedgerSort } from '../../contract/ledger.ts';
import { ledgerColumns } from '../../domain/ledger/columns.ts';

/** The order in words, for the foot of the ledger: 按期限从紧到松. */
export function sortWords({ column, direction }: LedgerSort): string {
  const found = ledgerColumns.find(({ id }) => id === column);
  const up = direction === 'asc';
  switch (found?.kind) {
    case 'deadline':
      return `按${found.name}${up ? '从紧到松' : '从松到紧'}`;
    case 'instant':
      return `按${found.name}${up ? '从早到晚' : '从晚到早'}`;
    case 'amount':
      return `按金额${up ? '从小到大' : '从大到小'}`;
    case 'status':
      return `按状态${up ? '从头到尾' : '从尾到头'}`;
    case 'text':
      return `按${found.name}${up ? '顺序' : '倒序'}`;
    case undefined:
      return '';
  }
}
