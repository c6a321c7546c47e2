import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

const MemoryContext = createContext<Map<string, unknown> | null>(null);

/** Holds what screens remember while one person is signed in; it goes with the person. */
export function ScreenMemory({ children }: { readonly children: ReactNode }) {
  const [memory] = useState(() => new Map<string, unknown>());
  return <MemoryContext value={memory}>{children}</MemoryContext>;
}

/** A state that is still there when the person comes back to the screen: the row, the filter, the tab. */
export function useRemembered<Value>(key: string, initial: Value): readonly [Value, (value: Value) => void] {
  const memory = useContext(MemoryContext);
  if (!memory) throw new Error('ScreenMemory is missing above this component');
  const [value, setValue] = useState<Value>(() => (memory.has(key) ? (memory.get(key) as Value) : initial));
  const remember = useCallback(
    (next: Value) => {
      memory.set(key, next);
      setValue(next);
    },
    [memory, key],
  );
  return [value, remember];
}
