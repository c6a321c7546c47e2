import { TOTP } from 'otpauth';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signedInApi } from '../browser/api.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { registeredCase } from '../browser/case-to.ts';
import { openPhone, type Phone, signInOnPhone, storedOn } from '../browser/phone.ts';
import { sampleCenter } from '../browser/sample-center.ts';
import { oneBrowser } from '../browser/seats.ts';

/** Who is at the phone, and what stays on it (docs/phone.md, “What the phone keeps”). */

const FIRST = 'First of all 1';
const OWN = 'Kettle and 3 cups';
const sample = sampleCenter();
const chromium = oneBrowser();
let phone: Phone;

beforeEach(async () => {
  phone = await openPhone(chromium.browser, sample.center.origin);
});
afterEach(async () => {
  await phone.close();
});

/** A mediator of the sample beside 张卫, with a password that somebody else has chosen. */
async function newcomer(): Promise<string> {
  const security = await signedInApi(sample.center.origin, 'anquan');
  const found = (await security.directory.staff()).find(
    ({ account, roles, active }) => active && roles.includes('mediator') && !['zhangwei', 'chengmin'].includes(account),
  );
  if (!found) throw new Error('the sample has no other mediator');
  await security.directory.resetPassword({ staffId: found.staffId, password: FIRST });
  return found.account;
}

async function beginNote(caseId: string, words: string): Promise<void> {
  const { page } = phone;
  await page.goto(`${sample.center.origin}/p#/cases/${caseId}/do/case.noted`);
  await page.getByLabel('说明').fill(words);
  await expect.poll(() => storedOn(page)).toContain(words);
}

test('a password that somebody else chose is changed first, and a code is asked for where the account has one', async () => {
  const { page } = phone;
  const account = await newcomer();
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(FIRST);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: /请先改密码/ }).waitFor();
  await page.getByLabel('现在的密码').fill(FIRST);
  await page.getByLabel('新密码', { exact: true }).fill('short');
  await page.getByLabel('新密码再输一遍').fill('other');
  await page.getByRole('button', { name: '改密码' }).click();
  await page.getByText('两次输入的密码不一样').waitFor();
  await expectNoAxeViolations(page);
  await page.getByLabel('新密码', { exact: true }).fill(OWN);
  await page.getByLabel('新密码再输一遍').fill(OWN);
  await page.getByRole('button', { name: '改密码' }).click();
  await page.getByRole('heading', { name: '我的案件' }).waitFor();
  await page.getByRole('button', { name: '退出' }).click();

  const api = await signedInApi(sample.center.origin, account, OWN);
  const { secret } = await api.sessions.secondFactor.begin({ password: OWN });
  const codes = new TOTP({ secret: secret.replace(/\s/g, '') });
  await api.sessions.secondFactor.confirm({ code: codes.generate() });
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(OWN);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByLabel('手机动态口令').waitFor();
  await expectNoAxeViolations(page);
  // The code of now was taken by the binding; each is taken once.
  await page.getByLabel('手机动态口令').fill(codes.generate({ timestamp: Date.now() + 30_000 }));
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: '我的案件' }).waitFor();
  expect(phone.complaints).toEqual([]);
});

test('signing out without a line removes everything at once, and ends the session when the line is back', async () => {
  const { page } = phone;
  await signInOnPhone(phone, 'zhangwei');
  await beginNote(await registeredCase(sample.api), '还没写完。');
  await page.getByRole('button', { name: '‹ 返回' }).click();
  await page.getByRole('button', { name: '‹ 返回' }).click();
  await phone.setOffline(true);
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByLabel('账号').waitFor();
  expect(await storedOn(page)).not.toMatch(/还没写完|张/);
  await phone.setOffline(false);
  await expect.poll(() => storedOn(page)).toBe('{}');
  await page.reload();
  await page.getByLabel('账号').waitFor();
});

test('whose work lies on the phone is said before another person signs in, who then finds nothing of it', async () => {
  const { page } = phone;
  await signInOnPhone(phone, 'zhangwei');
  await beginNote(await registeredCase(sample.api), '张卫写的。');
  // As after a night: the session is over, the work is still there.
  await page.context().clearCookies();
  await page.reload();
  await page.getByText('这台手机上有张卫没写完或者没发出的内容').waitFor();
  await expectNoAxeViolations(page);
  await page.getByLabel('账号').fill('chengmin');
  await page.getByLabel('密码').fill('fengqiao2026');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByLabel('说明').waitFor();
  expect(await page.getByLabel('说明').inputValue()).toBe('');
  expect(await storedOn(page)).not.toContain('张卫');
});
