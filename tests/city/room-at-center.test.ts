import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { partiesOf } from '../../domain/cases/state.ts';
import { seenRevision } from '../../services/sync/revision.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { launchChromium } from '../browser/chromium.ts';
import { goTo, signIn, sitDown } from '../browser/desk.ts';
import { DESK_PASSWORD, type HostedDesk, hostDesk } from '../browser/desk-host.ts';
import { press } from '../browser/keyboard.ts';
import { projectRoot } from '../browser/project.ts';
import { drawnMark } from '../support/marks.ts';
import { issuePaper, stateOf } from '../support/papers.ts';
import { type OpenedRoom, type RoomWorld, seatedRooms } from './rooms.ts';
import { syncAll } from './test-city.ts';

/** What the mediator's desk makes of a room that ended: the record of the session, the agreement, its signatures. */

const rooms = seatedRooms();
let browser: Browser;
let host: HostedDesk;
let world: RoomWorld;
let room: OpenedRoom;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  expect(host?.logged).toEqual([]);
});
beforeEach(async () => {
  ({ world, room } = rooms.now());
  host ??= await hostDesk({ desk: world.center.desk });
  world.center.desk.clock.now = Date.now();
});

const TERM = '李某今后袋装垃圾。';

/** Talks, agrees and signs on the phones; the center hears of it. */
async function settled(): Promise<void> {
  const { guests } = rooms.now();
  await rooms.confirmAll();
  await guests.applicant.post({ type: 'said', text: '楼道里总有他家的垃圾。' });
  const [, respondent] = partiesOf(await stateOf(world.center.desk, room.caseId));
  const { environment } = world.center.desk;
  const item = { id: environment.newId(), partyId: respondent?.id, what: '清理楼道', amountFen: null, dueOn: null };
  const terms = { facts: '垃圾漏在楼道里。', terms: [TERM], performance: [item], judicialConfirmation: false };
  await guests.mediator.post({ type: 'proposed', terms });
  for (const person of ['applicant', 'respondent'] as const)
    await guests[person].post({ type: 'accepted', proposal: 1 });
  const textHash = (await rooms.heardBy('applicant')).view.proposal?.textHash ?? '';
  for (const person of ['applicant', 'respondent'] as const) {
    const signed = await guests[person].post({ type: 'signed', textHash, drawn: drawnMark(1) });
    expect(signed).toMatchObject({ status: 200, words: '' });
  }
  expect(await guests.mediator.post({ type: 'ended', result: 'agreed' })).toMatchObject({ status: 200, words: '' });
  await syncAll(world.center);
  world.center.desk.clock.now = Date.now();
}

async function deskAt(path: string): Promise<Page> {
  const desk = await sitDown(browser, host.origin, { viewport: { width: 1366, height: 768 } });
  desk.page.setDefaultTimeout(60_000);
  await signIn(desk.page, 'zhangwei', DESK_PASSWORD);
  await goTo(desk.page, path);
  return desk.page;
}

const pictures = join(projectRoot, '.cache', 'rooms');
async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/** Gives the agreement its number, on the case as the desk sees it. */
async function issue(): Promise<void> {
  const { desk } = world.center;
  const baseRevision = await desk.store.read(async (reads) => seenRevision(reads, await state()));
  await issuePaper(desk, room.caseId, 'agreement', { baseRevision });
}

const state = () => stateOf(world.center.desk, room.caseId);

test('the record of the session is filled from the room and saved by one key (人民调解法 27)', async () => {
  await settled();
  const page = await deskAt(`/cases/${room.caseId}`);
  const sessions = (await state()).sessions.length;
  await page.locator('.action-bar').waitFor();
  await page
    .getByRole('button', { name: /写调解记录/ })
    .first()
    .press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('调解记录').waitFor();
  await picture(page, 'session');
  expect(await dialog.getByLabel('调解记录').inputValue()).toContain('楼道里总有他家的垃圾。');
  expect(await dialog.getByLabel('调解结果').inputValue()).toContain(TERM);
  // Told on the phones, where each confirmed it; the recorder of the time before by name, though no mediator.
  expect(await dialog.getByLabel('上面这些双方已在线上确认知悉').isChecked()).toBe(true);
  await dialog.getByText('程敏').waitFor();
  await expectNoAxeViolations(page);
  await press(page, 'Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  const after = (await state()).sessions;
  expect(after).toHaveLength(sessions + 1);
  expect(after.at(-1)).toMatchObject({ place: '在线调解室', helpers: [{ name: '赵某', identity: '楼栋长' }] });
  await page.context().close();
});

test('the agreement is filled from the room; its very text takes the signatures of the phones (人民调解法 29)', async () => {
  await settled();
  const page = await deskAt(`/cases/${room.caseId}/agreement?form=written`);
  const clause = page.getByRole('textbox', { name: /第 1 条/ }).first();
  await expect.poll(() => clause.inputValue()).toBe(TERM);
  await picture(page, 'agreement');
  await page.locator('[data-main-action]').filter({ hasText: '达成书面协议' }).waitFor();
  await press(page, 'Control+Enter');
  await page.getByRole('dialog').waitFor();
  await press(page, 'Control+Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(async () => (await state()).status).toBe('agreed');
  await issue();
  await goTo(page, `/cases/${room.caseId}`);
  await goTo(page, `/cases/${room.caseId}/agreement`);
  const button = page.getByRole('button', { name: '用手机上的签名' });
  await button.waitFor();
  await picture(page, 'signatures');
  await expectNoAxeViolations(page);
  await button.press('Enter');
  await expect.poll(async () => (await state()).agreement?.marks.length).toBe(2);
  expect((await state()).agreement?.marks).toMatchObject(
    [1, 2].map(() => ({ kind: 'party', method: 'signature', device: '本人手机（在线调解室）' })),
  );
  await button.waitFor({ state: 'detached' });
  await picture(page, 'signed');
  await page.context().close();
});

test('where a word differs from what was signed, the signatures are refused and the desk reads why', async () => {
  await settled();
  const { desk } = world.center;
  const { agreement } = await rooms.endAtCenter().then((ended) => ended ?? { agreement: null });
  const text = { ...agreement?.text, terms: ['李某今后袋装厨余垃圾。'] };
  await desk.act(desk.mediator, room.caseId, 'agreement.reached_written', { text });
  await issue();
  const page = await deskAt(`/cases/${room.caseId}/agreement`);
  await page.getByRole('button', { name: '用手机上的签名' }).press('Enter');
  await page.getByText('协议和手机上签的不一样，手机上的签名不能用。请改回一样的内容').first().waitFor();
  await picture(page, 'refused');
  expect((await state()).agreement?.marks).toEqual([]);
  await page.context().close();
});
