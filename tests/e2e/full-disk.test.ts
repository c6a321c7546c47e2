import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { withCheckCharacter } from '../../center/sample/people.ts';
import { ServiceError } from '../../contract/errors.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { type Desk, picturesOnFailure } from '../browser/desk.ts';
import { hostedDesks } from '../browser/hosted-desks.ts';
import { press } from '../browser/keyboard.ts';
import { expectNoLayoutFaults } from '../browser/layout.ts';
import * as registration from './registration-steps.ts';

/** A store that cannot be written while somebody registers: told at the form, nothing lost, one case once it can. */

const center = hostedDesks({ provoked: true });
let seat: Desk;
let page: Page;
beforeEach(async () => {
  seat = await center.sitAs('chengmin');
  page = seat.page;
});

/** Every write of the store fails, as SQLite's do; reads go on. Returns the way back. */
function refuseWrites(code: 'DISK_FULL' | 'STORE_READ_ONLY'): () => void {
  const { store } = center.host.desk;
  const { write } = store;
  store.write = () => Promise.reject(new ServiceError(code));
  return () => {
    store.write = write;
  };
}

async function writeForm(): Promise<void> {
  await press(page, 'F2');
  await registration.writePerson(page, 0, {
    name: ['zhangmou', '张某'],
    idNumber: withCheckCharacter('41010219780312997'),
    filledIn: { sex: '男', birthDate: '1978-03-12' },
    occupation: ['gongsizhiyuan', '公司职员'],
    phone: '13800001203',
    address: [['xingdalu', '兴达路街道鸿苑社区'], '3'],
  });
  await press(page, 'Alt+n');
  await registration.writePerson(page, 1, {
    name: ['limou', '李某'],
    idNumber: withCheckCharacter('41010219820825997'),
    filledIn: { sex: '男', birthDate: '1982-08-25' },
    occupation: ['getijingying', '个体经营'],
    phone: '13900004508',
    address: [['xingdalu', '兴达路街道鸿苑社区'], '3'],
  });
  await registration.writePlace(page, {
    typed: 'xdl h',
    entry: /兴达路街道.*鸿苑社区/,
    detail: ['3', ['haolou', '号楼']],
    occurredOn: '20261120',
  });
}

const caseCount = () => center.host.desk.store.read(({ ledger }) => ledger.count());
const facts = '邻居李某倒垃圾时，经常把垃圾掉在楼道里。';

const refusals = [
  { code: 'STORE_READ_ONLY', words: '数据文件夹不能写入，没有保存。草稿还在屏幕上，请联系管理员。' },
  { code: 'DISK_FULL', words: '磁盘已满，没有保存。草稿还在屏幕上，请清理磁盘后再存。' },
] as const;

test('a read-only folder and a full disk are said beside the form; what was typed stays, and the next try saves one case', {
  timeout: 300_000,
}, async () => {
  picturesOnFailure({ 'full-disk': seat });
  await writeForm();
  await page.getByText(/草稿 .* 已存在本机/).waitFor();

  let makeRoom = refuseWrites(refusals[0].code);
  await registration.writeFactsAndDemands(page, [['linju', facts]], [[['qingli', '清理干净']]]);
  for (const { code, words } of refusals) {
    makeRoom();
    makeRoom = refuseWrites(code);
    await page.getByText(`草稿还没存上：${words}`).waitFor({ timeout: 20_000 });
    await press(page, 'Control+s');
    await page.locator('.registration-failure').getByText(words).waitFor({ timeout: 20_000 });
    await expectNoLayoutFaults(page);
    await expectNoAxeViolations(page);
  }
  await expect.poll(() => page.locator('[data-party="0"]').getByLabel('姓名').inputValue()).toBe('张某');
  await expect.poll(() => page.locator('[data-party="1"]').getByLabel('手机').inputValue()).toContain('139');
  await expect.poll(() => page.getByLabel(/^经过/).inputValue()).toBe(facts);
  expect(await caseCount()).toBe(0);

  makeRoom();
  await press(page, 'Control+s', 'Control+s');
  await page.getByRole('heading', { name: '已登记，等待受理' }).waitFor({ timeout: 20_000 });
  expect(await caseCount()).toBe(1);
  // Whoever looks after the machine finds in the log why it did not save, and nothing else is there.
  const codes = center.host.logged.map((entry) => z.object({ code: z.string() }).parse(entry).code);
  expect(new Set(codes)).toEqual(new Set(refusals.map(({ code }) => code)));
});
