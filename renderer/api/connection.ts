import { create } from 'zustand';
import type { ServiceState } from '../../contract/shell.ts';

interface ConnectionState {
  /** False from the first call that nobody answered until one is answered again. */
  readonly connected: boolean;
  /** Instant since when nobody answers, in ms. */
  readonly lostAt: number | null;
  /** What the shell says about its service, where there is a shell. */
  readonly service: ServiceState | null;
  /** True for a while after the service came back from a crash: what was being typed should be looked at again. */
  readonly recovered: boolean;
  readonly reached: () => void;
  readonly lost: () => void;
  readonly serviceSays: (state: ServiceState) => void;
}

/** How long a recovery is told; whoever was away from the desk for a moment still sees it. */
export const RECOVERY_SHOWN_MS = 10 * 60_000;
let recoveryShown: ReturnType<typeof setTimeout> | undefined;

/** Whether the center answers, as seen by the calls themselves. */
export const connection = create<ConnectionState>()((set, get) => ({
  connected: true,
  lostAt: null,
  service: null,
  recovered: false,
  reached: () => {
    if (!get().connected) set({ connected: true, lostAt: null });
  },
  lost: () => {
    if (get().connected) set({ connected: false, lostAt: Date.now() });
  },
  serviceSays: (service) => {
    const before = get().service;
    // A page that opens later has typed nothing that could be in doubt.
    const recovered =
      service.status === 'ready' &&
      service.restarts > 0 &&
      before !== null &&
      (before.status !== 'ready' || get().recovered);
    clearTimeout(recoveryShown);
    if (recovered) recoveryShown = setTimeout(() => set({ recovered: false }), RECOVERY_SHOWN_MS);
    set({ service, recovered });
  },
}));
