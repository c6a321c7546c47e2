import { useEffect, useRef } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { OfferedAction } from '../../../domain/cases/decide.ts';
import { isPageAction, type PageAction } from './action-catalogue.ts';

/** The action that an address asks for: 「?do=case.accepted」, as the home page links its buttons and drafts. Null for any other. */
export function askedAction(search: string, offered: readonly OfferedAction[]): PageAction | null {
  const asked = new URLSearchParams(search).get('do');
  const found = offered.find(({ action }) => action === asked);
  return found && isPageAction(found.action) ? found.action : null;
}

/** Opens what the address asks for, once; the address is then that of the case alone, so that a reload asks nothing. */
export function useAskedAction(
  offered: readonly OfferedAction[],
  run: (action: PageAction, draftId?: string) => void | Promise<void>,
): void {
  const search = useSearch();
  const [location, navigate] = useLocation();
  const answered = useRef<string | null>(null);

  useEffect(() => {
    const before = answered.current;
    answered.current = search === '' ? null : search;
    if (search === '' || before === search) return;
    const action = askedAction(search, offered);
    const draftId = new URLSearchParams(search).get('draft') ?? undefined;
    navigate(location, { replace: true });
    if (action) void run(action, draftId);
  }, [search, offered, location, navigate, run]);
}
