import { Button } from 'antd';
import type { LedgerRow, LedgerSort } from '../../contract/ledger.ts';
import { formatYuan } from '../../domain/text/chinese-amount.ts';
import { Waiting } from '../status/Waiting.tsx';
import type { LedgerTotals } from './datasource.ts';
import { useExportJob } from './ledger-exports.ts';
import { sortWords } from './sort-words.ts';

interface LedgerFootProps {
  readonly totals: LedgerTotals | null;
  readonly selected: readonly LedgerRow[];
  readonly sort: LedgerSort;
}

const count = (rows: number): string => rows.toLocaleString('zh-CN');

/** How much is shown, chosen, and at stake; and how far an export is. */
export function LedgerFoot({ totals, selected, sort }: LedgerFootProps) {
  const chosenFen = selected.reduce((sum, row) => sum + (row.amountFen ?? 0), 0);
  return (
    <div className="ledger-foot">
      {totals ? (
        <>
          <span>
            筛出 <b>{count(totals.filtered)}</b> 件，共 {count(totals.total)} 件
          </span>
          {selected.length > 0 ? (
            <span>
              已选 <b>{count(selected.length)}</b> 件{chosenFen > 0 ? `，${formatYuan(chosenFen)} 元` : ''}
            </span>
          ) : null}
          <span>涉及金额合计 {formatYuan(totals.amountFen)} 元</span>
        </>
      ) : null}
      <ExportNote />
      <span className="ledger-foot-end">{sortWords(sort)}　向下滚动自动续载</span>
    </div>
  );
}

function ExportNote() {
  const { job, cancel, dismiss } = useExportJob();
  switch (job.state) {
    case 'none':
      return null;
    case 'running':
      return <Waiting label="正在导出" done={job.done} total={job.total} onCancel={cancel} />;
    case 'saved':
      return (
        <span role="status">
          已导出 {count(job.rows)} 件：{job.fileName}
          <Button size="small" type="link" onClick={dismiss}>
            知道了
          </Button>
        </span>
      );
    case 'failed':
      return (
        <span role="alert" className="soon">
          {typeof job.error === 'string' ? job.error : (job.error.detail ?? job.error.message)}
          <Button size="small" type="link" onClick={dismiss}>
            知道了
          </Button>
        </span>
      );
  }
}
