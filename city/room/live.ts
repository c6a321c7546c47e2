import type { FastifyReply, FastifyRequest } from 'fastify';
import { ServiceError } from '../../contract/errors.ts';
import type { Database } from '../db/database.ts';
import { createBell } from './bell.ts';
import type { Invited } from './door.ts';
import type { RoomKey } from './rows.ts';
import { findRoom, sha256Of } from './rows.ts';
import { type Heard, listen, noteSeen } from './talk.ts';

/** So often something goes over a quiet line: proxies cut what is silent, and the page notices that a line is dead. */
const BEAT_MS = 10_000;
/** How long a call without a stream waits for something new. */
const LONG_POLL_MS = 20_000;
/** Pages of one seat that are open at once: a phone, a desk, and those that a cut line left behind. */
const STREAMS_PER_SEAT = 6;

interface LiveParts {
  readonly database: Database;
  readonly now: () => number;
}

interface Serving {
  readonly guest: Invited;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the seat is still let in: a link may be revoked while its page is open. */
  readonly again: () => Promise<Invited | null>;
}

export interface Live {
  /** Tells those who wait at the room on this server at once. */
  ring(key: RoomKey): void;
  serve(request: FastifyRequest, reply: FastifyReply, serving: Serving): Promise<unknown>;
  /** Ends all streams; the pages come back to another server, or to this one once it runs again. */
  close(): void;
}

/** The number of the last entry that the page has: of a stream that begins anew, in its header; else in the address. */
function lastEntry({ headers, query }: FastifyRequest): number {
  const asked = headers['last-event-id'] ?? (query as { readonly after?: unknown }).after;
  const number = typeof asked === 'string' && /^\d{1,6}$/.test(asked) ? Number(asked) : 0;
  return number;
}

/** What a room says to its pages: as server-sent events with a resume by `Last-Event-ID`, or one answer at a time. */
export function createLive(
  { database, now }: LiveParts,
  logger: { error(entry: unknown, message: string): void },
): Live {
  const headOf = async (key: RoomKey): Promise<number | null> => (await findRoom(database, key))?.head ?? null;
  const bell = createBell(headOf);
  const closing = new AbortController();
  const streams = new Map<string, number>();

  async function stream(
    request: FastifyRequest,
    reply: FastifyReply,
    { guest, headers, again }: Serving,
  ): Promise<void> {
    const gone = new AbortController();
    const { raw } = reply;
    raw.on('close', () => gone.abort());
    const signal = AbortSignal.any([gone.signal, closing.signal]);
    reply.hijack();
    raw.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
    let after = lastEntry(request);
    let shown = '';
    while (!signal.aborted) {
      // Read before what it is the head of: what comes between is told twice rather than not.
      const head = (await headOf(guest)) ?? -1;
      const isIn = head >= 0 && (await again()) !== null;
      if (!isIn) {
        raw.write('event: gone\ndata: {}\n\n');
        break;
      }
      await noteSeen(database, guest, now());
      const { entries, view, here } = await listen(database, guest, after, now());
      for (const entry of entries) raw.write(`id: ${entry.n}\nevent: entry\ndata: ${JSON.stringify(entry)}\n\n`);
      after += entries.length;
      const state = JSON.stringify({ view, here });
      raw.write(state === shown ? 'event: beat\ndata: {}\n\n' : `event: state\ndata: ${state}\n\n`);
      shown = state;
      await bell.wait(guest, head, BEAT_MS, signal);
    }
    raw.end();
  }

  async function answerOnce(request: FastifyRequest, reply: FastifyReply, { guest, headers, again }: Serving) {
    const after = lastEntry(request);
    const { known } = request.query as { readonly known?: unknown };
    const gone = new AbortController();
    request.raw.on('close', () => gone.abort());
    await noteSeen(database, guest, now());
    const versionOf = ({ view, here }: Heard) => sha256Of(JSON.stringify({ view, here })).slice(0, 16);
    const head = (await headOf(guest)) ?? -1;
    let heard = await listen(database, guest, after, now());
    if (heard.entries.length === 0 && known === versionOf(heard)) {
      await bell.wait(guest, head, LONG_POLL_MS, AbortSignal.any([gone.signal, closing.signal]));
      if ((await again()) === null) throw new ServiceError('NOT_FOUND');
      heard = await listen(database, guest, after, now());
    }
    return reply.headers(headers).send({ ...heard, known: versionOf(heard) });
  }

  return {
    ring: bell.ring,
    close: () => closing.abort(),
    async serve(request, reply, serving) {
      if (!(request.headers.accept ?? '').includes('text/event-stream')) return answerOnce(request, reply, serving);
      const { id } = serving.guest.seat;
      const open = streams.get(id) ?? 0;
      if (open >= STREAMS_PER_SEAT) throw new ServiceError('TOO_MANY_QUESTIONS', { retryAfter: 60 });
      streams.set(id, open + 1);
      try {
        await stream(request, reply, serving);
      } catch (error) {
        // The line begins anew, from where it stopped.
        logger.error({ error }, 'a stream of a room ended');
        reply.raw.destroy();
      } finally {
        const left = (streams.get(id) ?? 1) - 1;
        if (left > 0) streams.set(id, left);
        else streams.delete(id);
      }
      return reply;
    },
  };
}
