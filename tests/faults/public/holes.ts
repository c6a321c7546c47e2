import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';

/**
 * Holes that somebody might make: a server that tells of others, that fails inside, that writes what it was told as
 * markup. The harness must find each; a server with a hole is the real one behind a listener that breaks its answers.
 */
export const holes = ['leak', 'failure', 'script'] as const;
export type Hole = (typeof holes)[number];

/** Takes text that a page wrote as text for markup, wherever it comes to stand. */
const careless = `<script>new MutationObserver(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) if (/<\\w/.test(texts.currentNode.data) && texts.currentNode.parentElement.tagName !== 'SCRIPT') found.push(texts.currentNode);
  for (const text of found) { const box = document.createElement('span'); box.innerHTML = text.data; text.replaceWith(box); }
}).observe(document, { childList: true, subtree: true, characterData: true });</script>`;

const unescaped = (page: string): string =>
  page
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replace('</head>', `${careless}</head>`);

interface Broken {
  readonly status: number;
  readonly body: Buffer;
}

function broken(hole: Hole, secret: string, path: string, whole: Broken & { readonly isPage: boolean }): Broken {
  switch (hole) {
    case 'leak':
      // Only where it was looked up by a wrong code, or without a session.
      return whole.status >= 400 && whole.status < 500
        ? { ...whole, body: Buffer.concat([whole.body, Buffer.from(secret)]) }
        : whole;
    case 'failure':
      return path.length % 7 === 0 ? { ...whole, status: 500 } : whole;
    case 'script':
      return whole.isPage ? { ...whole, body: Buffer.from(unescaped(whole.body.toString('utf8'))) } : whole;
  }
}

function plain(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'gzip') return gunzipSync(body);
  return encoding === 'zstd' ? zstdDecompressSync(body) : body;
}

/** The server of an origin with a hole. `secret`: what a leak tells. */
export async function withHole(
  origin: string,
  hole: Hole,
  secret: string,
): Promise<{ readonly origin: string; close(): void }> {
  const { hostname, port, host } = new URL(origin);
  const server = createServer((asked, answer) => {
    const headers: Record<string, string | string[] | undefined> = { ...asked.headers, host };
    if (headers.origin !== undefined) headers.origin = origin;
    headers['accept-encoding'] = 'identity';
    const passed = request({ host: hostname, port, method: asked.method, path: asked.url, headers }, (heard) => {
      const parts: Buffer[] = [];
      heard.on('data', (part: Buffer) => parts.push(part));
      heard.once('error', () => answer.destroy());
      heard.once('end', () => {
        const isPage = (heard.headers['content-type'] ?? '').startsWith('text/html');
        const body = plain(Buffer.concat(parts), heard.headers['content-encoding']);
        const made = broken(hole, secret, asked.url ?? '', { status: heard.statusCode ?? 0, body, isPage });
        const {
          'content-length': _length,
          'content-encoding': _encoding,
          'transfer-encoding': _way,
          ...rest
        } = heard.headers;
        if (hole === 'script') delete rest['content-security-policy'];
        answer.writeHead(made.status, rest);
        answer.end(asked.method === 'HEAD' ? undefined : made.body);
      });
    });
    passed.once('error', () => answer.destroy());
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
