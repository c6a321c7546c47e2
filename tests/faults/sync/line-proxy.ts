import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Line } from './line.ts';

/** Stands on the network between a center's process and the city's. */
export interface LineProxy {
  readonly origin: string;
  close(): Promise<void>;
}

/** Headers of one connection and not of what goes over it; `fetch` unpacks what it hands on. */
const ofConnection: ReadonlySet<string> = new Set([
  ...['host', 'connection', 'keep-alive', 'transfer-encoding', 'content-length', 'accept-encoding', 'expect'],
]);

/** `target`: origin of the server that a call to the path goes to this time. */
export async function openLineProxy(line: Line, target: (path: string) => Promise<string>): Promise<LineProxy> {
  const server = createServer((request, response) => {
    void (async () => {
      try {
        const { url = '/' } = request;
        const answer = await line.fetch(`${await target(url)}${url}`, await forwarded(request));
        const body = Buffer.from(await answer.arrayBuffer());
        for (const [name, value] of answer.headers)
          if (!ofConnection.has(name) && name !== 'content-encoding') response.setHeader(name, value);
        response.writeHead(answer.status).end(body);
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
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && !ofConnection.has(name)) headers.set(name, value);
  }
  const body = chunks.length === 0 ? null : new Uint8Array(Buffer.concat(chunks));
  return { method: request.method ?? 'GET', headers, body };
}
