import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { errorTable } from '../../contract/errors.ts';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { expectFocus, walkTo } from '../../tests/browser/desk.ts';
import { press, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';
import { corner as cornerOf, IT_ACCOUNT, statement, syncDesks } from '../../tests/browser/sync-desks.ts';
import { branchedOverview, notEnrolledOverview, waitingOverview } from './testing.ts';

const { city, center, open } = syncDesks();
let page: Page;

const title = () => statement(page);
const corner = () => cornerOf(page);

describe('before the center has enrolled (SYNC-14)', () => {
  test('IT types address and code as people type; a refusal stands beside its field, and nothing typed is lost', async () => {
    page = await open(IT_ACCOUNT, notEnrolledOverview);
    await expect.poll(() => title().textContent()).toBe('还没有接入市平台，数据都在本机');
    await expectFocus(page, '市平台地址');
    await press(page, 'Control+Enter');
    await page.getByText('请填市平台地址').waitFor();
    await page.getByText('请填接入码').waitFor();
    await expectFocus(page, '市平台地址');
    await type(page, 'Sync.example.gov.cn/rpc');
    await press(page, 'Enter');
    await page.getByText('只写到域名或端口，后面的路径不要').waitFor();
    await expectFocus(page, '接入码');
    await type(page, '410105 - abcd efgh');
    await press(page, 'Shift+Enter', 'End', 'Backspace', 'Backspace', 'Backspace');

    city.refuses = { code: 'INVALID_INPUT', fields: { origin: '这个地址上没有市平台' } };
    await press(page, 'Control+Enter');
    await page.getByText('这个地址上没有市平台').waitFor();
    await expectFocus(page, '市平台地址');
    city.refuses = { code: 'ENROLMENT_REFUSED' };
    await press(page, 'Control+Enter');
    await page.getByText('接入码不对、已经用过，或者过期了').waitFor();
    await expectFocus(page, '接入码');
    await expectNoAxeViolations(page);
    await press(page, 'F4');
    await corner().getByText('未接入市平台').waitFor();
    await press(page, 'Alt+9');
    await expect.poll(() => page.getByLabel('接入码').inputValue()).toBe('410105 - abcd efgh');
    await expect.poll(() => page.getByLabel('市平台地址').inputValue()).toBe('Sync.example.gov.cn/');

    city.refuses = null;
    await press(page, 'Control+Enter');
    await expect.poll(() => title().textContent()).toContain('已同步');
    await corner().getByText('已同步').waitFor();
    expect(city.asked).toEqual(['enrol https://sync.example.gov.cn 410105-ABCDEFGH']);
  });

  test('a manager reads who enrols it', async () => {
    page = await open('chenjing', notEnrolledOverview);
    await page.getByText('接入由系统管理员办理').waitFor();
    expect(await page.locator('[data-main-action]').count()).toBe(0);
    expect(await page.getByLabel('接入码').count()).toBe(0);
    await expectNoAxeViolations(page);
  });

  test('a clerk is told nothing of it, and later how it stands, without a way to the page', async () => {
    city.says = notEnrolledOverview;
    ({ page } = await center.sitAs('chengmin'));
    await corner().getByText('已连接中心').waitFor();
    city.says = waitingOverview;
    await page.reload();
    await corner().getByText('待同步').waitFor();
    expect(await corner().getByRole('link').count()).toBe(0);
    await expect.poll(() => corner().getAttribute('title')).toContain('2026-11-26 16:05');
    await press(page, 'Alt+9');
    expect(page.url()).not.toContain('#/sync');
  });
});

describe('where only a new code goes on (SYNC-14)', () => {
  test('IT reads what to do for one machine and for two, and enrols anew from the keyboard', async () => {
    city.asked.length = 0;
    page = await open(IT_ACCOUNT, branchedOverview);
    await page.getByText('这台电脑重新接入以后，才能接着同步').waitFor();
    await page.getByText('只有这一台在用').waitFor();
    await page.getByText('两台用着同一份数据，留这一台').waitFor();
    await expectNoLayoutFaults(page);
    await expectNoAxeViolations(page);
    await press(page, 'Alt+R');
    await expectFocus(page, '新的接入码');
    await press(page, 'Control+Enter');
    await page.getByText('请填接入码').waitFor();
    await type(page, '410105-ABCDEFGH');
    city.refuses = { code: 'ENROLMENT_REFUSED' };
    await press(page, 'Control+Enter');
    await page.getByText('接入码不对、已经用过，或者过期了').waitFor();
    await expectNoAxeViolations(page);
    city.refuses = null;
    await press(page, 'Control+Enter');
    await expect.poll(() => title().textContent()).toContain('已同步');
    expect(city.asked).toEqual(['enrol https://sync.example.gov.cn 410105-ABCDEFGH']);
  });

  test('a manager reads it and who does it', async () => {
    page = await open('chenjing', {
      ...branchedOverview,
      failure: errorTable.STATION_REPLACED.message,
      failureCode: 'STATION_REPLACED',
    });
    await page.getByText('本站已经在另一台电脑上接入').waitFor();
    await page.getByText('重新接入由系统管理员办理').waitFor();
    expect(await page.getByRole('button', { name: '重新接入' }).count()).toBe(0);
    await expectNoAxeViolations(page);
  });
});

test('the corner leads who may to the page', async () => {
  city.says = waitingOverview;
  ({ page } = await center.sitAs('chenjing'));
  await corner().getByRole('link').waitFor();
  await walkTo(page, '待同步', { by: 'Tab' });
  await press(page, 'Enter');
  await title().waitFor();
});
