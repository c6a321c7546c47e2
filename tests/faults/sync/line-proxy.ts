import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Line } from './line.ts';

/** Stands on the network between a center's process and the city's. */
export interface LineProxy {
  readonly origin: string;
  close(): Promise<void>;
}

/** `target`: origin of the server that a call to the path goes to this time. */
export async function openLineProxy(line: Line, target: (path: string) => Promise<string>): Promise<LineProxy> {
  const server = createServer((request, response) => {
    void (async () => {
      try {
        const { url = '/' } = request;
        const answer = await line.fetch(`${await target(url)}${url}`, await forwarded(request));
        const body = Buffer.from(await answer.arrayBuffer());
        const type = answer.headers.get('content-type');
        response.writeHead(answer.status, type === null ? {} : { 'content-type': type }).end(body);
      } catch {
        // The line is down, or the server beyond it: the caller hears nothing.
        request.socket.destroy();
      }
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function forwarded(request: IncomingMessage): Promise<RequestInit> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = new Headers();
  for (const name of ['authorization', 'content-type', 'content-encoding']) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const body = chunks.length === 0 ? null : new Uint8Array(Buffer.concat(chunks));
  return { method: request.method ?? 'GET', headers, body };
}
