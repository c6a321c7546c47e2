import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { may } from '../../domain/access/permissions.ts';
import { changeSettings, getSettings } from '../../services/settings/settings.ts';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { expectFocus, walkTo, write } from '../../tests/browser/desk.ts';
import { hostedDesks } from '../../tests/browser/hosted-desks.ts';
import { press, pressWhileBusy, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';
import { settingsParts } from './parts.ts';
import { openedPart } from './testing.ts';

const center = hostedDesks();
let page: Page;

async function openPart(part: string, account?: string): Promise<void> {
  page = await openedPart(center, part, account);
}

const stored = async () => (await getSettings(center.host.desk)).settings;
const tab = (name: string) => page.getByRole('tab', { name });

describe('settings', () => {
  test('are changed by keyboard and seen at once; what was not saved is still there after leaving', async () => {
    await openPart('center');
    await expectFocus(page, '中心与调委会');
    await press(page, 'Enter');
    await expectFocus(page, '中心全称');
    await press(page, 'Control+a');
    await write(page, ['jinshui', '金水区矛调中心']);
    await press(page, 'Enter', 'Enter');
    await type(page, '0371-60000000');
    await press(page, 'Escape');
    await expect.poll(() => page.url()).toMatch(/#\/$/);
    await page.goBack();
    await page.getByText('有 2 处改动没保存').waitFor();
    await expect.poll(() => page.getByLabel(/^中心全称/).inputValue()).toBe('金水区矛调中心');
    await press(page, 'Control+Enter');
    await page.locator('.header-place').getByText('金水区矛调中心').waitFor();
    expect(await stored()).toMatchObject({ name: '金水区矛调中心', phone: '0371-60000000' });
    await press(page, 'Control+Enter');
    await page.getByRole('status').getByText('没有改动').waitFor();
  });

  test('a limit stays within its bounds, and the page says which; the law’s own cannot be changed', async () => {
    await openPart('deadlines');
    await press(page, 'Enter');
    await expectFocus(page, '受理时限');
    await walkTo(page, '化解时限（简单案件）');
    await press(page, 'Control+a');
    await type(page, '31');
    await pressWhileBusy(page, 'Control+Enter');
    await page.getByText('不能超过 30 天（本中心设置）').waitFor();
    await expectFocus(page, '化解时限（简单案件）');
    await walkTo(page, '化解时限（一般案件）');
    await page.getByText('不能超过 30 天（本中心设置）').waitFor();
    expect((await stored()).deadlines.limits.find(({ id }) => id === 'mediation.simple')?.amount).toBe(1);
    await press(page, 'Shift+Enter', 'Control+a');
    await type(page, '2');
    await press(page, 'Control+Enter');
    await expect
      .poll(async () => (await stored()).deadlines.limits.find(({ id }) => id === 'mediation.simple')?.amount)
      .toBe(2);
    await expect.poll(() => page.getByRole('row', { name: /^申请司法确认/ }).textContent()).toContain('法定，不能改');
    expect(await page.getByLabel('申请司法确认时限').count()).toBe(0);
  });

  test('a number template shows what comes of it while it is typed', async () => {
    await openPart('numbering');
    await press(page, 'Enter');
    await expectFocus(page, '案号');
    await page.getByText('第 7 件：金矛调〔2026〕7').waitFor();
    await press(page, 'End');
    await type(page, '-{号}');
    await press(page, 'Tab');
    await page.getByText('不认识的「{号}」').waitFor();
    await press(page, 'Shift+Tab', 'Control+a');
    await type(page, '{简称}调{年}-{序号:5}');
    await page.getByText('第 7 件：金调2026-00007').waitFor();
  });

  test('LOG-5: when somebody else saved first, both are shown, nothing typed is lost, and the choice is ours', async () => {
    await openPart('center');
    await press(page, 'Enter');
    await expectFocus(page, '中心全称');
    await press(page, 'Control+a');
    await type(page, '我写的中心');
    const { desk } = center.host;
    const before = await getSettings(desk);
    await changeSettings(desk, desk.it, {
      actionId: desk.environment.newId(),
      baseRevision: before.revision,
      settings: { ...before.settings, name: '别人写的中心', phone: '110' },
    });
    await press(page, 'Control+Enter');
    await page.getByText('设置刚被别人改过，您写的都还在').waitFor();
    await page.getByText('中心全称：别人改成“别人写的中心”，您写的是“我写的中心”').waitFor();
    await page.getByText('电话：别人改成“110”，您没有动，会保留').waitFor();
    await expectNoAxeViolations(page);
    expect((await stored()).name).toBe('别人写的中心');
    await press(page, 'Control+Enter');
    await expect.poll(async () => (await stored()).name).toBe('我写的中心');
    expect((await stored()).phone).toBe('110');
  });

  test('the holidays of a year are pasted, checked line by line, and then known', async () => {
    await openPart('calendar');
    await page.getByText('2027 年的放假安排还没有').waitFor();
    await press(page, 'Control+Enter');
    await expectFocus(page, '选文件');
    await press(page, 'Tab');
    await expectFocus(page, '安排的内容');
    const paste = (text: string) => page.keyboard.insertText(text);
    await paste('日期,类型,名称\n2027-02-30,放假,元旦\n2027-01-01,休息,元旦');
    await page.getByText('第 2 行：日期“2027-02-30”不是有效日期').waitFor();
    await page.getByText('第 3 行：类型“休息”不认识').waitFor();
    await expectNoAxeViolations(page);
    await press(page, 'Control+a');
    const days = ['01-01', '02-06', '04-05', '05-01', '06-09', '09-15', '10-01'];
    const names = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'];
    await paste(`日期,类型,名称\n${days.map((day, at) => `2027-${day},放假,${names[at]}`).join('\n')}`);
    await page.getByText('2027 年：放假 7 天，补班 0 天').waitFor();
    await press(page, 'Control+Enter');
    await page.getByRole('row', { name: /^2027 年/ }).waitFor();
    expect((await getSettings(center.host.desk)).knownYears).toContain(2027);
  });

  test('a manager sees how the center is set, and changes nothing', async () => {
    await openPart('center', 'chenjing');
    await page.getByText('设置、账号和联网由系统管理员办理，主任可以查看').waitFor();
    await expect
      .poll(() => page.getByRole('tab').allTextContents())
      .toEqual(['中心与调委会', '编号', '时限', '节假日', '文书', '登录与密码', '印章']);
    await expect.poll(() => page.getByLabel(/^中心全称/).isEditable()).toBe(false);
    expect(await page.locator('[data-main-action]').count()).toBe(0);
    await expectNoAxeViolations(page);
    await openPart('seal', 'chenjing');
    await page.locator('.settings-panel .waiting').waitFor({ state: 'detached' });
    await expectNoLayoutFaults(page);
    await expectNoAxeViolations(page);
  });
});

describe('other computers', () => {
  test('none may join until IT says so; then the address and the fingerprint to compare are shown', async () => {
    await openPart('lan');
    await page.getByText('没有开放。').waitFor();
    await expectNoLayoutFaults(page);
    await press(page, 'Control+Enter');
    await expectFocus(page, '端口');
    await press(page, 'Control+a');
    await type(page, '80');
    await page.getByText('端口要在 1024 到 65535 之间').waitFor();
    await press(page, 'Control+a');
    await type(page, String(20_000 + (process.pid % 20_000)));
    await press(page, 'Control+Enter');
    await page.getByText('已开放。').waitFor();
    await expect.poll(() => page.locator('.lan-fingerprint').textContent()).toMatch(/^([0-9A-F]{2}[: ]?){32}$/i);
    await page.getByText('还没有电脑连上来').waitFor();
    await expectNoAxeViolations(page);
    await expectNoLayoutFaults(page);
    await press(page, 'Control+Enter');
    await page.getByText('现在没有别的电脑连着').waitFor();
    await press(page, 'Control+Enter');
    await page.getByText('没有开放。').waitFor();
  });
});

const groupsOfIt = settingsParts.filter(({ needs }) => may(['it'], needs)).map(({ name }) => name);

test('every group, in either size, without a violation and with nothing cut', async () => {
  await openPart('center');
  for (const size of ['standard', 'large']) {
    await page.evaluate((chosen) => localStorage.setItem('fengqiao.textSize', chosen), size);
    await page.reload();
    await tab('中心与调委会').waitFor();
    for (const name of groupsOfIt) {
      await expect.poll(() => tab(name).getAttribute('aria-selected')).toBe('true');
      await page.locator('.settings-panel .waiting').waitFor({ state: 'detached' });
      await expectNoLayoutFaults(page);
      await expectNoAxeViolations(page);
      await press(page, 'Alt+ArrowDown');
    }
  }
}, 240_000);
