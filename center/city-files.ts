import { DetailedError, Upload } from 'tus-js-client';
import { FILE_CONTENT_PATH, FILE_UPLOADS_PATH, uploadIdOf } from '../contract/sync-files.ts';
import type { FileLine } from '../services/files/transfer.ts';
import { CityCallFailed } from '../services/sync/client.ts';
import type { HttpCityClient, StationCredentials } from './city-client.ts';
import { tusOverFetch } from './tus-over-fetch.ts';

/** Bytes of one part up: half a minute on a line of 10 KB/s, well within what a proxy waits for. */
const PART_BYTES = 256 * 1024;
/** Bytes that come down before they are brought to the disk. */
const KEEP_EVERY_BYTES = 256 * 1024;
/** How long nothing may come before a download is given up, in ms; the next one goes on where it stopped. */
const SILENCE_MS = 60_000;

export interface CityFilesOptions {
  readonly origin: string;
  readonly client: Pick<HttpCityClient, 'askFiles' | 'token' | 'signIn' | 'sign'>;
  readonly credentials: () => Pick<StationCredentials, 'stationId'> | null;
  readonly fetch?: typeof globalThis.fetch;
}

/** Files to and from the city over HTTP: up by tus, down by ranges, each from where it stopped (SYNC-8). */
export function createFileLine(options: CityFilesOptions): FileLine {
  const { origin, client, credentials, fetch: over = globalThis.fetch } = options;

  /** The bytes of a part are no part of the signature: they are proved by the file that they make. */
  const fetch: typeof globalThis.fetch = (url, init = {}) => {
    const headers = new Headers(init.headers);
    client.sign({ method: init.method ?? 'GET', url: String(url), headers, body: null });
    return over(url, { ...init, headers });
  };

  function upload(feed: string, hash: string, bytes: Uint8Array, signal: AbortSignal, token: string): Promise<void> {
    const station = credentials()?.stationId ?? '';
    return new Promise((resolve, reject) => {
      const sending = new Upload(Buffer.from(bytes), {
        endpoint: `${origin}${FILE_UPLOADS_PATH}`,
        // By its name, so that it is found again without a list of what was begun.
        uploadUrl: `${origin}${FILE_UPLOADS_PATH}/${uploadIdOf(feed, station, hash)}`,
        metadata: { feed, station, hash },
        headers: { authorization: `Bearer ${token}` },
        chunkSize: PART_BYTES,
        // The round is tried again as a whole, with its own delays.
        retryDelays: null,
        storeFingerprintForResuming: false,
        httpStack: tusOverFetch(fetch, signal),
        onSuccess: () => resolve(),
        onError: (error) => reject(failureOf(error)),
      });
      sending.start();
    });
  }

  /** A token that the city no longer takes is asked for anew, once. */
  async function withToken(signal: AbortSignal, call: (token: string) => Promise<void>): Promise<void> {
    try {
      await call(await client.token(signal));
    } catch (error) {
      if (!(error instanceof CityCallFailed && error.status === 401)) throw error;
      await client.signIn(signal);
      await call(await client.token(signal));
    }
  }

  return {
    async ask(feed, hashes, signal) {
      const { files } = await client.askFiles({ feed, hashes: [...hashes] }, signal);
      return new Map(files.map(({ hash, state }) => [hash, state]));
    },
    send: (feed, hash, bytes, signal) => withToken(signal, (token) => upload(feed, hash, bytes, signal, token)),
    async fetch({ feed, hash, from }, onPart, signal) {
      let there = false;
      await withToken(signal, async (token) => {
        const silence = silenceAfter(SILENCE_MS);
        try {
          const response = await fetch(`${origin}${FILE_CONTENT_PATH}/${feed}/${hash}`, {
            headers: { authorization: `Bearer ${token}`, range: `bytes=${from}-` },
            signal: AbortSignal.any([signal, silence.signal]),
          });
          there = response.status === 206;
          if (response.status === 404) return;
          if (!there || !response.body) throw new CityCallFailed('', { code: null, status: response.status });
          await inParts(response.body, onPart, silence.heard);
        } catch (error) {
          // What is left of the answer would hold its connection, and the city, until somebody reads it.
          silence.stop();
          throw failureOf(error);
        } finally {
          silence.end();
        }
      });
      return there;
    },
  };
}

function silenceAfter(ms: number) {
  const stop = new AbortController();
  const begun = () => setTimeout(() => stop.abort(new DOMException('nothing came', 'TimeoutError')), ms);
  let timer = begun();
  return {
    signal: stop.signal,
    heard() {
      clearTimeout(timer);
      timer = begun();
    },
    stop: () => stop.abort(),
    end: () => clearTimeout(timer),
  };
}

/** Hands on what comes in pieces worth a write; what came before a cut is handed on too. */
async function inParts(
  body: ReadableStream<Uint8Array>,
  onPart: (bytes: Uint8Array) => Promise<void>,
  heard: () => void,
): Promise<void> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  const handOn = async () => {
    if (length > 0) await onPart(Buffer.concat(waiting));
    [waiting, length] = [[], 0];
  };
  try {
    for await (const piece of body) {
      heard();
      waiting.push(piece);
      length += piece.byteLength;
      if (length >= KEEP_EVERY_BYTES) await handOn();
    }
  } finally {
    await handOn();
  }
}

/** What went wrong, as a round tells it; an error of this machine's own disk or program stays what it is. */
function failureOf(error: unknown): unknown {
  if (error instanceof DetailedError) {
    const status = error.originalResponse?.getStatus() ?? null;
    return new CityCallFailed('', { code: null, status }, error);
  }
  const isLine = error instanceof TypeError || (error instanceof DOMException && /Abort|Timeout/.test(error.name));
  return isLine ? new CityCallFailed('', { code: null, status: null }, error) : error;
}
