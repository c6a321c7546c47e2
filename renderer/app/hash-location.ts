import { useSyncExternalStore } from 'react';
import type { BaseLocationHook, BaseSearchHook } from 'wouter';

/**
 * Routes with their query inside the hash: `#/registration?draft=ID`. wouter's own hook puts the query before the hash,
 * where it would stay when the next page is opened, and does not understand such an address when it is typed.
 */

/** `#/registration?draft=1` → path and query, the query without its mark. */
export function splitHash(hash: string): { readonly path: string; readonly search: string } {
  const [path = '', ...rest] = hash.replace(/^#?\/?/, '').split('?');
  return { path: `/${path}`, search: rest.join('?') };
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('hashchange', listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('hashchange', listener);
    window.removeEventListener('popstate', listener);
  };
}

function navigate(to: string, { replace = false, state = null }: { replace?: boolean; state?: unknown } = {}): void {
  const address = `#/${to.replace(/^#?\/?/, '')}`;
  window.history[replace ? 'replaceState' : 'pushState'](state, '', address);
  for (const listener of [...listeners]) listener();
}

export const useHashLocation: BaseLocationHook & { hrefs: (href: string) => string } = Object.assign(
  (): [string, typeof navigate] => [
    useSyncExternalStore(subscribe, () => splitHash(window.location.hash).path),
    navigate,
  ],
  { hrefs: (href: string): string => `#${href}` },
);

export const useHashSearch: BaseSearchHook = () =>
  useSyncExternalStore(subscribe, () => splitHash(window.location.hash).search);
