import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, signedInApi } from '../browser/api.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { act, bringTo, registeredCase } from '../browser/case-to.ts';
import { type RunningCenter, startCenter } from '../browser/center.ts';
import { launchChromium } from '../browser/chromium.ts';
import { expectFocus, picturesOnFailure, signIn, sitDown, walkTo, write } from '../browser/desk.ts';
import { press } from '../browser/keyboard.ts';
import { confirmDialog, openCaseByNumber, openDialog } from './case-steps.ts';

/** Two desks of one center, each in a browser of its own. */

let center: RunningCenter;
let browser: Browser;
let api: Api;
beforeAll(async () => {
  [center, browser] = await Promise.all([startCenter({ sample: true }), launchChromium()]);
  api = await signedInApi(center.origin, 'chengmin');
});
afterAll(async () => {
  await browser?.close();
  await center?.stop();
});

async function acceptedCase(): Promise<{ caseId: string; caseNumber: string }> {
  const caseId = await registeredCase(api);
  const { state } = await bringTo(api, caseId, 'accepted');
  return { caseId, caseNumber: state.caseNumber };
}

async function notesOf(caseId: string): Promise<string[]> {
  const { timeline } = await api.cases.get({ caseId });
  return timeline.filter(({ type }) => type === 'case.noted').map(({ text }) => text);
}

test('a write on a stale revision is refused with what happened meanwhile; the words stay, and go in on the second try (LOG-5)', async () => {
  const { caseId, caseNumber } = await acceptedCase();
  const [first, second] = [await sitDown(browser, center.origin), await sitDown(browser, center.origin)];
  picturesOnFailure({ 'two-desks-first': first, 'two-desks-second': second });
  await signIn(first.page, 'clerk');
  await signIn(second.page, 'chenjing');
  await openCaseByNumber(first.page, 'zm', caseNumber);
  await openCaseByNumber(second.page, 'zm', caseNumber);

  await press(first.page, 'Alt+n');
  await openDialog(first.page, '记一笔');
  await write(first.page, ['zhangmou', '张某下午来过，带了楼道的照片。']);

  await press(second.page, 'Alt+n');
  await openDialog(second.page, '记一笔');
  await write(second.page, ['limou', '李某来电，愿意当面说清楚。']);
  await confirmDialog(second.page);

  await press(first.page, 'Control+Enter');
  await first.page.getByText('您打开这张表以后，案件有了新的情况').waitFor();
  await first.page.getByRole('dialog').getByText('李某来电，愿意当面说清楚。').waitFor();
  const words = first.page.getByRole('dialog').locator('textarea').first();
  expect(await words.inputValue()).toBe('张某下午来过，带了楼道的照片。');
  await expectNoAxeViolations(first.page);
  expect(await notesOf(caseId)).toEqual(['李某来电，愿意当面说清楚。']);

  await confirmDialog(first.page);
  expect(await notesOf(caseId)).toEqual(['李某来电，愿意当面说清楚。', '张某下午来过，带了楼道的照片。']);
  expect([first.complaints, second.complaints]).toEqual([[], []]);
  await first.close();
  await second.close();
});

test('a step that another desk has taken meanwhile is not taken twice, and the page says how the case stands (LOG-5)', async () => {
  const { caseId, caseNumber } = await acceptedCase();
  const desk = await sitDown(browser, center.origin);
  picturesOnFailure({ 'two-desks-step': desk });
  await signIn(desk.page, 'clerk');
  await openCaseByNumber(desk.page, 'zm', caseNumber);
  await press(desk.page, 'Control+Enter');
  await openDialog(desk.page, '分流');
  await walkTo(desk.page, '说明');
  await write(desk.page, ['xian', '先打电话，再上门。']);
  await act(api, caseId, 'case.triaged', { route: 'peoples_mediation', complexity: 'general', urgent: false });

  await press(desk.page, 'Control+Enter');
  await desk.page.getByText('您打开这张表以后，案件有了新的情况').waitFor();
  await desk.page.getByText(/案件现在是「待交办」/).waitFor();
  await expectFocus(desk.page, '说明');
  await press(desk.page, 'Control+Enter');
  await expect.poll(() => desk.page.getByRole('dialog').textContent()).toMatch(/不能|已经/);
  expect(await desk.page.getByRole('dialog').locator('textarea').first().inputValue()).toBe('先打电话，再上门。');
  expect((await api.cases.get({ caseId })).timeline.filter(({ type }) => type === 'case.triaged')).toHaveLength(1);
  await press(desk.page, 'Escape');
  await desk.page.getByRole('heading', { level: 1 }).filter({ hasText: '待交办' }).waitFor();
  await desk.close();
});

test('a case that is open at one desk shows within seconds what another desk has done to it', async () => {
  const { caseId, caseNumber } = await acceptedCase();
  const desk = await sitDown(browser, center.origin);
  await signIn(desk.page, 'clerk');
  await openCaseByNumber(desk.page, 'zm', caseNumber);
  await act(api, caseId, 'case.triaged', { route: 'peoples_mediation', complexity: 'general', urgent: false });
  const title = desk.page.getByRole('heading', { level: 1 });
  await title.filter({ hasText: '待交办' }).waitFor({ timeout: 25_000 });
  await press(desk.page, 'Control+Enter');
  await openDialog(desk.page, '交办');
  await desk.close();
});
