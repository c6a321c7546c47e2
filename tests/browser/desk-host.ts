import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBackupHost } from '../../center/backups/backup-host.ts';
import { testKeys } from '../../center/backups/testing.ts';
import { createDeskHost } from '../../center/desks.ts';
import { createHistoryHost } from '../../center/history-host.ts';
import { createHttpServer } from '../../center/http.ts';
import { createKeyDesk } from '../../center/keys/key-desk.ts';
import { isLocked, openKeys } from '../../center/keys/open-keys.ts';
import { createMachineTurn } from '../../center/machine-turn.ts';
import { createScanHost } from '../../center/scan/scan-host.ts';
import type { Registered } from '../../contract/cases.ts';
import type { Registration } from '../../domain/cases/registration.ts';
import { testParties } from '../../domain/cases/testing-facts.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import type { Desks } from '../../services/api/desks.ts';
import { createRouter } from '../../services/api/router.ts';
import type { SyncHost } from '../../services/api/sync-host.ts';
import { noteUse } from '../../services/audit/note.ts';
import { registerCase } from '../../services/cases/register.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { noMoving } from '../support/no-moving.ts';
import { noSync } from '../support/no-sync.ts';
import { projectRoot } from './project.ts';

/** The passwords of a test desk's accounts: admin (manager and IT), chengmin (clerk), zhangwei, chenjing (manager). */
export const DESK_PASSWORD = 'Long enough 1';

export interface HostedDesk {
  readonly desk: TestDesk;
  readonly origin: string;
  /** Errors that no person should ever see. */
  readonly logged: readonly unknown[];
  /** Of this machine's own settings. */
  readonly dataDir: string;
  /** How often the center was asked to begin anew. */
  restarts(): number;
  stop(): Promise<void>;
}

export interface HostOptions {
  /** The center's side of sync; one that has not enrolled unless told. */
  readonly sync?: (desk: TestDesk) => SyncHost;
  /** A center that is there already, as one that has enrolled with a city; it goes with the host. */
  readonly desk?: TestDesk;
  /** In place of the desk's own renderer. */
  readonly documents?: TestDesk['documents'];
  /** Of another page than the built one, where nobody looks at it. */
  readonly rendererDir?: string;
}

/**
 * The center's own HTTP host over a real store, in this process: a test moves its clock, and writes cases beside the
 * browser as another desk would. Serves the built page.
 */
export async function hostDesk(options: HostOptions = {}): Promise<HostedDesk> {
  const opened = options.desk ?? (await openTestDesk());
  const desk = { ...opened, documents: options.documents ?? opened.documents };
  const dataDir = mkdtempSync(join(tmpdir(), 'fengqiao-desk-'));
  const rendererDir = options.rendererDir ?? join(projectRoot, 'out', 'renderer');
  const logged: unknown[] = [];
  const history = createHistoryHost({
    ...{ store: desk.store, environment: desk.environment, fileBytes: desk.fileBytes },
    logger: { error: (entry: unknown) => void logged.push(entry), warn: () => undefined },
    serverKeys: () => null,
    told: () => null,
  });
  const scans = createScanHost({ dataDir, logger: { error: (entry: unknown) => void logged.push(entry) } });
  const place = { dataDir, storeExists: false, system: null, now: () => desk.environment.now() };
  const keys = await openKeys(place);
  if (isLocked(keys)) throw new Error(keys.reason);
  const restarts: number[] = [];
  const backups = createBackupHost({
    turn: createMachineTurn(),
    ...{ dataDir, store: desk.store, keys: testKeys, envelope: () => '{}', program: '0.0.0' },
    now: () => desk.environment.now(),
    logger: { error: (entry: unknown) => void logged.push(entry), info: () => undefined },
    hasCity: () => options.sync !== undefined,
    restart: () => void restarts.push(1),
  });
  const later: { desks?: Desks } = {};
  const desksOf = (): Desks => {
    if (!later.desks) throw new Error('the host of desks is not there yet');
    return later.desks;
  };
  const { router, sessions, close } = createRouter({
    dependencies: desk,
    written: desk.store,
    logger: { error: (entry) => void logged.push(entry) },
    version: '0.0.0',
    desks: {
      lan: (caller) => desksOf().lan(caller),
      setLan: (caller, input) => desksOf().setLan(caller, input),
    },
    sync: options.sync?.(desk) ?? noSync(desk.store),
    scans,
    history,
    keys: createKeyDesk({
      ...{ place, ring: keys, centerName: async () => '金水区矛盾纠纷多元化解中心' },
      note: (caller, use) => noteUse(desk.store, desk.environment.now(), caller, use),
    }),
    backups,
    moving: noMoving,
  });
  const deskHost = createDeskHost({
    dataDir,
    now: () => desk.environment.now(),
    holderOf: (token) => sessions.holderOf(token),
    http: { router, rendererDir },
    onCount: () => undefined,
  });
  later.desks = deskHost;
  const server = await createHttpServer({
    router,
    rendererDir,
    allowedHosts: ['127.0.0.1'],
    onCall: () => undefined,
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    desk,
    origin: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    logged,
    dataDir,
    restarts: () => restarts.length,
    async stop() {
      await backups.close();
      scans.close();
      await history.close();
      await deskHost.close();
      await server.close();
      await close();
      await desk.store.remove();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Registers a case at an instant, on that day; the desk's clock stays there. */
export async function registerAt(desk: TestDesk, at: number, change: Partial<Registration> = {}): Promise<Registered> {
  desk.clock.now = at;
  return registerCase(desk, desk.clerk, { ...desk.newRegistration(change), receivedOn: toChinaDate(at) });
}

/** A case of a person of this name against 李某. */
export function caseOf(applicant: string): Pick<Registration, 'parties' | 'title'> {
  const [first, ...others] = testParties;
  return { parties: [{ ...first!, name: applicant }, ...others], title: `${applicant}与李某邻里纠纷` };
}
