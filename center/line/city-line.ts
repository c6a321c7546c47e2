import type { IncomingHttpHeaders } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { Agent, type Dispatcher, ProxyAgent, request } from 'undici';
import { type LineSettings, limitOf } from '../../domain/sync/line.ts';
import { createUnpacker, packingOf } from '../../services/sync/packing.ts';
import { trusted } from './authorities.ts';
import { createLineLimiter, type LineLimiter, paced } from './rate-limiter.ts';

/** How long a connection may take to come about, in ms; satellite lines and proxies are slow. */
const CONNECT_MS = 20_000;

/** Bytes of bodies as they went over the line, packed; they only ever grow. */
export interface Traffic {
  readonly sent: number;
  readonly received: number;
}

/** The way to the city, for everything that goes there: through the proxy, with the authorities, within the limit. */
export interface CityLine {
  /** As the global `fetch`, without following redirects: the city sends none, and whatever does is not the city. */
  readonly fetch: typeof globalThis.fetch;
  readonly limiter: LineLimiter;
  traffic(): Traffic;
  /** Calls that are under way end on the old line, the next ones take the new. */
  use(settings: LineSettings): void;
  close(): Promise<void>;
}

/** No proxy leads to a city on this machine. */
export const goesDirect = ({ hostname }: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);

export function proxyAuthorization({ user, password }: NonNullable<LineSettings['proxy']>): string | null {
  return user === '' ? null : `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function dispatchers({ proxy, authorities }: LineSettings) {
  const tls = { ca: trusted(authorities), timeout: CONNECT_MS };
  const direct = new Agent({ connect: tls });
  if (!proxy) return { direct, outside: direct };
  const token = proxyAuthorization(proxy);
  const outside = new ProxyAgent({
    uri: proxy.address,
    ...(token === null ? {} : { token }),
    requestTls: tls,
    proxyTls: tls,
    // Many proxies let CONNECT through to 443 only.
    proxyTunnel: false,
  });
  return { direct, outside };
}

/** What was refused on the way is told as `fetch` tells it. */
function lineError(error: unknown, signal: AbortSignal | null | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  return error instanceof TypeError ? error : new TypeError('fetch failed', { cause: error });
}

export function createCityLine(initial: LineSettings): CityLine {
  let settings = initial;
  let used = dispatchers(settings);
  const limiter = createLineLimiter(() => limitOf(settings));
  let [sent, received] = [0, 0];

  async function* counted(source: AsyncIterable<Uint8Array>, signal: AbortSignal | null | undefined) {
    for await (const piece of paced(source, limiter.up, signal ?? undefined)) {
      sent += piece.byteLength;
      yield piece;
    }
  }

  async function* arriving(source: AsyncIterable<Uint8Array>, signal: AbortSignal | null | undefined) {
    try {
      for await (const piece of paced(source, limiter.down, signal ?? undefined)) {
        received += piece.byteLength;
        yield piece;
      }
    } catch (error) {
      throw lineError(error, signal);
    }
  }

  /** The body, unpacked. */
  function bodyOf(answer: Dispatcher.ResponseData, signal: AbortSignal | null | undefined): ReadableStream {
    const bytes = bytesOf(arriving(answer.body, signal));
    const packing = packingOf(answer.headers['content-encoding']);
    if (packing === null) return Readable.toWeb(bytes) as ReadableStream;
    // Whoever reads what was unpacked is told what went wrong; nobody else listens.
    const unpacked = pipeline(bytes, createUnpacker(packing), () => undefined);
    return Readable.toWeb(bytesOf(told(unpacked, signal))) as ReadableStream;
  }

  async function fetchOverLine(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    const asked = new Request(input, { ...init, duplex: 'half' } as RequestInit);
    const signal = init.signal ?? (input instanceof Request ? input.signal : null);
    const url = new URL(asked.url);
    const length = lengthOf(init.body);
    const headers = new Headers(asked.headers);
    if (!headers.has('accept-encoding')) headers.set('accept-encoding', 'zstd, gzip');
    if (length !== null) headers.set('content-length', String(length));
    try {
      const answer = await request(url, {
        dispatcher: goesDirect(url) ? used.direct : used.outside,
        method: asked.method as Dispatcher.HttpMethod,
        headers: Object.fromEntries(headers),
        body: asked.body ? Readable.from(counted(asked.body, signal)) : null,
        ...(signal ? { signal } : {}),
      });
      const hasBody = ![204, 205, 304].includes(answer.statusCode);
      if (!hasBody) await answer.body.dump();
      return new Response(hasBody ? bodyOf(answer, signal) : null, {
        status: answer.statusCode,
        headers: answerHeaders(answer.headers),
      });
    } catch (error) {
      throw lineError(error, signal);
    }
  }

  return {
    fetch: fetchOverLine,
    limiter,
    traffic: () => ({ sent, received }),
    use(next) {
      const old = used;
      settings = next;
      used = dispatchers(next);
      void closed(old);
    },
    close: () => closed(used),
  };
}

const bytesOf = (source: AsyncIterable<Uint8Array>): Readable => Readable.from(source, { objectMode: false });

async function closed({ direct, outside }: ReturnType<typeof dispatchers>): Promise<void> {
  await direct.close();
  if (outside !== direct) await outside.close();
}

async function* told(source: AsyncIterable<Uint8Array>, signal: AbortSignal | null | undefined) {
  try {
    yield* source;
  } catch (error) {
    throw lineError(error, signal);
  }
}

/** Bytes of a body whose length is known before it goes. */
function lengthOf(body: RequestInit['body']): number | null {
  if (typeof body === 'string') return Buffer.byteLength(body);
  return body instanceof ArrayBuffer || ArrayBuffer.isView(body) ? body.byteLength : null;
}

/** The body is given on unpacked, so what the line said of its packing no longer holds. */
function answerHeaders(headers: IncomingHttpHeaders): Headers {
  const kept = new Headers();
  const isPacked = packingOf(headers['content-encoding']) !== null;
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || (isPacked && ['content-encoding', 'content-length'].includes(name))) continue;
    for (const one of [value].flat()) kept.append(name, one);
  }
  return kept;
}
