import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { fileHashOf } from '../services/documents/pdf-file.ts';
import { attachFile } from '../services/files/attach.ts';
import { largePhoto } from '../services/files/testing.ts';
import type { TestDesk } from '../tests/support/desk.ts';
import { openTestApi } from '../tests/support/desk-server.ts';
import { createHttpServer } from './http.ts';

const photo = largePhoto('a large photo on a bad line', 6_000_000);
const hosts: string[] = [];
let desk: TestDesk;
let server: FastifyInstance;
let port: number;
let cookie: string;
let input: { readonly caseId: string; readonly fileId: string; readonly glance: boolean };
beforeAll(async () => {
  const opened = await openTestApi();
  desk = opened.desk;
  const { router } = opened.api;
  server = await createHttpServer({ router, rendererDir: undefined, allowedHosts: hosts, onCall: () => undefined });
  await server.listen({ host: '127.0.0.1', port: 0 });
  port = (server.server.address() as AddressInfo).port;
  hosts.push('127.0.0.1');
  const payload = JSON.stringify({ json: { account: 'chengmin', password: 'Long enough 1' } });
  const headers = { host: '127.0.0.1', 'content-type': 'application/json' };
  const signedIn = await server.inject({ method: 'POST', url: '/rpc/sessions/signIn', headers, payload });
  const [set] = signedIn.cookies;
  cookie = `${set?.name}=${set?.value}`;
  const { caseId } = await desk.register();
  const found = await desk.store.read(({ cases }) => cases.find(caseId));
  const attached = await attachFile(desk, desk.clerk, {
    actionId: desk.environment.newId(),
    caseId,
    baseRevision: found?.state.revision ?? 0,
    kind: 'scene',
    name: '楼道.jpg',
    bytes: photo,
  });
  input = { caseId, fileId: attached.fileId, glance: false };
});
afterAll(async () => {
  await server.close();
  await desk.store.remove();
});

/** `leaveAfter` ms the desk is gone, whatever has come by then. */
function ask(onData: (chunk: Buffer, leave: () => void) => void, leaveAfter?: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify({ json: input });
    const headers = { cookie, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const asked = request({ host: '127.0.0.1', port, path: '/rpc/files/file', method: 'POST', headers }, (answer) => {
      answer.on('data', (chunk: Buffer) => onData(chunk, () => asked.destroy()));
      answer.on('close', resolve);
      answer.on('error', () => resolve());
    });
    asked.on('error', (error) => (asked.destroyed ? resolve() : reject(error)));
    asked.end(body);
    if (leaveAfter !== undefined) globalThis.setTimeout(() => asked.destroy(), leaveAfter);
  });
}

test('a desk that leaves in the middle of a file takes nothing down with it', async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  for (let turn = 0; turn < 20; turn += 1) await ask((_chunk, leave) => leave());
  // Also while the answer is still being made: then it is thrown away before anybody reads it.
  for (let turn = 0; turn < 40; turn += 1) await ask(() => undefined, turn);
  await setTimeout(200);
  expect(unhandled).toEqual([]);
});

test('a file comes whole, with the name that it has', async () => {
  const chunks: Buffer[] = [];
  await ask((chunk) => void chunks.push(chunk));
  const whole = Buffer.concat(chunks);
  const at = whole.indexOf(photo.subarray(0, 64));
  expect(fileHashOf(whole.subarray(at, at + photo.byteLength))).toBe(fileHashOf(photo));
  expect(whole.subarray(0, at).toString('utf8')).toContain('楼道.jpg');
});
