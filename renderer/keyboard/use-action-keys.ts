import { useLayoutEffect, useRef } from 'react';
import { useKeyboard, useKeyScope } from './KeyboardProvider.tsx';
import type { ActionKey } from './registry.ts';

/**
 * Declares the keys of a screen, a dialog or the frame (by the KeyScope around it) for as long as it is shown.
 * They act and appear in the list of keys (Ctrl+/).
 */
export function useActionKeys(keys: readonly ActionKey[]): void {
  const { registry } = useKeyboard();
  const scope = useKeyScope();
  const latest = useRef(keys);
  useLayoutEffect(() => {
    latest.current = keys;
  });
  useLayoutEffect(() => registry.add(scope, () => latest.current), [registry, scope]);
}
