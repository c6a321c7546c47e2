import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signRequest, type UnsignedRequest } from '../../../center/request-signer.ts';
import { loadDivisions } from '../../../center/resources.ts';
import type { Database } from '../../../city/db/database.ts';
import { type City, startCity } from '../../../city/start.ts';
import { testParties } from '../../../domain/cases/testing-facts.ts';
import { toChinaDate } from '../../../domain/deadlines/china-time.ts';
import type { RequestSender } from '../../../domain/sync/request-signature.ts';
import { centersFrom } from '../../../services/directory/centers.ts';
import { issueDocument } from '../../../services/documents/documents.ts';
import { fileHashOf } from '../../../services/documents/pdf-file.ts';
import { attachFile } from '../../../services/files/attach.ts';
import { photoOf } from '../../../services/files/testing.ts';
import { seenRevision } from '../../../services/sync/revision.ts';
import { projectRoot } from '../../browser/project.ts';
import { answerOffer } from '../../city/handover-steps.ts';
import { enrolledStation, type TestStation } from '../../city/stations.ts';
import { syncAll } from '../../city/test-city.ts';
import { agreementInEffect } from '../../support/agreement-in-effect.ts';
import { signAsClient } from '../../support/client-signer.ts';
import { startPostgres } from '../../support/postgres.ts';
import { type ClientsCase, openCityClients } from './city-clients.ts';
import {
  type CityCasePlace,
  type CityPerson,
  isClient,
  isLive,
  type LiveStation,
  liveStations,
} from './city-people.ts';

/** Of the owner and its neighbour. */
export const HOME = '410105';

const feeds: Readonly<Record<LiveStation, string>> = {
  owner: HOME,
  neighbour: HOME,
  stranger: '410102',
  former: '410103',
  asked: '410104',
  holder: '410106',
};

/** A case of the matrix, with what a wrong call names of it. */
export interface KnownAtCity {
  readonly feed: string;
  readonly caseId: string;
  readonly fileHash: string;
  readonly fileBytes: number;
  /** Of the action that began it. */
  readonly actionId: string;
  readonly payloadHash: string;
  /** Stands in its words and nowhere else. */
  readonly marker: string;
}

/** Lets a test stand between the city and its database while it asks, to break a rule on purpose. */
export interface Between {
  /** Rows in place of those of the database; null lets the statement through. */
  answer: ((sql: string) => readonly object[] | null) | null;
}

export interface CityWorld {
  readonly city: City;
  readonly between: Between;
  readonly stations: Readonly<Record<LiveStation, TestStation>>;
  readonly cases: Readonly<Record<CityCasePlace, KnownAtCity>>;
  /** Of an agreement of the owner that is in effect. */
  readonly paperCode: string;
  /** What `client` submitted, and with what it is looked up. */
  readonly submitted: ClientsCase;
  /** Puts to the headers of a request by what the person is known, with the person's own signature (SYNC-16). */
  sign(person: CityPerson, request: UnsignedRequest): void;
  stop(): Promise<void>;
}

function throughIt(database: Database, between: Between): Database {
  const asked = <Query extends Pick<Database, 'query'>>(inner: Query): Query['query'] =>
    (async (sql: string, parameters: readonly unknown[]) =>
      between.answer?.(sql) ?? inner.query(sql, parameters as never)) as Query['query'];
  return {
    ...database,
    query: asked(database),
    transaction: (work, options) => database.transaction((tx) => work({ send: tx.send, query: asked(tx) }), options),
  };
}

/** A city on a real PostgreSQL with centers in and out of everybody's scope, which have done real work. */
export async function openCityWorld(): Promise<CityWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-city-access-'));
  const postgres = await startPostgres();
  const between: Between = { answer: null };
  const city = await startCity(
    { url: postgres.url, data: folder, host: '127.0.0.1', port: 0 },
    {
      logger: { error: () => undefined, info: () => undefined },
      divisions: loadDivisions(join(projectRoot, 'resources')),
      between: (database) => throughIt(database, between),
    },
  );
  const enrolled: TestStation[] = [];
  const enrol = async (person: string, feed: string): Promise<TestStation> => {
    const station = await enrolledStation(city, { feed, name: `${person}中心` });
    enrolled.push(station);
    return station;
  };
  const stop = async () => {
    for (const station of enrolled) await station.close();
    await city.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const made = new Map<LiveStation, TestStation>();
    for (const person of liveStations) made.set(person, await enrol(person, feeds[person]));
    const stations = Object.fromEntries(made) as Record<LiveStation, TestStation>;
    await syncAll(...made.values());
    const cases = await ownersCases(stations);
    const { desk } = stations.owner;
    const { state } = await agreementInEffect(desk);
    const issued = await issueDocument(desk, desk.mediator, {
      ...(await changeOf(stations.owner, state.id)),
      ...{ form: 'agreement', subject: 1 },
    });
    await syncAll(stations.owner);
    const paper = await desk.store.read(async (reads) =>
      (await reads.cases.find(state.id))?.state.documents.find(({ id }) => id === issued.documentId),
    );
    if (!paper?.verification) throw new Error('the agreement has no code');
    const known = await tokensOf(city, stations, enrol);
    const { keys, submitted } = await openCityClients({ city });
    const sign: CityWorld['sign'] = (person, request) => {
      if (isClient(person)) return signAsClient(request, keys[person]);
      const by = known.get(person);
      if (!by) return;
      request.headers.set('authorization', `Bearer ${by.token}`);
      signRequest(request, by, by.privateKey, Date.now());
    };
    return {
      city,
      between,
      stations,
      cases,
      paperCode: paper.verification.code,
      submitted,
      sign,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function changeOf({ desk }: TestStation, caseId: string) {
  const baseRevision = await desk.store.read(async (reads) => {
    const found = await reads.cases.find(caseId);
    return found ? seenRevision(reads, found.state) : 0;
  });
  return { actionId: desk.environment.newId(), caseId, baseRevision };
}

async function ownersCases(
  stations: Readonly<Record<LiveStation, TestStation>>,
): Promise<Readonly<Record<CityCasePlace, KnownAtCity>>> {
  const { owner, former, asked, holder } = stations;
  const kept = await knownCase(owner, '标记子子');
  const handedOver = await knownCase(owner, '标记丑丑');
  const offered = await knownCase(owner, '标记寅寅');
  const withdrawn = await knownCase(owner, '标记卯卯');
  await syncAll(owner);
  if ((await owner.syncFiles()).failure !== null) throw new Error('the files did not go up');
  await offerTo(owner, handedOver.caseId, 'holder中心');
  await offerTo(owner, offered.caseId, 'asked中心');
  await offerTo(owner, withdrawn.caseId, 'former中心');
  await syncAll(owner, holder, asked, former);
  await answerOffer(holder, handedOver.caseId, 'handover.accepted');
  await answerOffer(owner, withdrawn.caseId, 'handover.withdrawn', { reason: '不用移交了' });
  await syncAll(holder, owner, asked, former);
  const newId = owner.desk.environment.newId;
  const nobodys = {
    caseId: newId(),
    actionId: newId(),
    fileHash: fileHashOf(photoOf('无')),
    payloadHash: 'a'.repeat(64),
  };
  return {
    ...{ kept, offered, withdrawn },
    handed_over: handedOver,
    of_nobody: { feed: HOME, fileBytes: photoOf('无').byteLength, marker: '标记辰辰', ...nobodys },
  };
}

async function offerTo({ desk }: TestStation, caseId: string, center: string): Promise<void> {
  const { here, others } = await desk.store.read(centersFrom);
  const to = others.find(({ name }) => name === center);
  if (!to) throw new Error(`${center} is not known`);
  const payload = { from: here, to, reason: '双方都住在那边', toldOn: toChinaDate(desk.clock.now), people: {} };
  await desk.act(desk.clerk, caseId, 'handover.offered', payload);
}

async function knownCase(station: TestStation, marker: string): Promise<KnownAtCity> {
  const { desk } = station;
  const [first, ...others] = testParties;
  const { caseId } = await desk.register({
    title: `${marker}邻里纠纷`,
    facts: `${marker}的经过`,
    ...(first ? { parties: [{ ...first, name: marker }, ...others] } : {}),
  });
  await desk.act(desk.clerk, caseId, 'case.accepted', {});
  const bytes = photoOf(marker);
  await attachFile(desk, desk.clerk, {
    ...(await changeOf(station, caseId)),
    kind: 'scene',
    name: `${marker}.jpg`,
    bytes,
  });
  const begun = await desk.store.read(async ({ log }) => (await log.stream('case', caseId))[0]?.header);
  const kept = await desk.store.read(async ({ cases }) => (await cases.find(caseId))?.state.files[0]);
  if (!begun || !kept) throw new Error('the case has no beginning or no file');
  return {
    ...{ feed: HOME, caseId, marker, fileHash: kept.sha256, fileBytes: kept.bytes },
    ...{ actionId: begun.id, payloadHash: begun.payloadHash },
  };
}

/** By what somebody is known to the city, or would like to be. */
interface Known extends RequestSender {
  readonly token: string;
  readonly privateKey: string;
}

async function tokensOf(
  city: City,
  stations: Readonly<Record<LiveStation, TestStation>>,
  enrol: (person: string, feed: string) => Promise<TestStation>,
): Promise<ReadonlyMap<CityPerson, Known>> {
  const { signal } = new AbortController();
  const known = new Map<CityPerson, Known>();
  const note = async (person: CityPerson, station: TestStation) => {
    const { feed, stationId, incarnation, privateKey } = station.credentials;
    known.set(person, { feed, stationId, incarnation, privateKey, token: await station.client.token(signal) });
  };
  for (const person of liveStations) await note(person, stations[person]);
  const revoked = await enrol('revoked', HOME);
  await note('revoked', revoked);
  await city.stations.revoke(HOME, revoked.credentials.stationId);
  const replaced = await enrol('replaced', HOME);
  await note('replaced', replaced);
  await replaced.enrolAgain(await city.stations.makeCode(HOME, 'replaced中心'));
  // All of these hold a key and sign by it: it is the token that is none.
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const own = {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  };
  const { stationId, incarnation } = stations.owner.credentials;
  const sender = { feed: HOME, stationId, incarnation };
  const seal = (of: RequestSender, until: number) =>
    city.keys.seal({ token: 'station', until, ...of, publicKey: own.publicKey });
  const hour = Date.now() + 3_600_000;
  const nobodys = { ...sender, stationId: stations.owner.desk.environment.newId() };
  const otherSeal = Buffer.from('another server’s seal, 32 bytes!!').toString('base64url');
  const holding = (of: RequestSender, token: string): Known => ({ ...of, token, privateKey: own.privateKey });
  known.set('expired', holding(sender, seal(sender, Date.now() - 1)));
  known.set('forged', holding(sender, `${seal(sender, hour).split('.')[0]}.${otherSeal}`));
  known.set('unknown', holding(nobodys, seal(nobodys, hour)));
  return known;
}

/** Who the caller says it is in what it sends: a live station itself, everybody else the owner. */
export function claimedBy({ stations }: CityWorld, person: CityPerson): TestStation {
  return isLive(person) ? stations[person] : stations.owner;
}
