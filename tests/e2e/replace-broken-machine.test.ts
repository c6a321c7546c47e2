import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connectApi, signedInApi } from '../browser/api.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { type RunningCenter, startCenter } from '../browser/center.ts';
import { type Desk, expectFocus, picturesOnFailure, sitDown } from '../browser/desk.ts';
import { press, type } from '../browser/keyboard.ts';
import { expectNoLayoutFaults } from '../browser/layout.ts';
import { oneBrowser } from '../browser/seats.ts';
import { type CityProcess, cityCodes, startCityProcess, successorCode } from '../support/city-process.ts';
import { type CutLine, cutLine } from '../support/cut-line.ts';

/** A center's machine is gone; a new one takes its place: real programs, a line that is cut, a program that is killed. */

const chromium = oneBrowser();
const NAME = '金水区综治中心';
const PASSWORD = 'Kettle and 3 cups';
const PATIENCE = { timeout: 60_000 };

let folder: string;
let city: CityProcess;
let line: CutLine;
let machine: RunningCenter;
let code: string;
let staff: number;
let sent: number;
let desk: Desk;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-replace-'));
  const data = join(folder, 'city');
  const [first = ''] = await cityCodes(data, [`410105=${NAME}`]);
  city = await startCityProcess(data);
  const env = { FENGQIAO_CITY_ORIGIN: city.origin, FENGQIAO_CITY_CODE: first };
  const broken = await startCenter({ sample: true, env });
  const before = await signedInApi(broken.origin, 'chengmin');
  await vi.waitFor(async () => expect((await before.sync.corner()).status).toBe('synced'), PATIENCE);
  staff = (await before.directory.mediators()).length;
  sent = await city.accepted('410105');
  await broken.stop();
  await city.stop();
  code = await successorCode(data, `410105=${NAME}`);
  city = await startCityProcess(data);
  line = await cutLine(city.origin);
  machine = await startCenter({ empty: true, data: join(folder, 'machine') });
  desk = await sitDown(chromium.browser, machine.origin);
}, 240_000);
afterAll(async () => {
  await desk?.close();
  await machine?.stop();
  await line?.close();
  await city?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function startAgain(): Promise<void> {
  await machine.kill();
  await desk.close();
  machine = await startCenter({ empty: true, data: join(folder, 'machine') });
  desk = await sitDown(chromium.browser, machine.origin);
}

test('a new machine gets everything back by a code, over a cut line and a kill, and its administrator signs in (SYNC-14)', async () => {
  picturesOnFailure({ replace: desk });
  await expectFocus(desk.page, '所在区县');
  await press(desk.page, 'Alt+r');
  await expectFocus(desk.page, '市平台地址');
  await expectNoAxeViolations(desk.page);
  await expectNoLayoutFaults(desk.page);

  // Nobody answers: said beside the address, and nothing has begun.
  line.set('cut');
  await type(desk.page, line.origin);
  await press(desk.page, 'Enter');
  await type(desk.page, '410105-wrongwrong');
  await press(desk.page, 'Control+Enter');
  await desk.page.getByText('这个地址上没有市平台，或者现在连不上').waitFor();
  line.set('whole');
  await press(desk.page, 'Control+Enter');
  await desk.page.getByText('换机码不对、已经用过，或者过期了').waitFor();
  const anybody = connectApi(machine.origin);
  expect(await anybody.center.status()).toMatchObject({ setUp: false, replacing: false });

  await expectFocus(desk.page, '换机码');
  await press(desk.page, 'Control+a');
  await type(desk.page, code.toLowerCase());
  await press(desk.page, 'Control+Enter');
  await desk.page.getByRole('heading', { name: /取回/ }).waitFor(PATIENCE);

  // Killed and started again without a line: it is no center that is set up, and no new one can be made of it.
  line.set('cut');
  await startAgain();
  const again = connectApi(machine.origin);
  expect(await again.center.status()).toMatchObject({ setUp: false, replacing: true });
  await expect(again.sessions.signIn({ account: 'chengmin', password: 'fengqiao' })).rejects.toThrow();
  await desk.page.getByRole('heading', { name: /取回/ }).waitFor(PATIENCE);
  await expectNoAxeViolations(desk.page);
  await expectNoLayoutFaults(desk.page);

  line.set('whole');
  await press(desk.page, 'Control+Enter');
  await desk.page.getByRole('heading', { name: '的数据都取回来了' }).waitFor(PATIENCE);
  await expectFocus(desk.page, '换机码再输一遍');
  await expectNoAxeViolations(desk.page);
  await expectNoLayoutFaults(desk.page);
  await type(desk.page, '410105-another-code');
  await press(desk.page, 'Enter');
  await type(desk.page, PASSWORD);
  await press(desk.page, 'Enter');
  await type(desk.page, PASSWORD);
  await press(desk.page, 'Control+Enter');
  await desk.page.getByText('不是这次用的换机码').waitFor();
  await press(desk.page, 'Control+a');
  await type(desk.page, code);
  await press(desk.page, 'Control+Enter');
  await desk.page.getByText(/数据都取回来了。请用账号 \w+ 登录/).waitFor(PATIENCE);
  await expectFocus(desk.page, '账号');

  const account = /账号 (\w+) 登录/.exec((await desk.page.textContent('body')) ?? '')?.[1] ?? '';
  // Whoever grants rights comes in first, and gives the others passwords anew.
  const security = await signedInApi(machine.origin, account, PASSWORD);
  const people = await security.directory.staff();
  expect(people.filter(({ roles }) => roles.includes('mediator')).length).toBe(staff);
  const manager = people.find((member) => member.account === 'chenjing');
  const password = 'Zhijie-Tongguo-1';
  await security.directory.resetPassword({ staffId: manager?.staffId ?? '', password });
  await (await signedInApi(machine.origin, 'chenjing', password)).sessions.changeOwnPassword({
    ...{ oldPassword: password, newPassword: 'Zhijie-Tongguo-2' },
  });
  const api = await signedInApi(machine.origin, 'chenjing', 'Zhijie-Tongguo-2');
  expect((await api.directory.mediators()).length).toBe(staff);
  expect(await api.center.status()).toMatchObject({ setUp: true, replacing: false });
  // Files that came are confirmed by the round after; the period is five minutes.
  await api.sync.now();
  await expect.poll(async () => (await api.sync.corner()).status, PATIENCE).toBe('synced');
  expect(await city.accepted('410105'), 'nothing is sent a second time').toBe(0);
  expect(sent).toBeGreaterThan(300);
  expect(desk.complaints).toEqual([]);
}, 300_000);
