import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { addClient, type NewClient } from '../../city/clients/clients.ts';
import { type City, startCity } from '../../city/start.ts';
import { type CaseKey, createInboundClient, type InboundClient, type Receipt } from '../../docs/inbound-client.mjs';
import { clientScopeIds } from '../../domain/access/client-scopes.ts';
import { enrolledStation, type TestStation } from './stations.ts';
import { village } from './submissions.ts';
import { syncAll, testDivisions } from './test-city.ts';

type Fetch = typeof globalThis.fetch;

export const vouched = { kind: 'vouched' };

let phones = 0;
/** What somebody tells, each with a phone of their own. */
export function submission(change: object = {}) {
  phones += 1;
  return {
    ...{ placeCode: village.code, placeDetail: '3 号楼', facts: '楼上总漏水，说了几次没人管。' },
    ...{ opponent: '李某', opponentPlace: '', wish: 'on_site', name: '张某', consent: 'yes' },
    ...{ phone: `139000${String(phones).padStart(5, '0')}`, ...change },
  };
}

/** For tests only: a city with one center, and systems of the city that call it by the sample client. */
export class InboundCity {
  readonly city: City;
  readonly station: TestStation;
  /** Short messages that went out. */
  readonly sent: { readonly phone: string; readonly text: string }[];
  readonly #folder: string;
  readonly #said: unknown[];

  private constructor(
    city: City,
    station: TestStation,
    sent: { readonly phone: string; readonly text: string }[],
    folder: string,
    said: unknown[],
  ) {
    this.city = city;
    this.station = station;
    this.sent = sent;
    this.#folder = folder;
    this.#said = said;
  }

  static async open(): Promise<InboundCity> {
    const folder = mkdtempSync(join(tmpdir(), 'fengqiao-inbound-'));
    const said: unknown[] = [];
    const sent: { readonly phone: string; readonly text: string }[] = [];
    const logger = { error: (entry: unknown) => void said.push(entry), info: () => undefined };
    const sms = { notice: null, send: async (phone: string, text: string) => void sent.push({ phone, text }) };
    const city = await startCity(
      { data: folder, host: '127.0.0.1', port: 0 },
      { logger: logger as never, divisions: testDivisions, sms },
    );
    const station = await enrolledStation(city, { feed: '410105', name: '金水区综治中心' });
    await syncAll(station);
    return new InboundCity(city, station, sent, folder, said);
  }

  async newClient(
    { name = 'zhenghaoban', scopes = clientScopeIds, perMinute }: Partial<NewClient> = {},
    through: { readonly fetch?: Fetch; readonly now?: () => number } = {},
  ): Promise<InboundClient> {
    const { database, origin } = this.city;
    const secret = await addClient(database, { name, title: '郑好办', scopes, perMinute }, Date.now());
    return createInboundClient({ origin, name, secret, ...through });
  }

  async submitted(client: InboundClient, change: object = {}): Promise<Receipt & { readonly key: CaseKey }> {
    const told = submission(change);
    const receipt = await client.submit({ idempotencyKey: randomUUID(), submission: told, proof: vouched });
    return { ...receipt, key: { queryCode: receipt.queryCode, digits: told.phone.slice(-4) } };
  }

  /** Nothing failed inside since it was last asked. */
  expectNothingFailed(): void {
    expect(this.#said.splice(0)).toEqual([]);
  }

  async close(): Promise<void> {
    await this.station.close();
    await this.city.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
