import type { BrowserContext, Page } from 'playwright-core';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, signedInApi, takeOwnPassword } from '../browser/api.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { act } from '../browser/case-to.ts';
import { type Desk, expectFocus, pick, picturesOnFailure, signIn, sitDown } from '../browser/desk.ts';
import { press } from '../browser/keyboard.ts';
import { openPhone, type Phone, signInOnPhone, signWithFinger } from '../browser/phone.ts';
import { oneBrowser } from '../browser/seats.ts';
import { hire } from '../support/keepers.ts';
import { ringPng } from '../support/marks.ts';
import { assignTo, expectStatus, startMainStep, triage } from './case-steps.ts';
import { type HostedWorld, startHostedWorld, synced } from './hosted-world.ts';

/**
 * The report's rubbish case, from the poster in the yard to the rating, in four browsers: the resident's phone, the desk of
 * the district's center, the acceptance officer of the street at a hosted desk, the mediator's phone. All programs are real.
 */

const chromium = oneBrowser();
const OWN = 'Kettle and 3 cups';
const SEAT = '410105';
const COMMUNITY = '410105016002';
const PHONE = '13800001717';
const DESKTOP = { viewport: { width: 1366, height: 768 } };

let world: HostedWorld;
let citizen: BrowserContext;
let center: Desk;
let officer: Desk;
let mediator: Phone;
let chief: Api;
let head: Api;

beforeAll(async () => {
  // It looks after no place of its own: the district's center hands down to it what it chooses to.
  world = await startHostedWorld([{ place: SEAT, name: '兴达路街道综治中心' }]);
  const at = world.at(SEAT);
  const first = world.opened[0]?.password ?? '';
  head = await takeOwnPassword(at, 'zhuren', first, OWN);
  await hireAt(at, first);
  chief = await signedInApi(world.district.origin, 'chenjing');
  await head.signing.setSeal({
    actionId: newId(),
    file: new File([new Uint8Array(ringPng())], '印章.png', { type: 'image/png' }),
  });
  const narrow = { viewport: { width: 360, height: 640 }, javaScriptEnabled: false };
  citizen = await chromium.browser.newContext(narrow);
  center = await sitDown(chromium.browser, world.district.origin, DESKTOP);
  officer = await sitDown(chromium.browser, `${at}/`, DESKTOP);
  mediator = await openPhone(chromium.browser, at);
}, 480_000);
afterAll(async () => {
  await mediator?.close();
  await officer?.close();
  await center?.close();
  await citizen?.close();
  await world?.stop();
});

/** The keepers change the first password, and the people come with one that they chose. */
async function hireAt(at: string, first: string): Promise<void> {
  for (const account of ['sysadmin', 'secadmin']) await takeOwnPassword(at, account, first, KEEPER);
  await hire(at, OWN, [
    { account: 'shouli', name: '王受理', roles: ['clerk'] },
    { account: 'zhangwei', name: '张卫', roles: ['mediator'] },
  ]);
}
const KEEPER = 'Keeps it safe 1';

const next = (page: Page, name = '下一步') => page.getByRole('button', { name }).click();
const button = (name: string | RegExp) => mediator.page.getByRole('button', { name });

/** Scans the poster and tells, without a script. Gives the query code of the receipt. */
async function scanAndTell(page: Page): Promise<string> {
  await page.goto(`${world.city.origin}/m/${COMMUNITY}`);
  await next(page);
  await page.getByRole('textbox').fill('邻居李某倒垃圾时，经常把垃圾掉在楼道里，夏天气味刺鼻难忍。');
  await next(page);
  await page.getByLabel('对方叫什么').fill('李某');
  await page.getByLabel('对方住哪儿').fill('2 单元 502');
  await next(page);
  await page.getByText('当面说').click();
  await next(page);
  await page.getByLabel('您的姓名').fill('张某');
  await page.getByLabel('手机号').fill(PHONE);
  await page.getByRole('checkbox').check();
  await next(page, '发短信验证');
  await page.getByLabel('验证码').fill(world.codeSentTo(PHONE));
  await next(page, '提交');
  return (await page.locator('#query-code').textContent()) ?? '';
}

async function lookUp(page: Page, queryCode: string): Promise<void> {
  await page.goto(`${world.city.origin}/m/progress`);
  await page.getByLabel('查询码').fill(queryCode);
  await page.getByLabel('手机号后').fill(PHONE.slice(-4));
  await next(page, '查进度');
}

/** The center reads what the resident sent, takes it and hands it down, all by keys. */
async function handDown(page: Page): Promise<void> {
  await page.getByRole('region', { name: '待接收的移交' }).waitFor({ timeout: 40_000 });
  await press(page, 'Alt+e');
  await page.locator('.case-head').getByText('一码解纠纷').first().waitFor();
  await press(page, 'Control+Enter');
  await page.getByRole('dialog').getByText('接收以后案件由本中心办理').waitFor();
  await press(page, 'Control+Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.locator('.action-bar [data-main-action]').getByText('受理').waitFor();
  await press(page, 'Alt+r');
  await page.getByRole('dialog').getByRole('combobox').first().waitFor();
  await expectFocus(page, '移交给');
  await pick(page, 'xdl', '兴达路街道综治中心');
  await expectFocus(page, '理由');
  await pick(page, 'yddbl', '由当地办理更方便群众');
  await press(page, 'Control+Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** The officer of the street takes it, accepts it and sends it to the mediator of the community, all by keys. */
async function acceptAndAssign(page: Page): Promise<void> {
  await page.getByRole('region', { name: '待接收的移交' }).waitFor({ timeout: 40_000 });
  await press(page, 'Alt+e');
  await page.locator('.case-head').getByText('等接收').first().waitFor();
  await press(page, 'Control+Enter');
  await page.getByRole('dialog').getByText('接收以后案件由本中心办理').waitFor();
  await press(page, 'Control+Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await startMainStep(page, '受理');
  if ((await page.getByRole('dialog').count()) > 0) await press(page, 'Control+Enter');
  await expectStatus(page, '待分流');
  await triage(page);
  await assignTo(page, '张卫');
}

/** On the mediator's phone: visit, both sides at one table, terms, signatures. */
async function mediate(page: Page, caseNumber: string): Promise<void> {
  await button(new RegExp(caseNumber)).click();
  await button('签收').click();
  await button('登记意愿').click();
  await page.getByLabel(/^李某/).check();
  await page.getByLabel('愿意', { exact: true }).check();
  await button('登记意愿').click();
  await button('开始调解').click();
  await button('开始调解').click();
  await button('写调解记录').click();
  await page.getByLabel('上面这些已当面告知双方').check();
  await page.getByLabel('调解记录').fill('张某说夏天气味大，李某说不是有意的。');
  await page.getByLabel('调解结果').fill('李某愿意清理，今后注意。');
  await button('写调解记录').click();
  await button('达成书面协议').click();
  await page.getByLabel('协议内容第 1 条').fill('李某当天把楼道清理干净，今后倒垃圾时扎好袋口。');
  await page.getByLabel(/履行事项 1：做什么/).fill('清理楼道');
  await page.getByLabel(/^李某/).check();
  await button('达成书面协议').click();
  await button('登记签名盖章').click();
  await button('取号，做协议书').click();
  for (const name of ['张某', '李某', '张卫']) {
    await page.getByRole('region', { name: `${name}签名` }).waitFor();
    await signWithFinger(page);
    await button(`${name}签好了`).click();
  }
  await page.getByText('还差委员会盖章').waitFor();
}

test('from scan to settled and rated, each sees the steps of the others (一码解纠纷)', async () => {
  picturesOnFailure({ center, officer });
  const page = await citizen.newPage();
  const queryCode = await scanAndTell(page);
  await synced(chief);

  await signIn(center.page, 'chenjing');
  await handDown(center.page);
  await synced(chief);
  await synced(head);

  await signIn(officer.page, 'shouli', OWN);
  await acceptAndAssign(officer.page);
  const [{ caseId, caseNumber } = { caseId: '', caseNumber: '' }] = await head.cases.search({
    query: '垃圾',
    limit: 5,
  });
  await synced(head);
  await lookUp(page, queryCode);
  await page.getByText('张卫').first().waitFor();

  await signInOnPhone(mediator, 'zhangwei', OWN);
  await mediate(mediator.page, caseNumber);
  const { state } = await head.cases.get({ caseId });
  const signedOn = state.agreement?.marks[0]?.signedOn ?? '';
  const mark = { version: 1, kind: 'seal', method: 'seal', signedOn } as const;
  await head.signing.seal({ actionId: newId(), caseId, baseRevision: state.revision, mark });
  await button('回到案件').click();
  await button('登记履行').click();
  await mediator.page.getByLabel('已履行').check();
  await button('登记履行').click();
  await expect.poll(async () => (await head.cases.get({ caseId })).state.status).toBe('follow_up');
  await synced(head);

  await lookUp(page, queryCode);
  const group = (name: string) => page.getByRole('group', { name });
  for (const question of ['受理快不快', '调解办得怎么样', '对结果满意吗'])
    await group(question).getByLabel('满意', { exact: true }).check();
  await next(page, '提交评价');
  await page.getByRole('status').waitFor();

  await synced(head);
  await synced(chief);
  // The officer reads the rating on the case, and the center that handed it down sees how it ended.
  const { citizenWords } = (await head.cases.get({ caseId })).state;
  expect(citizenWords.map((word) => word.kind === 'rating' && [word.subject, word.grade])).toEqual([
    ['acceptance', 'satisfied'],
    ['mediation', 'satisfied'],
    ['result', 'satisfied'],
  ]);
  await center.page.reload();
  await expectStatus(center.page, '待回访');
  await expectNoAxeViolations(center.page);
  await act(head, caseId, 'case.noted', { note: '群众来电致谢。' });
  expect([...center.complaints, ...officer.complaints, ...mediator.complaints]).toEqual([]);
});
