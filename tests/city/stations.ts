import { generateKeyPairSync } from 'node:crypto';
import { createCityClient, type HttpCityClient, type StationCredentials } from '../../center/city-client.ts';
import type { City } from '../../city/start.ts';
import { cityVersions } from '../../city/sync/push.ts';
import { createRound, type RoundResult } from '../../services/sync/round.ts';
import { stationRoundStore } from '../../services/sync/station.ts';
import { openNewDesk, type TestDesk } from '../support/desk.ts';

/** A center with its store, enrolled with a city. */
export interface TestStation {
  readonly desk: TestDesk;
  /** A test may put another station's in their place. */
  readonly credentials: { -readonly [Field in keyof StationCredentials]: StationCredentials[Field] };
  /** The city that it talks to from now on. */
  talkTo(origin: string): void;
  readonly client: HttpCityClient;
  sync(): Promise<RoundResult>;
  close(): Promise<void>;
}

export interface StationOptions {
  readonly feed?: string;
  /** Stands between the station and the city. */
  readonly fetch?: typeof globalThis.fetch;
}

/** A fresh center that has enrolled with the city by a code of its own. */
export async function enrolledStation(
  city: City,
  { feed = '410105', fetch }: StationOptions = {},
): Promise<TestStation> {
  const desk = await openNewDesk();
  const { stationId, incarnation } = await desk.store.read(({ log }) => log.station());
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  const credentials = { feed, stationId, incarnation, privateKey };
  let origin = city.origin;
  const clientOf = () => createCityClient({ origin, credentials: () => credentials, ...(fetch ? { fetch } : {}) });
  let client = clientOf();
  await client.enrol({
    code: await city.stations.makeCode(feed, '金水区综治中心'),
    stationId,
    incarnation,
    publicKey: publicKey.toString('base64'),
  });
  const store = stationRoundStore(desk, { feed });
  const stop = new AbortController();
  const round = createRound({
    store,
    client: {
      hello: (signal) => client.hello(signal),
      push: (input, signal) => client.push(input, signal),
      pull: (input, signal) => client.pull(input, signal),
      offer: (input, signal) => client.offer(input, signal),
      giveBack: (input, signal) => client.giveBack(input, signal),
      settle: (input, signal) => client.settle(input, signal),
    },
    versions: cityVersions,
    now: () => Date.now(),
  });
  return {
    desk,
    credentials,
    get client() {
      return client;
    },
    talkTo(other) {
      origin = other;
      client = clientOf();
    },
    sync: () => round(stop.signal),
    close: () => desk.store.remove(),
  };
}
