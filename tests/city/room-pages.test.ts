import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoomEnded } from '../../domain/room/actions.ts';
import { readAction } from '../../services/log/append.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { launchChromium } from '../browser/chromium.ts';
import { stateOf } from '../support/papers.ts';
import { codeTo, linkTo, type OpenedRoom, openRoom, openRoomWorld, type Person, type RoomWorld } from './rooms.ts';
import { syncAll } from './test-city.ts';
import { nextAddress } from './verified-papers.ts';

let world: RoomWorld;
let browser: Browser;

beforeAll(async () => {
  world = await openRoomWorld();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
  expect(world.said).toEqual([]);
});

/** A phone of its own, gone through the door by the code of the short message. */
async function enteredPage(room: OpenedRoom, person: Person): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    extraHTTPHeaders: { 'x-forwarded-for': nextAddress() },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(world.city.origin + linkTo(world, room.phones[person]));
  await expectNoAxeViolations(page);
  await page.getByRole('button', { name: '发验证码' }).click();
  await page.getByLabel('短信里的 6 位数字').fill(codeTo(world, room.phones[person]));
  await page.getByRole('button', { name: '进入调解室' }).click();
  await page.getByText('已连接').waitFor();
  return page;
}

async function say(page: Page, words: string): Promise<void> {
  await page.getByLabel('要说的话').fill(words);
  await page.getByRole('button', { name: '发送' }).click();
}

async function sign(page: Page): Promise<void> {
  const pad = page.locator('#pad');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('no pad');
  for (const share of [0.2, 0.5, 0.75]) {
    await page.mouse.move(box.x + box.width * share, box.y + box.height * 0.3);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * (share + 0.1), box.y + box.height * 0.7, { steps: 6 });
    await page.mouse.up();
  }
  await page.getByRole('button', { name: '签好了' }).click();
}

test('on three phones: notice, talk, side talk, a lost line, proposal, change, acceptance, signatures, and the record at the center', async () => {
  const room = await openRoom(world);
  const mediator = await enteredPage(room, 'mediator');
  const applicant = await enteredPage(room, 'applicant');
  const respondent = await enteredPage(room, 'respondent');

  // Each confirms rights and duties first (人民调解法 23, 24).
  expect(await applicant.getByLabel('要说的话').isVisible()).toBe(false);
  await applicant.getByText('当事人的义务').waitFor();
  await expectNoAxeViolations(applicant);
  for (const page of [applicant, respondent]) {
    await page.getByRole('button', { name: '我知道了' }).click();
    await page.getByLabel('要说的话').waitFor();
  }

  await say(applicant, '楼道里总有他家的垃圾。');
  await respondent.getByText('楼道里总有他家的垃圾。').waitFor();
  await mediator.getByText('楼道里总有他家的垃圾。').waitFor();
  await expectNoAxeViolations(mediator);

  // Side talk with the mediator, which the other side never gets.
  await respondent.getByLabel('和谁谈').selectOption({ label: '只和调解员谈' });
  await say(respondent, '我最多今天清一次。');
  await respondent.getByText('只有调解员和本人看得到').waitFor();
  await mediator.getByLabel('和谁谈').selectOption({ label: await optionFor(mediator, '李某') });
  await mediator.getByText('我最多今天清一次。').waitFor();
  await mediator.getByLabel('和谁谈').selectOption('');
  await respondent.getByLabel('和谁谈').selectOption('');

  // The line is lost: what is written waits on the phone, also over a reload, and goes by itself.
  const context = applicant.context();
  await context.setOffline(true);
  await say(applicant, '断网时写的。');
  await applicant.getByText('还没发出去').waitFor();
  await say(mediator, '您慢慢说。');
  await context.setOffline(false);
  await applicant.reload();
  await respondent.getByText('断网时写的。').waitFor();
  await applicant.getByText('您慢慢说。').waitFor();
  await applicant.getByText('还没发出去').waitFor({ state: 'detached' });
  expect(await applicant.content()).not.toContain('我最多今天清一次。');

  await propose(mediator, '李某今后袋装垃圾。');
  await respondent.getByRole('button', { name: '要求修改' }).click();
  await respondent.getByLabel('要改什么').fill('写明从哪天起');
  await respondent.getByRole('button', { name: '发给调解员' }).click();
  await mediator.getByText('写明从哪天起').first().waitFor();
  await propose(mediator, '李某从明天起袋装垃圾。');
  for (const page of [applicant, respondent]) {
    await page.locator('#terms-lines').getByText('从明天起').waitFor();
    await page.getByRole('button', { name: '同意', exact: true }).click();
  }
  await applicant.getByText('各方都同意了，请签名').waitFor();
  await expectNoAxeViolations(applicant);
  await sign(applicant);
  await sign(respondent);
  await mediator.locator('#terms-state').getByText('各方都签了名').waitFor();
  await expectNoAxeViolations(mediator);

  await mediator.getByText('结束这次调解').click();
  await mediator.getByText('达成协议', { exact: true }).click();
  await mediator.getByRole('button', { name: '结束', exact: true }).click();
  for (const page of [mediator, applicant, respondent]) await page.locator('#ended').getByText('达成协议').waitFor();
  await expectNoAxeViolations(respondent);

  await syncAll(world.center);
  const { desk } = world.center;
  const stream = await desk.store.read(({ log }) => log.stream('case', room.caseId));
  const told = stream.find(({ header }) => header.type === 'room.ended');
  const record = told && (readAction(told).payload as RoomEnded);
  expect(record).toMatchObject({ result: 'agreed', agreement: { text: { terms: ['李某从明天起袋装垃圾。'] } } });
  expect(record?.signatures).toHaveLength(2);
  expect(JSON.stringify(record)).not.toContain('我最多今天清一次');
  expect((await stateOf(desk, room.caseId)).rooms.at(-1)?.ended?.signed).toHaveLength(2);
});

async function optionFor(page: Page, name: string): Promise<string> {
  const labels = await page.getByLabel('和谁谈').locator('option').allTextContents();
  return labels.find((label) => label.includes(name)) ?? '';
}

async function propose(page: Page, term: string): Promise<void> {
  await page.getByText('提出调解方案', { exact: true }).first().click();
  await page.getByLabel('纠纷事实').fill('李某的垃圾漏在楼道里。');
  await page.getByLabel('协议内容，一行一条').fill(term);
  await page.getByRole('button', { name: '发给各方' }).click();
}

test('the page with all that it loads is lighter than 100 KB, and asks nobody but the city', async () => {
  const room = await openRoom(world);
  const page = await enteredPage(room, 'mediator');
  const path = linkTo(world, room.phones.mediator);
  const parts = [path, '/m/assets/intake.css', '/r/assets/room.css', '/r/assets/room.js'];
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  let bytes = 0;
  for (const part of parts) {
    const response = await fetch(world.city.origin + part, { headers: { cookie } });
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    bytes += gzipSync(await response.text()).byteLength;
  }
  expect(bytes).toBeLessThan(100 * 1024);
  const asked = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin),
  );
  expect(new Set(asked)).toEqual(new Set([world.city.origin]));
});
