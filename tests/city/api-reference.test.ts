import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDivisions } from '../../center/resources.ts';
import { type City, startCity } from '../../city/start.ts';
import { errorCodes } from '../../contract/errors.ts';
import { helloSchema } from '../../contract/sync.ts';
import { launchChromium } from '../browser/chromium.ts';
import { projectRoot } from '../browser/project.ts';

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly security?: readonly object[];
  readonly responses: Readonly<Record<string, unknown>>;
}
interface Spec {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly info: { readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly webhooks: Readonly<Record<string, { readonly post: { readonly requestBody: unknown } }>>;
}

let folder: string;
let city: City;
let spec: Spec;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-api-'));
  const logger = { error: () => undefined, info: () => undefined };
  const divisions = loadDivisions(join(projectRoot, 'resources'));
  city = await startCity({ data: folder, host: '127.0.0.1', port: 0 }, { logger: logger as never, divisions });
  spec = (await (await fetch(`${city.origin}/api/spec.json`)).json()) as Spec;
});
afterAll(async () => {
  await city?.close();
  rmSync(folder, { recursive: true, force: true });
});

const operation = (id: string) => {
  for (const [path, methods] of Object.entries(spec.paths)) {
    for (const [method, found] of Object.entries(methods)) if (found.operationId === id) return { path, method, found };
  }
  throw new Error(`no operation ${id}`);
};
const call = (id: string, init: RequestInit = {}) => {
  const { path, method } = operation(id);
  return fetch(`${city.origin}${spec.servers[0]?.url}${path}`, { method: method.toUpperCase(), ...init });
};

test('the description is OpenAPI 3.1 by its own schema, and says in words what each call is for', async () => {
  expect(spec.openapi).toMatch(/^3\.1\./);
  const validator = new Validator();
  const parsed = structuredClone(spec) as unknown as Parameters<Validator['validate']>[0];
  const { valid, errors } = await validator.validate(parsed);
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  // It must also tell a wrong one.
  expect(await validator.validate({ ...(parsed as object), paths: { '/x': 1 } } as never)).toMatchObject({
    valid: false,
  });
  for (const methods of Object.values(spec.paths)) {
    for (const { summary, operationId } of Object.values(methods)) expect(summary, operationId).toMatch(/[一-鿿]/);
  }
  for (const code of errorCodes) expect(spec.info.description).toContain(`\`${code}\``);
  expect(Object.keys(spec.webhooks)).toEqual(['caseEvent']);
});

test('a REST call by the description is answered as it says', async () => {
  expect(helloSchema.safeParse(await (await call('sync.hello')).json()).success).toBe(true);
  const headers = { 'content-type': 'application/json' };
  const enrolling = { stationId: crypto.randomUUID(), incarnation: 1, publicKey: 'x'.repeat(60) };
  const malformed = await call('sync.enrol', { headers, body: JSON.stringify(enrolling) });
  expect(malformed.status).toBe(422);
  expect(await malformed.json()).toMatchObject({
    code: 'INVALID_INPUT',
    data: { fields: { code: expect.any(String) } },
  });
  expect(Object.keys(operation('sync.enrol').found.responses)).toContain('422');
  const body = JSON.stringify({
    versions: { protocol: 1, oldestProtocol: 1, schema: 1 },
    epoch: null,
    cursors: [{ feed: '410105', position: 0 }],
    limits: { bytes: 1000, count: 10 },
  });
  expect(operation('sync.hello').found.security).toEqual([]);
  const strange = await call('sync.pull', { headers: { ...headers, authorization: 'Bearer x' }, body });
  expect(strange.status).toBe(401);
  expect(await strange.json()).toMatchObject({ code: 'STATION_UNKNOWN' });
});

test('what is no call is not found, and makes no label of its own in the metrics', async () => {
  expect((await fetch(`${city.origin}/api/sync/nothing-of-the-kind`)).status).toBe(404);
  expect((await fetch(`${city.origin}/api/assets/..%2fpackage.json`)).status).toBe(404);
  const metrics = await (await fetch(`${city.origin}/metrics`)).text();
  expect(metrics).toContain('call="unknown"');
  expect(metrics).not.toContain('nothing-of-the-kind');
});

test('the page shows the calls without asking anybody else for anything', async () => {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ locale: 'zh-CN' });
    const asked: string[] = [];
    await context.route('**/*', (route) => {
      const url = route.request().url();
      if (url.startsWith(city.origin) || url.startsWith('data:')) return route.continue();
      asked.push(url);
      return route.abort();
    });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(`${city.origin}/api`);
    await page.getByText('/sync/push', { exact: true }).waitFor();
    await page.getByText('CHAIN_BROKEN').first().waitFor();
    await page.getByText('上传本站的动作').click();
    await page.getByText('一批要么全部收下').waitFor();
    await page.getByText('案件事件').first().waitFor();
    expect(asked).toEqual([]);
    expect(problems).toEqual([]);
  } finally {
    await browser.close();
  }
});
