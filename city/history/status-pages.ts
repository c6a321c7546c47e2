import type { FastifyInstance } from 'fastify';
import type { Database } from '../db/database.ts';
import { pageHeaders } from '../pages/headers.ts';
import type { ServePage } from '../routes.ts';
import { readCheck } from './kept-check.ts';
import { STATUS_PATH, statusPage } from './status-page.ts';

/** How the city stands, for its operator: that a history was changed is not for everybody to read first. */
export function serveStatusPage(
  server: FastifyInstance,
  serve: ServePage,
  { database, now }: { readonly database: Pick<Database, 'query'>; readonly now: () => number },
): void {
  serve(server, STATUS_PATH, async (_request, reply) => {
    const page = statusPage(await readCheck(database), now());
    return reply.headers(pageHeaders).type('text/html; charset=utf-8').send(page);
  });
}
