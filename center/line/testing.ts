import 'reflect-metadata';
import { once } from 'node:events';
import { createServer as createHttpServer, request as httpRequest, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 86_400_000;

export interface Credential {
  readonly cert: string;
  readonly key: string;
}

/** For tests only: an authority, and what it signs. */
export interface TestAuthority {
  readonly pem: string;
  /** A server's certificate for a host name; from and until in days from now. */
  issue(host: string, days?: { readonly from: number; readonly until: number }): Promise<Credential>;
}

const newKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
const newSerial = () => `7${Buffer.from(crypto.getRandomValues(new Uint8Array(8))).toString('hex')}`;
const daysFromNow = (days: number) => new Date(Date.now() + days * DAY_MS);

async function keyPem(keys: CryptoKeyPair): Promise<string> {
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${pkcs8.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END PRIVATE KEY-----\n`;
}

export async function makeAuthority(name: string): Promise<TestAuthority> {
  const keys = await newKeys();
  const root: X509Certificate = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: newSerial(),
      name: `CN=${name}`,
      notBefore: daysFromNow(-100),
      notAfter: daysFromNow(1_000),
      signingAlgorithm: algorithm,
      keys,
      extensions: [new BasicConstraintsExtension(true, 1, true)],
    },
    crypto,
  );
  return {
    pem: root.toString('pem'),
    async issue(host, { from, until } = { from: -1, until: 30 }) {
      const own = await newKeys();
      const isAddress = /^[\d.]+$/.test(host);
      const leaf = await X509CertificateGenerator.create(
        {
          serialNumber: newSerial(),
          subject: `CN=${host}`,
          issuer: root.subject,
          notBefore: daysFromNow(from),
          notAfter: daysFromNow(until),
          signingAlgorithm: algorithm,
          publicKey: own.publicKey,
          signingKey: keys.privateKey,
          extensions: [new SubjectAlternativeNameExtension([{ type: isAddress ? 'ip' : 'dns', value: host }])],
        },
        crypto,
      );
      return { cert: leaf.toString('pem'), key: await keyPem(own) };
    },
  };
}

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

async function listening(server: Server, port = 0): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** For tests only: a server over TLS that hands everything on to a plain one, as a city's front does. */
export function tlsFront(credential: Credential, handler: Parameters<typeof createHttpServer>[1]): Promise<Listening> {
  const server = createHttpsServer({ ...credential }, handler);
  server.on('tlsClientError', () => undefined);
  return listening(server as unknown as Server);
}

export const plainServer = (handler: Parameters<typeof createHttpServer>[1]): Promise<Listening> =>
  listening(createHttpServer(handler as never));

/** Hands a call on to another server on this machine. */
export function handOnTo(origin: string): NonNullable<Parameters<typeof createHttpServer>[1]> {
  return ((call: import('node:http').IncomingMessage, answer: import('node:http').ServerResponse) => {
    const url = new URL(call.url ?? '/', origin);
    const onward = httpRequest(url, { method: call.method, headers: call.headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    call.pipe(onward);
  }) as never;
}

export interface ProxyBehaviour {
  /** `user:password` that it asks for; null for none. */
  password: string | null;
  /** Answers every call with this instead of letting it through. */
  refuses: number | null;
  /** Where a name leads: the proxy is asked for names that this machine does not know. */
  readonly names: Readonly<Record<string, number>>;
}

export interface TestProxy extends Listening {
  /** What was asked of it: `CONNECT city.test:443`, `GET http://…`. */
  readonly asked: string[];
  readonly behaviour: ProxyBehaviour;
}

/** For tests only: a proxy that lets CONNECT and plain calls through to servers on this machine. */
export async function startProxy(given: Partial<ProxyBehaviour> = {}, tls?: Credential): Promise<TestProxy> {
  const behaviour: ProxyBehaviour = { password: null, refuses: null, names: {}, ...given };
  const asked: string[] = [];
  const refusalOf = (authorization: string | undefined): number | null => {
    if (behaviour.refuses !== null) return behaviour.refuses;
    if (behaviour.password === null) return null;
    return authorization === `Basic ${Buffer.from(behaviour.password).toString('base64')}` ? null : 407;
  };
  const server = tls ? (createHttpsServer({ ...tls }) as unknown as Server) : createHttpServer();
  server.on('request', (call, answer) => {
    asked.push(`${call.method} ${call.url}`);
    const refusal = refusalOf(call.headers['proxy-authorization']);
    const url = URL.parse(call.url ?? '');
    const port = url && behaviour.names[url.hostname];
    if (refusal !== null || !url || !port) return void answer.writeHead(refusal ?? 502).end();
    handOnTo(`http://127.0.0.1:${port}`)(Object.assign(call, { url: url.pathname }), answer as never);
  });
  server.on('connect', (call, socket, head) => {
    asked.push(`CONNECT ${call.url}`);
    socket.on('error', () => undefined);
    const refusal = refusalOf(call.headers['proxy-authorization']);
    const port = behaviour.names[(call.url ?? '').split(':')[0] ?? ''];
    if (refusal !== null || port === undefined) {
      socket.end(`HTTP/1.1 ${refusal ?? 502} Refused\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      onward.pipe(socket);
      socket.pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  });
  return { ...(await listening(server)), asked, behaviour };
}
