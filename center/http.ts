import { existsSync } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import serveStatic from '@fastify/static';
import { RPCHandler } from '@orpc/server/fastify';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { errorTable } from '../contract/errors.ts';
import { MAX_FILE_BYTES } from '../domain/files/file.ts';
import type { PageRouter } from '../services/api/page-router.ts';
import type { createRouter } from '../services/api/router.ts';
import type { Certificate } from './certificate.ts';
import { streamForms } from './file-answers.ts';

export type CenterRouter = ReturnType<typeof createRouter>['router'];

/** Bytes of one call at most; the longest draft is a tenth of it. */
const MAX_BODY_BYTES = 12 * 1024 * 1024;
/** A file of a case, with what the form around it takes. */
const MAX_FILE_CALL_BYTES = MAX_FILE_BYTES + 64 * 1024;
/** By which a browser on this machine may call. */
export const loopbackHosts: readonly string[] = ['127.0.0.1', 'localhost', '::1'];
const PHONE_PAGE = 'phone.html';
const SESSION_COOKIE = 'fengqiao_session';
/** How long one call may take to arrive, and a stranger to say hello over TLS: a stalled one must not hold a place. */
const REQUEST_TIMEOUT_MS = 60_000;
const HANDSHAKE_TIMEOUT_MS = 5_000;
/** How long calls under way may take to be answered once their listener closes. */
const CLOSE_PATIENCE_MS = 2_000;

/**
 * Addresses of pages beside the built files and the calls. The mediator's phone has a short one that is typed by hand; its
 * page names everything relative to itself, so the address must not end in a slash.
 */
export const pageAddresses: Readonly<Record<string, (reply: FastifyReply) => FastifyReply>> = {
  '/p': (reply) => reply.sendFile(PHONE_PAGE),
  '/p/': (reply) => reply.redirect('../p'),
};

export interface HttpParts {
  readonly router: CenterRouter | PageRouter;
  /** Built user interface; undefined serves the API alone. */
  readonly rendererDir: string | undefined;
  /** Present on the LAN listener, which never speaks plain HTTP. */
  readonly certificate?: Certificate;
  /**
   * Host names, in lower case, that a browser may call this listener by: others are somebody else's page (DNS
   * rebinding). Read anew for each call, because a machine's addresses change.
   */
  readonly allowedHosts: readonly string[];
  /** Told of every call that brings a token, before it is answered, so that connected desks can be listed. */
  readonly onCall: (token: string) => Promise<void> | undefined;
  /** Told of a session that ended by signing out. */
  readonly onSignOut?: (token: string) => void;
}

const csp = {
  useDefaults: false,
  directives: {
    'default-src': ["'self'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ['blob:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'worker-src': ["'self'", 'blob:'],
    'frame-src': ["'self'", 'blob:'],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  },
};

function hostName(host: string): string {
  return host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
}

/** Serves the user interface and the typed API over HTTP, or over TLS on the LAN. */
export async function createHttpServer(parts: HttpParts): Promise<FastifyInstance> {
  const { certificate } = parts;
  const server: FastifyInstance = fastify({
    logger: false,
    bodyLimit: MAX_FILE_CALL_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    ...(certificate
      ? { https: { cert: certificate.certPem, key: certificate.keyPem, handshakeTimeout: HANDSHAKE_TIMEOUT_MS } }
      : {}),
  });
  await server.register(cookie);
  await server.register(helmet, {
    contentSecurityPolicy: csp,
    // The LAN certificate is self-made: pinning browsers to it would lock desks out when it is renewed.
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
  });
  server.addHook('onRequest', async (request, reply) => refuseStrangers(request, reply, parts));
  await server.register(async (scope) => registerApi(scope, parts));
  if (parts.rendererDir !== undefined) await registerRenderer(server, parts.rendererDir);
  return server;
}

/**
 * Closes a listener: its port is free at once, calls under way have a moment to be answered, then their connections are
 * cut. Waiting for them without end would be for ever where the call under way is the one that closes.
 */
export async function closeHttpServer(server: FastifyInstance): Promise<void> {
  const closed = server.close();
  const ended = new Promise<void>((resolve) => server.server.close(() => resolve()));
  let cut: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    cut = setTimeout(resolve, CLOSE_PATIENCE_MS);
  });
  await Promise.race([ended, patience]);
  clearTimeout(cut);
  server.server.closeAllConnections();
  await closed;
}

async function refuseStrangers(request: FastifyRequest, reply: FastifyReply, { allowedHosts }: HttpParts) {
  if (!allowedHosts.includes(hostName(request.headers.host ?? ''))) {
    return reply.code(421).type('text/plain; charset=utf-8').send('请用本机显示的地址打开工作台。');
  }
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `${request.protocol}://${request.headers.host}`) {
    return reply.code(403).type('text/plain; charset=utf-8').send('不接受来自其他网页的请求。');
  }
  return undefined;
}

function registerApi(scope: FastifyInstance, { router, certificate, onCall, onSignOut }: HttpParts): void {
  const handler = new RPCHandler(router, { interceptors: [streamForms] });
  // oRPC reads the body itself; Fastify must hand it over unread.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
  scope.all('/rpc/*', async (request, reply) => {
    const length = Number(request.headers['content-length'] ?? Number.NaN);
    if (request.method !== 'GET' && !(length <= mostBytes(request.url))) return refuseTooLarge(reply);
    const token = request.cookies[SESSION_COOKIE] ?? null;
    if (token) await onCall(token);
    const options = { path: '/', httpOnly: true, sameSite: 'strict', secure: certificate !== undefined } as const;
    const { matched } = await handler.handle(request, reply, {
      prefix: '/rpc',
      context: {
        token,
        keepToken: (fresh: string) => void reply.setCookie(SESSION_COOKIE, fresh, options),
        dropToken: () => {
          void reply.clearCookie(SESSION_COOKIE, options);
          if (token) onSignOut?.(token);
        },
      },
    });
    if (!matched) await reply.code(404).type('text/plain; charset=utf-8').send('没有这个接口。');
    return reply;
  });
}

/** The one call that brings a file may be larger than the others. */
function mostBytes(url: string): number {
  return url.startsWith('/rpc/files/attach') ? MAX_FILE_CALL_BYTES : MAX_BODY_BYTES;
}

/** In the form of oRPC's own errors, so that the form which sent it can say so at the place of need. */
function refuseTooLarge(reply: FastifyReply) {
  const { status, message } = errorTable.TOO_LARGE;
  return reply.code(status).send({ json: { defined: true, code: 'TOO_LARGE', status, message, data: {} }, meta: [] });
}

async function registerRenderer(server: FastifyInstance, rendererDir: string): Promise<void> {
  if (!existsSync(join(rendererDir, 'index.html'))) {
    throw new Error(`the user interface is not built: ${rendererDir} has no index.html (npm run build)`);
  }
  await server.register(serveStatic, {
    root: rendererDir,
    preCompressed: true,
    // Built files carry a hash in their names; the page itself does not.
    setHeaders: (reply, path) => {
      const fixed = /[/\\]assets[/\\]/.test(path);
      void reply.header('cache-control', fixed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  for (const [address, answer] of Object.entries(pageAddresses))
    server.get(address, (_request, reply) => answer(reply));
}
