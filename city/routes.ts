import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorTable, ServiceError } from '../contract/errors.ts';
import { type CityPage, cityPages } from '../domain/access/city-rights.ts';
import type { Admission } from './sync/admission.ts';
import type { Sender } from './sync/push-log.ts';
import { signedCall } from './sync/signed-call.ts';

/**
 * Serves a page of the table of rights to those to whom it gives it; `scope` may have parsers of its own. Who answers is told
 * the station where the page is for stations.
 */
export type ServePage = (
  scope: FastifyInstance,
  page: CityPage,
  answer: (request: FastifyRequest, reply: FastifyReply, sender: Sender | null) => unknown,
) => void;

export interface PageParts {
  readonly stations: Pick<Admission, 'letIn' | 'claimOf'>;
  readonly isOperator: (address: string) => boolean;
}

/**
 * The only way to serve a page beside the contract: one that is not in the table does not compile, and one that was
 * registered by other means lets the server not start.
 */
export function pagesOf(server: FastifyInstance, { stations, isOperator }: PageParts): ServePage {
  server.addHook('onRoute', ({ url }) => {
    if (!Object.hasOwn(cityPages, url)) throw new Error(`${url} is not in the table of rights (city-rights.ts)`);
  });

  /** Whose request this is (SYNC-16); its body is proved by what becomes of it. @throws ServiceError */
  const senderOf = async (request: FastifyRequest): Promise<Sender> =>
    stations.letIn(await stations.claimOf(signedCall(request, null)));

  return (scope, page, answer) => {
    const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
      const { by } = cityPages[page];
      if (by === 'operator' && !isOperator(request.ip)) return reply.code(404).send();
      if (by !== 'station') return answer(request, reply, null);
      const sender = await senderOf(request).catch((error: unknown) => {
        if (error instanceof ServiceError) return error;
        throw error;
      });
      if (!(sender instanceof ServiceError)) return answer(request, reply, sender);
      const { code, data, message } = sender;
      return reply.code(errorTable[code].status).send({ code, message, data });
    };
    if (cityPages[page].method === 'ALL') scope.all(page, handler);
    else scope.get(page, handler);
  };
}
