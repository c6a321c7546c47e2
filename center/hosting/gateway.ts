import replyFrom from '@fastify/reply-from';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { type House, HouseFull } from './house.ts';
import { organisationKeySchema } from './organisations.ts';
import { CenterNotStarted } from './seats.ts';

export interface GatewayParts {
  readonly house: Pick<House, 'use' | 'awake'>;
  readonly isHosted: (key: string) => boolean;
  /** As browsers call it: a reverse proxy with TLS stands before it. Its own address on this machine unless given. */
  readonly publicOrigin: string | null;
  readonly logger: Pick<Logger, 'error'>;
}

/** All that the gateway answers. */
export const gatewayAddresses = { health: '/health', bare: '/d/:key', center: '/d/:key/*' } as const;

const NO_SUCH = '没有这个工作台，请核对网址，或者问市级管理员。';
const FULL = '现在同时使用的单位太多，请过几分钟再试。';

/**
 * The one address of all hosted centers: `/d/<key>/…` goes to the center of that organisation, whose session cookies stay
 * under that path. A center sees a browser of this machine; who may call it is decided by its sign-in.
 */
export async function createGateway({ house, isHosted, publicOrigin, logger }: GatewayParts): Promise<FastifyInstance> {
  const server: FastifyInstance = fastify({ logger: false, requestTimeout: 120_000 });
  await server.register(replyFrom, { undici: { connections: 64, pipelining: 1 } });
  // Bodies go through unread.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  server.addHook('onRequest', async (request, reply) => refuseStrangers(request, reply, publicOrigin));

  server.get(gatewayAddresses.health, () => ({ ok: true, awake: house.awake() }));
  server.get<{ Params: { key: string } }>(gatewayAddresses.bare, (request, reply) => {
    const key = organisationKeySchema.safeParse(request.params.key);
    return key.success ? reply.redirect(`/d/${key.data}/`, 308) : refuse(reply, 404, NO_SUCH);
  });
  server.all<{ Params: { key: string; '*': string } }>(gatewayAddresses.center, async (request, reply) => {
    const { key } = request.params;
    if (!isHosted(key)) return refuse(reply, 404, NO_SUCH);
    try {
      return await house.use(key, ({ origin }) => pass(request, reply, origin, key));
    } catch (error) {
      if (error instanceof HouseFull) return refuse(reply.header('retry-after', '120'), 503, FULL);
      if (error instanceof CenterNotStarted) return refuse(reply, 503, error.message);
      throw error;
    }
  });
  server.setNotFoundHandler((_request, reply) => refuse(reply, 404, NO_SUCH));
  return server;

  /** Resolves when the answer has gone out, or the browser has. */
  function pass(request: FastifyRequest, reply: FastifyReply, origin: string, key: string): Promise<FastifyReply> {
    const prefix = `/d/${key}`;
    const left = new Promise<void>((resolve) => reply.raw.once('close', resolve));
    reply.from(`${origin}${request.url.slice(prefix.length)}`, {
      rewriteRequestHeaders: (_request, headers) => ({
        ...headers,
        host: new URL(origin).host,
        ...(headers.origin === undefined ? {} : { origin }),
      }),
      rewriteHeaders: (headers) => {
        const cookies = headers['set-cookie'];
        if (cookies === undefined) return headers;
        const own = [cookies].flat().map((cookie) => ownCookie(cookie, prefix));
        return { ...headers, 'set-cookie': own };
      },
      onError: (_reply, { error }) => {
        logger.error({ error, key }, 'a call did not reach its center');
        void refuse(reply, 502, '工作台刚刚中断，请刷新页面再试。已保存的内容都在。');
      },
    });
    return left.then(() => reply);
  }

  function ownCookie(cookie: string, prefix: string): string {
    const under = cookie.replace(/;\s*path=\/(?=;|$)/i, `; Path=${prefix}/`);
    return publicOrigin?.startsWith('https:') && !/;\s*secure/i.test(under) ? `${under}; Secure` : under;
  }
}

/** Of another site's page, or by another name (DNS rebinding). */
async function refuseStrangers(
  request: FastifyRequest,
  reply: FastifyReply,
  publicOrigin: string | null,
): Promise<FastifyReply | undefined> {
  const own = publicOrigin ?? `http://${request.headers.host}`;
  const host = request.headers.host ?? '';
  const byName = publicOrigin === null ? /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host) : null;
  if (byName === false || (publicOrigin !== null && host !== new URL(publicOrigin).host && request.url !== '/health'))
    return refuse(reply, 421, '请用市里给的网址打开工作台。');
  const { origin } = request.headers;
  if (origin !== undefined && origin !== own) return refuse(reply, 403, '不接受来自其他网页的请求。');
  return undefined;
}

function refuse(reply: FastifyReply, status: number, words: string): FastifyReply {
  return reply.code(status).type('text/plain; charset=utf-8').send(words);
}
