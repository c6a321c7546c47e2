import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { openStore } from '../../../db/open.ts';
import { testKey } from '../../../db/testing.ts';
import { actionsIn } from './survivors.ts';
import { wholeFilesIn } from './whole-files.ts';

const STORE = 'center.db';

/** The data folder of a center in a process of its own, and a copy of it from an older day. */
export class CenterFolder {
  readonly #folder = mkdtempSync(join(tmpdir(), 'fengqiao-center-'));
  readonly data = join(this.#folder, 'data');
  readonly storePath = join(this.data, STORE);
  readonly #copy = join(this.#folder, 'copy');

  /** A store with this content, closed, and its key. */
  constructor(content: Uint8Array) {
    mkdirSync(this.data);
    writeFileSync(join(this.data, 'center.key'), testKey, { mode: 0o600 });
    writeFileSync(this.storePath, content);
  }

  get hasCopy(): boolean {
    return existsSync(this.#copy);
  }

  /** While nobody has it open. */
  copy(): void {
    cpSync(this.data, this.#copy, { recursive: true });
  }

  /** The store is that of the copy; where it is whole, all that lies beside it, too. While nobody has it open. */
  putBack({ whole }: { readonly whole: boolean }): void {
    const concerned = (path: string) => whole || basename(path).startsWith(STORE);
    for (const name of readdirSync(this.data)) {
      if (concerned(name)) rmSync(join(this.data, name), { recursive: true });
    }
    for (const name of readdirSync(this.#copy)) {
      if (concerned(name)) cpSync(join(this.#copy, name), join(this.data, name), { recursive: true });
    }
  }

  /** Ids of the actions in the store, whether the service runs or not. */
  async actions(): Promise<readonly string[]> {
    const store = await openStore({ path: this.storePath, key: testKey, readonly: true });
    try {
      return await actionsIn(store);
    } finally {
      await store.close();
    }
  }

  /** Hashes of the files that lie whole beside the store. */
  files(): readonly string[] {
    return wholeFilesIn(join(this.data, 'files'));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
