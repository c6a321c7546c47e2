import { request } from 'node:https';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../center/lan-testing.ts';
import { withCheckCharacter } from '../../center/sample/people.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { type Api, connectApi } from '../browser/api.ts';
import { type RunningCenter, startCenter } from '../browser/center.ts';
import { whyNoTls } from '../browser/chromium.ts';
import { expectFocus, picturesOnFailure, signIn, sitDown, write } from '../browser/desk.ts';
import { press } from '../browser/keyboard.ts';
import { oneBrowser } from '../browser/seats.ts';
import { testCenterFacts } from '../support/center-facts.ts';
import { hire, KEEPER_PASSWORD, keeperApi } from '../support/keepers.ts';
import { openCaseByNumber } from './case-steps.ts';
import * as registration from './registration-steps.ts';

/** A second desk on another computer: over TLS with the center's own certificate, on the same cases. */

const chromium = oneBrowser();
let center: RunningCenter;
beforeAll(async () => {
  center = await startCenter({ empty: true });
});
afterAll(async () => {
  await center?.stop();
});

const password = 'Kettle and 3 cups';

/** A center with a manager and a clerk; the API of who runs the machine. */
async function setUp(): Promise<Api> {
  await connectApi(center.origin).center.setUp({
    ...testCenterFacts,
    administrator: { account: 'chenjing', name: '陈静', password },
  });
  await hire(center.origin, password, [{ account: 'clerk', name: '周芳', roles: ['clerk'] }]);
  return keeperApi(center.origin, 'it', password);
}

/** SHA-256 of the certificate that the listener shows to whoever comes. */
function fingerprintAt(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.end();
    }).on('error', reject);
  });
}

/** A call with a session's cookie, as a page of another origin would make it. */
function callFrom(origin: string, desk: string, cookie: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', cookie, origin };
    request(`${desk}/rpc/home/work`, { method: 'POST', headers, rejectUnauthorized: false }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    })
      .on('error', reject)
      .end('{}');
  });
}

const reason = await whyNoTls();
if (reason !== undefined) process.stderr.write(`The browser test of the LAN is skipped: ${reason}.\n`);

test.skipIf(reason !== undefined)(
  'a desk on the LAN signs in over TLS; what it registers is seen at the first desk, and strangers get nothing',
  {
    timeout: 300_000,
  },
  async () => {
    const port = await freePort();
    const api = await setUp();
    await api.settings.setLan({ enabled: true, port });
    const origin = `https://127.0.0.1:${port}`;
    const settings = await sitDown(chromium.browser, `${center.origin}/#/settings?part=lan`);
    await signIn(settings.page, 'sysadmin', KEEPER_PASSWORD);
    const shown = settings.page.locator('.lan-fingerprint');
    await shown.waitFor();
    expect(await shown.textContent()).toBe(await fingerprintAt(port));
    await settings.close();

    const second = await sitDown(chromium.browser, origin, { ignoreHTTPSErrors: true });
    const first = await sitDown(chromium.browser, center.origin);
    picturesOnFailure({ 'lan-first': first, 'lan-second': second });
    await second.page.getByLabel('账号').waitFor();
    const page = await second.page.reload();
    const policy = page?.headers()['content-security-policy'];
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    await second.page.getByLabel('账号').waitFor();
    await signIn(second.page, 'clerk', password);
    const cookies = await second.page.context().cookies();
    expect(cookies).toEqual([expect.objectContaining({ secure: true, httpOnly: true, sameSite: 'Strict' })]);

    await press(second.page, 'F2');
    await registration.writePerson(second.page, 0, {
      name: ['zhangmou', '张某'],
      idNumber: withCheckCharacter('41010219780312997'),
      filledIn: { sex: '男', birthDate: '1978-03-12' },
      occupation: ['gongsizhiyuan', '公司职员'],
      phone: '13800001203',
      address: [['xingdalu', '兴达路街道鸿苑社区'], '3'],
    });
    await press(second.page, 'Alt+n');
    await expectFocus(second.page, '姓名');
    await write(second.page, ['limou', '李某']);
    await registration.writePlace(second.page, {
      typed: 'xdl h',
      entry: /兴达路街道.*鸿苑社区/,
      detail: ['3', ['haolou', '号楼']],
      occurredOn: toChinaDate(Date.now()).replaceAll('-', ''),
    });
    await registration.writeFactsAndDemands(
      second.page,
      [['linju', '邻居李某倒垃圾时，经常把垃圾掉在楼道里。']],
      [[['qingli', '清理干净']]],
    );
    const { caseNumber } = await registration.saveAndAccept(second.page);
    await signIn(first.page, 'chenjing', password);
    await openCaseByNumber(first.page, 'zm', caseNumber);
    expect([first.complaints, second.complaints]).toEqual([[], []]);

    const [{ name, value }] = cookies as [(typeof cookies)[number]];
    expect(await callFrom(origin, origin, `${name}=${value}`)).toBe(200);
    expect(await callFrom('https://evil.example', origin, `${name}=${value}`)).toBe(403);
    expect(await callFrom(center.origin, origin, `${name}=${value}`)).toBe(403);
  },
);
