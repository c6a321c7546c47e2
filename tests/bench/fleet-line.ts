import { Agent, request } from 'node:http';
import type { UnsignedRequest } from '../../center/request-signer.ts';
import { PACK_FROM, pack, packingOf, unpack } from '../../services/sync/packing.ts';

type Sign = (request: UnsignedRequest) => void;

/** Bytes of an answer at most. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Connections to the server at once: the proxy before a city keeps about so many for all of its stations. */
const CONNECTIONS = 128;

export interface Answer {
  readonly status: number;
  readonly json: unknown;
  /** From the call to the last byte of the answer, in ms. */
  readonly ms: number;
}

/** The sync API over HTTP with connections that are kept, in the form of the real client's calls. */
export function fleetLine(origin: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const { hostname, port } = new URL(origin);

  function send(
    path: string,
    body: Buffer,
    headers: Record<string, string>,
  ): Promise<{ status: number; body: Buffer }> {
    return new Promise((resolve, reject) => {
      const call = request({ agent, hostname, port, path: `/rpc/${path}`, method: 'POST', headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const whole = Buffer.concat(parts);
          const status = response.statusCode ?? 0;
          const packing = packingOf(response.headers['content-encoding']);
          if (packing === null) resolve({ status, body: whole });
          else unpack(packing, whole, MOST_BYTES).then((unpacked) => resolve({ status, body: unpacked }), reject);
        });
      });
      call.on('error', reject);
      call.end(body);
    });
  }

  return {
    async call(path: string, input: unknown, token: string | null, sign?: Sign): Promise<Answer> {
      const start = performance.now();
      const text = Buffer.from(JSON.stringify({ json: input }));
      const isPacked = text.byteLength >= PACK_FROM;
      const body = isPacked ? await pack('zstd', text) : text;
      const headers = new Headers({
        'content-type': 'application/json',
        'content-length': String(body.byteLength),
        'accept-encoding': 'zstd',
        ...(isPacked ? { 'content-encoding': 'zstd' } : {}),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      });
      if (token !== null) sign?.({ method: 'POST', url: `${origin}/rpc/${path}`, headers, body });
      const answer = await send(path, body, Object.fromEntries(headers));
      const ms = performance.now() - start;
      const { json } = JSON.parse(answer.body.toString()) as { json: unknown };
      return { status: answer.status, json, ms };
    },
    close: () => agent.destroy(),
  };
}

export type FleetLine = ReturnType<typeof fleetLine>;
