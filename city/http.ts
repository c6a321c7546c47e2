import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { errorTable } from '../contract/errors.ts';
import { MAX_BATCH } from '../domain/sync/batches.ts';
import { PACK_FROM, pack, packingFor, packingOf, unpack } from '../services/sync/packing.ts';
import type { CityRouter } from './api.ts';
import { type AnswerCall, type ApiAnswer, openApiCalls, rpcCalls } from './api-calls.ts';
import { API_PREFIX, createOpenApiHandler, serveReferenceAssets } from './api-reference.ts';
import { type Caller, isRefused, type RefusedCaller } from './callers.ts';
import type { Database } from './db/database.ts';
import { type FilesHttpParts, serveFiles } from './files-http.ts';
import { serveStatusPage } from './history/status-pages.ts';
import { PHOTOS_PATH } from './intake/page.ts';
import { type IntakePagesParts, serveIntakePages } from './intake/pages.ts';
import { type ProgressPagesParts, serveProgressPages } from './intake/progress-pages.ts';
import { sentFilesTooLarge } from './intake/sent-file-pages.ts';
import type { ServingParts } from './intake/serving.ts';
import { serveUploadPages, type UploadPagesParts } from './intake/upload-pages.ts';
import { type MessageBudgets, messageBudgets } from './intake/work-pages.ts';
import type { CityMetrics } from './metrics.ts';
import { serveRoomPages } from './room/pages.ts';
import type { RoomParts } from './room/parts.ts';
import { pagesOf } from './routes.ts';
import { type SignedCall, signedCall } from './sync/signed-call.ts';
import { limitAddresses, PARTS, QUESTIONS } from './verification/budget.ts';
import { serveVerificationPages, type VerificationPagesParts } from './verification/pages.ts';

/** Bytes of a call on the line, and unpacked: a batch in JSON, with room for its escapes. */
const MAX_BODY_BYTES = 2 * MAX_BATCH.bytes;
const MAX_UNPACKED_BYTES = 4 * MAX_BATCH.bytes;
/** Of a call of nobody that the city knows: the calls that are anybody's are small. */
const MAX_OF_ANYBODY_BYTES = 64 * 1024;
const REQUEST_TIMEOUT_MS = 120_000;

export interface CityHttpParts {
  readonly files: FilesHttpParts;
  readonly router: CityRouter;
  readonly database: Database;
  readonly metrics: CityMetrics;
  /** Who makes a call. */
  readonly callerOf: (call: SignedCall) => Promise<Caller | RefusedCaller>;
  readonly now: () => number;
  /** Whose word counts of who asks: addresses or networks of proxies, `loopback` for those of this machine. */
  readonly proxies: string;
  /** Whether an address is the operator's, who may read what the server counts. */
  readonly isOperator: (address: string) => boolean;
  readonly checkPaper: VerificationPagesParts['checkPaper'];
  readonly room: RoomParts;
  readonly intake: Omit<
    IntakePagesParts & ProgressPagesParts & UploadPagesParts,
    keyof ServingParts | 'spendPart' | keyof MessageBudgets
  >;
}

/**
 * Serves the API in both its forms, its reference page, health and metrics. It holds no state of its own: every process on
 * the database answers alike.
 */
export function createCityServer(parts: CityHttpParts): FastifyInstance {
  const { router, database, metrics, files, proxies, isOperator, checkPaper, intake, room, now, callerOf } = parts;
  const server: FastifyInstance = fastify({
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: proxies,
    // Whatever follows a code in an address is answered by a page.
    routerOptions: { maxParamLength: 1_000 },
  });
  const serve = pagesOf(server, { stations: files.stations, isOperator });
  const limit = limitAddresses(server);
  const spendQuestion = limit(QUESTIONS);
  // What failed inside, as the database says it, is for the operator to read and for nobody else.
  server.setErrorHandler((error: FastifyError, request, reply) => {
    if (error.statusCode === 413 && request.url.startsWith(PHOTOS_PATH))
      return reply.code(413).type('text/plain; charset=utf-8').send(sentFilesTooLarge);
    if (error.statusCode === 413 && request.url.startsWith(`${API_PREFIX}/`)) return tooLarge(reply);
    if (error.statusCode !== undefined && error.statusCode < 500) return reply.send(error);
    files.logger.error({ error }, 'a request failed');
    return reply.code(500).send();
  });

  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  serve(server, '/health', async () => ({ ok: true, database: database.kind, notice: database.notice }));
  serve(server, '/ready', async (_request, reply) => {
    try {
      await database.query('SELECT 1');
      return { ok: true, database: database.kind, notice: database.notice };
    } catch {
      return reply.code(503).send({ ok: false, database: database.kind });
    }
  });
  serve(server, '/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()));

  const answering =
    (answer: AnswerCall, prefix: '/rpc' | typeof API_PREFIX) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const started = performance.now();
      const caller = await callerOf(signedCall(request, bodyOf(request)));
      // Of whoever is refused nothing is unpacked: the answer does not depend on it.
      const body = isRefused(caller) ? null : await unpacked(request, mostOf(caller));
      if (body === 'too_large') return prefix === API_PREFIX ? tooLarge(reply) : reply.code(413).send();
      if (body === 'damaged') return reply.code(400).send();
      const answered = await answer(request, body, {
        caller,
        spendQuestion: async () => void (await spendQuestion(request)),
      });
      // A call that there is not would be a label of its own in the metrics, for as many as anybody cares to invent.
      const call = answered ? request.url.replace(/\?.*$/, '').slice(prefix.length + 1) || 'page' : 'unknown';
      metrics.called(call, answered?.status ?? 404, (performance.now() - started) / 1_000);
      return answered ? sendPacked(request, reply, answered) : reply.code(404).send();
    };
  serve(server, '/rpc/*', answering(rpcCalls(router), '/rpc'));
  const openApi = answering(openApiCalls(createOpenApiHandler(router)), API_PREFIX);
  serve(server, API_PREFIX, openApi);
  serve(server, `${API_PREFIX}/*`, openApi);
  serveFiles(server, serve, files);
  serveVerificationPages(server, serve, { checkPaper, spendQuestion, metrics, logger: files.logger });
  const intakeParts = { ...intake, ...messageBudgets(limit), spendQuestion, metrics, logger: files.logger };
  serveIntakePages(server, serve, intakeParts);
  serveProgressPages(server, serve, intakeParts);
  serveUploadPages(server, serve, { ...intakeParts, spendPart: limit(PARTS) });
  serveRoomPages(server, serve, { room, spendQuestion, metrics, logger: files.logger });
  serveStatusPage(server, serve, { database, now });
  serveReferenceAssets(server, serve);
  return server;
}

/** In the form of all errors of the API, for callers who read it. */
function tooLarge(reply: FastifyReply): FastifyReply {
  const { status, message } = errorTable.TOO_LARGE;
  return reply.code(status).send({ defined: true, code: 'TOO_LARGE', status, message });
}

/** As it came over the line: what is packed is signed packed. */
const bodyOf = ({ body }: FastifyRequest): Buffer | null => (Buffer.isBuffer(body) ? body : null);

const mostOf = ({ claim, client }: Caller): number =>
  claim === null && client === null ? MAX_OF_ANYBODY_BYTES : MAX_UNPACKED_BYTES;

/** The body as it was before it was packed, of `most` bytes. */
async function unpacked(
  { body, headers }: FastifyRequest,
  most: number,
): Promise<Buffer | null | 'too_large' | 'damaged'> {
  if (!Buffer.isBuffer(body)) return null;
  const packing = packingOf(headers['content-encoding']);
  if (packing === null) return body.byteLength > most ? 'too_large' : body;
  try {
    return await unpack(packing, body, most);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : 'damaged';
  }
}

/** What the error in an answer says, in either form of the API (RFC 9110, 10.2.3). */
function secondsToWait(bytes: Uint8Array): number {
  const [, seconds] = /"retryAfter":(\d+)/.exec(Buffer.from(bytes).toString()) ?? [];
  return Number(seconds ?? 60);
}

async function sendPacked(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, type, bytes }: ApiAnswer,
): Promise<FastifyReply> {
  reply.code(status).headers({ 'content-type': type, 'cache-control': 'no-store' });
  if (status === 429) reply.header('retry-after', secondsToWait(bytes));
  const packing = bytes.byteLength < PACK_FROM ? null : packingFor(request.headers['accept-encoding']);
  if (packing === null) return reply.send(bytes);
  return reply.header('content-encoding', packing).send(await pack(packing, bytes));
}
