import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenStoreOptions, openStore, type SqliteStore } from './open.ts';

/** The key of every test store. */
export const testKey = new Uint8Array(32).fill(7);

export interface TestStore extends SqliteStore {
  readonly folder: string;
  /** Closes the store and deletes its folder. */
  remove(): Promise<void>;
}

/** A fresh store in a folder of its own under the system's temporary folder; call `remove()` when done. */
export async function openTestStore(options: Partial<OpenStoreOptions> = {}): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-store-'));
  const store = await openStore({ path: join(folder, 'center.db'), key: testKey, ...options });
  let open = true;
  const close = async () => {
    if (open) await store.close();
    open = false;
  };
  return {
    ...store,
    folder,
    close,
    async remove() {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
