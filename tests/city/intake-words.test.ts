import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { verifyCity } from '../../city/history/verify-city.ts';
import { tell } from '../../city/intake/tell.ts';
import { systemEnvironment } from '../../services/environment.ts';
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
  submitted = await takenOver();
  await center.desk.act(center.desk.clerk, submitted.caseId, 'case.accepted');
  await syncAll(center);
});

/** A submission that the center has taken and not yet accepted. */
async function takenOver(): Promise<Submitted> {
  const made = await submitTo(world.city);
  await syncAll(center);
  await answerOffer(center, made.caseId, 'handover.accepted');
  return made;
}

/** What the history of the case says at its center. */
async function notesAt(station: TestStation): Promise<readonly unknown[]> {
  const stream = await station.desk.store.read(({ log }) => log.stream('case', submitted.caseId));
  return stream
    .filter(({ header }) => header.type === 'citizen.told')
    .map(({ payloadBytes }) => JSON.parse(Buffer.from(payloadBytes ?? []).toString('utf8')));
}

async function lookedUp(): Promise<Page> {
  const extraHTTPHeaders = { 'x-forwarded-for': nextAddress() };
  const context = await browser.newContext({
    viewport: { width: 360, height: 640 },
    javaScriptEnabled: true,
    extraHTTPHeaders,
  });
  const page = await context.newPage();
  await page.goto(`${world.city.origin}/m/progress`);
  await page.getByLabel('查询码').fill(submitted.queryCode);
  await page.getByLabel('手机号后').fill(submitted.digits);
  await page.getByRole('button', { name: '查进度' }).click();
  return page;
}

const told = (id: string, words: string) =>
  tell(
    { database: world.city.database, divisions: testDivisions, environment: systemEnvironment },
    { ...submitted, id, telling: 'message', words },
  );

test('a citizen adds what happened and asks to stop, and the desk that works on it reads both, undisturbed (SYNC-6)', async () => {
  const page = await lookedUp();
  await page.getByText('补充情况').click();
  await expectNoAxeViolations(page);
  await page.getByLabel('要补充的情况').fill('昨天又漏了，拍了照。');
  await page.getByRole('button', { name: '发给经办人' }).click();
  expect(await page.getByRole('status').textContent()).toBe('已经转给经办人，他们会看到。');
  await page.reload();
  await page.getByText('不调了，撤回').click();
  await page.getByRole('button', { name: '要求撤回' }).click();
  expect(await page.getByRole('alert').textContent()).toBe('请填写「要说的话」');
  await page.getByLabel('为什么撤回').fill('已经自己说好了。');
  await page.getByRole('button', { name: '要求撤回' }).click();
  await page.getByRole('status').waitFor();
  await expectNoAxeViolations(page);

  // Whoever has the pen worked on meanwhile, offline.
  const triage = { route: 'peoples_mediation', complexity: 'simple', urgent: false };
  await center.desk.act(center.desk.clerk, submitted.caseId, 'case.triaged', triage);
  await syncAll(center);
  expect(await notesAt(center)).toEqual([
    { telling: 'message', words: '昨天又漏了，拍了照。' },
    { telling: 'withdrawal', words: '已经自己说好了。' },
  ]);
  expect(await stateAt(center, submitted.caseId)).toMatchObject({ status: 'triaged', besides: 2, reviews: [] });
  const { findings } = await verifyCity({ database: world.city.database, environment: systemEnvironment });
  expect(findings).toEqual([]);
});

test('what was to be brought is brought on the phone: the desk has it, its time runs on, and the phone says so (WF-52)', async () => {
  const { desk } = center;
  submitted = await takenOver();
  const asked = { kind: 'supplement', what: '缺租赁合同，请拍照传来', dueOn: '2030-01-01' };
  await desk.act(desk.clerk, submitted.caseId, 'errand.asked', asked);
  await syncAll(center);
  const page = await lookedUp();
  await page.getByText('补充情况').click();
  await page.getByLabel('要补充的情况').fill('合同在照片里，一共三页。');
  await page.getByRole('button', { name: '发给经办人' }).click();
  await page.getByRole('status').waitFor();
  await page.getByText('您补正').waitFor();
  await page.getByText(/中心收到了，最迟 \d+月\d+日答复您/).waitFor();
  await expectNoAxeViolations(page);

  await syncAll(center);
  expect(await stateAt(center, submitted.caseId)).toMatchObject({
    errands: [{ kind: 'supplement', end: 'answered', answers: [{ result: '合同在照片里，一共三页。' }] }],
  });
  const waiting = () => desk.store.read(({ home }) => home.citizensWaiting({ limit: 10 }));
  expect(await waiting()).toEqual([submitted.caseId]);
  await desk.act(desk.clerk, submitted.caseId, 'errand.asked', { ...asked, what: '合同缺最后一页' });
  expect(await waiting()).toEqual([]);
  await syncAll(center);
  await page.reload();
  await page.getByText('中心看过了，往下办了').waitFor();
  await page.context().close();
});

test('the same words sent twice are told once, and a day has its limit', async () => {
  const id = systemEnvironment.newId();
  await told(id, '再说一遍。');
  await told(id, '再说一遍。');
  for (let nth = 1; nth < 10; nth += 1) await told(systemEnvironment.newId(), `第 ${nth} 次`);
  await expect(told(systemEnvironment.newId(), '还有')).rejects.toMatchObject({ code: 'TOO_MANY_QUESTIONS' });
  await syncAll(center);
  expect(await notesAt(center)).toHaveLength(10);
});

test('to a case that is ended, or with a wrong key, nothing is told', async () => {
  await center.desk.act(center.desk.clerk, submitted.caseId, 'case.transferred', {
    to: '金水区城市管理局',
    reason: '属于行政部门职责',
  });
  await syncAll(center);
  await expect(told(systemEnvironment.newId(), '还有')).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
  const answer = await fetch(`${world.city.origin}/m/progress`, {
    method: 'POST',
    headers: { 'x-forwarded-for': nextAddress() },
    body: new URLSearchParams({
      ...{ code: submitted.queryCode, digits: submitted.digits, go: 'message', words: '还有', id: '-'.repeat(36) },
    }).toString(),
  });
  expect(answer.status).toBe(422);
  submitted = { ...submitted, digits: '0000' };
  expect(await told(systemEnvironment.newId(), '还有')).toBe(false);
  const page = await lookedUp();
  expect(await page.getByText('补充情况').count()).toBe(0);
  await syncAll(center);
  expect(await notesAt(center)).toEqual([]);
});
