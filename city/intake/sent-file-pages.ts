import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { ServiceError } from '../../contract/errors.ts';
import { readQueryCode } from '../../domain/center/numbering.ts';
import type { ServePage } from '../routes.ts';
import type { Key } from './look-up.ts';
import { LOOK_UP_PATH, PHOTOS_PATH } from './page.ts';
import { type AddedFiles, type SentFiles, sentFileRefusal } from './sent-files.ts';
import { createServing, type Page, type ServingParts } from './serving.ts';
import type { ResidentUploads } from './uploads.ts';

export interface SentFilePagesParts extends ServingParts {
  readonly addFiles: (input: SentFiles) => Promise<AddedFiles | null>;
  /** What a page with a script sent in parts before. */
  readonly uploads: Pick<ResidentUploads, 'bytesOf' | 'drop'>;
  /** The page of a case with a notice on it; that of the question where there is no such case. */
  readonly shown: (key: Key | null, notice: string | null, status: number) => Promise<Page>;
}

const MULTIPART = /^multipart\/form-data\s*;/i;
const TOO_LARGE = '照片或视频太大，没有收下。一次发的合起来不能超过 15 MB，请一个一个发；视频请拍短一些。';
const LOST = '传好的文件已经不在了，请重新选一次';
/** Uploads that one form names at most: more is no page of ours. */
const MOST_UPLOADS = 10;
const keySchema = z.object({ code: z.string().max(40), digits: z.string().max(20) });

/** A form with files as the browser sent it; null for what is none. */
async function formIn({ body, headers }: FastifyRequest): Promise<FormData | null> {
  const type = headers['content-type'] ?? '';
  if (!Buffer.isBuffer(body) || !MULTIPART.test(type)) return null;
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  } catch {
    return null;
  }
}

async function filesIn(form: FormData): Promise<readonly Uint8Array[]> {
  const files = form.getAll('photo').filter((each): each is File => each instanceof File && each.size > 0);
  return Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())));
}

/** Names of uploads, of which a page with a script puts in those that are whole. */
function uploadsIn(form: FormData): readonly string[] {
  const text = form.get('uploads');
  return typeof text === 'string' && text !== '' ? text.split(',').slice(0, MOST_UPLOADS) : [];
}

function keyIn(form: FormData): Key | null {
  const typed = keySchema.safeParse({ code: form.get('code'), digits: form.get('digits') });
  const queryCode = typed.success ? readQueryCode(typed.data.code) : null;
  return typed.success && queryCode !== null ? { queryCode, digits: typed.data.digits.normalize('NFKC').trim() } : null;
}

const namesOf = ({ photo, video }: AddedFiles): string =>
  [photo > 0 ? `${photo} 张照片` : '', video > 0 ? `${video} 段视频` : ''].filter((each) => each !== '').join('、');

/** Where a resident adds photos and videos to what was submitted; by an ordinary form, without a script. */
export function serveSentFilePages(server: FastifyInstance, serve: ServePage, parts: SentFilePagesParts): void {
  const { addFiles, uploads, shown, spendQuestion } = parts;
  const { answering } = createServing(parts);

  async function sent(request: FastifyRequest): Promise<Page> {
    let key: Key | null = null;
    try {
      await spendQuestion(request);
      const form = await formIn(request);
      key = form && keyIn(form);
      if (!form || !key) return await shown(null, '没有收到文件，请从进度页面再选一次', 400);
      const ids = uploadsIn(form);
      const added =
        ids.length > 0 ? await addUploads(key, ids) : await addFiles({ ...key, files: await filesIn(form) });
      if (added === null) return await shown(null, null, 404);
      const names = namesOf(added);
      return await shown(key, names === '' ? '这些已经收到过了。' : `收到 ${names}，经办人会看到。`, 200);
    } catch (error) {
      const { status, words } = sentFileRefusal(error);
      return shown(key, words, status);
    }
  }

  /** One after the other: a video is looked at in memory. */
  let last: Promise<unknown> = Promise.resolve();

  async function addUploads(key: Key, ids: readonly string[]): Promise<AddedFiles | null> {
    const turn = last.then(async () => {
      const files: Uint8Array[] = [];
      for (const id of ids) {
        const bytes = await uploads.bytesOf(key.queryCode, id);
        if (!bytes) throw new ServiceError('INVALID_INPUT', { detail: LOST, fields: { photo: LOST } });
        files.push(bytes);
      }
      return addFiles({ ...key, files });
    });
    last = turn.catch(() => undefined);
    const drop = () => Promise.all(ids.map((id) => uploads.drop(id)));
    try {
      const added = await turn;
      if (added !== null) await drop();
      return added;
    } catch (error) {
      // Refused in words is refused for good; what failed inside may be sent once more.
      if (error instanceof ServiceError) await drop();
      throw error;
    }
  }

  const answered = answering('photos', sent);
  serve(server, PHOTOS_PATH, async (request, reply) => {
    if (request.method === 'POST') return answered(request, reply);
    return reply.redirect(LOOK_UP_PATH, 303);
  });
}

/** The page for a body that was larger than the server reads. */
export const sentFilesTooLarge = TOO_LARGE;
