import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadDivisions, loadDocumentRenderer } from '../../center/resources.ts';
import { importGenerated } from '../../center/sample/bulk.ts';
import { type Connection, openConnection } from '../../db/connection.ts';
import { openStore, type SqliteStore } from '../../db/open.ts';
import { createRouter } from '../../services/api/router.ts';
import { createAsides } from '../../services/asides.ts';
import type { Caller, Dependencies } from '../../services/dependencies.ts';
import { registerStaff } from '../../services/directory/staff.ts';
import { systemEnvironment } from '../../services/environment.ts';
import { createFileFolder } from '../../services/files/folder.ts';
import { createRulesCache } from '../../services/settings/rules.ts';
import { setUpCenter } from '../../services/setup/set-up.ts';
import { noPaperSigner } from '../../services/verification/port.ts';
import { projectRoot } from '../browser/project.ts';
import { noBackups } from '../support/no-backups.ts';
import { noHistory } from '../support/no-history.ts';
import { noKeys } from '../support/no-keys.ts';
import { noMoving } from '../support/no-moving.ts';
import { noScans } from '../support/no-scans.ts';
import { noSync } from '../support/no-sync.ts';
import { ownPasswords } from '../support/own-passwords.ts';

const PASSWORD = 'Kettle and 3 cups';
export const benchKey = new Uint8Array(32).fill(5);
export const SEED = 20_261;
const MEDIATORS = 40;

/** A center with as many cases as a bench asks for, its API, and a store of its own in a temporary folder. */
export interface BenchCenter {
  readonly folder: string;
  readonly store: SqliteStore;
  readonly dependencies: Dependencies;
  readonly api: ReturnType<typeof createRouter>;
  readonly mediatorIds: readonly string[];
  readonly account: { readonly account: string; readonly password: string };
  /** Another connection to the same file, with the very settings of the store's own. */
  raw(readonly: boolean): Connection;
  /** A connection to another file in the same folder, with the same settings. */
  rawFile(name: string): Connection;
  close(): Promise<void>;
}

export interface BenchOptions {
  /** Imported cases; 0 for a center that begins empty. */
  readonly rows: number;
  /** Keeps the store here, and takes it up again the next time instead of making it anew. */
  readonly keep?: string | undefined;
  readonly key?: Uint8Array;
  readonly say: (line: string) => void;
}

async function fill(dependencies: Dependencies, rows: number, say: (line: string) => void): Promise<void> {
  await setUpCenter(dependencies, {
    centerName: '压力测试综治中心',
    centerShortName: '测',
    areaCode: '410105',
    committeeName: '压力测试人民调解委员会',
    committeeShortName: '测',
    phone: '',
    address: '',
    administrator: { account: 'admin', name: '管理员', password: PASSWORD },
  });
  const admin = await callerOf(dependencies, 'admin');
  const add = (account: string, name: string, roles: readonly ('clerk' | 'mediator' | 'manager')[]) =>
    registerStaff(dependencies, admin, {
      actionId: dependencies.environment.newId(),
      account,
      name,
      roles,
      phone: null,
      password: PASSWORD,
    });
  const clerk = await add('clerk', '登记员', ['clerk', 'manager']);
  const mediatorIds: string[] = [];
  for (let number = 1; number <= MEDIATORS; number += 1) {
    mediatorIds.push((await add(`mediator${number}`, `调解员${number}`, ['mediator'])).staffId);
  }
  await ownPasswords(dependencies.store);
  if (rows === 0) return;
  let said = 0;
  await importGenerated(dependencies, {
    seed: SEED,
    count: rows,
    importer: await callerOf(dependencies, 'sysadmin'),
    clerkId: clerk.staffId,
    mediatorIds,
    onProgress(done) {
      if (done - said < rows / 10) return;
      said = done;
      say(`  ${done} of ${rows} cases written`);
    },
  });
}

/** Somebody of the bench's center, as the services know who asks. */
export async function callerOf({ store }: Pick<Dependencies, 'store'>, account: string): Promise<Caller> {
  const member = await store.read(({ directory }) => directory.byAccount(account));
  if (!member) throw new Error(`the bench's store has no account ${account}`);
  return { ...member, desk: '' };
}

export async function benchCenter({ rows, keep, key = benchKey, say }: BenchOptions): Promise<BenchCenter> {
  const folder = keep ?? mkdtempSync(join(tmpdir(), 'fengqiao-bench-'));
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'center.db');
  const isNew = !existsSync(path);
  const resources = join(projectRoot, 'resources');
  const divisions = loadDivisions(resources);
  const store = await openStore({ path, key });
  const dependencies: Dependencies = {
    store,
    environment: systemEnvironment,
    divisions,
    rules: createRulesCache(divisions),
    asides: createAsides(({ code }) => say(code)),
    paperSigner: noPaperSigner,
    documents: loadDocumentRenderer(resources),
    fileBytes: createFileFolder({ folder: join(folder, 'files'), key: benchKey }),
  };
  if (isNew) {
    const start = performance.now();
    await fill(dependencies, rows, say);
    say(`  ${rows} cases imported in ${Math.round((performance.now() - start) / 1000)} s`);
  }
  const api = createRouter({
    dependencies,
    written: store,
    version: 'bench',
    logger: { error: ({ error }) => say(String(error)) },
    desks: { lan: () => Promise.reject(new Error('no LAN')), setLan: () => Promise.reject(new Error('no LAN')) },
    sync: noSync(store),
    scans: noScans,
    history: noHistory,
    keys: noKeys,
    backups: noBackups,
    moving: noMoving,
  });
  const staff = await store.read(({ directory }) => directory.allStaff());
  const raws: Connection[] = [];
  function open(file: string, readonly: boolean): Connection {
    const connection = openConnection({ path: file, key, readonly, cacheMiB: readonly ? 32 : 16 });
    raws.push(connection);
    return connection;
  }
  return {
    folder,
    store,
    dependencies,
    api,
    mediatorIds: staff.filter(({ roles }) => roles.includes('mediator')).map(({ staffId }) => staffId),
    account: { account: 'clerk', password: PASSWORD },
    raw: (readonly) => open(path, readonly),
    rawFile(name) {
      const file = join(folder, name);
      rmSync(file, { force: true });
      return open(file, false);
    },
    async close() {
      for (const connection of raws) connection.close();
      await api.close();
      await store.close();
      if (keep === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Calls the API's handlers as a host would, transport apart: session, checks of the input, service, checks of the output. */
export async function signedInContext(center: BenchCenter) {
  const { token } = await center.api.sessions.signIn(center.account);
  return { token, keepToken: () => undefined, dropToken: () => undefined };
}
