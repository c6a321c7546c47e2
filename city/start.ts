import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { CheckInput } from '../contract/verification.ts';
import type { Directory } from '../domain/directory/divisions.ts';
import { DEFAULT_PLACE_LIMITS } from '../domain/intake/work.ts';
import { plainDateAt } from '../domain/text/chinese-date.ts';
import { systemEnvironment } from '../services/environment.ts';
import { suiteNamed } from '../services/suites/suite.ts';
import { createCityRouter } from './api.ts';
import { createCallers } from './callers.ts';
import { createClients } from './clients/clients.ts';
import { createInbound } from './clients/inbound.ts';
import { type Database, openDatabase } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { divisionsOf } from './directory/import-command.ts';
import { createUploads } from './files-http.ts';
import { createCityServer } from './http.ts';
import { createIntakeParts } from './intake/parts.ts';
import { createSms, type SmsSender } from './intake/sms.ts';
import type { ResidentUploads } from './intake/uploads.ts';
import { createMetrics } from './metrics.ts';
import { operatorsAt } from './operators.ts';
import type { CityOptions } from './options.ts';
import { createOpener, type RoomParts } from './room/parts.ts';
import { exchangeAnchors } from './sync/anchors.ts';
import { beginEpoch, currentEpoch, identify, orNewEpoch } from './sync/epoch.ts';
import { createCityFiles } from './sync/files.ts';
import { type ServerKeys, serverKeys } from './sync/keys.ts';
import { createProjector } from './sync/projector.ts';
import { pull } from './sync/pull.ts';
import { cityVersions } from './sync/push.ts';
import { PushLine } from './sync/push-line.ts';
import { giveBack, offer, settle } from './sync/readmit.ts';
import { renewFeeds } from './sync/rebuild.ts';
import { keepRecoveryKey } from './sync/recovery-keys.ts';
import { reserveNumbers } from './sync/reserve-numbers.ts';
import { sharedRead } from './sync/shared-read.ts';
import { StationNotes } from './sync/station-notes.ts';
import { createStations, type StationService } from './sync/stations.ts';
import { checkPaper } from './verification/lookup.ts';

/** How long calls under way may take to be answered once the city closes. */
const CLOSE_PATIENCE_MS = 2_000;

export interface City {
  readonly origin: string;
  readonly database: Database;
  readonly stations: StationService;
  readonly keys: ServerKeys;
  readonly rooms: RoomParts;
  /** Files that residents are sending. */
  readonly residentUploads: Pick<ResidentUploads, 'tidy'>;
  /** What the operator must know, in Chinese; null where there is nothing to say. */
  readonly notice: string | null;
  close(): Promise<void>;
}

export interface CityParts {
  readonly logger: Pick<Logger, 'error' | 'info'>;
  readonly divisions: Directory;
  readonly now?: () => number;
  /** Sends the codes that prove a phone; as the options say unless given. */
  readonly sms?: SmsSender;
  /** Stands between the server and its database; tests put their faults there. */
  readonly between?: (database: Database) => Database;
}

/** What serving and making codes have in common: the database with its tables, and who the server is. */
interface OpenCity {
  readonly database: Database;
  readonly keys: ServerKeys;
  readonly stations: StationService;
  readonly serverId: string;
  readonly epoch: number;
}

async function open(
  options: Pick<CityOptions, 'url' | 'data'> & Partial<Pick<CityOptions, 'suite'>>,
  parts: Pick<CityParts, 'now' | 'between'>,
): Promise<OpenCity> {
  const { now = Date.now, between = (database) => database } = parts;
  if (options.url === undefined) mkdirSync(options.data, { recursive: true, mode: 0o700 });
  const opened = await openDatabase(options.url === undefined ? { folder: options.data } : { url: options.url });
  const database = between(opened);
  try {
    await migrate(database);
    const { serverId, epoch } = await identify(database, randomUUID, now());
    const keys = await serverKeys(database, options.suite);
    return {
      database,
      keys,
      serverId,
      epoch,
      stations: createStations(database, keys, { serverId, now, suite: options.suite }),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/**
 * Says that the database was restored from a backup: a new epoch begins (SYNC-11). To be said before the city serves
 * again; once more is one more epoch, in which the stations find nothing lacking.
 */
export async function tellRestored(options: Pick<CityOptions, 'url' | 'data'>, now = Date.now): Promise<string> {
  const { database } = await open(options, { now });
  try {
    const { epoch } = await beginEpoch(database, await currentEpoch(database), now());
    return String(epoch);
  } finally {
    await database.close();
  }
}

/** Does one thing with the city's database; nothing is served. */
export async function withOpenCity<Result>(
  options: Pick<CityOptions, 'url' | 'data'>,
  work: (city: Pick<OpenCity, 'database' | 'stations' | 'keys'>) => Promise<Result>,
): Promise<Result> {
  const city = await open(options, {});
  try {
    return await work(city);
  } finally {
    await city.database.close();
  }
}

/** Opens the city's database and serves the sync API. Any number of processes may do so on one PostgreSQL. */
export async function startCity(
  options: Omit<
    CityOptions,
    | 'codes'
    | 'codesBelow'
    | 'successors'
    | 'restored'
    | 'command'
    | 'proxies'
    | 'operators'
    | 'suite'
    | 'sms'
    | 'perPlace'
  > &
    Partial<Pick<CityOptions, 'proxies' | 'operators' | 'suite' | 'sms' | 'perPlace'>>,
  { logger, divisions: shipped, now = Date.now, ...parts }: CityParts,
): Promise<City> {
  const { database, keys, stations, serverId, epoch } = await open(options, { now, ...parts });
  try {
    const environment = { ...systemEnvironment, now, suite: suiteNamed(options.suite).hash };
    const divisions = await divisionsOf(database, shipped, plainDateAt(now()));
    const station = { stationId: serverId, incarnation: epoch };
    const notes = new StationNotes(database, (error) => logger.error({ error }, 'notes of stations were not written'));
    const metrics = createMetrics(database, now, () => notes.write());
    await renewFeeds({ database, divisions, environment, station }, (feed) => {
      logger.info({ feed }, 'rows are of another version of the program: folding the log anew');
    });
    const projector = createProjector({ divisions, environment, station });
    const pushParts = { database, environment, keys, projector, serverId, admission: stations };
    const pushes = new PushLine(pushParts);
    const told = (error: Error) => logger.error({ error }, 'restored without being told: a new epoch begins');
    const guarded = <Result>(work: () => Promise<Result>) => orNewEpoch(database, now, told, work);
    const epochNow = sharedRead(() => currentEpoch(database));
    const folder = options.files ?? join(options.data, 'files');
    const uploads = createUploads(folder);
    const files = createCityFiles({ database, folder, station, finishedUpload: uploads.finished });
    await files.sweep();
    const sms = parts.sms ?? createSms(options);
    let origin = '';
    const site = () => options.site ?? origin;
    const rooms: RoomParts = { database, divisions, environment, files, sms, now, site };
    const unopened = (error: unknown) => logger.error({ error }, 'rooms were not opened, and will be in a minute');
    const opener = createOpener(rooms, unopened);
    const check = (input: CheckInput) => checkPaper(database, input);
    const residents = createIntakeParts({
      ...{ database, divisions, environment, sms, files, folder, keys },
      placeLimits: options.perPlace ?? DEFAULT_PLACE_LIMITS,
    });
    await residents.uploads.tidy();
    const router = createCityRouter({
      stations,
      logger,
      hello: async () => {
        const { epoch: current } = await epochNow();
        return {
          serverId,
          epoch: String(current),
          versions: cityVersions,
          time: now(),
          suite: options.suite ?? 'standard',
        };
      },
      async push(sender, input) {
        const output = await guarded(() => pushes.push(sender, input));
        notes.pushed(sender, now());
        // Whoever need not ask for more has been told all.
        const home = output.passed?.find(({ feed }) => feed === sender.feed);
        if (home) notes.pulled(sender, now(), home.head);
        for (const { header, feed } of input.actions) if (header.type === 'log.erased') await files.sweep(feed);
        if (input.actions.some(({ header }) => header.type === 'room.opened')) opener.soon();
        for (const [feed, answers] of Map.groupBy(output.answers, (answer) => answer.feed)) {
          metrics.pushed(
            feed,
            answers.filter(({ known }) => !known).map(({ verdict }) => verdict),
          );
        }
        return output;
      },
      async pull(sender, input) {
        const output = await guarded(() => pull({ database, keys, admit: stations.admit }, sender, input));
        notes.pulled(sender, now(), output.feeds.find(({ feed }) => feed === sender.feed)?.cursor ?? null);
        for (const { feed, actions } of output.feeds) metrics.pulled(feed, actions.length);
        return output;
      },
      offer: (_sender, input) => guarded(() => offer(pushParts, input)),
      giveBack: (sender, input) => giveBack(pushParts, sender, input),
      settle: (sender, input) => settle(pushParts, sender, input),
      askFiles: (sender, input) => files.ask(sender, input),
      reserve: (sender, input) => reserveNumbers(pushParts, sender, input),
      keyRecipient({ signs }, input) {
        const publicKey = keys.recipient.publicKeyFor(input?.suite ?? 'standard');
        return { publicKey, signature: keys.sign({ recipient: publicKey }, signs) };
      },
      keepKey: (sender, input) => keepRecoveryKey(database, sender, input, now()),
      anchors: (sender, input) => exchangeAnchors({ database, keys, now }, sender, input),
      checkPaper: check,
      inbound: createInbound({ ...residents, database, now }),
    });
    const server = createCityServer({
      router,
      database,
      metrics,
      callerOf: createCallers(stations, createClients(database, now)),
      now,
      files: { files, uploads, stations, logger },
      proxies: options.proxies ?? 'loopback',
      isOperator: operatorsAt(options.operators ?? []),
      checkPaper: check,
      room: rooms,
      intake: residents,
    });
    await server.listen({ host: options.host, port: options.port });
    const { port } = server.server.address() as AddressInfo;
    origin = `http://${options.host}:${port}`;
    return {
      origin,
      rooms,
      residentUploads: residents.uploads,
      database,
      stations,
      keys,
      notice: [database.notice, sms.notice].filter((each) => each !== null).join('\n') || null,
      async close() {
        // A download that nobody reads on would hold its connection for more than a minute.
        const cut = setTimeout(() => server.server.closeAllConnections(), CLOSE_PATIENCE_MS);
        await server.close();
        clearTimeout(cut);
        await opener.idle();
        await notes.write();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
