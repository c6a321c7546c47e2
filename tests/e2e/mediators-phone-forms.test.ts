import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CaseView } from '../../contract/cases.ts';
import { workflowRow } from '../../domain/cases/workflow.ts';
import { type PhoneAction, phoneActions, phoneForm, phoneLabel } from '../../renderer/phone/phone-actions.ts';
import { act, registeredCase } from '../browser/case-to.ts';
import {
  expectPhoneFit,
  openPhone,
  type Phone,
  photographOn,
  pictureOf,
  signInOnPhone,
  signWithFinger,
} from '../browser/phone.ts';
import { sampleCenter } from '../browser/sample-center.ts';
import { oneBrowser } from '../browser/seats.ts';

/** Everything that the mediator's phone offers over the life of a case, pressed once, with what of it was stored. */

const sample = sampleCenter();
const chromium = oneBrowser();
let phone: Phone;
let page: Page;
let caseId: string;
const pressed = new Set<PhoneAction>();

const viewOf = (): Promise<CaseView> => sample.api.cases.get({ caseId });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const field = (label: string) => page.getByLabel(label, { exact: true });

/** A case of 程敏, who holds desk, mediator and manager in one, opened on her phone. */
async function assignedCase(): Promise<void> {
  const { api } = sample;
  caseId = await registeredCase(api);
  await act(api, caseId, 'case.accepted', {});
  await act(api, caseId, 'case.triaged', { route: 'peoples_mediation', complexity: 'general', urgent: false });
  await assign();
  const { origin } = sample.center;
  await page.goto(`${origin}/p#/cases/${caseId}`);
  await page.getByRole('heading', { name: '当事人' }).waitFor();
}

async function assign(): Promise<void> {
  const me = await sample.api.sessions.me();
  if (!me) throw new Error('nobody is signed in');
  await act(sample.api, caseId, 'case.assigned', { mediatorIds: [me.staffId], chosenByParties: false });
}

/** Presses it on the page of the case, fills its form in, sends it, and waits until the center has it. */
async function does(type: PhoneAction, fill: () => Promise<unknown> = async () => undefined): Promise<CaseView> {
  const before = (await viewOf()).timeline.length;
  await button(phoneLabel(type, workflowRow(type).label)).click();
  if (phoneForm(type) !== null) {
    await page.locator('form button.main').waitFor();
    await fill();
    await expectPhoneFit(page, `form-${type}`);
    await page.locator('form button.main').click();
  }
  await expect.poll(async () => (await viewOf()).timeline.slice(before).map((entry) => entry.type)).toContain(type);
  await page.getByRole('heading', { name: '当事人' }).waitFor();
  pressed.add(type);
  return viewOf();
}

/** What the course of the case says of the newest of a kind. */
function told({ timeline }: CaseView, type: PhoneAction): string {
  const entry = timeline.findLast((each) => each.type === type);
  return `${entry?.label}\n${entry?.text}`;
}

/** From 签收 to the mediation under way. */
async function begin(): Promise<void> {
  expect((await does('case.signed_in')).state.status).toBe('signed_in');
  await does('consent.recorded', () => page.getByLabel(/^李某/).check());
  expect((await does('mediation.started')).state.status).toBe('mediating');
}

async function session(): Promise<CaseView> {
  return does('mediation.session_held', async () => {
    await page.getByLabel('上面这些已当面告知双方').check();
    await field('调解记录').fill('张某说夏天气味大，李某说不是有意的。');
    await field('调解结果').fill('李某愿意清理，今后注意。');
  });
}

async function terms(): Promise<void> {
  await field('协议内容第 1 条').fill('李某于三日内把四至五层楼道清理干净。');
  await page.getByLabel(/履行事项 1：做什么/).fill('清理四至五层楼道');
  await page.getByLabel(/^李某/).check();
}

beforeEach(async () => {
  phone = await openPhone(chromium.browser, sample.center.origin);
  page = phone.page;
  await signInOnPhone(phone, 'chengmin');
  await assignedCase();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await pictureOf(page, `failed-${task.id}`);
  await phone.close();
});

test('from a case that is given back to an oral agreement, performed, followed up and closed', async () => {
  expect(
    await page
      .getByRole('link', { name: /打电话给/ })
      .first()
      .getAttribute('href'),
  ).toMatch(/^tel:\d+$/);
  expect(await page.getByRole('link', { name: '在地图里找这个地方' }).getAttribute('href')).toMatch(/^geo:0,0\?q=/);

  const returned = await does('case.returned', async () => {
    // Without a reason it stays, and says why at its field.
    await page.locator('form button.main').click();
    await page.getByText('请选择理由').waitFor();
    await field('理由').selectOption({ label: '材料不足，需要补充' });
    await page.getByLabel(/^说明/).fill('缺房产证复印件。');
  });
  expect(returned.state.status).toBe('returned');
  expect(told(returned, 'case.returned')).toMatch(/材料不足，需要补充.*缺房产证复印件/);
  await assign();
  await page.reload();

  await does('case.signed_in');
  const consent = await does('consent.recorded', async () => {
    await page.getByLabel(/^李某/).check();
    await page.getByLabel(/^原话或说明/).fill('电话里说愿意来。');
  });
  expect(consent.state.registration?.parties.map(({ willingness }) => willingness)).toContain('willing');
  expect(told(consent, 'consent.recorded')).toContain('电话里说愿意来。');

  const noted = await does('case.noted', async () => {
    await field('说明').fill('到 3 号楼看过。');
    await field('拍照').setInputFiles(await photographOn(page));
    await page.getByAltText(/第 1 张照片/).waitFor();
  });
  expect(told(noted, 'case.noted')).toContain('到 3 号楼看过。');
  await expect.poll(async () => (await viewOf()).state.files.map(({ kind }) => kind)).toEqual(['scene']);

  await button('拍照存入').click();
  await page.getByLabel('身份证件').check();
  await field('拍照').setInputFiles({ ...(await photographOn(page)), name: '证件.jpg' });
  await page.getByAltText(/第 1 张照片/).waitFor();
  await expectPhoneFit(page, 'form-photos');
  await button('存入案件').click();
  // The same bytes twice are one file (SYNC-8): the center says so, and nothing is lost.
  await page.getByText(/已经/).first().waitFor();
  expect((await viewOf()).state.files).toHaveLength(1);
  await button('‹ 返回').click();

  const inquiry = await does('investigation.recorded', async () => {
    await field('地点').fill('3 号楼 2 单元 401');
    await field('被调查人').fill('赵某');
    await page.getByLabel(/^年龄/).fill('61');
    await field('记录（问和答）').fill('问：看见了吗？\n答：看见了。');
  });
  expect(told(inquiry, 'investigation.recorded')).toContain('赵某');

  const reported = await does('police.reported', async () => {
    await field('接报部门').fill('兴达路派出所');
    await field('说明').fill('李某扬言动手，已提醒双方。');
  });
  expect(reported.state.policeReports).toMatchObject([
    { department: '兴达路派出所', note: '李某扬言动手，已提醒双方。' },
  ]);

  const extended = await does('mediation.extended', async () => {
    await field('延长').fill('5');
    await page.getByLabel(/^张某/).check();
    await page.getByLabel(/^李某/).check();
    await field('理由').fill('李某出差，下周回来。');
  });
  expect(told(extended, 'mediation.extended')).toMatch(/5 天/);

  expect((await does('mediation.started')).state.status).toBe('mediating');
  const held = await session();
  expect(held.state.sessions.at(-1)).toMatchObject({ result: '李某愿意清理，今后注意。' });

  const oral = await does('agreement.reached_oral', terms);
  expect(oral.state.agreement?.text).toMatchObject({
    terms: ['李某于三日内把四至五层楼道清理干净。'],
    performance: [{ what: '清理四至五层楼道', amountFen: null }],
  });
  const performed = await does('performance.recorded', () => page.getByLabel('已履行').check());
  expect(performed.state.status).toBe('follow_up');
  const followed = await does('follow_up.recorded', async () => {
    await page.getByLabel('上门回访').check();
    await field('回访情况').fill('楼道干净，双方见面打招呼。');
  });
  expect(told(followed, 'follow_up.recorded')).toContain('楼道干净');
  const closed = await does('case.closed');
  expect(closed.state.status).toBe('closed');
  expect(phone.complaints).toEqual([]);
});

test('a written agreement with the signatures of all on the screen', async () => {
  await begin();
  await session();
  const written = await does('agreement.reached_written', terms);
  expect(written.state.status).toBe('agreed');
  await button(phoneLabel('agreement.signed', workflowRow('agreement.signed').label)).click();
  await button('取号，做协议书').click();
  for (const name of ['张某', '李某', '程敏']) {
    await page.getByRole('region', { name: `${name}签名` }).waitFor();
    await signWithFinger(page);
    await button(`${name}签好了`).click();
  }
  await expect.poll(async () => (await viewOf()).state.agreement?.marks.length).toBe(3);
  expect((await viewOf()).state.agreement?.marks.map(({ picture }) => picture?.way)).toEqual(Array(3).fill('screen'));
  pressed.add('agreement.signed');
  expect(phone.complaints).toEqual([]);
});

test('a mediation that fails tells the other ways (人民调解法 26), and is closed', async () => {
  await begin();
  await session();
  const failed = await does('mediation.failed', () => field('理由').fill('双方对费用谈不拢。'));
  expect(failed.state.status).toBe('failed');
  expect(told(failed, 'mediation.failed')).toContain('双方对费用谈不拢。');
  const closed = await does('case.closed');
  expect(closed.state.status).toBe('closed');
  expect(phone.complaints).toEqual([]);
});

test('a mediation that is ended before it began, and with that everything that the phone offers was pressed', async () => {
  await does('case.signed_in');
  const ended = await does('mediation.terminated', () => field('理由').fill('李某明确不愿意调解。'));
  expect(ended.state.status).toBe('terminated');
  expect(told(ended, 'mediation.terminated')).toContain('李某明确不愿意调解。');
  expect(phoneActions.filter((action) => !pressed.has(action))).toEqual([]);
  expect(phone.complaints).toEqual([]);
});
