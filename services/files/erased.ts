import type { Store } from '../ports.ts';
import type { FileBytes } from './bytes.ts';

/**
 * Deletes the bytes that an erasure named (LOG-8), unless a case names them again by now. It runs after the erasure's
 * commit and whenever the store is opened, so that a death in between leaves nothing for ever. In a transaction, because
 * attaching the same bytes is one too.
 */
export async function sweepErasedFiles(store: Store, bytes: Pick<FileBytes, 'remove'>): Promise<number> {
  const waiting = await store.read(({ filePlaces }) => filePlaces.erasedFiles());
  if (waiting.length === 0) return 0;
  return store.write(async ({ filePlaces }) => {
    let removed = 0;
    for (const { hash, named } of await filePlaces.erasedFiles()) {
      if (named) continue;
      await bytes.remove(hash);
      await filePlaces.forgetFile(hash);
      removed += 1;
    }
    return removed;
  });
}
