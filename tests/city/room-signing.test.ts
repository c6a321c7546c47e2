import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { partiesOf } from '../../domain/cases/state.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { launchChromium } from '../browser/chromium.ts';
import { projectRoot } from '../browser/project.ts';
import { stateOf } from '../support/papers.ts';
import { type Person, seatedRooms } from './rooms.ts';
import { nextAddress } from './verified-papers.ts';

/** Who cannot draw a signature learns by words and keys what to do instead (人民调解法 29, 电子签名法 13). */

const rooms = seatedRooms();
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

async function pageOf(person: Person): Promise<Page> {
  const { world, guests } = rooms.now();
  const extraHTTPHeaders = { 'x-forwarded-for': nextAddress() };
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, extraHTTPHeaders });
  const [name = '', value = ''] = guests[person].cookie.split('=');
  await context.addCookies([{ name, value, domain: '127.0.0.1', path: guests[person].path }]);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(world.city.origin + guests[person].path);
  await page.getByText('已连接').waitFor();
  return page;
}

async function picture(page: Page, name: string): Promise<void> {
  const pictures = join(projectRoot, '.cache', 'rooms');
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

test('by keys alone a party says that it signs at the center; the mediator sees it, the other side does not', async () => {
  const { world, room, guests } = rooms.now();
  await rooms.confirmAll();
  const [, respondent] = partiesOf(await stateOf(world.center.desk, room.caseId));
  const { environment } = world.center.desk;
  const item = { id: environment.newId(), partyId: respondent?.id, what: '清理楼道', amountFen: null, dueOn: null };
  const terms = {
    facts: '垃圾漏在楼道里。',
    terms: ['李某袋装垃圾。'],
    performance: [item],
    judicialConfirmation: false,
  };
  await guests.mediator.post({ type: 'proposed', terms });
  for (const person of ['applicant', 'respondent'] as const)
    await guests[person].post({ type: 'accepted', proposal: 1 });

  const page = await pageOf('applicant');
  const button = page.getByRole('button', { name: '我到中心签，告诉调解员' });
  await button.waitFor();
  await expectNoAxeViolations(page);
  await picture(page, 'sign');
  await page.getByRole('button', { name: '签好了' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('不能手写的，按“我到中心签”').waitFor();
  await page.getByRole('button', { name: '重签' }).focus();
  await page.keyboard.press('Tab');
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByText('已经告诉调解员：您到中心签').waitFor();
  await picture(page, 'sign-told');
  await expectNoAxeViolations(page);
  // It stands there also when the page is opened again, and nothing counts as signed.
  await page.reload();
  await page.getByText('已经告诉调解员：您到中心签').waitFor();
  expect(await button.isVisible()).toBe(false);
  expect((await rooms.heardBy('applicant')).view.proposal?.signed).toEqual([]);

  const mediator = await pageOf('mediator');
  await mediator
    .locator('#terms-state')
    .getByText(/不在这里签、到中心签：.*张某/)
    .waitFor();
  expect(await mediator.getByRole('button', { name: '我到中心签，告诉调解员' }).isVisible()).toBe(false);
  await picture(mediator, 'sign-mediator');
  await expectNoAxeViolations(mediator);
  expect(JSON.stringify(await rooms.heardBy('respondent'))).not.toContain('到中心签');
  for (const each of [page, mediator]) await each.context().close();
});
