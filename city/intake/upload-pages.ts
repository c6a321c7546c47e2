import { Server as TusServer } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorTable, ServiceError } from '../../contract/errors.ts';
import { readQueryCode } from '../../domain/center/numbering.ts';
import { MAX_VIDEO_BYTES } from '../../domain/files/file.ts';
import { pageHeaders } from '../pages/headers.ts';
import type { ServePage } from '../routes.ts';
import type { Spend } from '../verification/budget.ts';
import type { Key } from './look-up.ts';
import { UPLOADS_PATH } from './page.ts';
import type { SentKind } from './sent-files.ts';
import type { ServingParts } from './serving.ts';
import { type ResidentUploads, readUploadName } from './uploads.ts';

export interface UploadPagesParts extends Pick<ServingParts, 'spendQuestion' | 'logger'> {
  readonly uploads: ResidentUploads;
  /** @throws ServiceError where the case takes no such file; NOT_FOUND where there is no such case */
  readonly requireRoom: (key: Key, kind: SentKind) => Promise<void>;
  /** Spends one of the many requests that the parts of a file take. */
  readonly spendPart: Spend;
}

interface Refusal {
  readonly status_code: number;
  readonly body: string;
}
const refusal = (status_code: number, body: string): Refusal => ({ status_code, body });
const GONE = '传了一半的文件已经不在了，请重新传。';
const METHODS = ['POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS'];

function refusalOf(error: unknown): unknown {
  return error instanceof ServiceError ? refusal(errorTable[error.code].status, error.message) : error;
}

/**
 * Where a page with a script sends files in parts (tus 1.0): after a cut it goes on at the byte where the line broke. To
 * begin one takes the key of a case that has room; after that the name of the upload is the key to it, which nobody can
 * guess, and by which nothing is ever read back. What is whole becomes a file of the case by the form of the page.
 */
export function serveUploadPages(server: FastifyInstance, serve: ServePage, parts: UploadPagesParts): void {
  const { uploads, requireRoom, spendQuestion, spendPart, logger } = parts;

  const tus = new TusServer({
    path: UPLOADS_PATH,
    datastore: uploads.store,
    maxSize: MAX_VIDEO_BYTES,
    relativeLocation: true,
    allowedOrigins: [],
    async namingFunction(request, metadata) {
      const { code, digits, kind } = metadata ?? {};
      const bytes = Number(request.headers.get('upload-length') ?? '0');
      const queryCode = readQueryCode((code ?? '').slice(0, 40));
      if (!Number.isSafeInteger(bytes) || bytes <= 0 || bytes > MAX_VIDEO_BYTES || queryCode === null)
        throw refusal(400, '没有写明是哪件事、多大的文件。');
      const key = { queryCode, digits: (digits ?? '').normalize('NFKC').trim().slice(0, 20) };
      try {
        await requireRoom(key, kind === 'video' ? 'video' : 'photo');
        return await uploads.begin(queryCode, bytes);
      } catch (error) {
        throw refusalOf(error);
      }
    },
    async onIncomingRequest(_request, id) {
      if (!readUploadName(id)) throw refusal(404, GONE);
    },
    // Code and digits are not written to the disk; a length is known from the beginning.
    async onUploadCreate(_request, upload) {
      if (upload.size === undefined) throw refusal(400, '没有写明多大的文件。');
      return { metadata: {} };
    },
    onResponseError(_request, error) {
      if (error instanceof Error) logger.error({ error }, 'an upload of a resident failed');
      return undefined;
    },
  });

  async function handle(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    if (!METHODS.includes(request.method)) return reply.code(405).header('allow', METHODS.join(', ')).send();
    try {
      await (request.method === 'POST' ? spendQuestion : spendPart)(request);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const { retryAfter = 60 } = error.data;
      return reply
        .code(429)
        .headers({ ...pageHeaders, 'retry-after': retryAfter })
        .type('text/plain; charset=utf-8')
        .send('传得太快了，请过一会儿再传。');
    }
    reply.hijack();
    await tus.handle(request.raw, reply.raw);
    return reply;
  }

  server.register(async (scope) => {
    // tus reads the body itself; Fastify must hand it over unread.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    serve(scope, UPLOADS_PATH, handle);
    serve(scope, `${UPLOADS_PATH}/*`, handle);
  });
}
