import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ServiceError } from '../../contract/errors.ts';
import type { Submission } from '../../domain/intake/submission.ts';
import { ADDRESS_MESSAGES } from '../../domain/intake/work.ts';
import { pageHeaders } from '../pages/headers.ts';
import type { ServePage } from '../routes.ts';
import type { Budget, Count, Spend } from '../verification/budget.ts';
import { WORK_PATH } from './page.ts';
import type { PlaceLoads } from './place-load.ts';
import type { Works } from './work.ts';

const HOUR_MS = 60 * 60_000;
const MOST_BYTES = 1_000;

/** What one address may have within an hour: challenges, and short messages with work done and without. */
export interface MessageBudgets {
  readonly countWork: Count;
  readonly spendWorked: Spend;
  readonly spendPlain: Spend;
}

export const messageBudgets = (limit: (budget: Budget) => Count): MessageBudgets => ({
  countWork: limit({ max: ADDRESS_MESSAGES.worked, windowMs: HOUR_MS }),
  spendWorked: limit({ max: ADDRESS_MESSAGES.worked, windowMs: HOUR_MS }),
  spendPlain: limit({ max: ADDRESS_MESSAGES.plain, windowMs: HOUR_MS }),
});

export interface WorkPagesParts extends MessageBudgets {
  readonly works: Works;
  readonly placeLoads: PlaceLoads;
  readonly spendQuestion: Spend;
}

/**
 * Gives out what a browser is to work out, and looks at it before a short message goes out. Resolves what it returns to the
 * id of the work, with which one message goes out; null where none was done, for submitting works without a script: then
 * fewer go out from one address.
 */
export function serveWorkPage(server: FastifyInstance, serve: ServePage, parts: WorkPagesParts) {
  const { works, placeLoads, spendQuestion, countWork, spendWorked, spendPlain } = parts;

  async function begun(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    if (request.method !== 'POST') return reply.code(405).header('allow', 'POST').send();
    const { body } = request;
    const text = Buffer.isBuffer(body) && body.byteLength <= MOST_BYTES ? body.toString('utf8') : '';
    const form = new URLSearchParams(text);
    try {
      await spendQuestion(request);
      const asked = await countWork(request);
      const { hour } = await placeLoads.of(form.get('placeCode') ?? '');
      const challenge = works.begin(form.get('phone') ?? '', { ofAddress: asked - 1, ofPlace: hour });
      return reply.headers(pageHeaders).send(challenge);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      // Then the form is sent without it, and the page says what there is to say.
      return reply.code(429).headers(pageHeaders).send({});
    }
  }
  serve(server, WORK_PATH, begun);

  return async (
    request: FastifyRequest,
    { placeCode, phone }: Pick<Submission, 'placeCode' | 'phone'>,
    work: string,
  ): Promise<string | null> => {
    await placeLoads.require(placeCode);
    const id = await works.solved(work, phone);
    try {
      await (id === null ? spendPlain : spendWorked)(request);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const { retryAfter = 3_600 } = error.data;
      const wait = `请过 ${Math.ceil(retryAfter / 60)} 分钟再试，或者换个网络`;
      const detail = `从您这个网络这一小时发出的短信太多了，${wait}；也可以直接到当地的综治中心说，或者打 12345。`;
      throw new ServiceError('TOO_MANY_QUESTIONS', { detail, retryAfter });
    }
    return id;
  };
}
