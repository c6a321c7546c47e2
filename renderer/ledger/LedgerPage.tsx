import { ExportOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { LedgerRow } from '../../contract/ledger.ts';
import { fullExportRoles } from '../../domain/access/masks.ts';
import { fullExportReasons } from '../../domain/access/reveal.ts';
import { holdsAny } from '../../domain/access/roles.ts';
import { ReasonDialog } from '../access/ReasonDialog.tsx';
import { useCenterNow } from '../api/center-clock.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { useCaseList } from '../cases/case-list.ts';
import { useCalendar } from '../deadlines/use-calendar.ts';
import { Screen } from '../frame/Screen.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { useSignedIn } from '../sessions/signed-in.ts';
import { caseName } from '../status/case-name.ts';
import { EmptyState } from '../status/EmptyState.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { ColumnsDialog } from './ColumnsDialog.tsx';
import type { LedgerTotals } from './datasource.ts';
import { LedgerFilters, type LedgerFiltersHandle } from './LedgerFilters.tsx';
import { LedgerFoot } from './LedgerFoot.tsx';
import { LedgerGrid, type LedgerGridHandle } from './LedgerGrid.tsx';
import { LedgerViews } from './LedgerViews.tsx';
import { useExportJob } from './ledger-exports.ts';
import type { LedgerState, LedgerView } from './ledger-state.ts';
import { SaveViewDialog } from './SaveViewDialog.tsx';
import { useLedger } from './use-ledger.ts';
import './ledger.css';

const REFRESH_EVERY_MS = 60_000;

/** 案件台账. */
export default function LedgerPage() {
  const ledger = useLedger();
  const { state, counted } = ledger;
  if (state) return <Ledger ledger={ledger} state={state} />;
  return (
    <Screen title="案件台账" back={{ to: '/', label: '返回' }}>
      {counted.error ? (
        <ErrorNote error={toApiError(counted.error)} onRetry={() => void counted.refetch()} />
      ) : (
        <Waiting label="正在打开台账" />
      )}
    </Screen>
  );
}

interface LedgerProps {
  readonly ledger: ReturnType<typeof useLedger>;
  readonly state: LedgerState;
}

function Ledger({ ledger, state }: LedgerProps) {
  const [, navigate] = useLocation();
  const openedFrom = useCaseList((list) => list.openedFrom);
  const startExport = useExportJob((exporting) => exporting.start);
  const mayExportInFull = holdsAny(useSignedIn(), fullExportRoles);
  const now = useCenterNow();
  const calendar = useCalendar();
  const grid = useRef<LedgerGridHandle>(null);
  const filters = useRef<LedgerFiltersHandle>(null);
  const [totals, setTotals] = useState<LedgerTotals | null>(null);
  const [row, setRow] = useState<LedgerRow>();
  const [selected, setSelected] = useState<readonly LedgerRow[]>([]);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [dialog, setDialog] = useState<'none' | 'save' | 'columns' | 'inFull'>('none');
  const [removed, setRemoved] = useState<LedgerView | null>(null);
  const { filter, sort, columns } = state;

  const refresh = (): void => grid.current?.refresh();
  const latestRefresh = useRef(refresh);
  latestRefresh.current = refresh;
  useEffect(() => {
    const timer = setInterval(() => document.hidden || latestRefresh.current(), REFRESH_EVERY_MS);
    return () => clearInterval(timer);
  }, []);

  const open = (opened: LedgerRow): void => {
    openedFrom({ path: '/ledger', label: '回台账', caseIds: grid.current?.caseIds() ?? [] });
    navigate(`/cases/${opened.caseId}`);
  };
  // The grid tells its focus a moment later than it moves it: a key that follows at once is for the row of the grid.
  const openFocused = (): void => {
    // The rows are those of fewer letters; none of them is opened.
    if (filters.current?.searchNow()) return;
    const at = grid.current?.focused();
    const opened = at ? at.row : row;
    if (at) ledger.setRow(at.index);
    if (opened) open(opened);
  };
  const remove = (view: LedgerView) => async (): Promise<void> => {
    await ledger.remove(view).then(
      () => setRemoved(view),
      (error: unknown) => setFailure(toApiError(error)),
    );
  };
  const undo = async (view: LedgerView): Promise<void> => {
    setRemoved(null);
    await ledger.restore(view).catch((error: unknown) => setFailure(toApiError(error)));
  };

  useActionKeys([
    { combo: '/', label: '在结果里搜', run: () => filters.current?.focusSearch() },
    { combo: 'Shift+→', label: '换视图', run: () => ledger.chooseNext(1) },
    { combo: 'Shift+←', label: '换视图', run: () => ledger.chooseNext(-1) },
    { combo: 'Ctrl+S', label: '存为视图', run: () => setDialog('save') },
    { combo: 'Alt+C', label: '选列', run: () => setDialog('columns') },
    ...(mayExportInFull ? [{ combo: 'Alt+Q', label: '含完整号码导出', run: () => setDialog('inFull') }] : []),
    { combo: 'PageDown', label: '翻页' },
    { combo: 'Enter', label: '打开' },
  ]);

  const shown = ledger.current;
  const filtered = totals?.filtered ?? 0;
  const none = totals !== null && filtered === 0 && failure === null;
  return (
    <Screen
      title="案件台账"
      ownHeading
      className="ledger"
      back={{ to: '/', label: '返回' }}
      keys={[
        { combo: ['↑', '↓'], label: '选择' },
        { combo: '空格', label: '勾选' },
        { combo: '/', label: '在结果里搜' },
      ]}
      secondary={[
        {
          label: `导出筛出的 ${filtered.toLocaleString('zh-CN')} 件`,
          combo: 'Alt+E',
          icon: <ExportOutlined aria-hidden="true" />,
          onRun: () => void startExport({ filter, sort, columns }),
          blocked: filtered === 0 ? '没有案件可导出' : undefined,
        },
      ]}
      {...(row ? { main: { label: `打开 ${caseName(row.parties)}`, onRun: openFocused } } : {})}
    >
      <LedgerViews
        views={ledger.views}
        current={state.viewId}
        onChoose={(view) => {
          ledger.choose(view);
          grid.current?.focus();
        }}
        onSave={() => setDialog('save')}
        onColumns={() => setDialog('columns')}
        onRemove={shown && !shown.builtIn ? () => void remove(shown)() : undefined}
      />
      <LedgerFilters
        ref={filters}
        filter={filter}
        columns={columns}
        now={now}
        onChange={ledger.setFilter}
        onLeave={() => grid.current?.focus()}
      />
      {failure ? <ErrorNote error={failure} onRetry={refresh} /> : null}
      {removed ? (
        <p role="status" className="note note-info">
          已删掉视图“{removed.name}”
          <Button type="link" size="small" autoFocus onClick={() => void undo(removed)}>
            撤销
          </Button>
        </p>
      ) : null}
      <section className="card ledger-card" aria-label="案件">
        <LedgerGrid
          ref={grid}
          filter={filter}
          sort={sort}
          columns={columns}
          now={now}
          calendar={calendar}
          startRow={state.row}
          onSort={ledger.setSort}
          onTotals={setTotals}
          onRow={(index, current) => {
            setRow(current);
            ledger.setRow(index);
          }}
          onSelected={setSelected}
          onOpen={open}
          onFailure={(error) => setFailure(error === null ? null : toApiError(error))}
        />
        {none ? <NoCases total={totals.total} /> : null}
        <LedgerFoot totals={totals} selected={selected} sort={sort} />
      </section>
      {dialog === 'save' ? (
        <SaveViewDialog
          state={state}
          views={ledger.views}
          onClose={() => setDialog('none')}
          onSaved={(viewId) => {
            setDialog('none');
            void ledger.saved(viewId);
          }}
        />
      ) : null}
      {dialog === 'inFull' ? (
        <ReasonDialog
          title={`导出筛出的 ${filtered.toLocaleString('zh-CN')} 件，含完整号码`}
          note="理由、您的姓名和时间记入访问记录，也印在表上。"
          reasons={fullExportReasons}
          label="记下理由并导出"
          onGiven={(reason) => {
            void startExport({ filter, sort, columns, inFull: { reason } });
            return Promise.resolve();
          }}
          onClose={() => setDialog('none')}
        />
      ) : null}
      {dialog === 'columns' ? (
        <ColumnsDialog
          columns={columns}
          onChange={(next) => {
            ledger.setColumns(next).catch((error: unknown) => setFailure(toApiError(error)));
          }}
          onClose={() => setDialog('none')}
        />
      ) : null}
    </Screen>
  );
}

function NoCases({ total }: { readonly total: number }) {
  return (
    <div className="ledger-none">
      {total === 0 ? (
        <EmptyState first={{ combo: 'F2', label: '登记第一件' }}>这里列出本中心的全部案件。现在还没有。</EmptyState>
      ) : (
        <EmptyState first={{ combo: '/', label: '换几个字再搜' }}>
          没有符合这些条件的案件。可去掉一两个条件，或者换一个视图。
        </EmptyState>
      )}
    </div>
  );
}
