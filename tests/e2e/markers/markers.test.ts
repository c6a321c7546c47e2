import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signedInApi } from '../../browser/api.ts';
import { type RunningCenter, startCenter } from '../../browser/center.ts';
import { launchChromium } from '../../browser/chromium.ts';
import { cityCodes } from '../../support/city-process.ts';
import { freePort } from '../../support/postgres.ts';
import { type RunningProgram, startProgram } from '../../support/program.ts';
import { ACCOUNT, keysIn, leftIn, planted, type Secrets, workADay } from './day.ts';
import { markersIn, searchFolder } from './find-markers.ts';
import { type RecordedLine, recordedLine } from './recorded-line.ts';

/** Where what was planted may lie, and why; anywhere else it is found. Paths from the folder of the test. */
const allowed: readonly { readonly path: RegExp; readonly markers: RegExp; readonly why: string }[] = [
  { path: /^city\//, markers: /./, why: 'the city’s disk is encrypted by whoever runs it (docs/threat-model.md)' },
  { path: /^scans\//, markers: /^(party|idNumber)$/, why: 'what people laid into the scan folder stays theirs' },
  {
    path: /^center\/station\.json$/,
    markers: /^stationKey$/,
    why: 'for its owner alone, in plain (docs/threat-model.md)',
  },
];

let root: string;
let city: RunningProgram;
let center: RunningCenter;
const lines: RecordedLine[] = [];
let secrets: Secrets;
/** Addresses that the browser showed or asked for. */
const shown: string[] = [];

const at = (...names: string[]) => join(root, ...names);
const environment = (program: string) => ({
  ...{ TMPDIR: at(`${program}-tmp`), TMP: at(`${program}-tmp`), TEMP: at(`${program}-tmp`) },
  ...{ HOME: at(`${program}-home`), XDG_CACHE_HOME: at(`${program}-home`), XDG_CONFIG_HOME: at(`${program}-home`) },
});

const startTheCenter = (empty: boolean) =>
  startCenter({ data: at('center'), ...(empty ? { empty } : {}), env: environment('center') });

async function endTheCenter(end: 'stop' | 'kill'): Promise<void> {
  if (end === 'stop') await center.stop();
  else await center.kill();
  appendFileSync(at('logs', 'center.log'), center.errors());
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'fengqiao-marked-'));
  for (const name of ['logs', 'scans', 'backups', 'center', 'center-tmp', 'center-home', 'city-tmp', 'city-home']) {
    mkdirSync(at(name), { recursive: true });
  }
  const [code = ''] = await cityCodes(at('city'), ['410105=金水区综治中心']);
  city = await startProgram({
    program: 'city/main.ts',
    args: ['--data', at('city'), '--port', String(await freePort())],
    env: { ...environment('city'), DATABASE_URL: '' },
    log: at('logs', 'city.log'),
  });
  center = await startTheCenter(true);
  const [desks, sync] = [await recordedLine(center.origin), await recordedLine(city.origin)];
  lines.push(desks, sync);
  const places = { center: desks.origin, city: sync.origin, code, scans: at('scans'), backups: at('backups') };
  secrets = await workADay(places);
  await browse(desks.origin);
}, 280_000);
afterAll(async () => {
  await endTheCenter('stop').catch(() => undefined);
  await city?.stop();
  for (const line of lines) await line.close();
  rmSync(root, { recursive: true, force: true });
});

/** Somebody signs in at the page, looks for the party and opens the case. */
async function browse(origin: string): Promise<void> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    page.on('request', (request) => shown.push(request.url()));
    page.on('framenavigated', (frame) => shown.push(frame.url()));
    await page.goto(origin);
    await page.getByLabel('账号').fill(ACCOUNT);
    await page.getByLabel('密码').fill(planted.password);
    await page.keyboard.press('Enter');
    const search = page.getByRole('combobox').or(page.getByRole('searchbox')).first();
    await search.waitFor();
    await search.fill(planted.party);
    await page.getByText(planted.party).first().waitFor();
    await search.press('Enter');
    await page.waitForTimeout(1_000);
    shown.push(page.url(), ...(await page.evaluate(() => performance.getEntries().map(({ name }) => name))));
  } finally {
    await browser.close();
  }
}

const allMarkers = () => ({ ...planted, ...secrets, ...keysIn(at('center')) });
const notAllowed = (found: readonly string[]) =>
  found.filter((each) => {
    const [path = '', marker = ''] = each.split(': ');
    return !allowed.some((place) => place.path.test(path) && place.markers.test(marker));
  });

test('no address, Referer or redirect of a day has a token, a password, a key or a word of a person', () => {
  const heads = [...lines.flatMap(({ heads: of }) => of), ...shown, center.openUrl];
  expect(heads.length).toBeGreaterThan(100);
  expect(heads.filter((head) => markersIn(Buffer.from(head), allMarkers(), 0).size > 0)).toEqual([]);
  // Nor anything that looks like a token; a case is known by its id, which opens nothing.
  const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
  expect(heads.filter((head) => /[?&#][^ ]*[\w-]{32,}/.test(head.replaceAll(uuid, '')))).toEqual([]);
});

test('no file that the programs wrote has what was planted, but where it may lie; nothing is left in folders for things that pass', async () => {
  await endTheCenter('stop');
  expect(Object.keys(keysIn(at('center')))).toEqual(['stationKey']);
  expect(readFileSync(at('logs', 'center.log'), 'utf8').length).toBeGreaterThan(0);
  expect(notAllowed(searchFolder(root, allMarkers()))).toEqual([]);
  const passing = ['center-tmp', 'center-home', 'city-tmp', 'city-home'];
  expect(passing.flatMap((name) => leftIn(at(name)))).toEqual([]);
}, 120_000);

test('what a program leaves that is killed in the middle is gone after its next start, and it had nothing in plain', async () => {
  center = await startTheCenter(false);
  const api = await signedInApi(center.origin, ACCOUNT, planted.password);
  const it = await signedInApi(center.origin, 'sysadmin', secrets.keeper ?? '');
  // Both under way: a table, and a backup.
  const sort = { column: 'registeredAt', direction: 'desc' } as const;
  const columns = ['caseNumber', 'title'];
  await api.ledger.startExport({ filter: {}, sort, columns, inFull: { reason: '核对台账' } });
  const making = it.backups.makeNow().catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 30));
  await endTheCenter('kill');
  await making;
  expect(notAllowed(searchFolder(root, allMarkers()))).toEqual([]);
  center = await startTheCenter(false);
  await endTheCenter('stop');
  expect(notAllowed(searchFolder(root, allMarkers()))).toEqual([]);
  expect([leftIn(at('center-tmp')), leftIn(at('center-home'))]).toEqual([[], []]);
}, 120_000);

test('the search would have found it', () => {
  writeFileSync(at('logs', 'planted.log'), `{"level":50,"note":"${planted.note}"}`);
  expect(notAllowed(searchFolder(root, allMarkers()))).toEqual(['logs/planted.log: note']);
});
