import { create } from 'zustand';
import type { ServiceState } from '../../contract/shell.ts';

interface ConnectionState {
  /** False from the first call that nobody answered until one is answered again. */
  readonly connected: boolean;
  /** Instant since when nobody answers, in ms. */
  readonly lostAt: number | null;
  /** What the shell says about its service, where there is a shell. */
  readonly service: ServiceState | null;
  readonly reached: () => void;
  readonly lost: () => void;
  readonly serviceSays: (state: ServiceState) => void;
}

/** Whether the center answers, as seen by the calls themselves. */
export const connection = create<ConnectionState>()((set, get) => ({
  connected: true,
  lostAt: null,
  service: null,
  reached: () => {
    if (!get().connected) set({ connected: true, lostAt: null });
  },
  lost: () => {
    if (get().connected) set({ connected: false, lostAt: Date.now() });
  },
  serviceSays: (service) => set({ service }),
}));
