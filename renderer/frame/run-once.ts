import { useCallback, useRef, useState } from 'react';

/**
 * Runs an action once at a time: a second press while the first still works does nothing, so that two presses of
 * Ctrl+Enter make one case. The action handles its own errors; what it lets through is given to the window's handler.
 */
export function useRunOnce(action: () => void | Promise<void>): { readonly run: () => void; readonly busy: boolean } {
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const run = useCallback(() => {
    if (running.current) return;
    const result = action();
    if (!(result instanceof Promise)) return;
    running.current = true;
    setBusy(true);
    result.catch(reportError).finally(() => {
      running.current = false;
      setBusy(false);
    });
  }, [action]);
  return { run, busy };
}
