import type { Page } from 'playwright-core';
import { v7 as newId } from 'uuid';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CaseView } from '../../contract/cases.ts';
import { act, registeredCase } from '../browser/case-to.ts';
import {
  expectPhoneFit,
  openPhone,
  type Phone,
  photographOn,
  pictureOf,
  signInOnPhone,
  signWithFinger,
  storedOn,
} from '../browser/phone.ts';
import { sampleCenter } from '../browser/sample-center.ts';
import { oneBrowser } from '../browser/seats.ts';
import { ringPng } from '../support/marks.ts';

/** The mediator's phone (docs/phone.md): from the assigned case to the agreement in effect, part of it without a line. */

const sample = sampleCenter();
const chromium = oneBrowser();
let phone: Phone;
let page: Page;
let caseId: string;

const expectFit = (name: string): Promise<void> => expectPhoneFit(page, name);

const viewOf = (): Promise<CaseView> => sample.api.cases.get({ caseId });
const button = (name: string | RegExp) => page.getByRole('button', { name });

beforeEach(async () => {
  phone = await openPhone(chromium.browser, sample.center.origin);
  page = phone.page;
  const { api } = sample;
  caseId = await registeredCase(api);
  await act(api, caseId, 'case.accepted', {});
  await act(api, caseId, 'case.triaged', { route: 'peoples_mediation', complexity: 'general', urgent: false });
  const mediator = (await api.directory.mediators()).find(({ name }) => name === '张卫');
  if (!mediator) throw new Error('the sample has no 张卫');
  await act(api, caseId, 'case.assigned', { mediatorIds: [mediator.staffId], chosenByParties: false });
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await pictureOf(page, `failed-${task.id}`);
  await phone.close();
});

async function openCase(): Promise<void> {
  const { state } = await viewOf();
  await button(new RegExp(state.caseNumber)).click();
  await page.getByRole('heading', { name: '当事人' }).waitFor();
}

test('a visit note with a photo that was written without a line is sent once, when the line is back', async () => {
  await expectFit('sign-in');
  await signInOnPhone(phone, 'zhangwei');
  await button(new RegExp((await viewOf()).state.caseNumber)).waitFor();
  await expectFit('list');
  await openCase();
  await expectFit('case');
  const call = page.getByRole('link', { name: /打电话给/ }).first();
  expect(await call.getAttribute('href')).toMatch(/^tel:\d+$/);
  expect(await page.getByRole('link', { name: '在地图里找这个地方' }).getAttribute('href')).toMatch(/^geo:0,0\?q=/);
  await button('签收').click();
  await button('开始调解').waitFor();
  expect((await viewOf()).state.status).toBe('signed_in');

  await phone.setOffline(true);
  await button('走访记录').click();
  await page.getByLabel('说明').fill('到 3 号楼看过，楼道里有垃圾，李某不在家。');
  await page.getByLabel('拍照', { exact: true }).setInputFiles(await photographOn(page));
  await page.getByAltText(/第 1 张照片/).waitFor();
  await expectFit('note-without-line');
  await button('走访记录').click();
  await page.getByText('没有信号').waitFor();
  await button('还没有发出 2').click();
  await page.getByText('等信号').first().waitFor();
  await expectFit('unsent');
  expect((await viewOf()).state.files).toEqual([]);

  // The phone ends the page, as phones do; what was done is still there, and goes by itself.
  await phone.setOffline(false);
  await page.reload();
  await page.getByText('都发出了').waitFor();
  const after = await viewOf();
  expect(after.timeline.filter(({ type }) => type === 'case.noted').map(({ text }) => text)).toEqual([
    expect.stringContaining('楼道里有垃圾'),
  ]);
  const [photo, ...more] = after.state.files;
  expect(more).toEqual([]);
  expect(photo).toMatchObject({ kind: 'scene', mediaType: 'image/jpeg' });
  expect(photo?.bytes).toBeLessThan((await photographOn(page)).buffer.byteLength);

  // What others did meanwhile is shown, and what was typed stays (LOG-5).
  await button('‹ 返回').click();
  await openCase();
  await button('走访记录').click();
  await page.getByLabel('说明').fill('第二次到场。');
  await act(sample.api, caseId, 'case.noted', { note: '李某来电，说晚上在家。' });
  await button('走访记录').click();
  await page.getByText('李某来电，说晚上在家。').waitFor();
  await expectFit('stale');
  expect(await page.getByLabel('说明').inputValue()).toBe('第二次到场。');
  await button('看过了，按最新情况发出').click();
  await page.getByText('第二次到场。').waitFor();

  // A draft, and then signing out: nothing of the case is in the browser any more.
  await button('走访记录').click();
  await page.getByLabel('说明').fill('还没写完。');
  await expect.poll(() => storedOn(page)).toContain('还没写完');
  await button('‹ 返回').click();
  await button('走访记录').click();
  await expect.poll(() => page.getByLabel('说明').inputValue()).toBe('还没写完。');
  await button('‹ 返回').click();
  await button('‹ 返回').click();
  await button('退出').click();
  await page.getByLabel('账号').waitFor();
  expect(await storedOn(page)).toBe('{}');
  expect(phone.complaints).toEqual([]);
});

test('session, terms and signatures on the phone, and the agreement is in effect with the seal (人民调解法 29)', async () => {
  const { api } = sample;
  await signInOnPhone(phone, 'zhangwei');
  await openCase();
  await button('签收').click();
  await button('登记意愿').click();
  await page.getByLabel(/^李某/).check();
  await page.getByLabel('愿意', { exact: true }).check();
  await expectFit('consent');
  await button('登记意愿').click();
  await button('开始调解').click();
  await expectFit('start');
  await button('开始调解').click();
  await button('写调解记录').click();
  // What is missing is said at its field.
  await button('写调解记录').click();
  await page.getByText('调解前要告知权利义务').waitFor();
  await expectFit('session-with-problems');
  await page.getByLabel('上面这些已当面告知双方').check();
  await page.getByLabel('调解记录').fill('张某说夏天气味大，李某说不是有意的。');
  await page.getByLabel('调解结果').fill('李某愿意清理，今后注意。');
  await button('写调解记录').click();

  await button('达成书面协议').click();
  await page.getByLabel('协议内容第 1 条').fill('李某于三日内把四至五层楼道清理干净。');
  await page.getByLabel(/履行事项 1：做什么/).fill('清理四至五层楼道');
  await page.getByLabel(/^李某/).check();
  await expectFit('terms');
  await button('达成书面协议').click();
  await button('登记签名盖章').click();
  await expectFit('before-paper');
  await button('取号，做协议书').click();
  for (const name of ['张某', '李某', '张卫']) {
    await page.getByRole('region', { name: `${name}签名` }).waitFor();
    await signWithFinger(page);
    if (name === '张某') await expectFit('signing');
    await button(`${name}签好了`).click();
  }
  await page.getByText('还差委员会盖章').waitFor();
  await expectFit('signed');
  await button('回到案件').click();

  // The seal is the manager's, at a desk.
  await api.signing.setSeal({
    actionId: newId(),
    file: new File([new Uint8Array(ringPng())], '印章.png', { type: 'image/png' }),
  });
  const { state } = await viewOf();
  const signedOn = state.agreement?.marks[0]?.signedOn ?? '';
  const mark = { version: 1, kind: 'seal', method: 'seal', signedOn } as const;
  await api.signing.seal({ actionId: newId(), caseId, baseRevision: state.revision, mark });
  await page.getByText('履行中').first().waitFor();
  await expectFit('performing');
  expect((await viewOf()).state.agreement?.marks.map(({ picture }) => picture?.way)).toEqual([
    'screen',
    'screen',
    'screen',
    'seal',
  ]);

  await button('登记履行').click();
  await page.getByLabel('已履行').check();
  await expectFit('performance');
  await button('登记履行').click();
  await expect.poll(async () => (await viewOf()).state.status).toBe('follow_up');
  expect(phone.complaints).toEqual([]);
});

test('the first load of the phone is at most 300 KB compressed, and brings neither grid nor desk along', async () => {
  const { origin } = sample.center;
  const html = await (await fetch(`${origin}/p`)).text();
  const names = [...html.matchAll(/(?:src|href)="(\.\/assets\/[^"]+)"/g)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(3);
  // Everything beside the page, so that it can lie below any path.
  expect([...html.matchAll(/(?:src|href)="(?!\.\/|data:)/g)]).toEqual([]);
  let bytes = html.length;
  for (const name of names) {
    const answer = await fetch(new URL(name, `${origin}/p`), { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    bytes += Number(answer.headers.get('content-length'));
  }
  expect(names.filter((name) => /grid|antd|pdf/.test(name))).toEqual([]);
  expect(bytes).toBeLessThanOrEqual(300_000);
});
