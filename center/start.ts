import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import type { Logger } from 'pino';
import { parseDocumentReference } from '../contract/documents.ts';
import { ServiceError } from '../contract/errors.ts';
import { StoreOpenError } from '../db/errors.ts';
import { openStore } from '../db/open.ts';
import packageJson from '../package.json' with { type: 'json' };
import { createRouter } from '../services/api/router.ts';
import { noteUse } from '../services/audit/note.ts';
import type { Dependencies } from '../services/dependencies.ts';
import { openDocument } from '../services/documents/documents.ts';
import { systemEnvironment } from '../services/environment.ts';
import { renewProjections } from '../services/log/rebuild.ts';
import { doubtNumbers } from '../services/numbers/doubt.ts';
import type { LogTail } from '../services/process-log.ts';
import { refuseWhileReplacing, requireEmpty } from '../services/setup/replacement.ts';
import { noticing } from '../services/sync/urgent.ts';
import { createBackupHost } from './backups/backup-host.ts';
import { keepErasures } from './backups/erasure-keeper.ts';
import { finishRestore } from './backups/restore.ts';
import { takeRestoreRequest } from './backups/restore-request.ts';
import { runApart } from './backups/run-apart.ts';
import { dependenciesOn, filesIn, type Writing } from './center-dependencies.ts';
import { createDeskHost } from './desks.ts';
import { createDiagnosis } from './diagnosis/diagnosis.ts';
import { createHistoryHost } from './history-host.ts';
import { restOf } from './hosting/rest.ts';
import { closeHttpServer, createHttpServer, loopbackHosts } from './http.ts';
import { envelopeText } from './keys/envelope.ts';
import { createHandToCity } from './keys/hand-to-city.ts';
import type { SystemKeyStore } from './keys/keepers.ts';
import { createKeyDesk } from './keys/key-desk.ts';
import type { KeyRing } from './keys/key-ring.ts';
import { isLocked, openKeys } from './keys/open-keys.ts';
import { untilUnlocked } from './locked.ts';
import { createMachineTurn } from './machine-turn.ts';
import { createMovingHost } from './moving/moving-host.ts';
import { leftHere, untilUndone } from './moving/retired.ts';
import { gated } from './moving/write-gate.ts';
import type { CenterOptions } from './options.ts';
import { sampleSignInOf, seedSample } from './sample/sample.ts';
import { createScanHost } from './scan/scan-host.ts';
import { type ParentPort, type StoredPdf, serveShell } from './shell-port.ts';
import { readStationFile } from './station-file.ts';
import { noteStorePlace, storePlace } from './store-place.ts';
import { createSyncHost, type RunningSyncHost } from './sync.ts';

const { version } = packageJson;

export interface RunningCenter {
  readonly address: {
    readonly origin: string;
    readonly openUrl: string;
    readonly sampleSignIn: { readonly account: string; readonly password: string } | null;
  };
  close(): Promise<void>;
}

interface Hosts {
  readonly logger: Logger;
  readonly logTail: LogTail;
  readonly parent: ParentPort | null;
  readonly stop: () => Promise<void>;
  /** The key store of the system, where the shell reaches one. */
  readonly system: SystemKeyStore | null;
  /** Told where somebody can unlock, when the keys are locked. */
  readonly onLocked: (origin: string) => void;
  /** Closes this center and starts it anew, as after a restore. */
  readonly restart: () => void;
  /** Told once that a hosted center has done its daily work. */
  readonly onRested: () => void;
}

/** Fills a store beside the real place and moves it there when it is whole: a start that is cut off leaves no half. */
async function makeSampleStore(
  storePath: string,
  keys: KeyRing,
  options: CenterOptions,
  logger: Logger,
): Promise<void> {
  const draftPath = `${storePath}.new`;
  const removeLeftovers = () => {
    const [folder, name] = [dirname(draftPath), basename(draftPath)];
    for (const file of readdirSync(folder)) if (file.startsWith(name)) rmSync(join(folder, file));
  };
  if (existsSync(draftPath)) {
    await requireNobodyFills(draftPath, keys.store);
    removeLeftovers();
  }
  const draft = await openStore({ path: draftPath, key: keys.store });
  try {
    const dependencies = dependenciesOn({ store: draft, fileBytes: filesIn(options, keys) }, options, logger);
    await renewProjections(dependencies);
    await seedSample(dependencies);
  } finally {
    await draft.close();
  }
  renameSync(draftPath, storePath);
  removeLeftovers();
}

/** Opening is refused while another process is filling the same place; whatever else is wrong with a half goes with it. */
async function requireNobodyFills(draftPath: string, key: Uint8Array): Promise<void> {
  try {
    await (await openStore({ path: draftPath, key })).close();
  } catch (error) {
    if (!(error instanceof StoreOpenError) || error.code === 'STORE_LOCKED') throw error;
  }
}

async function nameOf(store: Dependencies['store']): Promise<string> {
  return (await store.read(({ settings }) => settings.settings()))?.settings.name ?? '';
}

/** Opens the store, fills a new one with sample data unless told not to, and serves this machine's desk. */
export async function startCenter(
  options: CenterOptions,
  { logger, logTail, parent, stop, restart, system, onLocked, onRested }: Hosts,
): Promise<RunningCenter> {
  const storePath = join(options.data, 'center.db');
  const placePath = join(options.data, 'center.place.json');
  const told = (restored: ReturnType<typeof finishRestore>) => {
    if (restored) logger.info({ backup: restored.from, kept: restored.kept }, 'a backup was put in place');
  };
  // Before anybody asks whether there is a store.
  told(finishRestore(options.data));
  const { now } = systemEnvironment;
  const page = { logger, parent, version, now, stop, onLocked };
  const left = leftHere(options.data);
  const { port: open } = left ? await untilUndone(left, options, page) : options;
  const place = { dataDir: options.data, storeExists: existsSync(storePath), system, now };
  const found = await openKeys(place);
  const { ring: keys, port } = isLocked(found)
    ? await untilUnlocked(found, { ...options, port: open }, page)
    : { ring: found, port: open };
  if (await takeRestoreRequest(options.data, keys)) told(finishRestore(options.data));
  const isNew = !existsSync(storePath);
  if (isNew && !options.empty) await makeSampleStore(storePath, keys, options, logger);
  let onActions: RunningSyncHost['noticed'] = () => undefined;
  const opened = await openStore({ path: storePath, key: keys.store });
  const { store: behindGate, gate } = gated(opened);
  const store = noticing(behindGate, (types) => onActions(types));
  try {
    if (storePlace(storePath, placePath) === 'other' && (await doubtNumbers(store, systemEnvironment)) === 'doubted') {
      logger.warn('the store is another file than before: numbers bear letters of their own until the city has spoken');
    }
    noteStorePlace(storePath, placePath);
    const clock = { offset: (await store.read(({ sync }) => sync.state())).clockOffset };
    const writing: Writing = { suite: readStationFile(join(options.data, 'station.json'))?.suite };
    const fileBytes = filesIn(options, keys, writing);
    const dependencies = dependenciesOn({ store, fileBytes }, options, logger, clock, writing);
    if (await renewProjections(dependencies)) logger.info('the projections of another version were rebuilt');
    const erasures = await keepErasures({ dataDir: options.data, keys, dependencies, logger });
    const rests = options.hosted ? restOf(onRested) : null;
    const handToCity = createHandToCity({ dataDir: options.data, ring: keys, logger });
    const sync = createSyncHost({
      dataDir: options.data,
      dependencies: { ...dependencies, store, fileBytes },
      logger,
      ...(options.cityOrigin && options.cityCode
        ? { beside: { origin: options.cityOrigin, code: options.cityCode, own: options.hosted === true } }
        : {}),
      onComplete: async (...met) => {
        await handToCity(...met);
        rests?.('met the city');
      },
      onClock: (offset) => {
        clock.offset = offset;
      },
      onSuite: (suite) => {
        writing.suite = suite;
      },
    });
    onActions = (types) => {
      sync.noticed(types);
      erasures.noticed(types);
    };
    const turn = createMachineTurn();
    const backups = createBackupHost({
      turn,
      ...{ dataDir: options.data, store: opened, keys, logger, restart },
      envelope: () => envelopeText(options.data),
      program: packageJson.version,
      now: () => systemEnvironment.now(),
      hasCity: () => sync.state().city !== null,
      ...(rests ? { hosted: { target: options.backups ?? null, onRested: () => rests('has a backup') } } : {}),
    });
    const moving = createMovingHost({
      turn,
      ...{ dataDir: options.data, storePath, stationId: opened.station.stationId, keys, gate, logger, restart, now },
      program: packageJson.version,
      makeBackup: (job) => runApart(job).done,
      centerName: () => nameOf(store),
      waiting: async () => (sync.state().city ? (await sync.corner()).waiting : null),
      requireFresh: async () => {
        refuseWhileReplacing(sync.replacement);
        if (sync.state().city) throw new ServiceError('ALREADY_SET_UP');
        await requireEmpty(store);
      },
    });
    const history = createHistoryHost({
      ...{ store, environment: dependencies.environment, fileBytes, logger },
      ...{ serverKeys: sync.serverKeys, told: sync.told },
    });
    const scans = createScanHost({ dataDir: options.data, logger });
    const api = createRouter({
      dependencies,
      written: store,
      logger,
      version,
      hosted: options.hosted === true,
      desks: {
        lan: (caller) => desks.lan(caller),
        setLan: (caller, input) => desks.setLan(caller, input),
      },
      scans,
      history,
      keys: createKeyDesk({
        ...{ place, ring: keys, centerName: () => nameOf(store) },
        note: (caller, use) => noteUse(store, systemEnvironment.now(), caller, use),
      }),
      backups,
      moving,
      sync: {
        ...sync,
        diagnosis: createDiagnosis({
          dataDir: options.data,
          version,
          store,
          now: () => systemEnvironment.now(),
          logLines: () => logTail.lines(),
          sync: sync.state,
          line: sync.currentLine,
          history: history.state,
        }),
      },
    });
    const desks = createDeskHost({
      dataDir: options.data,
      now: () => systemEnvironment.now(),
      holderOf: (token) => api.sessions.holderOf(token),
      http: { router: api.router, rendererDir: options.renderer },
      onCount: (count) => parent?.postMessage({ type: 'desks', count }),
    });

    const server = await createHttpServer({
      router: api.router,
      rendererDir: options.renderer,
      allowedHosts: loopbackHosts,
      onCall: () => undefined,
    });
    await server.listen({ port, host: '127.0.0.1' });
    if (parent) serveShell({ parent, router: api.router, document: storedPdf, stop, logger });
    sync.start();
    await backups.start();
    history.start();
    await desks.resume().catch((error: unknown) => logger.error({ error }, 'the LAN listener did not resume'));

    const origin = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
    return {
      address: { origin, openUrl: `${origin}/`, sampleSignIn: await sampleSignInOf(store) },
      async close() {
        await backups.close();
        await erasures.settled();
        scans.close();
        await desks.close();
        await closeHttpServer(server);
        await sync.close();
        await history.close();
        await api.close();
        await store.close();
      },
    };

    async function storedPdf(token: string | null, reference: string): Promise<StoredPdf> {
      const caller = token ? await api.sessions.callerOf(token) : null;
      if (!caller) throw new ServiceError('NOT_SIGNED_IN', { detail: '登录已失效，请重新登录后再打印。' });
      const file = await openDocument(dependencies, caller, parseDocumentReference(reference));
      const bytes = new Uint8Array(await file.arrayBuffer());
      return { sha256: systemEnvironment.suite.digest(bytes), title: file.name, bytes };
    }
  } catch (error) {
    await store.close();
    throw error;
  }
}
