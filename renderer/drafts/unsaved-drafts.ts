interface OpenDraft {
  flush(): Promise<void>;
  /** Whether something typed is not in the store. */
  isUnsaved(): boolean;
}

const open = new Set<OpenDraft>();

/** @returns a function that says the draft is closed */
export function watchDraft(draft: OpenDraft): () => void {
  open.add(draft);
  return () => {
    open.delete(draft);
  };
}

/**
 * Before somebody else sits down: what is typed is saved as the work of whoever typed it. Resolves to whether all of it
 * is; what is not would be lost, or be saved under the name of the next.
 */
export async function saveUnsavedDrafts(): Promise<boolean> {
  const drafts = [...open];
  await Promise.all(drafts.map((draft) => draft.flush()));
  return !drafts.some((draft) => draft.isUnsaved());
}
