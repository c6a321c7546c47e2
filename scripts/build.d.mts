/** Builds out/ if the sources changed. Resolves to whether it built; rejects with a readable Error when it fails. */
export function ensureBuilt(root?: string): Promise<boolean>;
