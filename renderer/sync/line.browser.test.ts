import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { defaultLine } from '../../domain/sync/line.ts';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { expectFocus } from '../../tests/browser/desk.ts';
import { press, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';
import { IT_ACCOUNT, syncDesks } from '../../tests/browser/sync-desks.ts';
import { notEnrolledOverview, syncedOverview } from './testing.ts';

const { city, open } = syncDesks();
let page: Page;
const dialog = () => page.getByRole('dialog', { name: '联网设置' });

async function openDialog(): Promise<void> {
  await press(page, 'Alt+l');
  await dialog().getByLabel('间隔（分钟）').waitFor();
}

describe('联网设置', () => {
  test('IT sets a proxy by keys alone; what is wrong is said at its field, and nothing typed is lost', async () => {
    page = await open(IT_ACCOUNT, syncedOverview);
    await openDialog();
    await press(page, 'ArrowDown');
    await dialog().getByLabel('代理地址').waitFor();
    await press(page, 'Enter');
    await expectFocus(page, '代理地址');
    await type(page, '10.1.2.3：8080/x');
    await press(page, 'Enter');
    await dialog().getByText('只写到端口，后面的路径不要').waitFor();
    await expectFocus(page, '代理账号');
    await press(page, 'Shift+Enter', 'End', 'Backspace', 'Backspace', 'Enter');
    await type(page, 'center');
    await press(page, 'Enter');
    await type(page, 'secret');
    city.refuses = { code: 'INVALID_INPUT', fields: { 'proxy.password': '代理的地址或账号改了，请再填一次密码' } };
    await press(page, 'Control+Enter');
    await dialog().getByText('请再填一次密码').waitFor();
    await expectFocus(page, '代理密码');
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    city.refuses = null;
    await press(page, 'Control+Enter');
    await dialog().waitFor({ state: 'detached' });
    expect(city.lineAsked.at(-1)).toEqual({
      proxy: { address: 'http://10.1.2.3:8080', user: 'center', password: 'secret' },
      authorities: '',
      limitKib: 0,
      periodMinutes: 5,
    });
  });

  test('a try says each step and where it stopped, and saves nothing', async () => {
    page = await open(IT_ACCOUNT, syncedOverview);
    await openDialog();
    city.tryFinds = [
      { step: 'name', ok: true, text: 'sync.example.gov.cn 解析为 10.1.2.3' },
      { step: 'reach', ok: true, text: '主机 sync.example.gov.cn 连得上' },
      {
        step: 'certificate',
        ok: false,
        text: '证书不可信：证书的主体是 CN=sync.example.gov.cn，由 CN=政务外网 CA，O=郑州市 签发，这个签发机构不在信任之列（UNABLE_TO_VERIFY_LEAF_SIGNATURE）。是本单位的 CA，就把它的证书填在“私有 CA 证书”里；不认识它，就不要填，可能有人在中间',
      },
    ];
    await press(page, 'Alt+t');
    await dialog().getByText('没有连通，停在“验证书”这一步').waitFor();
    await dialog()
      .getByText(/由 CN=政务外网 CA，O=郑州市 签发/)
      .waitFor();
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    expect(city.asked).toEqual(['check the known city']);
    await press(page, 'Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  test('what cannot be is said before anything is sent; a saved password is not shown', async () => {
    page = await open(IT_ACCOUNT, syncedOverview);
    const proxy = { address: 'http://10.1.2.3:8080', user: 'center', hasPassword: true };
    city.lineIs = { ...defaultLine, proxy, trusted: [] };
    await openDialog();
    await dialog().getByText('已经存过一个；不改就空着').waitFor();
    expect(await dialog().getByLabel('代理密码').inputValue()).toBe('');
    await dialog().getByLabel('间隔（分钟）').fill('');
    await dialog().getByLabel('限速（KiB/秒）').fill('3');
    await press(page, 'Control+Enter');
    await dialog().getByText('不限填 0，要限至少 8').waitFor();
    await dialog().getByText('间隔要填整数').waitFor();
    expect(city.lineAsked).toEqual([]);
    await dialog().getByLabel('限速（KiB/秒）').fill('１２８');
    await dialog().getByLabel('间隔（分钟）').fill('15');
    await press(page, 'Control+Enter');
    await dialog().waitFor({ state: 'detached' });
    expect(city.lineAsked.at(-1)).toMatchObject({ proxy: { password: null }, limitKib: 128, periodMinutes: 15 });
  });

  test('before the center has enrolled a try goes to the address that is being typed', async () => {
    page = await open(IT_ACCOUNT, notEnrolledOverview);
    await expectFocus(page, '市平台地址');
    await type(page, 'sync.example.gov.cn');
    await openDialog();
    await press(page, 'Alt+t');
    await expect.poll(() => city.asked).toEqual(['check https://sync.example.gov.cn']);
  });

  test('a bundle for who looks for a fault is saved by a key, and the page says where', async () => {
    page = await open(IT_ACCOUNT, syncedOverview);
    const saved = page.waitForEvent('download');
    await press(page, 'Alt+b');
    expect((await saved).suggestedFilename()).toBe('诊断包-202611261610.zip');
    await page.getByText('已存：诊断包-202611261610.zip，在下载文件夹里').waitFor();
    expect(city.asked).toEqual(['diagnosis']);
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
  });

  test('a manager has no such key', async () => {
    page = await open('chenjing', syncedOverview);
    expect(await page.getByRole('button', { name: /联网设置|存诊断包/ }).count()).toBe(0);
    await press(page, 'Alt+l');
    expect(await dialog().count()).toBe(0);
  });
});
