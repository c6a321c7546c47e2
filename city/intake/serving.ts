import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { errorTable, ServiceError } from '../../contract/errors.ts';
import type { CityMetrics } from '../metrics.ts';
import { pageHeaders } from '../pages/headers.ts';
import type { Spend } from '../verification/budget.ts';

export interface ServingParts {
  readonly spendQuestion: Spend;
  readonly metrics: Pick<CityMetrics, 'called'>;
  readonly logger: { error(entry: unknown, message: string): void };
}

export interface Page {
  readonly status: number;
  readonly text: string;
  /** Shown again when the browser goes back, without being asked for; else it is kept nowhere. */
  readonly kept: boolean;
}

export const page = (text: string, status = 200): Page => ({ status, text, kept: false });
export const kept = (text: string, status = 200): Page => ({ status, text, kept: true });

/** What anybody sends in the place of an id may be anything. */
export const isId = (text: string): boolean => z.uuid().safeParse(text).success;

type Answer = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** One page that is asked for, and sent. */
export const byMethod =
  (get: Answer, post: Answer): Answer =>
  async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD') return get(request, reply);
    return request.method === 'POST' ? post(request, reply) : reply.code(405).header('allow', 'GET, POST').send();
  };

const MOST_BYTES = 32 * 1024;

/** Fields of a form as the browser sent them; of a name that comes twice the last. */
function formOf({ body }: FastifyRequest): URLSearchParams {
  return new URLSearchParams(Buffer.isBuffer(body) ? body.toString('utf8') : '');
}

type Work = (form: URLSearchParams, request: FastifyRequest) => Page | Promise<Page>;
/** The screen that was sent, with all that was typed, and why it did not go on. */
type Again = (form: URLSearchParams, status: number, words: string) => Page;

/** How the public pages are answered: counted, within the budget of the address, and with words for what goes wrong. */
export function createServing({ spendQuestion, metrics, logger }: ServingParts) {
  /** What went wrong, in words that say what to do. What was typed is not written down. */
  function refusalOf(error: unknown, reply: FastifyReply): { readonly status: number; readonly words: string } {
    if (!(error instanceof ServiceError)) {
      logger.error({ error }, 'a public page could not be answered');
      return { status: 503, words: '市平台暂时不能回答，请过一会儿再按一次。写好的内容还在。' };
    }
    if (error.code !== 'TOO_MANY_QUESTIONS') return { status: errorTable[error.code].status, words: error.message };
    const { retryAfter = 60 } = error.data;
    reply.header('retry-after', retryAfter);
    if (error.data.detail !== undefined) return { status: 429, words: `${error.data.detail}写好的内容还在。` };
    const wait = retryAfter > 3_600 ? '请明天再试' : `请过 ${Math.ceil(retryAfter / 60)} 分钟再试`;
    return { status: 429, words: `发得太多了，${wait}。写好的内容还在。` };
  }

  const answering =
    (name: string, answer: (request: FastifyRequest, reply: FastifyReply) => Page | Promise<Page>) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const started = performance.now();
      const { status, text, kept: isKept } = await answer(request, reply);
      metrics.called(name, status, (performance.now() - started) / 1_000);
      const headers = isKept ? { ...pageHeaders, 'cache-control': 'private, no-cache' } : pageHeaders;
      return reply.code(status).headers(headers).type('text/html; charset=utf-8').send(text);
    };

  const limited =
    (work: Work, or: Again) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<Page> => {
      // No page of ours sends so much.
      if (Buffer.isBuffer(request.body) && request.body.byteLength > MOST_BYTES)
        return or(new URLSearchParams(), 413, '内容太多，没有收下。请从头写起，写短一些。');
      const form = formOf(request);
      try {
        await spendQuestion(request);
        return await work(form, request);
      } catch (error) {
        const { status, words } = refusalOf(error, reply);
        return or(form, status, words);
      }
    };

  return { answering, limited };
}
