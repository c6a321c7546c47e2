import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { harnessDesks } from '../../tests/browser/harness/harness-desks.ts';
import { focusLabel, press, pressWhileBusy, type } from '../../tests/browser/keyboard.ts';

const harness = harnessDesks();
let page: Page;

async function open(path: string): Promise<void> {
  ({ page } = await harness.sit(path));
  await page.locator('main').first().waitFor();
}

const notes = (): Promise<readonly string[]> => page.evaluate(() => globalThis.harnessNotes ?? []);
const box = (selector: string) => page.locator(selector).first().boundingBox();

describe('the frame', () => {
  test('its measures are those of the mock-ups (±4 px)', async () => {
    await open('/');
    const near = (value: number | undefined, wanted: number) => expect(Math.abs((value ?? 0) - wanted)).toBeLessThan(4);
    near((await box('.sider'))?.width, 152);
    near((await box('.header'))?.height, 48);
    near((await box('.action-bar'))?.height, 52);
    near((await box('.sider-link'))?.height, 36);
    near((await box('.header-search'))?.width, 400);
    near((await box('.action-main'))?.height, 36);
    const main = await box('.action-main');
    near((main?.x ?? 0) + (main?.width ?? 0), 1350);
    const work = await box('.work');
    expect([work?.x, work?.y, work?.width, work?.height]).toEqual([152, 48, 1214, 668]);
  });

  test('the list of keys shows the keys of this screen and of everywhere; Esc brings the focus back', async () => {
    await open('/registration');
    await expect.poll(() => focusLabel(page)).toContain('姓名');
    await press(page, 'Control+/');
    const list = page.getByRole('dialog', { name: '全部按键' });
    for (const words of ['保存并受理', 'Ctrl+Enter', '下一项', '离开多行文字', '新登记', 'F2', 'Alt+3', '搜全部']) {
      await expect.poll(() => list.getByText(words, { exact: true }).first().isVisible()).toBe(true);
    }
    await press(page, 'Escape');
    await list.waitFor({ state: 'hidden' });
    await expect.poll(() => focusLabel(page)).toContain('姓名');
    await expect.poll(() => page.url()).toContain('#/registration');
  });

  test('Alt and a digit, F2 and F4 change the module, also from inside a field; Esc leads back', async () => {
    await open('/');
    await press(page, 'Alt+3');
    await expect.poll(() => page.url()).toContain('#/ledger');
    await press(page, 'F2');
    await expect.poll(() => focusLabel(page)).toContain('姓名');
    await press(page, 'Alt+4');
    await expect.poll(() => page.url()).toContain('#/documents');
    await press(page, 'F4');
    await expect.poll(() => page.locator('[aria-current=page]').textContent()).toContain('工作台');
    await press(page, 'F2');
    await expect.poll(() => focusLabel(page)).toContain('姓名');
    await press(page, 'Escape');
    await expect.poll(() => page.locator('[aria-current=page]').textContent()).toContain('工作台');
  });

  test('the menu of the own name takes the line that the keys lead to, however quick they are', async () => {
    await open('/');
    for (const [keys, note] of [
      [['ArrowDown'], 'second factor'],
      [['ArrowDown', 'ArrowDown'], 'switch'],
      [['ArrowUp'], 'signed out'],
      [[], 'change password'],
    ] as const) {
      await page.locator('.header-person').focus();
      await pressWhileBusy(page, 'Enter', ...keys, 'Enter');
      await expect.poll(async () => (await notes()).at(-1)).toBe(note);
      expect(await page.getByRole('menu').count()).toBe(0);
    }
  });

  test('Esc closes the menu of the own name and leaves the page; it closes, too, when the focus goes elsewhere', async () => {
    await open('/registration');
    await page.locator('.header-person').focus();
    await press(page, 'Enter');
    await page.getByRole('menuitem', { name: '改密码' }).waitFor();
    await expectNoAxeViolations(page);
    await press(page, 'Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    expect(page.url()).toContain('#/registration');
    await expect.poll(() => focusLabel(page)).toContain('程某');
    await page.locator('.header-person').focus();
    await press(page, 'Enter');
    await page.getByRole('menuitem', { name: '换人' }).waitFor();
    await page.getByLabel('姓名').focus();
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    expect(await notes()).toEqual([]);
  });

  test('F3 searches from anywhere, Enter opens the marked case, Esc goes back to the field', async () => {
    await open('/registration');
    await expect.poll(() => focusLabel(page)).toContain('姓名');
    await press(page, 'F3');
    await type(page, 'zm');
    await page.getByRole('option', { name: '王某 与 某物业公司' }).waitFor();
    await press(page, 'Escape');
    await expect.poll(() => focusLabel(page)).toContain('姓名');
    await press(page, 'F3');
    await type(page, 'zm');
    await page.getByRole('option', { name: '王某 与 某物业公司' }).waitFor();
    await press(page, 'ArrowDown', 'Enter');
    await expect.poll(() => page.url()).toContain('#/cases/1');
  });

  test('Enter right after a letter opens no case of the answer to the letters before', async () => {
    await open('/registration');
    await press(page, 'F3');
    await type(page, 'zm');
    await page.getByRole('option', { name: '王某 与 某物业公司' }).waitFor();
    await pressWhileBusy(page, 'x', 'Enter');
    await page.getByText('没有找到“zmx”').waitFor();
    await expect.poll(() => focusLabel(page)).toContain('搜全部');
    expect(page.url()).toContain('#/registration');
  });

  test('Enter that comes before the answer opens the only case of it; of several, one is looked at first', async () => {
    await open('/registration');
    await press(page, 'F3');
    await pressWhileBusy(page, 'z', 'm', 'Enter');
    await page.getByRole('option', { name: '张某 与 李某' }).waitFor();
    await expect.poll(() => focusLabel(page)).toContain('搜全部');
    expect(page.url()).toContain('#/registration');
    await press(page, 'Escape', 'F3');
    await pressWhileBusy(page, 'w', 'm', 'Enter');
    await expect.poll(() => page.url()).toContain('#/cases/0');
    // Who goes on typing did not mean that.
    await open('/registration');
    await press(page, 'F3');
    await pressWhileBusy(page, 'w', 'm', 'Enter', 'x', 'Backspace');
    await page.getByRole('option', { name: '王某 与 某物业公司' }).waitFor();
    expect(page.url()).toContain('#/registration');
  });

  test('what cannot be done now says why when it is tried', async () => {
    await open('/registration');
    await press(page, 'Alt+J');
    await page.getByRole('status').getByText('还没有调解结果').waitFor();
    expect(await notes()).toEqual([]);
  });
});

describe('a dialog', () => {
  test('has the keys to itself, and gives the focus back', async () => {
    await open('/registration');
    await page.getByLabel('手机').focus();
    await press(page, 'Alt+G');
    const dialog = page.getByRole('dialog', { name: '盖章' });
    await dialog.waitFor();
    await press(page, 'F2', 'Control+s');
    await expect.poll(() => page.url()).toContain('#/registration');
    await press(page, 'Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => focusLabel(page)).toContain('手机');
    expect(await notes()).toEqual([]);
    await press(page, 'Alt+G');
    await dialog.waitFor();
    await press(page, 'Control+Enter');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(notes).toEqual(['sealed']);
    await expect.poll(() => focusLabel(page)).toContain('手机');
  });

  test('keeps the focus where it opens in the moment in which another closes', async () => {
    await open('/registration');
    await page.getByLabel('手机').focus();
    const inDialog = () => page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null);
    await press(page, 'Alt+G');
    await expect.poll(inDialog).toBe(true);
    for (let turn = 0; turn < 3; turn += 1) {
      // The first has not yet given the focus back when the second takes it.
      await pressWhileBusy(page, 'Escape', 'Alt+g');
      await page.getByRole('dialog', { name: '盖章' }).waitFor();
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      await expect.poll(inDialog).toBe(true);
    }
    await press(page, 'Escape');
    await expect.poll(() => focusLabel(page)).toContain('手机');
  });
});

describe('large type', () => {
  test('is 18 px, stays after a new start, and cuts nothing of the frame', async () => {
    await open('/registration');
    await page.getByRole('button', { name: '大', exact: true }).focus();
    await press(page, 'Enter');
    const size = () => page.evaluate(() => getComputedStyle(document.body).fontSize);
    await expect.poll(size).toBe('18px');
    await page.reload();
    await page.getByLabel('姓名').waitFor();
    await expect.poll(() => size()).toBe('18px');
    await expect.poll(() => page.getByLabel('姓名').evaluate((field) => getComputedStyle(field).fontSize)).toBe('18px');
    const spilling = await page.evaluate(() =>
      [...document.querySelectorAll('.header, .sider, .sider-link, .action-bar, .action-bar .ant-btn')]
        .filter((part) => part.scrollWidth > part.clientWidth + 1)
        .map((part) => part.className),
    );
    expect(spilling).toEqual([]);
  });
});

describe('signing in', () => {
  test('account, Enter, password, Enter; a wrong password is told there and the account stays', async () => {
    await open('/sign-in');
    await type(page, 'cheng');
    await press(page, 'Enter');
    await type(page, 'falsch');
    await press(page, 'Enter');
    await page.getByText('账号或密码不对').waitFor();
    await page.getByText('可报读编号 FQ-102').waitFor();
    await expect.poll(() => focusLabel(page)).toContain('密码');
    await expect.poll(() => page.getByLabel('账号').inputValue()).toBe('cheng');
    await type(page, '枫桥');
    await press(page, 'Enter');
    await expect.poll(notes).toEqual(['signed in cheng at no desk']);
  });

  test('nothing typed: the missing field is named', async () => {
    await open('/sign-in');
    await press(page, 'Control+Enter');
    await page.getByText('请输入账号').waitFor();
    await page.getByText('请输入密码').waitFor();
  });
});

/** What comes later is there too: the fonts, and how far a long wait has come. */
async function settled(path: string): Promise<void> {
  await page.locator('main').first().waitFor();
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  if (path === '/parts') await page.locator('.waiting-progress').waitFor();
}

describe('accessibility', () => {
  test.each(['/', '/registration', '/parts', '/sign-in'])('no violation on %s, in either size', async (path) => {
    await open(path);
    await settled(path);
    await expectNoAxeViolations(page);
    await page.evaluate(() => localStorage.setItem('fengqiao.textSize', 'large'));
    await page.reload();
    await settled(path);
    await expectNoAxeViolations(page);
  });

  test('no violation in the list of keys and in a dialog', async () => {
    await open('/registration');
    await press(page, 'Control+/');
    await page.getByRole('dialog').waitFor();
    await expectNoAxeViolations(page);
    await press(page, 'Escape', 'Alt+G');
    await page.getByRole('dialog', { name: '盖章' }).waitFor();
    await expectNoAxeViolations(page);
  });
});
