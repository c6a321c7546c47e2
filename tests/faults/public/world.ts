import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signRequest } from '../../../center/request-signer.ts';
import { addClient } from '../../../city/clients/clients.ts';
import { type City, startCity } from '../../../city/start.ts';
import { ServiceError } from '../../../contract/errors.ts';
import { createInboundClient } from '../../../docs/inbound-client.mjs';
import { clientScopeIds } from '../../../domain/access/client-scopes.ts';
import type { SyncHost } from '../../../services/api/sync-host.ts';
import { hostDesk } from '../../browser/desk-host.ts';
import { enrolledStation, type TestStation } from '../../city/stations.ts';
import { syncAll, testDivisions } from '../../city/test-city.ts';
import { signAsClient } from '../../support/client-signer.ts';
import type { TestDesk } from '../../support/desk.ts';
import { noSync } from '../../support/no-sync.ts';
import { startPostgres } from '../../support/postgres.ts';
import { type DeskTarget, openCenterTarget, openHostedTarget } from './desk-targets.ts';
import type { Planted } from './planted.ts';

/** Who sends: nobody, a system of the city, or a station of a district that none of the planted cases is of. */
export const senders = ['nobody', 'client', 'stranger'] as const;
export type SenderKind = (typeof senders)[number];

export interface PublicWorld {
  readonly city: City;
  /** Takes what residents of its district submit. */
  readonly center: TestStation;
  /** The desk of that center as its clerks have it in a browser, and the hosted ones. */
  readonly desks: readonly DeskTarget[];
  readonly planted: readonly Planted[];
  /** What the city said of errors that no caller made. */
  readonly said: readonly unknown[];
  /** Of the last short message to a phone. */
  codeSentTo(phone: string): string;
  sign(sender: SenderKind, request: { method: string; url: string; headers: Headers; body: Buffer | null }): void;
  stop(): Promise<void>;
}

/** The listener of the center is asked, not its line: rounds go between the requests, by the station itself. */
function withoutLine({ store }: TestDesk): SyncHost {
  const refused = () => Promise.reject(new ServiceError('NOT_POSSIBLE_NOW'));
  const none = noSync(store);
  return {
    ...none,
    ...{ diagnosis: refused, now: refused, enrol: refused, consent: refused },
    line: { settings: refused, change: refused, check: refused },
    replacement: { ...none.replacement, begin: refused, finish: refused },
  };
}

const PLANTED = 12;
/** Of the center, and of a district that has none. */
export const placeCodes = ['410105016002', '410103001001'] as const;

/** A city on a real PostgreSQL with cases of residents and of a center, over which nobody who fuzzes has any right. */
export async function openPublicWorld(): Promise<PublicWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-public-'));
  const postgres = await startPostgres();
  const said: unknown[] = [];
  // That it is older than who asks is an answer, though the city writes it down.
  const noted = (entry: unknown) => {
    if ((entry as { code?: unknown }).code !== 'SERVER_TOO_OLD') said.push(entry);
  };
  const codes = new Map<string, string>();
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true }), () => postgres.stop()];
  const stop = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    const city = await startCity(
      // Two places take what a city would: how many a place takes has its own tests.
      { url: postgres.url, data: folder, host: '127.0.0.1', port: 0, perPlace: { hour: 1e6, day: 1e6 } },
      {
        logger: { error: noted, info: () => undefined } as never,
        divisions: testDivisions,
        sms: {
          notice: null,
          send: async (phone, text) => void codes.set(phone, /\d{6}/.exec(text)?.[0] ?? ''),
        },
      },
    );
    closing.push(() => city.close());
    const center = await enrolledStation(city, { feed: '410105', name: '金水区综治中心' });
    const stranger = await enrolledStation(city, { feed: '410102', name: '中原区综治中心' });
    closing.push(() => stranger.close());
    // Takes the center along when it stops.
    const host = await hostDesk({ desk: center.desk, sync: withoutLine });
    closing.push(() => host.stop());
    await syncAll(center, stranger);
    const register = async (name: string) => {
      const secret = await addClient(
        city.database,
        { name, title: '郑好办', scopes: [...clientScopeIds], perMinute: 100_000 },
        Date.now(),
      );
      return { name, secret };
    };
    const planter = createInboundClient({ origin: city.origin, ...(await register('planter')) });
    const client = await register('zhenghaoban');
    const planted: Planted[] = [];
    for (let index = 0; index < PLANTED; index += 1) {
      const marks = [`埋名甲${index}号`, `埋事乙${index}号`, `埋方丙${index}号`];
      const [name = '', facts = '', opponent = ''] = marks;
      const phone = `1590000${String(4_100 + index * 7)}`;
      const { caseId, queryCode } = await planter.submit({
        idempotencyKey: randomUUID(),
        submission: {
          ...{ placeCode: placeCodes[index % 2] ?? '', facts, opponent, name, phone },
          ...{ wish: 'on_site', consent: 'yes' },
        },
        proof: { kind: 'vouched' },
      });
      planted.push({ caseId, queryCode, digits: phone.slice(-4), marks: [...marks, phone] });
    }
    await syncAll(center);
    const token = await stranger.client.token(new AbortController().signal);
    const [own, others] = [0, 1].map((rest) => planted.filter((_, index) => index % 2 === rest));
    const desk = await openCenterTarget(host, own ?? [], others ?? []);
    const hosted = await openHostedTarget(
      { url: postgres.url, data: folder, codes: [], origin: city.origin },
      testDivisions,
    );
    closing.push(() => hosted.stop());
    return {
      ...{ city, center, planted, stop, desks: [desk, hosted.target] },
      get said() {
        return [...said, ...host.logged];
      },
      codeSentTo: (phone) => codes.get(phone) ?? '',
      sign(sender, request) {
        if (sender === 'client') signAsClient(request, client);
        if (sender !== 'stranger') return;
        request.headers.set('authorization', `Bearer ${token}`);
        signRequest(request, stranger.credentials, stranger.credentials.privateKey, Date.now());
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
