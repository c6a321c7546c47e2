import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Router } from 'wouter';
import { KeyboardProvider } from '../keyboard/KeyboardProvider.tsx';
import { ThemeProvider } from '../theme/ThemeProvider.tsx';
import { useHashLocation, useHashSearch } from './hash-location.ts';

interface ProvidersProps {
  readonly children: ReactNode;
  readonly queryClient: QueryClient;
}

/** Look, keys, routes and cache for everything below. Routes are hashes, so that any host can serve the one page. */
export function Providers({ children, queryClient }: ProvidersProps) {
  return (
    <ThemeProvider>
      <QueryClientProvider client={queryClient}>
        <Router hook={useHashLocation} searchHook={useHashSearch}>
          <KeyboardProvider>{children}</KeyboardProvider>
        </Router>
      </QueryClientProvider>
    </ThemeProvider>
  );
}
