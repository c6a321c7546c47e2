import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server seen through a line that keeps what stands in the head of each request: logs of proxies keep just that. */
export interface RecordedLine {
  readonly origin: string;
  /** Request line and Referer of each request. */
  readonly heads: readonly string[];
  close(): Promise<void>;
}

export async function recordedLine(target: string): Promise<RecordedLine> {
  const { hostname, port } = new URL(target);
  const heads: string[] = [];
  const server = createServer((incoming, answer) => {
    const { method, url = '/', headers } = incoming;
    heads.push(`${method} ${url}`);
    if (headers.referer !== undefined) heads.push(`Referer ${headers.referer}`);
    const outgoing = request({ hostname, port, method, path: url, headers }, (response) => {
      const { location } = response.headers;
      if (location !== undefined) heads.push(`Location ${location}`);
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heads,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
