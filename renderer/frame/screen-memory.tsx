import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

/** What screens remember of one person: the row, the filter, the tab. */
export type Remembered = Map<string, unknown>;

const MemoryContext = createContext<Remembered | null>(null);

interface ScreenMemoryProps {
  /** Of whoever may come back to this desk; without it the memory goes with what is inside. */
  readonly remembered?: Remembered;
  readonly children: ReactNode;
}

/** Holds what screens remember while one person is signed in; it goes when the person signs out. */
export function ScreenMemory({ remembered, children }: ScreenMemoryProps) {
  const [own] = useState<Remembered>(() => new Map());
  return <MemoryContext value={remembered ?? own}>{children}</MemoryContext>;
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
