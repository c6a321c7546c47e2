import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { errorTable, ServiceError } from '../../contract/errors.ts';
import type { Telling } from '../../domain/cases/citizen-actions.ts';
import { readQueryCode } from '../../domain/center/numbering.ts';
import { ratingSubjectIds } from '../../domain/intake/ratings.ts';
import type { ServePage } from '../routes.ts';
import { type Key, type Looked, PHONE_DIGITS } from './look-up.ts';
import { LOOK_UP_PATH } from './page.ts';
import { lookUpPage, nothingSaid, progressPage, type Said, type SentRating } from './progress-page.ts';
import type { RatedInput } from './rate.ts';
import { type SentFilePagesParts, serveSentFilePages } from './sent-file-pages.ts';
import { byMethod, createServing, isId, type Page, page, type ServingParts } from './serving.ts';
import type { ToldInput } from './tell.ts';

export interface ProgressPagesParts extends ServingParts, Pick<SentFilePagesParts, 'addFiles' | 'uploads'> {
  readonly lookUp: (key: Key) => Promise<Looked | null>;
  readonly tell: (input: ToldInput) => Promise<boolean>;
  readonly rate: (input: RatedInput) => Promise<boolean>;
}

/** What was not taken, with its words: those of the field where it has some. */
function refusalIn(
  error: unknown,
  field: 'words' | 'ratings',
): { readonly status: number; readonly words: string; readonly fields: Readonly<Record<string, string>> } {
  if (!(error instanceof ServiceError)) throw error;
  const { fields = {} } = error.data;
  const isTooMuch = error.code === 'TOO_MANY_QUESTIONS';
  const words = isTooMuch ? '今天说得太多了，请明天再写。' : (fields[field] ?? error.message);
  return { status: errorTable[error.code].status, words, fields };
}

/** The page on which a citizen sees how far a case is, adds to it, and rates it. */
export function serveProgressPages(server: FastifyInstance, serve: ServePage, parts: ProgressPagesParts): void {
  const { lookUp, tell, rate } = parts;
  const { answering, limited } = createServing(parts);

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

  /** What came of what was sent along; it comes back where it was not taken. */
  async function saidIn(form: URLSearchParams, key: Key): Promise<Said & { readonly status: number }> {
    const go = form.get('go');
    if (go === 'rate') return ratedIn(form, key);
    if (go === 'message' || go === 'withdrawal') return toldIn(go, form, key);
    return { ...nothingSaid, status: 200 };
  }

  async function toldIn(
    telling: Telling,
    form: URLSearchParams,
    key: Key,
  ): Promise<Said & { readonly status: number }> {
    const words = form.get('words') ?? '';
    const id = form.get('id') ?? '';
    try {
      if (!isId(id)) throw new ServiceError('INVALID_INPUT');
      await tell({ ...key, id, telling, words });
      return { ...nothingSaid, status: 200, notice: '已经转给经办人，他们会看到。' };
    } catch (error) {
      const { status, words: notice } = refusalIn(error, 'words');
      return { ...nothingSaid, status, notice, unsent: { telling, words } };
    }
  }

  async function ratedIn(form: URLSearchParams, key: Key): Promise<Said & { readonly status: number }> {
    const ratings = ratingSubjectIds.flatMap((subject): readonly SentRating[] => {
      const grade = form.get(`grade-${subject}`) ?? '';
      const words = form.get(`words-${subject}`) ?? '';
      // Words without a grade are a rating that was not finished.
      return grade === '' && words.trim() === '' ? [] : [{ subject, grade, words }];
    });
    try {
      await rate({ ...key, ratings });
      const isComplaint = ratings.some(({ grade }) => grade === 'dissatisfied');
      const notice = isComplaint ? '评价收到了。不满意的已经退回受理的人，答复写在这一页。' : '评价收到了，谢谢您。';
      return { ...nothingSaid, status: 200, notice };
    } catch (error) {
      const { status, words: notice, fields } = refusalIn(error, 'ratings');
      return { ...nothingSaid, status, notice, unrated: ratings, problems: fields };
    }
  }

  async function shownWith(key: Key | null, notice: string | null, status: number): Promise<Page> {
    const found = key && (await lookUp(key));
    const problem = notice ?? '没有查到：查询码或者手机号不对，请核对后再查';
    if (!found) return page(lookUpPage({ code: key?.queryCode ?? '', digits: key?.digits ?? '', problem }), status);
    const said = { ...nothingSaid, notice, isRefused: status !== 200 };
    return page(progressPage(found, { digits: key?.digits ?? '', id: randomUUID(), ...said }), status);
  }
  serveSentFilePages(server, serve, { ...parts, shown: shownWith });

  const blank = page(lookUpPage({ code: '', digits: '', problem: null }));
  const notNow = (_: URLSearchParams, status: number, problem: string) =>
    page(lookUpPage({ code: '', digits: '', problem }), status);
  const shown = answering('progress page', () => blank);
  serve(server, LOOK_UP_PATH, byMethod(shown, answering('progress', limited(looked, notNow))));
}
