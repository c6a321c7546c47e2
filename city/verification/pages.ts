import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorTable, ServiceError } from '../../contract/errors.ts';
import type { CheckInput, CheckOutput } from '../../contract/verification.ts';
import type { CityMetrics } from '../metrics.ts';
import { pageHeaders } from '../pages/headers.ts';
import type { ServePage } from '../routes.ts';
import type { Spend } from './budget.ts';
import { ASSETS_PATH, type Asked, answerPage, askingPage, PAGE_PATH, refusalPage } from './page.ts';

const assets = {
  'verify.css': 'text/css; charset=utf-8',
  'verify.js': 'text/javascript; charset=utf-8',
} as const;

export interface VerificationPagesParts {
  readonly checkPaper: (input: CheckInput) => Promise<CheckOutput>;
  readonly spendQuestion: Spend;
  readonly metrics: Pick<CityMetrics, 'called'>;
  readonly logger: { error(entry: unknown, message: string): void };
}

const MOST_TYPED = 60;
const MOST_TOKEN = 200;

/** The city's public pages: whether a paper is authentic, for anybody, without an account and without JavaScript. */
export function serveVerificationPages(server: FastifyInstance, serve: ServePage, parts: VerificationPagesParts): void {
  const { checkPaper, spendQuestion, metrics, logger } = parts;

  const send = (reply: FastifyReply, status: number, page: string) =>
    reply.code(status).headers(pageHeaders).type('text/html; charset=utf-8').send(page);

  async function page(
    request: FastifyRequest,
    asked: Asked | null,
  ): Promise<{ status: number; text: string; wait?: number }> {
    if (asked === null) return { status: 200, text: askingPage() };
    const code = asked.code.slice(0, MOST_TYPED);
    try {
      await spendQuestion(request);
      const { token } = asked;
      const answer = await checkPaper({
        code,
        ...(token !== undefined && token.length <= MOST_TOKEN ? { token } : {}),
      });
      return { status: 200, text: answerPage(answer, { ...asked, code }) };
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'TOO_MANY_QUESTIONS') {
        const { retryAfter = 60 } = error.data;
        return { status: 429, text: refusalPage(errorTable.TOO_MANY_QUESTIONS.message, { code }), wait: retryAfter };
      }
      // What was asked is not written down: a code is as good as the paper.
      logger.error({ error }, 'a paper could not be looked up');
      return { status: 503, text: refusalPage('市平台暂时不能回答，请稍后再试。', { code }) };
    }
  }

  const answering =
    (askedOf: (request: FastifyRequest) => Asked | null) => async (request: FastifyRequest, reply: FastifyReply) => {
      const started = performance.now();
      const { status, text, wait } = await page(request, askedOf(request));
      metrics.called('verification page', status, (performance.now() - started) / 1_000);
      if (wait !== undefined) reply.header('retry-after', wait);
      return send(reply, status, text);
    };

  for (const name of Object.keys(assets) as (keyof typeof assets)[]) {
    const text = readFileSync(join(import.meta.dirname, 'assets', name));
    serve(server, `${ASSETS_PATH}/${name}`, async (_request, reply) =>
      reply
        .headers({ ...pageHeaders, 'cache-control': 'max-age=3600' })
        .type(assets[name])
        .send(text),
    );
  }
  const typed = answering(({ query }) => {
    const { code } = query as { readonly code?: unknown };
    return typeof code === 'string' && code.trim() !== '' ? { code, token: undefined } : null;
  });
  for (const path of [PAGE_PATH, `${PAGE_PATH}/`] as const) serve(server, path, typed);
  const scanned = answering(({ params }) => {
    const { code, token } = params as { readonly code: string; readonly token?: string };
    return { code, token };
  });
  serve(server, `${PAGE_PATH}/:code`, scanned);
  serve(server, `${PAGE_PATH}/:code/:token`, scanned);
}
