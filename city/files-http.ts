import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server as TusServer } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { feedSchema } from '../contract/sync-fields.ts';
import { FILE_CONTENT_PATH, FILE_UPLOADS_PATH, parseUploadId, uploadIdOf } from '../contract/sync-files.ts';
import { fileHashSchema, MAX_VIDEO_BYTES } from '../domain/files/file.ts';
import type { ServePage } from './routes.ts';
import type { CityFiles, CityFilesParts, NamedFile } from './sync/files.ts';
import type { Sender } from './sync/push-log.ts';
import { bearerOf } from './sync/signed-call.ts';
import type { StationService } from './sync/stations.ts';

/** An upload that nobody goes on with is dropped after this long: a center may be without a line for weeks. */
const UPLOAD_LASTS_MS = 30 * 24 * 60 * 60_000;
/** What tus calls a checksum that does not fit. */
const WRONG_CHECKSUM = 460;

/** Where parts of uploads wait until they are whole; with the city's files, for all its processes. */
export interface Uploads {
  readonly store: FileStore;
  readonly finished: CityFilesParts['finishedUpload'];
}

export function createUploads(folder: string): Uploads {
  const directory = join(folder, 'uploads');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const store = new FileStore({
    directory,
    expirationPeriodInMilliseconds: UPLOAD_LASTS_MS,
  });
  return {
    store,
    async finished({ stationId }, { feed, hash, bytes }) {
      // None has begun, or it is still on its way.
      const upload = await store.getUpload(uploadIdOf(feed, stationId, hash)).catch(() => null);
      return upload?.offset === bytes ? (upload.storage?.path ?? null) : null;
    },
  };
}

/** What an address names; anything else is no file. */
const contentParams = z.object({ feed: feedSchema, hash: fileHashSchema });

export interface FilesHttpParts {
  readonly files: CityFiles;
  readonly uploads: Uploads;
  readonly stations: StationService;
  readonly logger: { error(entry: unknown, message: string): void };
}

/** A refusal in the form that the tus server sends on. */
function refusal(status: number, words: string): { status_code: number; body: string } {
  return { status_code: status, body: words };
}

/**
 * Files of cases, up by tus and down by ranges (SYNC-8). Every request bears the station's token, and touches only files
 * that an action names which the station may see.
 */
export function serveFiles(server: FastifyInstance, serve: ServePage, parts: FilesHttpParts): void {
  const { files, stations, uploads, logger } = parts;

  async function allowed(authorization: string | null | undefined, uploadId: string): Promise<NamedFile> {
    const sender = await senderOf(authorization);
    if (!sender) throw refusal(401, '市平台不认识这台工作站。');
    const named = parseUploadId(uploadId);
    const file = named?.stationId === sender.stationId ? await files.named(sender, named.feed, named.hash) : null;
    if (!file) throw refusal(404, '没有动作提到这个文件。');
    return file;
  }

  async function senderOf(authorization: string | null | undefined): Promise<Sender | null> {
    // A token that does not hold is the station's to renew; a database that cannot be asked is not.
    return stations.holderOf(bearerOf(authorization)).catch((error: unknown) => {
      if ((error as { code?: unknown }).code === 'STATION_UNKNOWN') return null;
      throw error;
    });
  }

  const tus = new TusServer({
    path: FILE_UPLOADS_PATH,
    datastore: uploads.store,
    maxSize: MAX_VIDEO_BYTES,
    relativeLocation: true,
    namingFunction: (_request, metadata) => {
      const { feed, station, hash } = metadata ?? {};
      const id = uploadIdOf(feed ?? '', station ?? '', hash ?? '');
      if (!parseUploadId(id)) throw refusal(400, '没有写明是哪个文件。');
      return id;
    },
    async onIncomingRequest(request, id) {
      await allowed(request.headers.get('authorization'), id);
    },
    async onUploadCreate(request, upload) {
      const file = await allowed(request.headers.get('authorization'), upload.id);
      if (upload.size !== file.bytes) throw refusal(400, '文件的大小和动作里写的不符。');
      return {};
    },
    async onUploadFinish(request, upload) {
      const file = await allowed(request.headers.get('authorization'), upload.id);
      const isFile = await files.take(file, upload.storage?.path ?? '');
      await uploads.store.remove(upload.id);
      if (!isFile) throw refusal(WRONG_CHECKSUM, '收到的内容和文件的校验值不符，没有保存。');
      return {};
    },
    onResponseError(_request, error) {
      if (error instanceof Error) logger.error({ error }, 'an upload failed');
      return undefined;
    },
  });

  server.register(async (scope) => {
    // tus reads the body itself; Fastify must hand it over unread.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const handle = async (request: FastifyRequest, reply: FastifyReply) => {
      reply.hijack();
      await tus.handle(request.raw, reply.raw);
    };
    serve(scope, FILE_UPLOADS_PATH, handle);
    serve(scope, `${FILE_UPLOADS_PATH}/*`, handle);
  });

  serve(server, `${FILE_CONTENT_PATH}/:feed/:hash`, async (request, reply, sender) => {
    if (!sender) return reply.code(401).send();
    const named = contentParams.safeParse(request.params);
    const file = named.success ? await files.named(sender, named.data.feed, named.data.hash) : null;
    const bytes = file && (await files.read(file));
    if (!bytes) return reply.code(404).send();
    return sendFrom(request, reply, bytes);
  });
  server.addHook('onReady', async () => {
    await tus.cleanUpExpiredUploads().catch((error: unknown) => logger.error({ error }, 'old uploads stay'));
  });
}

/** The bytes from where the station has them on (RFC 9110, 14); a range of another form is answered with the whole. */
function sendFrom(request: FastifyRequest, reply: FastifyReply, bytes: Uint8Array): FastifyReply {
  const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
  const start = Number(from ?? 0);
  reply.header('accept-ranges', 'bytes').type('application/octet-stream');
  if (from === undefined) return reply.send(Buffer.from(bytes));
  if (start >= bytes.byteLength) return reply.code(416).header('content-range', `bytes */${bytes.byteLength}`).send();
  reply.code(206).header('content-range', `bytes ${start}-${bytes.byteLength - 1}/${bytes.byteLength}`);
  return reply.send(Buffer.from(bytes.subarray(start)));
}
