import { Checkbox } from 'antd';
import { type LedgerColumnId, ledgerColumns } from '../../domain/ledger/columns.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { toggledColumn } from './ledger-state.ts';

interface ColumnsDialogProps {
  readonly columns: readonly LedgerColumnId[];
  readonly onChange: (columns: readonly LedgerColumnId[]) => void;
  readonly onClose: () => void;
}

/** Which columns are shown. What is changed is seen at once behind the dialog, and stays with the view. */
export function ColumnsDialog({ columns, onChange, onClose }: ColumnsDialogProps) {
  return (
    <Dialog title="显示哪些列" width={440} onClose={onClose} main={{ label: '好了', onRun: onClose }}>
      <EnterToNext onEnd={onClose}>
        <div className="ledger-columns">
          {ledgerColumns.map(({ id, name }, index) => (
            <Checkbox
              key={id}
              autoFocus={index === 0}
              checked={columns.includes(id)}
              disabled={columns.length === 1 && columns.includes(id)}
              onChange={() => onChange(toggledColumn(columns, id))}
            >
              {name}
            </Checkbox>
          ))}
        </div>
      </EnterToNext>
      <p className="small muted">空格勾选，Enter 下一项。导出的表格也按这些列，另加当事人的证件号码和电话。</p>
    </Dialog>
  );
}
