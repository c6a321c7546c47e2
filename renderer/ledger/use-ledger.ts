import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearch } from 'wouter';
import type { LedgerFilter, LedgerSort } from '../../contract/ledger.ts';
import { type CaseStatus, caseStatusIds } from '../../domain/cases/status.ts';
import type { LedgerColumnId } from '../../domain/ledger/columns.ts';
import { api, queries } from '../api/client.ts';
import { useRemembered } from '../frame/screen-memory.tsx';
import { useSignedIn } from '../sessions/signed-in.ts';
import { rememberColumns, rememberedColumns } from './column-choice.ts';
import { type LedgerState, type LedgerView, stateOf, viewAfter } from './ledger-state.ts';

const COUNT_EVERY_MS = 60_000;
const NO_VIEWS: readonly LedgerView[] = [];

const isStatus = (text: string | null): text is CaseStatus => caseStatusIds.some((id) => id === text);

/** The views of the ledger, and what it shows: as it was left, or as the address asks (`/ledger?status=mediating`). */
export function useLedger() {
  const client = useQueryClient();
  const { staffId } = useSignedIn();
  const counted = useQuery({ ...queries.ledger.views.queryOptions(), refetchInterval: COUNT_EVERY_MS });
  const views = counted.data ?? NO_VIEWS;
  const [state, setState] = useRemembered<LedgerState | null>('ledger', null);
  const [asked, setAsked] = useRemembered<string>('ledger.asked', '');
  const search = useSearch();

  const stateOfView = (view: LedgerView): LedgerState =>
    stateOf(view, view.builtIn ? (rememberedColumns(staffId, view.id) ?? view.columns) : view.columns);

  useEffect(() => {
    const [first] = views;
    if (!first) return;
    const status = new URLSearchParams(search).get('status');
    if (isStatus(status) && asked !== search) {
      const all = views.find(({ builtIn, filter }) => builtIn && Object.keys(filter).length === 0) ?? first;
      setAsked(search);
      setState({ ...stateOfView(all), filter: { statuses: [status] } });
    } else if (!state) {
      setState(stateOfView(first));
    }
    if (search === '' && asked !== '') setAsked('');
  });

  const recount = (): Promise<void> => client.invalidateQueries({ queryKey: queries.ledger.views.queryKey() });
  const change = (part: Partial<LedgerState>): void => {
    if (state) setState({ ...state, ...part });
  };

  return {
    counted,
    views,
    state,
    current: views.find(({ id }) => id === state?.viewId),
    choose: (view: LedgerView): void => setState(stateOfView(view)),
    chooseNext: (step: 1 | -1): void => {
      const next = viewAfter(views, state?.viewId ?? '', step);
      if (next) setState(stateOfView(next));
    },
    setFilter: (filter: LedgerFilter): void => change({ filter, row: 0 }),
    setSort: (sort: LedgerSort): void => change({ sort, row: 0 }),
    setRow: (row: number): void => {
      if (state && state.row !== row) change({ row });
    },
    /** The columns stay with the view: in the store for one's own, in this browser for a built-in one. */
    setColumns: async (columns: readonly LedgerColumnId[]): Promise<void> => {
      change({ columns });
      const view = views.find(({ id }) => id === state?.viewId);
      if (!view) return;
      if (view.builtIn) {
        rememberColumns(staffId, view.id, columns);
        return;
      }
      const { id, name, filter, sort } = view;
      await api.ledger.saveView({ id, name, filter, sort, columns: [...columns] });
      await recount();
    },
    recount,
    /** Shows a view that was just saved, without asking for its rows again. */
    saved: async (viewId: string): Promise<void> => {
      await recount();
      change({ viewId });
    },
    remove: async (view: LedgerView): Promise<void> => {
      await api.ledger.removeView({ id: view.id });
      const [first] = views;
      if (first) setState(stateOfView(first));
      await recount();
    },
    restore: async ({ id, name, filter, sort, columns }: LedgerView): Promise<void> => {
      await api.ledger.saveView({ id, name, filter, sort, columns: [...columns] });
      await recount();
    },
  };
}
