import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyCity } from '../../city/history/verify-city.ts';
import { rate } from '../../city/intake/rate.ts';
import { wordsOwedAnswer } from '../../domain/cases/citizen.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { systemEnvironment } from '../../services/environment.ts';
import { homeOf } from '../../services/home/home.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { launchChromium } from '../browser/chromium.ts';
import { answerOffer, stateAt } from './handover-steps.ts';
import type { TestStation } from './stations.ts';
import { type Submitted, submitTo } from './submissions.ts';
import { syncAll, TestCity, testDivisions } from './test-city.ts';
import { nextAddress } from './verified-papers.ts';

let world: TestCity;
let browser: Browser;
let center: TestStation;
let submitted: Submitted;

beforeAll(async () => {
  world = await TestCity.open();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});
beforeEach(async () => {
  await world.end();
  await world.begin('PostgreSQL');
  center = await world.enrol({ feed: '410105', name: '金水区综治中心' });
  center.desk.clock.now = Date.now();
  submitted = await submitTo(world.city);
  await syncAll(center);
  await answerOffer(center, submitted.caseId, 'handover.accepted');
  await center.desk.act(center.desk.clerk, submitted.caseId, 'case.accepted');
  await syncAll(center);
});

async function lookedUp(javaScriptEnabled = false): Promise<Page> {
  const extraHTTPHeaders = { 'x-forwarded-for': nextAddress() };
  const viewport = { width: 360, height: 780 };
  const context = await browser.newContext({ viewport, javaScriptEnabled, extraHTTPHeaders });
  const page = await context.newPage();
  await page.goto(`${world.city.origin}/m/progress`);
  await page.getByLabel('查询码').fill(submitted.queryCode);
  await page.getByLabel('手机号后').fill(submitted.digits);
  await page.getByRole('button', { name: '查进度' }).click();
  return page;
}

const act = (type: string, payload: unknown = {}, by: 'clerk' | 'manager' = 'clerk') =>
  center.desk.act(center.desk[by], submitted.caseId, type, payload);

const ended = { reason: '双方差距太大', routesTold: ['court'], toldOn: plainDateAt(Date.now()) };
const group = (page: Page, name: string) => page.getByRole('group', { name });
const parts = () => ({ database: world.city.database, divisions: testDivisions, environment: systemEnvironment });
const asks = async () => (await homeOf(center.desk, center.desk.clerk)).citizens;

describe('the unsatisfied loop', () => {
  test('不满意 goes back to the acceptance desk with its reason; its answer stands on the citizen’s page', async () => {
    await act('mediation.terminated', ended, 'manager');
    await syncAll(center);
    const page = await lookedUp();
    await expectNoAxeViolations(await lookedUp(true));
    await group(page, '受理快不快').getByLabel('满意', { exact: true }).check();
    await group(page, '对结果满意吗').getByLabel('不满意', { exact: true }).check();
    await page.getByRole('button', { name: '提交评价' }).click();
    // Nothing that was chosen is lost, and the field says what it lacks.
    expect(await page.getByRole('alert').allTextContents()).toContain('不满意的，请写一下哪里不满意，中心要答复您');
    expect(await group(page, '受理快不快').getByLabel('满意', { exact: true }).isChecked()).toBe(true);
    await group(page, '对结果满意吗').getByRole('textbox').fill('没听我把话说完');
    await page.getByRole('button', { name: '提交评价' }).click();
    expect(await page.getByRole('status').textContent()).toContain('不满意的已经退回受理的人');
    expect(await page.getByText(/最迟 \d+月\d+日答复您/).count()).toBe(1);
    expect(await page.getByText('评价办得怎么样').count()).toBe(0);

    await syncAll(center);
    expect(await asks()).toMatchObject([
      { caseId: submitted.caseId, what: '群众对结果不满意', words: '没听我把话说完' },
    ]);
    const state = await stateAt(center, submitted.caseId);
    const [owed] = state ? wordsOwedAnswer(state) : [];
    await act('citizen.answered', { answeredId: owed?.id, words: '已经请两位调解员周三一起来听您说。' });
    await syncAll(center);
    expect(await asks()).toEqual([]);
    const answered = await lookedUp(true);
    expect(await answered.locator('.answer').textContent()).toMatch(/中心答复.*已经请两位调解员周三一起来听您说。/);
    await expectNoAxeViolations(answered);
    const { findings } = await verifyCity({ database: world.city.database, environment: systemEnvironment });
    expect(findings).toEqual([]);
  });

  test('taking the case up again answers it, and the new round is rated anew (WF-25)', async () => {
    await act('mediation.terminated', ended, 'manager');
    await syncAll(center);
    await rate(parts(), { ...submitted, ratings: [{ subject: 'result', grade: 'dissatisfied', words: '太草率' }] });
    await syncAll(center);
    expect(await asks()).toHaveLength(1);
    await act('case.reopened', { reason: '复查后重新调解' }, 'manager');
    await syncAll(center);
    expect(await asks()).toEqual([]);
    const page = await lookedUp();
    expect(await page.locator('.answer').textContent()).toContain('中心决定重新办理');
    expect(await page.content()).not.toContain('复查后重新调解');
    await page.getByText('评价办得怎么样').click();
    expect(await page.locator('.rate legend').allTextContents()).toEqual(['受理快不快']);
  });
});

test('a rating stands beside what the desk does offline meanwhile, and counts once (SYNC-6, LOG-9)', async () => {
  const ratings = [{ subject: 'acceptance', grade: 'mostly', words: '' }];
  expect(await rate(parts(), { ...submitted, ratings })).toBe(true);
  expect(
    await rate(parts(), { ...submitted, ratings: [{ subject: 'acceptance', grade: 'satisfied', words: '' }] }),
  ).toBe(true);
  const triage = { route: 'peoples_mediation', complexity: 'simple', urgent: false };
  await act('case.triaged', triage);
  await syncAll(center);
  const state = await stateAt(center, submitted.caseId);
  expect(state).toMatchObject({ status: 'triaged', besides: 1, reviews: [] });
  expect(state?.citizenWords).toMatchObject([{ kind: 'rating', subject: 'acceptance', grade: 'mostly', words: null }]);
});

test('what has not happened is not rated, nor with a wrong key or grade', async () => {
  const one = (subject: string, grade = 'satisfied') => [{ subject, grade, words: '' }];
  await rate(parts(), { ...submitted, ratings: one('result') });
  await expect(rate(parts(), { ...submitted, ratings: one('acceptance', 'great') })).rejects.toMatchObject({
    data: { fields: { acceptance: '请选一个' } },
  });
  await expect(rate(parts(), { ...submitted, ratings: [] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  expect(await rate(parts(), { ...submitted, digits: '0000', ratings: one('acceptance') })).toBe(false);
  await syncAll(center);
  expect((await stateAt(center, submitted.caseId))?.citizenWords).toEqual([]);
});
