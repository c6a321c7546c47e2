import type { AddressInfo } from 'node:net';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { SimpleCsrfProtectionLinkPlugin } from '@orpc/client/plugins';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { createHttpServer } from '../../center/http.ts';
import { officeTime } from '../../center/sample/office-time.ts';
import { placeDraw } from '../../center/sample/places.ts';
import { randomOf } from '../../center/sample/random.ts';
import { tellCase } from '../../center/sample/registration.ts';
import type { contract } from '../../contract/index.ts';
import { createCalendar } from '../../domain/deadlines/calendar.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { canonicalJson } from '../../domain/log/canonical-json.ts';
import { type BenchCenter, benchCenter, signedInContext } from './center.ts';
import type { Metrics, Threshold } from './report.ts';
import { interleaved, median } from './statistics.ts';

export const deskThresholds: readonly Threshold[] = [{ metric: 'register_vs_raw', atMost: 3 }];

/**
 * Registrations before anything is measured. A center's service runs all day: what the first few hundred pay until the
 * compiler and the caches know the way is no measure of a desk's wait.
 */
const WARM_UP = 400;

export interface DeskOptions {
  readonly cases: number;
  readonly rounds: number;
  /** Registrations of each side in a round. */
  readonly count: number;
  readonly warmUp?: number;
  readonly keep?: string | undefined;
  readonly say: (line: string) => void;
}

/** How long it takes to register one more case where there are many, against one durable commit of the same bytes. */
export async function deskBench({ cases, rounds, count, warmUp = WARM_UP, keep, say }: DeskOptions): Promise<Metrics> {
  const center = await benchCenter({ rows: cases, keep, say });
  try {
    const context = await signedInContext(center);
    const handlers = createRouterClient(center.api.router, { context });
    const http = await httpClient(center, context.token);
    const raw = rawCommits(center);
    const inputs = registrations(center);
    try {
      for (let warm = 0; warm < warmUp; warm += 1) await http.client.cases.register(inputs());
      for (let warm = 0; warm < warmUp; warm += 1) await handlers.cases.register(inputs());
      for (let warm = 0; warm < warmUp; warm += 1) raw(payloadBytes(inputs()));
      // Made beforehand: thinking up a dispute is no part of registering it.
      const total = rounds * count;
      const prepared = Array.from({ length: 2 * total }, inputs);
      const at = (index: number) => prepared[index] ?? inputs();
      const bytes = Array.from({ length: total }, (_, index) => payloadBytes(at(index)));
      const measured = {
        register: (index: number) => handlers.cases.register(at(index)),
        raw: (index: number) => raw(bytes[index] ?? payloadBytes(inputs())),
        http: (index: number) => http.client.cases.register(at(total + index)),
      };
      const p95s = await interleaved(measured, { rounds, count });
      const register = median(p95s.register);
      const rawCommit = median(p95s.raw);
      return {
        cases,
        register_p95_ms: register,
        register_http_p95_ms: median(p95s.http),
        raw_commit_p95_ms: rawCommit,
        register_vs_raw: register / rawCommit,
      };
    } finally {
      await http.close();
    }
  } finally {
    await center.close();
  }
}

/** One durable commit of given bytes in a file beside the store, under the store's own settings. */
function rawCommits(center: BenchCenter): (bytes: Uint8Array) => void {
  const { client } = center.rawFile('raw.db');
  client.exec('CREATE TABLE raw (id INTEGER PRIMARY KEY, payload BLOB NOT NULL)');
  const insert = client.prepare('INSERT INTO raw (payload) VALUES (?)');
  return (bytes) => {
    client.exec('BEGIN IMMEDIATE');
    insert.run(bytes);
    client.exec('COMMIT');
  };
}

/** The bytes that the log keeps of a registration. */
function payloadBytes({ registration, receivedOn }: ReturnType<ReturnType<typeof registrations>>): Uint8Array {
  const payload = { registration, receivedOn, caseNumber: '测矛调〔2026〕100000', queryCode: 'AAAA-AAAA' };
  return new TextEncoder().encode(canonicalJson(payload));
}

/** Fresh registrations, as a desk would send them. */
export function registrations(center: BenchCenter) {
  const { divisions, environment } = center.dependencies;
  const places = placeDraw(divisions);
  const office = officeTime(createCalendar());
  const seed = environment.now() % 1_000_003;
  let index = 2_000_000;
  return () => {
    index += 1;
    const registeredAt = office.before(environment.now(), 1);
    const random = randomOf(seed, index);
    return {
      actionId: environment.newId(),
      caseId: environment.newId(),
      registration: tellCase(random, { seed, index, registeredAt, places }).registration,
      accept: false,
      receivedOn: toChinaDate(environment.now()),
      linkedCaseIds: [],
    };
  };
}

async function httpClient({ api }: BenchCenter, token: string) {
  const server = await createHttpServer({
    router: api.router,
    rendererDir: undefined,
    allowedHosts: ['127.0.0.1'],
    onCall: () => undefined,
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const origin = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const link = new RPCLink({
    url: `${origin}/rpc`,
    headers: { cookie: `fengqiao_session=${token}`, origin },
    plugins: [new SimpleCsrfProtectionLinkPlugin()],
  });
  const client: ContractRouterClient<typeof contract> = createORPCClient(link);
  return { client, close: () => server.close() };
}
