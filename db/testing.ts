import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

interface TestStoreOptions extends Partial<OpenStoreOptions> {
  /** Bytes of a closed store to begin with ({@link closedStoreBytes}). */
  readonly content?: Uint8Array;
}

/** A fresh store in a folder of its own under the system's temporary folder; call `remove()` when done. */
export async function openTestStore({ content, ...options }: TestStoreOptions = {}): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-store-'));
  const path = join(folder, 'center.db');
  if (content) writeFileSync(path, content);
  const store = await openStore({ path, key: testKey, ...options });
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

/** Closes the store, deletes its folder and returns what was in the file. */
export async function closedStoreBytes(store: TestStore): Promise<Uint8Array> {
  await store.close();
  const bytes = readFileSync(store.path);
  await store.remove();
  return bytes;
}
