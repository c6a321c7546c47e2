import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { errorTable, ServiceError } from '../../contract/errors.ts';
import { readQueryCode } from '../../domain/center/numbering.ts';
import type { Directory, Place } from '../../domain/directory/divisions.ts';
import { createPlaceSearch } from '../../domain/directory/place-search.ts';
import {
  type Answers,
  type QuestionId,
  questions,
  type SubmissionField,
  submissionProblems,
  submissionSchema,
} from '../../domain/intake/submission.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import type { CityMetrics } from '../metrics.ts';
import { pageHeaders } from '../pages/headers.ts';
import type { ServePage } from '../routes.ts';
import type { Spend } from '../verification/budget.ts';
import type { Intake } from './intake.ts';
import { type Key, type Looked, PHONE_DIGITS } from './look-up.ts';
import {
  type Asking,
  codePage,
  INTAKE_ASSETS,
  INTAKE_PATH,
  LOOK_UP_PATH,
  lookUpPage,
  placesPage,
  progressPage,
  questionPage,
  receiptPage,
  type Said,
} from './page.ts';
import type { PosterPlace } from './poster-places.ts';
import type { ToldInput } from './tell.ts';

export interface IntakePagesParts {
  readonly intake: Intake;
  readonly lookUp: (key: Key) => Promise<Looked | null>;
  readonly tell: (input: ToldInput) => Promise<boolean>;
  /** Where a poster leads; `mayAsk` says whether its building may be looked up. */
  readonly posterPlace: (code: string, mayAsk: () => Promise<boolean>) => Promise<PosterPlace>;
  readonly divisions: Directory;
  readonly spendQuestion: Spend;
  readonly metrics: Pick<CityMetrics, 'called'>;
  readonly logger: { error(entry: unknown, message: string): void };
}

interface Page {
  readonly status: number;
  readonly text: string;
  /** Shown again when the browser goes back, without being asked for; else it is kept nowhere. */
  readonly kept: boolean;
}

const MOST_BYTES = 32 * 1024;
const PLACES_SHOWN = 8;
const fieldNames = questions.flatMap(({ fields }): readonly SubmissionField[] => fields);

/** What anybody sends in the place of an id may be anything. */
const isId = (text: string): boolean => z.uuid().safeParse(text).success;

const page = (text: string, status = 200): Page => ({ status, text, kept: false });
const kept = (text: string, status = 200): Page => ({ status, text, kept: true });

/** Fields of a form as the browser sent them; of a name that comes twice the last. */
function formOf({ body }: FastifyRequest): URLSearchParams {
  return new URLSearchParams(Buffer.isBuffer(body) ? body.toString('utf8') : '');
}

/** A place that there is not, or that is a whole district, counts as none. */
function answersOf(form: URLSearchParams, divisions: Directory): Answers {
  const given = fieldNames.flatMap((field) => {
    const text = form.getAll(field).at(-1);
    const isLost = field === 'placeCode' && placeIn(divisions, text) === null;
    return text === undefined || isLost ? [] : [[field, text] as const];
  });
  return Object.fromEntries(given);
}

function placeIn(divisions: Directory, code: string | undefined): Place | null {
  const place = code === undefined ? null : divisions.find(code);
  return place?.level === 'area' ? null : place;
}

/** The public pages of 一码解纠纷: for anybody, without an account, an app or JavaScript. */
export function serveIntakePages(server: FastifyInstance, serve: ServePage, parts: IntakePagesParts): void {
  const { intake, lookUp, tell, posterPlace, divisions, spendQuestion, metrics, logger } = parts;
  const places = createPlaceSearch(divisions);

  const askingOf = (
    answers: Answers,
    { problems = {}, notice = null }: Partial<Pick<Asking, 'problems' | 'notice'>> = {},
  ): Asking => ({ answers, problems, notice, place: placeIn(divisions, answers.placeCode) });

  const question = (id: QuestionId, answers: Answers, problems: Asking['problems'] = {}) =>
    kept(questionPage(id, askingOf(answers, { problems })));

  /** The question after or before; the first one that is answered wrong, where it is asked for what comes after. */
  function step(id: QuestionId, answers: Answers, by: 1 | -1): Page {
    const index = questions.findIndex((each) => each.id === id);
    const problems = submissionProblems(answers);
    const own = questions[index]?.fields.filter((field) => problems[field] !== undefined) ?? [];
    if (by > 0 && own.length > 0)
      return question(id, answers, Object.fromEntries(own.map((field) => [field, problems[field]])));
    const to = questions[index + by] ?? questions[index] ?? questions[0];
    return question(to.id, answers);
  }

  function found(answers: Answers, typed: string): Page {
    const text = typed.trim().slice(0, 40);
    if (text === '') return question('place', answers, { placeCode: '请写村名或者社区名' });
    const hits = places.search(text, PLACES_SHOWN * 2).map(({ place }) => place);
    const shown = hits.filter(({ level }) => level !== 'area').slice(0, PLACES_SHOWN);
    return kept(placesPage(askingOf(answers), text, shown));
  }

  async function prove(answers: Answers): Promise<Page> {
    const read = submissionSchema.safeParse(answers);
    if (!read.success) {
      const problems = submissionProblems(answers);
      const first = questions.find(({ fields }) => fields.some((field) => problems[field] !== undefined));
      return question(first?.id ?? 'contact', answers, problems);
    }
    const { proofId } = await intake.prove(read.data);
    return page(codePage(askingOf({ ...answers, phone: read.data.phone }), proofId));
  }

  async function submit(answers: Answers, form: URLSearchParams): Promise<Page> {
    const proofId = form.get('proof') ?? '';
    const read = submissionSchema.safeParse(answers);
    if (!read.success || !isId(proofId)) return prove(answers);
    try {
      const code = (form.get('code') ?? '').normalize('NFKC').trim();
      const receipt = await intake.submit({ submission: read.data, proofId, code });
      return page(receiptPage(read.data.name, formatInstant(receipt.receivedAt), receipt));
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== 'INVALID_INPUT') throw error;
      const { fields = {} } = error.data;
      return page(codePage(askingOf(answers, { problems: fields }), proofId));
    }
  }

  function answered(form: URLSearchParams): Page | Promise<Page> {
    const answers = answersOf(form, divisions);
    const asked = form.get('question');
    const go = form.get('go') ?? 'next';
    const id = questions.find((each) => each.id === asked)?.id;
    if (go === 'elsewhere') return question('place', without(answers, 'placeCode', 'placeDetail'));
    if (go === 'find') return found(answers, form.get('find') ?? '');
    if (asked === 'code') {
      if (go === 'submit') return submit(answers, form);
      return go === 'resend' ? prove(answers) : question('contact', answers);
    }
    if (id === undefined) return question('place', answers);
    if (go === 'place') return question('place', answers);
    if (go === 'back') return step(id, answers, -1);
    return id === 'contact' ? prove(answers) : step(id, answers, 1);
  }

  async function looked(form: URLSearchParams): Promise<Page> {
    const code = (form.get('code') ?? '').slice(0, 40);
    const digits = (form.get('digits') ?? '').normalize('NFKC').trim().slice(0, 20);
    const queryCode = readQueryCode(code);
    const again = (problem: string) => page(lookUpPage({ code, digits, problem }), 404);
    if (queryCode === null) return again('查询码是 8 位字母和数字，请对照收据再输一遍');
    if (!new RegExp(`^\\d{${PHONE_DIGITS}}$`).test(digits)) return again(`请填手机号后 ${PHONE_DIGITS} 位数字`);
    const key = { queryCode, digits };
    const said = await saidIn(form, key);
    const found = await lookUp(key);
    if (!found) return again('没有查到：查询码或者手机号不对，请核对后再查');
    return page(progressPage(found, { digits, id: randomUUID(), ...said }), said.status);
  }

  /** What came of words that were sent along; they come back where they were not taken. */
  async function saidIn(form: URLSearchParams, key: Key): Promise<Said & { readonly status: number }> {
    const telling = form.get('go');
    const words = form.get('words') ?? '';
    if (telling !== 'message' && telling !== 'withdrawal') return { status: 200, notice: null, unsent: null };
    const id = form.get('id') ?? '';
    try {
      if (!isId(id)) throw new ServiceError('INVALID_INPUT');
      await tell({ ...key, id, telling, words });
      return { status: 200, notice: '已经转给经办人，他们会看到。', unsent: null };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const { fields } = error.data;
      const isTooMuch = error.code === 'TOO_MANY_QUESTIONS';
      const notice = isTooMuch ? '今天说得太多了，请明天再写。' : (fields?.words ?? error.message);
      return { status: errorTable[error.code].status, notice, unsent: { telling, words } };
    }
  }

  /** What went wrong, in words that say what to do. What was typed is not written down. */
  function refusalOf(error: unknown, reply: FastifyReply): { readonly status: number; readonly words: string } {
    if (!(error instanceof ServiceError)) {
      logger.error({ error }, 'a public page could not be answered');
      return { status: 503, words: '市平台暂时不能回答，请过一会儿再按一次。写好的内容还在。' };
    }
    if (error.code !== 'TOO_MANY_QUESTIONS') return { status: errorTable[error.code].status, words: error.message };
    const { retryAfter = 60 } = error.data;
    reply.header('retry-after', retryAfter);
    const wait = retryAfter > 3_600 ? '请明天再试' : `请过 ${Math.ceil(retryAfter / 60)} 分钟再试`;
    return { status: 429, words: `发得太多了，${wait}。写好的内容还在。` };
  }

  /** The screen that was sent, with all that was typed, and why it did not go on. */
  function again(form: URLSearchParams, status: number, notice: string): Page {
    const asking = askingOf(answersOf(form, divisions), { notice });
    const proofId = form.get('proof');
    if (form.get('question') === 'code' && proofId !== null) return page(codePage(asking, proofId), status);
    const id = questions.find((each) => each.id === form.get('question'))?.id ?? 'place';
    return kept(questionPage(id, asking), status);
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
    (work: (form: URLSearchParams) => Page | Promise<Page>, or: typeof again) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<Page> => {
      // No page of ours sends so much.
      if (Buffer.isBuffer(request.body) && request.body.byteLength > MOST_BYTES)
        return or(new URLSearchParams(), 413, '内容太多，没有收下。请从头写起，写短一些。');
      const form = formOf(request);
      try {
        await spendQuestion(request);
        return await work(form);
      } catch (error) {
        const { status, words } = refusalOf(error, reply);
        return or(form, status, words);
      }
    };

  const css = readFileSync(join(import.meta.dirname, 'assets', 'intake.css'));
  serve(server, `${INTAKE_ASSETS}/intake.css`, async (_request, reply) =>
    reply
      .headers({ ...pageHeaders, 'cache-control': 'max-age=3600' })
      .type('text/css; charset=utf-8')
      .send(css),
  );
  const begin = answering('intake page', async (request) => {
    const { place = '' } = request.params as { readonly place?: string };
    // Whoever asks too often still begins at the community that the code names.
    const mayAsk = () =>
      spendQuestion(request).then(
        () => true,
        () => false,
      );
    const { placeCode, placeDetail } = await posterPlace(place, mayAsk);
    return question('place', answersOf(new URLSearchParams({ placeCode, placeDetail }), divisions));
  });
  const submitted = answering('intake', limited(answered, again));
  serve(server, INTAKE_PATH, byMethod(begin, submitted));
  for (const path of [`${INTAKE_PATH}/`, `${INTAKE_PATH}/:place`] as const) serve(server, path, begin);
  const blank = page(lookUpPage({ code: '', digits: '', problem: null }));
  const notNow = (_: URLSearchParams, status: number, problem: string) =>
    page(lookUpPage({ code: '', digits: '', problem }), status);
  const progress = answering('progress', limited(looked, notNow));
  serve(
    server,
    LOOK_UP_PATH,
    byMethod(
      answering('progress page', () => blank),
      progress,
    ),
  );
}

type Answer = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

const byMethod =
  (get: Answer, post: Answer): Answer =>
  async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD') return get(request, reply);
    return request.method === 'POST' ? post(request, reply) : reply.code(405).header('allow', 'GET, POST').send();
  };

function without(answers: Answers, ...fields: readonly SubmissionField[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([field]) => !fields.some((each) => each === field)));
}
