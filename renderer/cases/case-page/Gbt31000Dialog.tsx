import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Gbt31000Entry } from '../../../domain/cases/gbt31000-record.ts';
import type { CaseState } from '../../../domain/cases/state.ts';
import { queries } from '../../api/client.ts';
import { toApiError } from '../../api/errors.ts';
import { Dialog } from '../../frame/Dialog.tsx';
import { ErrorNote } from '../../status/ErrorNote.tsx';
import { Waiting } from '../../status/Waiting.tsx';
import './gbt31000.css';

interface Gbt31000DialogProps {
  readonly state: CaseState;
  /** Opens the correction of the registration; left out where it may not be corrected any more. */
  readonly onCorrect: (() => void) | undefined;
  readonly onClose: () => void;
}

/** The 26 fields of the table 矛盾纠纷排查化解 as they would be reported, and what is missing. */
export function Gbt31000Dialog({ state, onCorrect, onClose }: Gbt31000DialogProps) {
  const { id: caseId, revision } = state;
  const record = useQuery({
    ...queries.cases.gbt31000.queryOptions({ input: { caseId } }),
    // As the case is now: another revision is another record.
    queryKey: [...queries.cases.gbt31000.queryKey({ input: { caseId } }), revision],
    gcTime: 0,
  });
  const missing = record.data?.filter(({ problem }) => problem !== null) ?? [];
  const correct = (): void => {
    onClose();
    onCorrect?.();
  };
  return (
    <Dialog
      title={`综治信息表（GB/T 31000）　${state.caseNumber}`}
      onClose={onClose}
      closeLabel="关闭"
      width={900}
      {...(onCorrect && missing.length > 0 ? { main: { label: '更正登记', onRun: correct } } : {})}
    >
      {record.error ? <ErrorNote error={toApiError(record.error)} onRetry={() => void record.refetch()} /> : null}
      {!record.error && !record.data ? <Waiting label="正在取信息表" /> : null}
      {record.data ? (
        <>
          <p role="status" className={missing.length === 0 ? 'muted' : 'soon'}>
            {missing.length === 0
              ? '要求填的都有了。'
              : `还有 ${missing.length} 项要填：${missing.map(({ name }) => name).join('、')}`}
          </p>
          <RecordTable entries={record.data} />
        </>
      ) : null}
    </Dialog>
  );
}

function RecordTable({ entries }: { readonly entries: readonly Gbt31000Entry[] }) {
  const table = useRef<HTMLElement>(null);
  // It comes after the dialog has opened; the arrows scroll it at once.
  useEffect(() => table.current?.focus(), []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table longer than the window is scrolled by the keyboard.
    <section ref={table} className="gbt31000" aria-label="26 项" tabIndex={0} data-enter-stop="">
      <table>
        <thead>
          <tr>
            <th scope="col">序号</th>
            <th scope="col">字段</th>
            <th scope="col">内容</th>
            <th scope="col">上报值</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.key}>
              <td className="muted">{entry.no}</td>
              <th scope="row">
                {entry.name}
                {entry.required ? null : <span className="small muted"> 可不填</span>}
              </th>
              <td>
                {entry.text}
                {entry.source === null ? null : <span className="small muted">（{entry.source}）</span>}
                {entry.problem === null ? null : <span className="soon">{entry.problem}</span>}
              </td>
              <td className="muted">{entry.kind === 'code' || entry.kind === 'date' ? entry.value : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
