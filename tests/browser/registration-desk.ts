import type { Page } from 'playwright-core';
import { beforeEach, expect } from 'vitest';
import type { Api } from './api.ts';
import { type Desk, expectFocus, pick, walkTo, write } from './desk.ts';
import { press, type } from './keyboard.ts';
import { type SampleCenter, sampleCenter } from './sample-center.ts';

/** The registration by keyboard alone, against a real center; the tests of one file share a desk. */

let sample: SampleCenter;
export let api: Api;
export let desk: Desk;
export let page: Page;

/** Called once in a test file: each test begins on an empty form with the focus on the first name. */
export function openRegistrationDesk(): void {
  sample = sampleCenter({ staying: 'chengmin' });
  beforeEach(async () => {
    ({ api, desk, page } = sample);
    await press(page, 'F2');
    await expect.poll(() => field('parties_0_name').inputValue()).toBe('');
    await expectFocus(page, '姓名');
  });
}

/** A registration at a desk of its own, for a test that leaves it unusable or changed. */
export async function registerElsewhere(): Promise<Desk> {
  const opened = await sample.sitAs('chengmin');
  page = opened.page;
  await press(page, 'F2');
  await expectFocus(page, '姓名');
  return opened;
}

export const draftSaved = () => page.getByText(/草稿 .* 已存在本机/).waitFor();
export const field = (path: string) => page.locator(`#registration_${path}`);
export const messageOf = (path: string) =>
  page
    .locator('.field')
    .filter({ has: field(path) })
    .locator('.ant-form-item-explain');
export const casesNamed = async (name: string) =>
  (await api.cases.search({ query: name, limit: 50 })).filter((hint) => hint.parties.includes(name));

export async function writeParties(applicant: readonly [string, string]): Promise<void> {
  await write(page, applicant);
  await walkTo(page, '证件号码');
  await type(page, '410105197803120010');
  await walkTo(page, '手机');
  await type(page, '138 0000 1203');
  await walkTo(page, '住址');
  await write(page, ['jinshuiqu', '金水区兴达路街道鸿苑社区 3 号楼 2 单元 501']);
  await press(page, 'Alt+n');
  await expectFocus(page, '姓名');
  await write(page, ['limou', '李某']);
}

export async function writeRest(): Promise<void> {
  await walkTo(page, '发生地点');
  await pick(page, 'xdl h', /鸿苑社区/);
  await expectFocus(page, '详细地址');
  await write(page, ['louyi', '3 号楼 2 单元楼道']);
  await press(page, 'Enter');
  await type(page, '20260711');
  await walkTo(page, '经过');
  await write(page, ['linju', '邻居李某倒垃圾时，经常把垃圾掉在楼道里，夏天气味刺鼻难忍。']);
  await walkTo(page, '申请事项 1', { by: 'Tab' });
  await write(page, ['qingli', '清理干净']);
}

export async function expectSaved(heading: string): Promise<{ caseNumber: string; queryCode: string }> {
  await page.getByRole('heading', { name: heading, exact: true }).waitFor({ timeout: 20_000 });
  const [caseNumber = '', queryCode = ''] = await page.locator('.saved-numbers dd').allTextContents();
  return { caseNumber, queryCode };
}
