/** Where the caret stands in a clause, or what is selected. */
export interface Caret {
  readonly start: number;
  readonly end: number;
}

interface Entry {
  readonly id: string;
}

/** The list with one entry a place further up or down; the same list at its ends. */
export function moved<Each extends Entry>(list: readonly Each[], id: string, step: 1 | -1): readonly Each[] {
  const at = list.findIndex((entry) => entry.id === id);
  const other = list[at + step];
  const entry = list[at];
  if (!entry || !other) return list;
  return list.map((each, index) => (index === at ? other : index === at + step ? entry : each));
}

export function inserted<Each extends Entry>(list: readonly Each[], index: number, entry: Each): readonly Each[] {
  return [...list.slice(0, index), entry, ...list.slice(index)];
}

export function without<Each extends Entry>(list: readonly Each[], id: string): readonly Each[] {
  return list.filter((entry) => entry.id !== id);
}

export function changed<Each extends Entry>(list: readonly Each[], id: string, change: Partial<Each>): readonly Each[] {
  return list.map((entry) => (entry.id === id ? { ...entry, ...change } : entry));
}

/** A text put in at the caret, in place of what is selected; `from` is where it begins. */
export function insertedText(
  text: string,
  caret: Caret | null,
  words: string,
): { readonly text: string; readonly from: number } {
  const start = Math.min(caret?.start ?? text.length, text.length);
  const end = Math.max(start, Math.min(caret?.end ?? text.length, text.length));
  return { text: `${text.slice(0, start)}${words}${text.slice(end)}`, from: start };
}
