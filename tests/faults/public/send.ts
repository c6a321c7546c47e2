import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { Random } from '../../../center/sample/random.ts';

export interface Sent {
  readonly method: string;
  /** As it stands on the line. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

export interface Heard {
  /** 0 where the server ended the connection without an answer. */
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const PATIENCE_MS = 30_000;
/** What is never answered is not waited for. */
const RAW_PATIENCE_MS = 150;
const MOST_READ = 2_000_000;
const CUT: Heard = { status: 0, text: '', headers: {} };

/** Connections that are kept, to one server. */
export function createSender(origin: string, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(origin);

  function send(sent: Sent, isAgain = false): Promise<Heard> {
    const { method, path, headers, body } = sent;
    return new Promise((resolve) => {
      try {
        const request = httpRequest(
          { host: hostname, port, method, path, agent, headers, timeout: PATIENCE_MS },
          (response) => {
            const parts: Buffer[] = [];
            let size = 0;
            response.on('data', (part: Buffer) => {
              size += part.byteLength;
              if (size <= MOST_READ) parts.push(part);
            });
            const heard = () => {
              const text = Buffer.concat(parts).toString('utf8');
              resolve({ status: response.statusCode ?? 0, text, headers: response.headers });
            };
            response.once('end', heard).once('error', heard);
          },
        );
        request.once('timeout', () => request.destroy(new Error('no answer')));
        request.once('error', (error: NodeJS.ErrnoException) => {
          // The server had ended the kept connection before it saw this: nobody has looked at it yet.
          const isUnseen = error.code === 'ECONNRESET' && request.reusedSocket && !isAgain;
          resolve(isUnseen ? send(sent, true) : CUT);
        });
        request.end(body ?? undefined);
      } catch {
        // The client refuses to send it: nobody can, by this client.
        resolve(CUT);
      }
    });
  }

  /** Bytes that are no HTTP, or not quite. */
  function raw(bytes: Buffer): Promise<Heard> {
    return new Promise((resolve) => {
      const socket = connect({ host: hostname, port: Number(port) });
      let text = '';
      const end = () => {
        socket.destroy();
        resolve({ ...CUT, text, status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0) });
      };
      socket.setTimeout(RAW_PATIENCE_MS, end);
      socket.on('data', (part) => {
        text += part.toString('utf8');
      });
      socket.once('error', end).once('close', end);
      socket.write(bytes);
      socket.end();
    });
  }

  return { send: (sent: Sent) => send(sent), raw, close: () => agent.destroy() };
}
export type Sender = ReturnType<typeof createSender>;

/** Of nobody's network: the budget of one address would stop all after a few. */
export const someAddress = (random: Random): string =>
  `198.${random.int(18, 19)}.${random.int(0, 255)}.${random.int(1, 254)}`;
