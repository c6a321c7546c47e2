import { request } from 'node:https';
import { createServer } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { expect } from 'vitest';

/** A port that nothing listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export interface Answer {
  readonly status: number;
  readonly fingerprint: string;
  readonly cookie: string;
  readonly body: string;
}

/** A call as another desk's browser makes it; it tells the fingerprint that it saw. */
export function call(port: number, path: string, input: unknown, cookie = '', name = '127.0.0.1'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ json: input });
    const headers = {
      host: `${name}:${port}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      cookie,
    };
    const sent = request(
      { host: '127.0.0.1', port, path: `/rpc/${path}`, method: 'POST', headers, rejectUnauthorized: false },
      (answer) => {
        const { fingerprint256 } = (answer.socket as TLSSocket).getPeerCertificate();
        const [kept = ''] = answer.headers['set-cookie'] ?? [];
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            fingerprint: fingerprint256,
            cookie: kept,
            body: text,
          }),
        );
      },
    );
    sent.on('error', reject).end(body);
  });
}

/** Signs in as another desk does; resolves to the cookie that it sends from then on. */
export async function signInOver(port: number, account: string, deskName: string): Promise<string> {
  const answer = await call(port, 'sessions/signIn', { account, password: 'Long enough 1', desk: deskName });
  expect(answer.status).toBe(200);
  return answer.cookie.split(';')[0] ?? '';
}
