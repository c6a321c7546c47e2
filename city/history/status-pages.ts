import type { FastifyInstance } from 'fastify';
import type { Database } from '../db/database.ts';
import { pageHeaders } from '../verification/pages.ts';
import { readCheck } from './kept-check.ts';
import { STATUS_PATH, statusPage } from './status-page.ts';

const THIS_MACHINE = /^(127\.|::1$|::ffff:127\.)/;

/** How the city stands, for whoever sits at its server: that a history was changed is not for everybody to read first. */
export function serveStatusPage(
  server: FastifyInstance,
  { database, now }: { readonly database: Pick<Database, 'query'>; readonly now: () => number },
): void {
  server.get(STATUS_PATH, async (request, reply) => {
    if (!THIS_MACHINE.test(request.ip)) return reply.code(404).send();
    const page = statusPage(await readCheck(database), now());
    return reply.headers(pageHeaders).type('text/html; charset=utf-8').send(page);
  });
}
