import type { HistoryHost } from '../../services/api/history-host.ts';

/** For tests that are not about the history: nothing was verified. */
export const noHistory: HistoryHost = {
  entries: async () => ({ entries: [], next: null }),
  exported: () => Promise.reject(new Error('no history in this test')),
  state: () => ({ running: null, last: null, failure: null }),
  verify: () => ({ running: null, last: null, failure: null }),
  stopVerifying: () => ({ running: null, last: null, failure: null }),
};
