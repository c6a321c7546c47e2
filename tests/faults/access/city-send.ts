import type { AnyContractProcedure } from '@orpc/contract';
import { cityContract } from '../../../contract/city.ts';
import type { CityProcedure } from '../../../domain/access/city-rights.ts';
import type { CityPerson } from './city-people.ts';
import type { CityWorld } from './city-world.ts';
import { proceduresOf } from './id-fields.ts';

/** The two forms in which the city takes its calls. */
export const cityForms = ['/rpc', '/api'] as const;
export type CityForm = (typeof cityForms)[number];

const procedures = proceduresOf(cityContract);

export function cityProcedure(name: string): AnyContractProcedure {
  const found = procedures.get(name);
  if (!found) throw new Error(`the city has no call ${name}`);
  return found;
}

/** What the city answered, whatever the form. */
export interface CityAnswer {
  readonly status: number;
  readonly code: string | null;
  /** Of a call that went through. */
  readonly output: unknown;
  /** All of it as text, for the marks of cases. */
  readonly said: string;
}

let asked = 0;

/** An address of nobody's network for each call: one alone may ask about thirty papers in a minute. */
export function elsewhere(): string {
  asked += 1;
  return `198.18.${Math.floor(asked / 250) % 250}.${1 + (asked % 250)}`;
}

/** Sends a request to the city as somebody. */
export async function requestOf(
  world: CityWorld,
  person: CityPerson,
  path: string,
  { method = 'GET', headers, body }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Response> {
  const url = `${world.city.origin}${path}`;
  const all = new Headers({ ...headers, 'x-forwarded-for': elsewhere() });
  // The parts of an upload are read by another, and proved by the file that they make.
  const isSigned = body !== undefined && !path.startsWith('/files/');
  world.sign(person, { method, url, headers: all, body: isSigned ? Buffer.from(body) : null });
  return fetch(url, { method, headers: all, ...(body === undefined ? {} : { body }) });
}

/** Calls the city over HTTP as somebody, in either form, with what is wrong in it as it is. */
export async function sendToCity(
  world: CityWorld,
  person: CityPerson,
  call: CityProcedure,
  input: unknown,
  form: CityForm = '/rpc',
): Promise<CityAnswer> {
  const { route } = cityProcedure(call)['~orpc'];
  const isGet = route.method === 'GET';
  const path = form === '/rpc' ? `/rpc/${call.replaceAll('.', '/')}` : `/api${route.path}`;
  const body = input === undefined ? undefined : JSON.stringify(form === '/rpc' ? { json: input } : input);
  const isRead = isGet && form === '/api';
  const response = await requestOf(world, person, path, {
    method: isRead ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json' },
    ...(isRead ? {} : { body: body ?? '{}' }),
  });
  const said = await response.text();
  const answer = JSON.parse(said) as { readonly json?: unknown };
  const output = form === '/rpc' ? answer.json : answer;
  const code = (output as { readonly code?: unknown } | null | undefined)?.code;
  return { status: response.status, code: !response.ok && typeof code === 'string' ? code : null, output, said };
}
