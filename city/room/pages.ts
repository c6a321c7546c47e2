import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { errorTable, ServiceError } from '../../contract/errors.ts';
import { isId } from '../intake/serving.ts';
import type { CityMetrics } from '../metrics.ts';
import { pageHeaders } from '../pages/headers.ts';
import type { ServePage } from '../routes.ts';
import type { Spend } from '../verification/budget.ts';
import { enterRoom, hasEntered, type Invited, invitedBy, proveSeat } from './door.ts';
import { createLive } from './live.ts';
import { renewLink } from './opening.ts';
import { doorPage, noRoomPage, ROOM_ASSETS, roomPage } from './page.ts';
import type { RoomParts } from './parts.ts';
import { keepPhoto, photoFor, post, readPost } from './talk.ts';

export interface RoomPagesParts {
  readonly room: RoomParts;
  readonly spendQuestion: Spend;
  readonly metrics: Pick<CityMetrics, 'called'>;
  readonly logger: { error(entry: unknown, message: string): void };
}

const COOKIE = 'room';
/** A signature is the largest of what is posted as JSON. */
const MOST_BYTES = 256 * 1024;
const assets = { 'room.css': 'text/css; charset=utf-8', 'room.js': 'text/javascript; charset=utf-8' } as const;

/** As all public pages, and pictures of the room itself. */
const roomHeaders = {
  ...pageHeaders,
  'content-security-policy': pageHeaders['content-security-policy'].replace('img-src data:', "img-src 'self' data:"),
};

const bodyOf = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));
const tokenOf = ({ params }: FastifyRequest): string => (params as { readonly token: string }).token;

function cookieOf({ headers }: FastifyRequest): string {
  const found = (headers.cookie ?? '').split(';').map((part) => part.trim().split('='));
  return found.find(([name]) => name === COOKIE)?.[1] ?? '';
}

const postedSchema = z.object({ id: z.uuid(), post: z.unknown() });
const renewedSchema = z.object({ seatId: z.uuid() });

function jsonOf<Schema extends z.ZodType>(request: FastifyRequest, schema: Schema): z.infer<Schema> {
  const bytes = bodyOf(request);
  if (bytes.byteLength > MOST_BYTES) throw new ServiceError('TOO_LARGE');
  let read: unknown;
  try {
    read = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new ServiceError('INVALID_INPUT');
  }
  const parsed = schema.safeParse(read);
  if (!parsed.success) throw new ServiceError('INVALID_INPUT');
  return parsed.data;
}

/** The pages of rooms for mediation online: each seat by its own link, and with the phone proved (docs/online-mediation.md). */
export function serveRoomPages(server: FastifyInstance, serve: ServePage, parts: RoomPagesParts): void {
  const { room, spendQuestion, metrics, logger } = parts;
  const { database, now } = room;
  const live = createLive(room, logger);
  server.addHook('preClose', async () => live.close());

  const sendPage = (reply: FastifyReply, status: number, text: string) =>
    reply.code(status).headers(roomHeaders).type('text/html; charset=utf-8').send(text);

  /** Who is let in by link and cookie; null for everybody else. */
  async function guestOf(request: FastifyRequest): Promise<Invited | null> {
    const invited = await invitedBy(database, tokenOf(request), now());
    return invited && (await hasEntered(database, invited, cookieOf(request))) ? invited : null;
  }

  async function door(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const token = tokenOf(request);
    const invited = await invitedBy(database, token, now());
    if (!invited) {
      await spendQuestion(request);
      return sendPage(reply, 404, noRoomPage());
    }
    if (request.method !== 'POST') {
      const isIn = await hasEntered(database, invited, cookieOf(request));
      return sendPage(
        reply,
        200,
        isIn ? roomPage(token, invited) : doorPage(token, invited, { proofId: null, problem: null }),
      );
    }
    await spendQuestion(request);
    return knock(request, reply, token, invited);
  }

  async function knock(
    request: FastifyRequest,
    reply: FastifyReply,
    token: string,
    invited: Invited,
  ): Promise<unknown> {
    const bytes = bodyOf(request);
    const form = new URLSearchParams(bytes.byteLength > MOST_BYTES ? '' : bytes.toString('utf8'));
    const typed = form.get('proof') ?? '';
    const proofId = isId(typed) ? typed : null;
    try {
      if (form.get('go') !== 'enter' || proofId === null) {
        const sent = await proveSeat(room, invited);
        return sendPage(reply, 200, doorPage(token, invited, { proofId: sent.proofId, problem: null }));
      }
      const code = (form.get('code') ?? '').normalize('NFKC').trim();
      const cookie = await enterRoom(room, invited, { proofId, code });
      live.ring(invited);
      const age = Math.max(60, Math.ceil((invited.room.closesAt - now()) / 1_000) + 7 * 24 * 3_600);
      const secure = request.protocol === 'https' ? '; Secure' : '';
      reply.header(
        'set-cookie',
        `${COOKIE}=${cookie}; Path=/r/${token}; Max-Age=${age}; HttpOnly; SameSite=Lax${secure}`,
      );
      return reply.redirect(`/r/${token}`, 303);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const { retryAfter = 60, fields } = error.data;
      const wait = retryAfter > 3_600 ? '请明天再试' : `请过 ${Math.ceil(retryAfter / 60)} 分钟再试`;
      const isTooMuch = error.code === 'TOO_MANY_QUESTIONS';
      const problem = isTooMuch ? `短信发得太多了，${wait}。` : (fields?.code ?? error.message);
      return sendPage(reply, errorTable[error.code].status, doorPage(token, invited, { proofId, problem }));
    }
  }

  /** What went wrong, for a page: words that say what to do. What was said is not written down. */
  function failed(reply: FastifyReply, error: unknown): FastifyReply {
    if (!(error instanceof ServiceError)) {
      logger.error({ error }, 'a room could not be answered');
      return reply.code(503).headers(roomHeaders).send({ words: '市平台暂时不能回答，请过一会儿再试。' });
    }
    return reply
      .code(errorTable[error.code].status)
      .headers(roomHeaders)
      .send({ words: error.message, code: error.code });
  }

  type Answer = (request: FastifyRequest, reply: FastifyReply) => unknown;

  /** Only for who is let in; everybody else learns nothing. */
  const forGuests =
    (name: string, answer: (request: FastifyRequest, reply: FastifyReply, guest: Invited) => unknown): Answer =>
    async (request, reply) => {
      const started = performance.now();
      try {
        const guest = await guestOf(request);
        if (guest) return await answer(request, reply, guest);
        await spendQuestion(request);
        return reply
          .code(404)
          .headers(roomHeaders)
          .send({ words: '链接已经停用，或者要重新验证手机。请重新打开链接。' });
      } catch (error) {
        return failed(reply, error);
      } finally {
        metrics.called(name, reply.statusCode, (performance.now() - started) / 1_000);
      }
    };

  const byPost =
    (answer: Answer): Answer =>
    (request, reply) =>
      request.method === 'POST' ? answer(request, reply) : reply.code(405).header('allow', 'POST').send();

  for (const name of Object.keys(assets) as (keyof typeof assets)[]) {
    const text = readFileSync(join(import.meta.dirname, 'assets', name));
    serve(server, `${ROOM_ASSETS}/${name}`, async (_request, reply) =>
      reply
        .headers({ ...roomHeaders, 'cache-control': 'max-age=3600' })
        .type(assets[name])
        .send(text),
    );
  }

  serve(server, '/r/:token', async (request, reply) => {
    const started = performance.now();
    try {
      if (!['GET', 'HEAD', 'POST'].includes(request.method)) return reply.code(405).header('allow', 'GET, POST').send();
      return await door(request, reply);
    } catch (error) {
      if (error instanceof ServiceError)
        return sendPage(reply, errorTable[error.code].status, noRoomPage(error.message));
      logger.error({ error }, 'a room could not be answered');
      return sendPage(reply, 503, noRoomPage('市平台暂时不能回答，请过一会儿再打开。'));
    } finally {
      metrics.called('room page', reply.statusCode, (performance.now() - started) / 1_000);
    }
  });

  serve(
    server,
    '/r/:token/events',
    forGuests('room events', (request, reply, guest) =>
      live.serve(request, reply, { guest, headers: roomHeaders, again: () => guestOf(request) }),
    ),
  );

  serve(
    server,
    '/r/:token/posts',
    byPost(
      forGuests('room post', async (request, reply, guest) => {
        const { id, post: body } = jsonOf(request, postedSchema);
        await post(room, guest, { id, post: readPost(body) });
        live.ring(guest);
        return reply.headers(roomHeaders).send({ id });
      }),
    ),
  );

  serve(
    server,
    '/r/:token/links',
    byPost(
      forGuests('room link', async (request, reply, guest) => {
        if (guest.seat.kind !== 'mediator') throw new ServiceError('NOT_ALLOWED');
        await spendQuestion(request);
        const { seatId } = jsonOf(request, renewedSchema);
        const sent = await renewLink(room, guest, seatId).catch((error: unknown) => {
          logger.error({ error }, 'the link of a room was not sent');
          return false;
        });
        if (!sent) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '短信没有发出去，请过一会儿再试。' });
        return reply.headers(roomHeaders).send({ sent });
      }),
    ),
  );

  serve(
    server,
    '/r/:token/photos/:photo',
    forGuests('room photo', async (request, reply, guest) => {
      const { photo } = request.params as { readonly photo: string };
      if (!isId(photo)) throw new ServiceError('NOT_FOUND');
      if (request.method === 'POST') {
        await keepPhoto(room, guest, photo, bodyOf(request));
        return reply.headers(roomHeaders).send({ id: photo });
      }
      const found = await photoFor(database, guest, photo);
      if (!found) throw new ServiceError('NOT_FOUND');
      return reply.headers(roomHeaders).type(found.mediaType).send(Buffer.from(found.content));
    }),
  );
}
