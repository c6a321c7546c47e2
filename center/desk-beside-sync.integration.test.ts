import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestDesk, type TestDesk } from '../tests/support/desk.ts';
import { type Listening, plainServer } from './line/testing.ts';
import { writeStationFile } from './station-file.ts';
import { createSyncHost, type RunningSyncHost } from './sync.ts';

const WRITES = 25;

let folder: string;
let desk: TestDesk;
let city: Listening;
let host: RunningSyncHost | null;
/** Calls that the city has taken, and leaves without an answer. */
let hanging: string[];
/** The first call that it leaves so. */
let hangsAt: string;

const answers: Readonly<Record<string, unknown>> = {
  hello: { serverId: 's', epoch: '1', versions: { protocol: 1, oldestProtocol: 1, schema: 99 }, time: 5, nonce: 'n' },
  open: { token: 't', lastsMs: 3_600_000 },
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-beside-'));
  desk = await openTestDesk();
  hanging = [];
  host = null;
  city = await plainServer((call, answer) => {
    const name = (call.url ?? '').split('/').at(-1) ?? '';
    call.resume();
    if (name === hangsAt || !(name in answers)) return void hanging.push(name);
    answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ json: answers[name] }));
  });
  const { privateKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  const station = await desk.store.read(({ log }) => log.station());
  writeStationFile(join(folder, 'station.json'), {
    ...station,
    origin: `http://127.0.0.1:${city.port}`,
    feed: '410105',
    name: '金水区综治中心',
    serverId: 's',
    serverKey: '',
    privateKey,
  });
});
afterEach(async () => {
  await host?.close();
  await city.close();
  await desk.store.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** The median of what one registration takes, in ms. */
async function writeTime(): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < WRITES; n += 1) {
    const started = performance.now();
    await desk.register();
    times.push(performance.now() - started);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(WRITES / 2)] ?? 0;
}

test.each(['hello', 'push'])('a desk writes at its usual speed while a city hangs at %s', async (call) => {
  hangsAt = call;
  await desk.register();
  const alone = await writeTime();
  host = createSyncHost({ dataDir: folder, dependencies: desk, logger: { error: () => undefined } as never });
  host.start();
  await expect.poll(() => hanging).toEqual([call]);
  const beside = await writeTime();
  expect(hanging, 'it hung all the while').toEqual([call]);
  expect(await host.corner()).toMatchObject({ status: 'waiting' });
  expect(await host.overview(desk.it)).toMatchObject({ running: true, nextAt: null });
  expect(beside).toBeLessThan(3 * alone + 5);
});
