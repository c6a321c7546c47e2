import type { OpenAPIHandler } from '@orpc/openapi/fetch';
import { StrictGetMethodPlugin } from '@orpc/server/plugins';
import { StandardRPCHandler } from '@orpc/server/standard';
import type { FastifyRequest } from 'fastify';
import type { CityContext, CityRouter } from './api.ts';
import { API_PREFIX } from './api-reference.ts';

/** An answer before it is packed. */
export interface ApiAnswer {
  readonly status: number;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Answers a call, whose body is unpacked; null where there is no such call. */
export type AnswerCall = (
  request: FastifyRequest,
  body: Buffer | null,
  context: CityContext,
) => Promise<ApiAnswer | null>;

const JSON_TYPE = 'application/json';

/**
 * The calls of stations: JSON in, JSON out. Straight to the procedures: through a `Request` and a `Response`, with their
 * streams, a small call took as long as what it asks for.
 */
export function rpcCalls(router: CityRouter): AnswerCall {
  const handler = new StandardRPCHandler<CityContext>(router, { plugins: [new StrictGetMethodPlugin()] });
  return async ({ method, url, headers }, body, context) => {
    const { matched, response } = await handler.handle(
      {
        method,
        url: new URL(url, 'http://city'),
        headers,
        body: async () => (body === null ? undefined : (JSON.parse(body.toString()) as unknown)),
        signal: undefined,
      },
      { prefix: '/rpc', context },
    );
    if (!matched) return null;
    return { status: response.status, type: JSON_TYPE, bytes: Buffer.from(JSON.stringify(response.body)) };
  };
}

/** The same calls as OpenAPI has them, and their reference page. */
export function openApiCalls(handler: OpenAPIHandler<CityContext>): AnswerCall {
  return async ({ method, url, headers }, body, context) => {
    const type = headers['content-type'];
    const request = new Request(`http://city${url}`, {
      method,
      headers: type === undefined ? {} : { 'content-type': type },
      body: body === null ? null : new Uint8Array(body),
    });
    const { matched, response } = await handler.handle(request, { prefix: API_PREFIX, context });
    if (!matched) return null;
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, type: response.headers.get('content-type') ?? JSON_TYPE, bytes };
  };
}
