import { join } from 'node:path';
import type { Logger } from 'pino';
import { ServiceError } from '../contract/errors.ts';
import { toWriteError } from '../db/errors.ts';
import { CASE_SCHEMA_VERSION } from '../domain/cases/actions.ts';
import { type LineSettings, periodOf } from '../domain/sync/line.ts';
import { OLDEST_SYNC_PROTOCOL, SYNC_PROTOCOL, type SyncVersions } from '../domain/sync/versions.ts';
import { requireRight } from '../services/access/rights.ts';
import type { SyncHost } from '../services/api/sync-host.ts';
import type { Caller } from '../services/dependencies.ts';
import type { FileFolder } from '../services/files/folder.ts';
import { placesAt } from '../services/files/places.ts';
import type { Told } from '../services/history/anchors.ts';
import type { SyncDependencies } from '../services/sync/apply.ts';
import { createRound, type RoundResult } from '../services/sync/round.ts';
import { stationRoundStore } from '../services/sync/station.ts';
import { type SyncHostState, syncCorner, syncOverview } from '../services/sync/sync-page.ts';
import { createUrgentRounds } from '../services/sync/urgent.ts';
import { createSyncWorker, PROGRAM_FAILED, type SyncWorker } from '../services/sync/worker.ts';
import { createAnchorExchange } from './anchors.ts';
import { type CityBeside, enrolBeside } from './city-beside.ts';
import { createCityClient, type HttpCityClient } from './city-client.ts';
import { enrolmentIn } from './enrolment.ts';
import { createFileSync, type FileSync } from './file-sync.ts';
import { createCenterLine } from './line/line-host.ts';
import { createReplacement } from './replacement.ts';
import { createRoundHistory } from './round-history.ts';
import { movedTo, readStationFile, type StationFile, serverKeysOf, writeStationFile } from './station-file.ts';

const versions: SyncVersions = {
  protocol: SYNC_PROTOCOL,
  oldestProtocol: OLDEST_SYNC_PROTOCOL,
  schema: CASE_SCHEMA_VERSION,
};

export interface SyncHostParts {
  readonly dataDir: string;
  readonly dependencies: SyncDependencies & { readonly fileBytes: FileFolder };
  readonly logger: Pick<Logger, 'error'>;
  /** Told how far the clock is from the city's, in ms, whenever a round has measured it. */
  readonly onClock?: (offsetMs: number) => void;
  /** After a round that came through: what else the city is given. Never rejects. */
  readonly onComplete?: (client: HttpCityClient, station: StationFile, signal: AbortSignal) => Promise<void>;
  /** Told in which suite is written from now on, whenever the center has enrolled. */
  readonly onSuite?: (suite: StationFile['suite']) => void;
  /** Between two rounds, in ms; stands in for what IT has set. */
  readonly periodMs?: number;
  /** A city that was started beside this center. */
  readonly beside?: CityBeside;
}

/** All but the bundle for who looks for a fault, which tells of more than sync. */
export interface RunningSyncHost extends Omit<SyncHost, 'diagnosis'> {
  /** What is known of the sync beside the store. */
  state(): SyncHostState;
  currentLine(): LineSettings;
  /** Of the city, SPKI in base64; null before the center has enrolled. */
  serverKeys(): readonly string[] | null;
  /** What the city said of anchors last (LOG-13); null before it was asked. */
  told(): Told | null;
  /** Begins with a round where the center has enrolled. */
  start(): void;
  /** Own actions of these kinds were done: urgent ones go at once. */
  noticed(types: readonly string[]): void;
  close(): Promise<void>;
}

/** Runs the sync of this center, and tells its pages how it is. */
export function createSyncHost(parts: SyncHostParts): RunningSyncHost {
  const { dataDir, dependencies, logger, onClock, onComplete, onSuite, beside } = parts;
  const { store, environment, fileBytes } = dependencies;
  const path = join(dataDir, 'station.json');
  let station: StationFile | null = movedTo(beside?.origin, readStationFile(path));
  let worker: SyncWorker | null = null;
  let files: FileSync | null = null;
  let halted = false;
  let consented = false;
  let enrolling = false;
  const enrolment = enrolmentIn(dataDir);
  const closing = new AbortController();
  let besideDone: Promise<void> = Promise.resolve();

  const line = createCenterLine({
    dataDir,
    logger,
    now: () => environment.now(),
    station: () => station,
    onChange: () => {
      worker?.periodChanged();
      files?.periodChanged();
    },
  });
  const history = createRoundHistory(join(dataDir, 'sync-rounds.json'), logger);
  const urgent = createUrgentRounds(() => worker);
  let client: HttpCityClient | null = null;
  let cityVersions: SyncVersions | null = null;
  const anchors = createAnchorExchange({ store, logger, signal: closing.signal });
  const clientTo = (origin: string): HttpCityClient =>
    createCityClient({ origin, credentials: () => station, fetch: line.line.fetch });

  const periodMs = () => parts.periodMs ?? periodOf(line.current());

  function begin(enrolled: StationFile): void {
    worker = workerOf(enrolled);
    files = createFileSync({
      store,
      fileBytes,
      station: enrolled,
      client: clientTo(enrolled.origin),
      fetch: line.line.fetch,
      periodMs,
      onError: (error) => logger.error({ error }, 'a round of files broke off'),
    });
    worker.start();
  }

  function workerOf(of: StationFile): SyncWorker {
    const { origin, feed } = of;
    const used = clientTo(origin);
    client = used;
    const run = createRound({
      store: stationRoundStore(dependencies, { feed, consented: () => consented, ...(onClock ? { onClock } : {}) }),
      client: {
        ...used,
        async hello(signal) {
          const said = await used.hello(signal);
          cityVersions = said.versions;
          return said;
        },
      },
      versions,
      now: () => environment.now(),
    });
    return createSyncWorker({
      round: (signal) =>
        listed(async () => {
          await become(of);
          return run(signal);
        }),
      periodMs,
      random: Math.random,
      onError: (error) => logger.error({ error }, 'a round of sync broke off'),
    });
  }

  /** Keeps the round for the history; what a person agreed to holds for one round (SYNC-12). */
  async function listed(run: () => Promise<RoundResult>): Promise<RoundResult> {
    const at = environment.now();
    const started = performance.now();
    const before = line.line.traffic();
    const list = ({ outcome, failure, pushed, pulled }: Omit<RoundResult, 'failureCode'>) => {
      const { sent, received } = line.line.traffic();
      const bytes = { sent: sent - before.sent, received: received - before.received };
      history.add({ at, outcome, failure, pushed, pulled, ...bytes, ms: Math.round(performance.now() - started) });
    };
    try {
      const result = await run();
      halted = result.outcome === 'halted';
      list(result);
      // Actions are through, so the city knows which files they name. A photo holds up no action, and no desk.
      if (result.outcome === 'complete') {
        void files?.syncNow();
        if (client && station) {
          void anchors.exchange(client, serverKeysOf(station));
          void onComplete?.(client, station, closing.signal);
        }
      }
      return result;
    } catch (error) {
      list({ outcome: 'failed', failure: PROGRAM_FAILED, pushed: 0, pulled: 0 });
      throw error;
    } finally {
      consented = false;
    }
  }

  function state(): SyncHostState {
    const { running = false, nextAt = null } = worker?.state() ?? {};
    const city = station && { origin: station.origin, name: station.name, feed: station.feed };
    return {
      city,
      running,
      nextAt,
      needsConsent: halted,
      rounds: history.rounds(),
      sessionLeft: client?.sessionLeft() ?? null,
      fileFailure: files?.failure() ?? null,
      versions: { own: versions, city: cityVersions },
    };
  }

  const overview = (caller: Caller) => syncOverview(store, caller, state());

  function requireWorker(): SyncWorker {
    if (worker) return worker;
    throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '本中心还没有接入市平台，先请系统管理员接入。' });
  }

  /** The next life of this station begins in the store, too, wherever its file has it and the store has not yet. */
  async function become({ stationId, incarnation }: StationFile): Promise<void> {
    const now = await store.read(({ log }) => log.station());
    if (now.incarnation < incarnation)
      await store.write(({ sync }) => sync.beginIncarnation({ stationId, incarnation }));
  }

  function keep(of: StationFile): void {
    try {
      writeStationFile(path, of);
    } catch (error) {
      throw toWriteError(error);
    }
    station = of;
    onSuite?.(of.suite);
  }

  /** Enrols, also anew: a station that the city knows begins its next life with a new key (SYNC-14). */
  async function take(origin: string, code: string, replacing?: string): Promise<void> {
    if (enrolling) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '正在接入市平台，请稍等。' });
    enrolling = true;
    try {
      // Nothing is sent under the old key meanwhile.
      await worker?.close();
      await files?.close();
      const own = new URL(origin).origin;
      const now = await store.read(({ log }) => log.station());
      const isEmpty = replacing !== undefined;
      const enrolled = await enrolment.ask(clientTo(own), own, { code, ...now, isEmpty });
      keep(isEmpty ? { ...enrolled, replacing } : enrolled);
      enrolment.done();
      await become(enrolled);
    } finally {
      enrolling = false;
      if (station) begin(station);
    }
  }

  const replacement = createReplacement({
    store,
    environment,
    station: () => station,
    take,
    running: () => worker?.state().running ?? false,
    syncNow: () => void worker?.syncNow().catch((error: unknown) => logger.error({ error }, 'no round was begun')),
    keep,
  });

  return {
    line,
    replacement,
    start() {
      if (station) begin(station);
      else if (beside) {
        const enrol = { store, signal: closing.signal, isEnrolled: () => station !== null, take };
        besideDone = enrolBeside(beside, enrol).catch((error: unknown) =>
          logger.error({ error }, 'the center did not enrol with the city beside it'),
        );
      }
    },
    state,
    currentLine: line.current,
    serverKeys: () => station && serverKeysOf(station),
    told: anchors.told,
    noticed: (types) => urgent.noticed(types),
    corner: () => syncCorner(store, state()),
    filePlaces: (hashes) => placesAt(store, hashes, station !== null),
    overview,
    async now(caller) {
      requireRight(caller, 'sync.now');
      await requireWorker().syncNow();
      await files?.syncNow();
      return overview(caller);
    },
    async enrol(caller, { origin, code }) {
      requireRight(caller, 'sync.enrol');
      await take(origin, code);
      return overview(caller);
    },
    async consent(caller) {
      requireRight(caller, 'sync.consent');
      if (!halted) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '现在没有停住的下行，不用确认。' });
      consented = true;
      await requireWorker().syncNow();
      return overview(caller);
    },
    async close() {
      closing.abort();
      urgent.close();
      await besideDone;
      await worker?.close();
      await files?.close();
      await line.line.close();
    },
  };
}
