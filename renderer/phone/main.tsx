import '../zod-config.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from '../api/query-client.ts';
import { applyCssVariables } from '../theme/css-variables.ts';
import { PhoneApp } from './PhoneApp.tsx';
import '../theme/base.css';
import './phone.css';

const root = document.getElementById('root');
if (!root) throw new Error('phone.html has no element #root');

const queryClient = createQueryClient();
// Where there is no line, cases that were looked at stay readable for as long as the page is open.
queryClient.setDefaultOptions({
  ...queryClient.getDefaultOptions(),
  queries: { ...queryClient.getDefaultOptions().queries, gcTime: Number.POSITIVE_INFINITY },
});
applyCssVariables(document.documentElement, 'large');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <PhoneApp />
    </QueryClientProvider>
  </StrictMode>,
);
