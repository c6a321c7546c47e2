import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type * as z from 'zod';
import type { CityContract } from '../contract/city.ts';
import { type ErrorCode, errorTable } from '../contract/errors.ts';
import {
  type Hello,
  helloSchema,
  type PushInput,
  type PushOutput,
  pullOutputSchema,
  pushOutputSchema,
} from '../contract/sync.ts';
import { type AnchorsInput, type AnchorsOutput, anchorsOutputSchema } from '../contract/sync-anchors.ts';
import {
  type EnrolInput,
  type EnrolOutput,
  enrolOutputSchema,
  type OpenInput,
  openOutputSchema,
} from '../contract/sync-enrolment.ts';
import { type AskFilesInput, type AskFilesOutput, askFilesOutputSchema } from '../contract/sync-files.ts';
import { type KeepKeyInput, keepKeyOutputSchema, recipientOutputSchema } from '../contract/sync-keys.ts';
import { reserveOutputSchema } from '../contract/sync-numbers.ts';
import { giveBackOutputSchema, offerOutputSchema, settleOutputSchema } from '../contract/sync-return.ts';
import type { SuiteId } from '../domain/suites/suite-ids.ts';
import { isGuardedCity, UNGUARDED_CITY } from '../domain/sync/line.ts';
import { signedText } from '../services/suites/signature.ts';
import { CityCallFailed, type CityClient, type Departure } from '../services/sync/client.ts';
import { PACK_FROM, pack } from '../services/sync/packing.ts';
import { createCityClock, signRequest, type UnsignedRequest } from './request-signer.ts';

/** How long one call may take, in ms: a batch over a bad line needs minutes. */
const CALL_MS = 5 * 60_000;
/** A token is asked for anew this long before it ends, in ms. */
const TOKEN_MARGIN_MS = 60_000;

/** After these refusals a new session, which begins with the city's time, may be let in. */
const asksAnew: ReadonlySet<string> = new Set<ErrorCode>(['STATION_UNKNOWN', 'REQUEST_CLOCK']);

export interface StationCredentials {
  readonly feed: string;
  readonly stationId: string;
  readonly incarnation: number;
  /** Ed25519, PKCS 8 in PEM. */
  readonly privateKey: string;
  /** What the city signed at the enrolment; it may have forgotten that. */
  readonly enrolment?: OpenInput['enrolment'];
}

/** The city over HTTP, for one enrolled station. */
export interface HttpCityClient extends CityClient {
  /** At once, where no turn is to be waited for. */
  push(input: PushInput, signal: AbortSignal, departure?: Departure): Promise<PushOutput>;
  enrol(input: EnrolInput): Promise<EnrolOutput>;
  askFiles(input: AskFilesInput, signal: AbortSignal): Promise<AskFilesOutput>;
  /** For what the city has recovery keys sealed. */
  keyRecipient(
    suite: SuiteId,
    signal: AbortSignal,
  ): Promise<{ readonly publicKey: string; readonly signature: string }>;
  keepRecoveryKey(input: KeepKeyInput, signal: AbortSignal): Promise<{ readonly keptAt: number }>;
  /** Beside the calls of a round: a city of an older version does not know it (LOG-13). */
  anchors(input: AnchorsInput, signal: AbortSignal): Promise<AnchorsOutput>;
  /** The token of the session, for what goes beside the calls: the bytes of files. */
  token(signal: AbortSignal): Promise<string>;
  /** Signs what goes beside the calls (SYNC-16). */
  sign(request: UnsignedRequest): void;
  /** Opens a session anew: whether the city knows this station. */
  signIn(signal: AbortSignal): Promise<void>;
  /** How long the token of the session still holds, in ms; null where there is none. It is renewed by itself. */
  sessionLeft(): number | null;
}

type Api = ContractRouterClient<CityContract>;

interface Sending {
  readonly token: string | null;
  readonly signal: AbortSignal;
  readonly departure: Departure | undefined;
}

interface Held {
  readonly token: string;
  /** By `performance.now()`: the station's clock may be wrong (SYNC-7). */
  readonly until: number;
}

export interface CityClientOptions {
  /** `https://sync.example` without a path. */
  readonly origin: string;
  /** Read anew for each session; null before the station has enrolled. */
  readonly credentials: () => StationCredentials | null;
  /** Stands in for `fetch`, for a proxy or a private CA. */
  readonly fetch?: typeof globalThis.fetch;
}

export function createCityClient({ origin, credentials, fetch = globalThis.fetch }: CityClientOptions): HttpCityClient {
  let held: Held | null = null;
  const clock = createCityClock();

  function signOwn(request: UnsignedRequest): void {
    const own = credentials();
    if (own) signRequest(request, own, own.privateKey, clock.now());
  }

  async function send(request: Request, init: RequestInit, { token, signal, departure }: Sending): Promise<Response> {
    // Of a file from before this was asked for.
    if (!isGuardedCity(origin)) throw new CityCallFailed(UNGUARDED_CITY, { code: 'NOT_ALLOWED', status: null });
    const body = Buffer.from(await request.arrayBuffer());
    const isPacked = body.byteLength >= PACK_FROM;
    const headers = new Headers(request.headers);
    headers.set('accept-encoding', 'zstd');
    if (isPacked) headers.set('content-encoding', 'zstd');
    const packed = isPacked ? await pack('zstd', body) : body;
    await departure?.turn;
    // As late as it can be: what waits for its turn must not be too old.
    if (token !== null) {
      headers.set('authorization', `Bearer ${token}`);
      signOwn({ method: request.method, url: request.url, headers, body: packed });
    }
    const answered = fetch(request.url, {
      ...init,
      method: request.method,
      headers,
      body: packed.byteLength === 0 ? null : new Uint8Array(packed),
      // Waiting for its turn is no part of the call.
      signal: AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]),
    });
    departure?.left();
    const response = await answered;
    // The city refuses in JSON; what else refuses stands between, and its words are for nobody.
    const speaksJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    if (!response.ok && !speaksJson) throw new CityCallFailed('', { code: null, status: response.status });
    return response;
  }

  function apiWith(token: string | null, signal: AbortSignal, departure?: Departure): Api {
    const link = new RPCLink({
      url: `${origin}/rpc`,
      fetch: (request, init) => send(request, init, { token, signal, departure }),
    });
    return createORPCClient(link);
  }

  async function saidHello(api: Api): Promise<Hello> {
    const sent = performance.now();
    const hello = whole(helloSchema, await api.sync.hello());
    clock.heard(hello.time + (performance.now() - sent) / 2);
    return hello;
  }

  async function tokenFor(signal: AbortSignal): Promise<string> {
    if (held && held.until > performance.now()) return held.token;
    const own = credentials();
    if (!own) throw new CityCallFailed(errorTable.STATION_UNKNOWN.message, { code: 'STATION_UNKNOWN', status: 401 });
    const api = apiWith(null, signal);
    const { nonce } = await saidHello(api);
    const signature = signedText(own.privateKey, nonce);
    const { feed, stationId, incarnation, enrolment } = own;
    const session = await api.sync.open({ feed, stationId, incarnation, nonce, signature, enrolment });
    const { token, lastsMs } = whole(openOutputSchema, session);
    held = { token, until: performance.now() + lastsMs - TOKEN_MARGIN_MS };
    return token;
  }

  /** One call with a token; where the city does not take the token or its time, both are asked for anew, once. */
  async function withToken<Result>(
    signal: AbortSignal,
    call: (api: Api) => Promise<Result>,
    departure?: Departure,
  ): Promise<Result> {
    try {
      return await call(apiWith(await tokenFor(signal), signal, departure));
    } catch (error) {
      if (!(held && error instanceof ORPCError && asksAnew.has(error.code))) throw failed(error);
      held = null;
      try {
        return await call(apiWith(await tokenFor(signal), signal, departure));
      } catch (again) {
        throw failed(again);
      }
    }
  }

  const bare = async <Result>(signal: AbortSignal, call: (api: Api) => Promise<Result>): Promise<Result> => {
    try {
      return await call(apiWith(null, signal));
    } catch (error) {
      throw failed(error);
    }
  };

  return {
    async signIn(signal) {
      held = null;
      await withToken(signal, async () => undefined);
    },
    sign: signOwn,
    sessionLeft: () => (held && held.until > performance.now() ? held.until - performance.now() : null),
    hello: (signal) => bare(signal, saidHello),
    enrol: (input) =>
      bare(AbortSignal.timeout(CALL_MS), async (api) => whole(enrolOutputSchema, await api.sync.enrol(input))),
    push: (input, signal, departure) =>
      withToken(signal, async (api) => whole(pushOutputSchema, await api.sync.push(input)), departure),
    pull: (input, signal) => withToken(signal, async (api) => whole(pullOutputSchema, await api.sync.pull(input))),
    askFiles: (input, signal) =>
      withToken(signal, async (api) => whole(askFilesOutputSchema, await api.syncFiles.ask(input))),
    keyRecipient: (suite, signal) =>
      withToken(signal, async (api) => whole(recipientOutputSchema, await api.syncKeys.recipient({ suite }))),
    keepRecoveryKey: (input, signal) =>
      withToken(signal, async (api) => whole(keepKeyOutputSchema, await api.syncKeys.keep(input))),
    async token(signal) {
      try {
        return await tokenFor(signal);
      } catch (error) {
        throw failed(error);
      }
    },
    offer: (input, signal) =>
      withToken(signal, async (api) => whole(offerOutputSchema, await api.syncReturn.offer(input))),
    giveBack: (input, signal) =>
      withToken(signal, async (api) => whole(giveBackOutputSchema, await api.syncReturn.giveBack(input))),
    settle: (input, signal) =>
      withToken(signal, async (api) => whole(settleOutputSchema, await api.syncReturn.settle(input))),
    anchors: (input, signal) =>
      withToken(signal, async (api) => whole(anchorsOutputSchema, await api.syncAnchors.exchange(input))),
    reserve: (input, signal) =>
      withToken(signal, async (api) => whole(reserveOutputSchema, await api.syncNumbers.reserve(input))),
  };
}

/** The answer as the contract says; one that was cut off on the way, to nothing even, is no answer. */
function whole<Output>(schema: z.ZodType<Output>, answer: unknown): Output {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new CityCallFailed('', { code: null, status: null }, parsed.error);
}

/** What went wrong, as a round tells it; an error that is none of the line's or the city's stays what it is. */
function failed(error: unknown): unknown {
  if (error instanceof CityCallFailed) return error;
  if (error instanceof ORPCError) {
    const { status, message } = error;
    const code = Object.hasOwn(errorTable, error.code) ? (error.code as ErrorCode) : null;
    return new CityCallFailed(code === null ? '' : message, { code, status }, error);
  }
  // `fetch` rejects with a TypeError where no answer came, and with these where it was broken off.
  const isLine = error instanceof TypeError || (error instanceof DOMException && /Abort|Timeout/.test(error.name));
  // An answer that was cut in half is no JSON; oRPC wraps what the parser says.
  const isCut = error instanceof Error && error.cause instanceof SyntaxError;
  return isLine || isCut ? new CityCallFailed('', { code: null, status: null }, error) : error;
}
