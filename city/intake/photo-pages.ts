import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { readQueryCode } from '../../domain/center/numbering.ts';
import type { ServePage } from '../routes.ts';
import type { Key } from './look-up.ts';
import { LOOK_UP_PATH, PHOTOS_PATH } from './page.ts';
import { photoRefusal, type SentPhotos } from './photos.ts';
import { createServing, type Page, type ServingParts } from './serving.ts';

export interface PhotoPagesParts extends ServingParts {
  readonly addPhotos: (input: SentPhotos) => Promise<number | null>;
  /** The page of a case with a notice on it; that of the question where there is no such case. */
  readonly shown: (key: Key | null, notice: string | null, status: number) => Promise<Page>;
}

const MULTIPART = /^multipart\/form-data\s*;/i;
const TOO_LARGE = '照片太大，没有收下。一次发的照片合起来不能超过 15 MB，请一张一张发。';
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

async function photosIn(form: FormData): Promise<readonly Uint8Array[]> {
  const files = form.getAll('photo').filter((each): each is File => each instanceof File && each.size > 0);
  return Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer())));
}

function keyIn(form: FormData): Key | null {
  const typed = keySchema.safeParse({ code: form.get('code'), digits: form.get('digits') });
  const queryCode = typed.success ? readQueryCode(typed.data.code) : null;
  return typed.success && queryCode !== null ? { queryCode, digits: typed.data.digits.normalize('NFKC').trim() } : null;
}

/** Where a resident adds photos to what was submitted; by an ordinary form, without a script. */
export function servePhotoPages(server: FastifyInstance, serve: ServePage, parts: PhotoPagesParts): void {
  const { addPhotos, shown, spendQuestion } = parts;
  const { answering } = createServing(parts);

  async function sent(request: FastifyRequest): Promise<Page> {
    let key: Key | null = null;
    try {
      await spendQuestion(request);
      const form = await formIn(request);
      key = form && keyIn(form);
      if (!form || !key) return await shown(null, '没有收到照片，请从进度页面再选一次', 400);
      const added = await addPhotos({ ...key, photos: await photosIn(form) });
      if (added === null) return await shown(null, null, 404);
      return await shown(key, added === 0 ? '这些照片已经收到过了。' : `收到 ${added} 张照片，经办人会看到。`, 200);
    } catch (error) {
      const { status, words } = photoRefusal(error);
      return shown(key, words, status);
    }
  }

  const answered = answering('photos', sent);
  serve(server, PHOTOS_PATH, async (request, reply) => {
    if (request.method === 'POST') return answered(request, reply);
    return reply.redirect(LOOK_UP_PATH, 303);
  });
}

/** The page for a body that was larger than the server reads. */
export const photosTooLarge = TOO_LARGE;
