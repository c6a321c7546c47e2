import type { KeptRows } from './kept.ts';

const STORE = 'kept';

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function opened(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => void request.result.createObjectStore(STORE);
  return settled(request);
}

/**
 * Rows in the browser's IndexedDB, which takes photos as they are.
 * @param name one for each center: several may be served by one machine under different paths
 */
export function idbRows(name: string): KeptRows {
  let database: Promise<IDBDatabase> | null = null;
  async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    database ??= opened(name);
    return (await database).transaction(STORE, mode).objectStore(STORE);
  }
  return {
    async all() {
      const rows = await store('readonly');
      const [keys, values] = await Promise.all([settled(rows.getAllKeys()), settled(rows.getAll())]);
      return new Map(keys.map((key, index) => [String(key), values[index]]));
    },
    async put(key, value) {
      await settled((await store('readwrite')).put(value, key));
    },
    async remove(key) {
      await settled((await store('readwrite')).delete(key));
    },
    async clear() {
      await settled((await store('readwrite')).clear());
    },
  };
}

/** Where the browser keeps nothing (a private window): as long as the page is open. */
export function memoryRows(): KeptRows {
  const rows = new Map<string, unknown>();
  return {
    all: async () => new Map(rows),
    put: async (key, value) => void rows.set(key, value),
    remove: async (key) => void rows.delete(key),
    clear: async () => rows.clear(),
  };
}
