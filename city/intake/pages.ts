import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ServiceError } from '../../contract/errors.ts';
import type { Directory, Place } from '../../domain/directory/divisions.ts';
import { placeSearchOf } from '../../domain/directory/place-search.ts';
import {
  type Answers,
  type QuestionId,
  questions,
  type SubmissionField,
  submissionProblems,
  submissionSchema,
} from '../../domain/intake/submission.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { pageHeaders } from '../pages/headers.ts';
import type { ServePage } from '../routes.ts';
import type { Intake } from './intake.ts';
import { PHONE_DIGITS } from './look-up.ts';
import { type Asking, codePage, INTAKE_ASSETS, INTAKE_PATH, placesPage, questionPage, receiptPage } from './page.ts';
import type { PosterPlace } from './poster-places.ts';
import { byMethod, createServing, isId, kept, type Page, page, type ServingParts } from './serving.ts';
import { serveWorkPage, type WorkPagesParts } from './work-pages.ts';

export interface IntakePagesParts extends ServingParts, WorkPagesParts {
  readonly intake: Intake;
  /** Where a poster leads; `mayAsk` says whether its building may be looked up. */
  readonly posterPlace: (code: string, mayAsk: () => Promise<boolean>) => Promise<PosterPlace>;
  readonly divisions: Directory;
}

const SCRIPT = 'text/javascript; charset=utf-8';
const assets = { 'intake.css': 'text/css; charset=utf-8', 'uploads.js': SCRIPT, 'work.js': SCRIPT } as const;
const PLACES_SHOWN = 8;
const fieldNames = questions.flatMap(({ fields }): readonly SubmissionField[] => fields);

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
  const { intake, posterPlace, divisions, spendQuestion } = parts;
  const { answering, limited } = createServing(parts);
  const requireMessage = serveWorkPage(server, serve, parts);

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
    const hits = placeSearchOf(divisions)
      .search(text, PLACES_SHOWN * 2)
      .map(({ place }) => place);
    const shown = hits.filter(({ level }) => level !== 'area').slice(0, PLACES_SHOWN);
    return kept(placesPage(askingOf(without(answers, 'placeDetail')), text, shown));
  }

  async function prove(answers: Answers, form: URLSearchParams, request: FastifyRequest): Promise<Page> {
    const read = submissionSchema.safeParse(answers);
    if (!read.success) {
      const problems = submissionProblems(answers);
      const first = questions.find(({ fields }) => fields.some((field) => problems[field] !== undefined));
      return question(first?.id ?? 'contact', answers, problems);
    }
    const workId = await requireMessage(request, read.data, form.get('work') ?? '');
    const { proofId } = await intake.prove(read.data, workId ?? undefined);
    return page(codePage(askingOf({ ...answers, phone: read.data.phone }), proofId));
  }

  async function submit(answers: Answers, form: URLSearchParams, request: FastifyRequest): Promise<Page> {
    const proofId = form.get('proof') ?? '';
    const read = submissionSchema.safeParse(answers);
    if (!read.success || !isId(proofId)) return prove(answers, form, request);
    try {
      const code = (form.get('code') ?? '').normalize('NFKC').trim();
      const receipt = await intake.submit({ submission: read.data, proofId, code });
      return page(
        receiptPage(read.data.name, formatInstant(receipt.receivedAt), receipt, read.data.phone.slice(-PHONE_DIGITS)),
      );
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== 'INVALID_INPUT') throw error;
      const { fields = {} } = error.data;
      return page(codePage(askingOf(answers, { problems: fields }), proofId));
    }
  }

  function answered(form: URLSearchParams, request: FastifyRequest): Page | Promise<Page> {
    const answers = answersOf(form, divisions);
    const asked = form.get('question');
    const go = form.get('go') ?? 'next';
    const id = questions.find((each) => each.id === asked)?.id;
    if (go === 'elsewhere') return question('place', without(answers, 'placeCode', 'placeDetail'));
    if (go === 'find') return found(answers, form.get('find') ?? '');
    if (asked === 'code') {
      if (go === 'submit') return submit(answers, form, request);
      return go === 'resend' ? prove(answers, form, request) : question('contact', answers);
    }
    if (id === undefined) return question('place', answers);
    if (go === 'place') return question('place', answers);
    if (go === 'back') return step(id, answers, -1);
    return id === 'contact' ? prove(answers, form, request) : step(id, answers, 1);
  }

  /** The screen that was sent, with all that was typed, and why it did not go on. */
  function again(form: URLSearchParams, status: number, notice: string): Page {
    const asking = askingOf(answersOf(form, divisions), { notice });
    const proofId = form.get('proof');
    if (form.get('question') === 'code' && proofId !== null) return page(codePage(asking, proofId), status);
    const id = questions.find((each) => each.id === form.get('question'))?.id ?? 'place';
    return kept(questionPage(id, asking), status);
  }

  for (const name of Object.keys(assets) as (keyof typeof assets)[]) {
    const text = readFileSync(join(import.meta.dirname, 'assets', name));
    serve(server, `${INTAKE_ASSETS}/${name}`, async (_request, reply) =>
      reply
        .headers({ ...pageHeaders, 'cache-control': 'max-age=3600' })
        .type(assets[name])
        .send(text),
    );
  }
  const begin = answering('intake page', async (request) => {
    const { place = '' } = request.params as { readonly place?: string };
    // Whoever asks too often still begins at the community that the code names.
    const mayAsk = () =>
      spendQuestion(request).then(
        () => true,
        () => false,
      );
    const { places: led, placeDetail } = await posterPlace(place, mayAsk);
    const [only, another] = led;
    if (another) return kept(placesPage(askingOf({ placeDetail }), place, led));
    return question('place', only ? { placeCode: only.code, placeDetail } : {});
  });
  const submitted = answering('intake', limited(answered, again));
  serve(server, INTAKE_PATH, byMethod(begin, submitted));
  for (const path of [`${INTAKE_PATH}/`, `${INTAKE_PATH}/:place`] as const) serve(server, path, begin);
}

function without(answers: Answers, ...fields: readonly SubmissionField[]): Answers {
  return Object.fromEntries(Object.entries(answers).filter(([field]) => !fields.some((each) => each === field)));
}
