import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { signedInApi, takeOwnPassword } from '../browser/api.ts';
import { type Desk, expectFocus, sitDown } from '../browser/desk.ts';
import { press, type } from '../browser/keyboard.ts';
import { projectRoot } from '../browser/project.ts';
import { oneBrowser } from '../browser/seats.ts';
import { directoryFile } from '../city/directory-file.ts';
import { type CityProcess, startCityProcess } from '../support/city-process.ts';
import { type HostingProcess, type OpenedSeat, openHosted, startHosting } from '../support/hosting-process.ts';

/** A street whose people the city's directory names: nobody types an account (docs/hosting.md). */

const chromium = oneBrowser();
const STREET = '410105016';
const OWN = 'Kettle and 3 cups';
const run = promisify(execFile);
let folder: string;
let city: CityProcess | null = null;
let hosting: HostingProcess | null = null;
let opened: readonly OpenedSeat[];
let desk: Desk | null = null;
let below: string;

const account = (code: string, name: string, role: string) => ({
  ...{ code, name, level: '街道', placeCode: STREET, unitCode: '', role, phone: '' },
});

/** One command of the city's operator; its lines of JSON. */
async function cityCommand(...args: readonly string[]): Promise<string> {
  const { DATABASE_URL: _, ...env } = process.env;
  const program = ['--disable-warning=ExperimentalWarning', 'city/main.ts', '--data', join(folder, 'city'), ...args];
  return (await run(process.execPath, program, { cwd: projectRoot, env, timeout: 120_000 })).stdout;
}

/** Once more is nothing. */
async function stopAll(): Promise<void> {
  const running = [desk?.close, hosting?.stop, city?.stop];
  [desk, hosting, city] = [null, null, null];
  for (const stop of running) await stop?.();
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-hosted-directory-'));
  const book = join(folder, 'book.xlsx');
  const rows = {
    committee: [{ code: `TW${STREET}`, name: '兴达路街道人民调解委员会', type: '乡镇街道', placeCode: STREET }],
    mediator: [
      {
        ...{ code: 'TJ1', name: '田调', type: '专职', committeeCode: `TW${STREET}`, placeCode: STREET },
        ...{ specialities: '邻里、物业', openCases: 0, phone: '' },
      },
    ],
    account: [
      account('zhangzhu', '张主', '主任'),
      account('lishou', '李受', '受理员'),
      account('tiantiao', '田调', '调解员'),
      { ...account('other', '别处', '受理员'), placeCode: '410105017' },
    ],
  };
  writeFileSync(book, await directoryFile(rows));
  await cityCommand('--import-directory', book, '--commit');
  below = await cityCommand('--codes-below', '410105');
  const codes = join(folder, 'codes.jsonl');
  writeFileSync(codes, await cityCommand('--code', STREET));
  city = await startCityProcess(join(folder, 'city'));
  opened = await openHosted(join(folder, 'hosted'), codes, city.origin);
  hosting = await startHosting(join(folder, 'hosted'));
}, 300_000);
afterAll(async () => {
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
});

function passwordOf(person: string): string {
  const text = readFileSync(opened[0]?.passwords ?? '', 'utf8');
  const line = text.split('\r\n').find((each) => each.includes(`"${person}"`));
  return line?.split(',').at(-1)?.replaceAll('"', '') ?? '';
}
const at = () => `${hosting?.origin}/d/${STREET}`;

test('the place’s code alone names the organisation and makes the accounts of the directory there', () => {
  expect(opened.map(({ key, name, password }) => [key, name, password])).toEqual([
    [STREET, '金水区兴达路街道综治中心', ''],
  ]);
  expect(opened[0]?.accounts.map((each) => each.account)).toEqual([
    'zhangzhu',
    'sysadmin',
    'secadmin',
    'auditor',
    'lishou',
    'tiantiao',
  ]);
});

test('first passwords lie in one file that its owner alone reads', () => {
  const file = opened[0]?.passwords ?? '';
  expect(file).toBe(join(folder, 'hosted', STREET, 'first-passwords.csv'));
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(passwordOf('lishou')).not.toBe(passwordOf('tiantiao'));
});

test('a clerk of the directory signs in by keys, must choose another password; a mediator’s specialities are there', async () => {
  desk = await sitDown(chromium.browser, `${at()}/`, { viewport: { width: 1366, height: 768 } });
  const { page } = desk;
  await expectFocus(page, '账号');
  await type(page, 'lishou');
  await press(page, 'Enter');
  await type(page, passwordOf('lishou'));
  await press(page, 'Enter');
  await page.getByText('李受，请先改密码').waitFor({ timeout: 30_000 });
  const clerk = await takeOwnPassword(at(), 'lishou', passwordOf('lishou'), OWN);
  expect(await clerk.sessions.me()).toMatchObject({ name: '李受', roles: ['clerk'] });
  const it = await takeOwnPassword(at(), 'sysadmin', passwordOf('sysadmin'), OWN);
  expect((await it.directory.staff()).find(({ name }) => name === '田调')).toMatchObject({
    specialities: ['02', '17'],
    servedPlace: STREET,
  });
  await expect(signedInApi(at(), 'other', OWN)).rejects.toThrow();
  expect(desk.complaints).toEqual([]);
});

const placesIn = (lines: string): readonly string[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => z.object({ place: z.string() }).parse(JSON.parse(line)).place);

test('all places of a district that have accounts get a code at once, those that have a station none', async () => {
  expect(placesIn(below)).toEqual([STREET, '410105017']);
  await stopAll();
  expect(placesIn(await cityCommand('--codes-below', '410105'))).toEqual(['410105017']);
});
