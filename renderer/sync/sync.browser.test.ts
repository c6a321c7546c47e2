import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { SyncOverview } from '../../contract/sync-page.ts';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { expectFocus } from '../../tests/browser/desk.ts';
import { caseOf, registerAt } from '../../tests/browser/desk-host.ts';
import { press } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';
import { corner as cornerOf, IT_ACCOUNT, statement, syncDesks } from '../../tests/browser/sync-desks.ts';
import { statementOf } from './statement.ts';
import {
  attentionOverview,
  failedOverview,
  haltedOverview,
  notEnrolledOverview,
  SYNC_NOW,
  syncedOverview,
  waitingOverview,
} from './testing.ts';

const { city, center, open } = syncDesks();
let page: Page;

/** Comes back to the page, which asks anew, and waits until it shows the answer. */
async function comeBack(says: SyncOverview): Promise<void> {
  city.says = says;
  await press(page, 'F4');
  await page.locator('.sync-say').waitFor({ state: 'detached' });
  await press(page, 'Alt+9');
  await title().getByText(statementOf(says, SYNC_NOW).title, { exact: true }).waitFor();
}

/** Once it is the same twice: Chromium scrolls smoothly. */
async function settled(measure: () => Promise<number>): Promise<number> {
  let before = -1;
  for (let now = await measure(); now !== before; now = await measure()) {
    before = now;
    await page.waitForTimeout(100);
  }
  return before;
}

const title = () => statement(page);
const corner = () => cornerOf(page);
const card = (name: string) => page.getByRole('region', { name, exact: true });
const rows = () => page.getByRole('option');
const result = () => page.locator('.action-bar-keys').getByRole('status');

describe('how it stands', () => {
  test('SYNC-10: one sentence for each status, and the corner of the window says the same', async () => {
    page = await open('chenjing', syncedOverview);
    const states: readonly (readonly [SyncOverview, string, string, string])[] = [
      [syncedOverview, '已同步 — 2026-11-26 16:05 全部传完', 'done', '已同步16:05'],
      [waitingOverview, '还有 12 条没有上传，最早的是 11-24 09:12 办的', 'active', '待同步12 条'],
      [failedOverview, '连不上市平台，会自动再试（下次 16:12）', 'soon', '没同步上12 条'],
      [attentionOverview, '有 2 件需要处理', 'late', '同步待处理'],
      [haltedOverview, '取回停住了，要主任决定', 'late', '取回已停住'],
    ];
    for (const [says, sentence, look, word] of states) {
      await comeBack(says);
      await expect.poll(() => title().textContent()).toBe(sentence);
      await expect.poll(() => page.locator('.sync-say').getAttribute('class')).toContain(`sync-say-${look}`);
      await expect.poll(() => corner().textContent()).toBe(word);
    }
    await expect.poll(() => corner().getByRole('link').getAttribute('title')).toBe('上次全部同步 2026-11-26 16:05');
  });

  test('what waits, with whom it talks, how far each feed is, and the rounds, the newest first', async () => {
    const feeds = [{ feed: '410105', position: 18_180, head: 18_204 }];
    page = await open('chenjing', { ...failedOverview, feeds, clockOffset: 6 * 60_000 });
    await expect
      .poll(() => card('排队').getByRole('row').allTextContents())
      .toEqual([
        expect.stringContaining('还差'),
        '上传：本机办的12 条128 KB最早的 2026-11-24 09:12 办',
        '取回：本区县的24 条—取到第 18,180 位，市里到第 18,204 位',
        '上传：材料和文书的文件0 个—都传完了',
        '取回：别处附的文件0 个—都取到了',
      ]);
    const connection = card('连接');
    for (const words of ['https://sync.example.gov.cn', '金水区综治中心', '410105', 'k7f2', '第 1 代']) {
      await connection.getByText(words).waitFor();
    }
    await connection.getByText('本机快 6 分，请校准本机时间；不影响同步').waitFor();
    await connection.getByText('上传 3 KB/秒，取回 8 KB/秒').waitFor();
    await connection.getByText('还有效 43 分，到期自动换').waitFor();
    await connection.getByText('协议 1、格式 1，两边一致').waitFor();
    await expect
      .poll(() => page.locator('.sync-rounds li').allTextContents())
      .toEqual([
        expect.stringMatching(/^2026-11-26 16:09 没完成30 秒上传 0 条 0 KB，取回 0 条 0 KB。连不上市平台/),
        expect.stringMatching(/^2026-11-26 16:05 完整1 秒上传 3 条 5 KB，取回 12 条 17 KB$/),
        expect.stringMatching(/^2026-11-26 16:00 完整/),
      ]);
  });

  test('it is asked anew by itself; the focus and what is scrolled stay where they are', async () => {
    const [round] = syncedOverview.rounds;
    const rounds = Array.from({ length: 30 }, (_, at) => ({ ...round!, at: SYNC_NOW - at * 300_000 }));
    page = await open('chenjing', { ...attentionOverview, rounds });
    await expectFocus(page, '需要处理的记录');
    await press(page, 'Tab');
    await expectFocus(page, '记录');
    await press(page, 'PageDown');
    const scrolled = () => page.locator('.sync-rounds').evaluate((list) => list.scrollTop);
    await expect.poll(scrolled).toBeGreaterThan(50);
    const before = await settled(scrolled);
    city.says = { ...attentionOverview, rounds, attention: attentionOverview.attention.slice(0, 1) };
    await expect.poll(() => title().textContent()).toBe('有 1 件需要处理');
    await expectFocus(page, '记录');
    expect(await scrolled()).toBe(before);
  });
});

describe('立即同步', () => {
  test('shows that it runs, then what it did; more presses do nothing more', async () => {
    page = await open(IT_ACCOUNT, waitingOverview);
    const { promise, resolve } = Promise.withResolvers<void>();
    city.gate = promise;
    await press(page, 'Control+Enter', 'Control+Enter', 'Control+Enter');
    await page.locator('[data-main-action].ant-btn-loading').waitFor();
    await expect.poll(() => result().textContent()).toBe('正在同步');
    city.says = { ...waitingOverview, running: true, nextAt: null };
    await page.getByText(/正在同步。登记/).waitFor();
    resolve();
    await expect.poll(() => result().textContent()).toBe('刚才全部传完：上传 3 条，取回 12 条，用时 1 秒');
    await expect.poll(() => title().textContent()).toContain('已同步');
    expect(city.asked).toEqual(['now']);
  });

  test('a round that fails says so, and everything is still there', async () => {
    page = await open(IT_ACCOUNT, waitingOverview);
    city.afterwards = failedOverview;
    await press(page, 'Control+Enter');
    await expect.poll(() => result().textContent()).toMatch(/^刚才没有传完/);
    await expect.poll(() => title().textContent()).toContain('连不上市平台');
  });
});

describe('what needs somebody (SYNC-3)', () => {
  test('a manager sees the case, who, when and why, with what is held behind; Enter opens it, Esc comes back', async () => {
    const { desk } = center.host;
    const { caseId } = await registerAt(desk, SYNC_NOW, caseOf('何某'));
    const [first, ...others] = attentionOverview.attention;
    page = await open('chenjing', { ...attentionOverview, attention: [...others, { ...first!, caseId }] });
    await expectFocus(page, '需要处理的记录');
    await press(page, 'Enter');
    expect(page.url(), 'settings are no case').toContain('#/sync');
    await press(page, 'ArrowDown');
    const selected = page.locator('[role=option][aria-selected=true]');
    for (const words of [
      /案件 金矛调〔2026〕4041 · 2 步/,
      /没有采纳 申请延期 · 程敏 2026-11-26 10:31 办/,
      '按市里的记录，当时的情况不能这样办：这件案子已经达成协议，不能再延期。',
      /跟着等 督办 · 陈静 2026-11-26 10:40 办/,
      /Enter 打开案件，改后重发、对比两个版本；Alt\+W 撤回；Alt\+T 交市平台处理/,
    ]) {
      await expect.poll(() => selected.textContent()).toMatch(words);
    }
    expect(await selected.getByRole('button').count(), 'no button that does nothing').toBe(0);
    await press(page, 'Enter');
    await expect.poll(() => page.url()).toContain(`#/cases/${caseId}`);
    await page.getByText('回数据同步').waitFor();
    await press(page, 'Escape');
    await expect.poll(() => selected.textContent()).toContain('4041');
  });

  test('IT sees which records, and no word of a case', async () => {
    page = await open(IT_ACCOUNT, attentionOverview);
    await expect.poll(() => rows().count()).toBe(2);
    const told = (await rows().allTextContents()).join();
    expect(told).toContain('按市里的记录，当时的情况不能这样办');
    expect(told).not.toMatch(/4041|达成协议/);
    await press(page, 'Enter');
    expect(page.url()).toContain('#/sync');
  });

  test('markup in what others wrote is shown as it was written', async () => {
    const markup = '<img src=x onerror="document.title=1"><b>粗</b>';
    const [first] = attentionOverview.attention;
    const items = first!.items.map((item) => ({ ...item, actor: markup, detail: markup, action: markup }));
    page = await open('chenjing', {
      ...attentionOverview,
      city: { ...syncedOverview.city!, name: markup },
      failure: markup,
      attention: [{ ...first!, caseNumber: markup, items }],
      rounds: [{ ...failedOverview.rounds[0]!, failure: markup }],
    });
    await expect.poll(() => page.locator('main').getByText(markup).count()).toBeGreaterThanOrEqual(6);
    expect(await page.locator('main :is(img, b b)').count()).toBe(0);
    await expectNoLayoutFaults(page);
  });
});

describe('a pull that has halted (SYNC-12)', () => {
  test('a manager reads what it means, is asked, and lets it go on once', async () => {
    page = await open('chenjing', haltedOverview);
    await page.getByText('取回会结掉、移走或删除本中心三成以上的在办案件，已经停住，还没有动。').waitFor();
    await expectNoAxeViolations(page);
    await press(page, 'Alt+j');
    await page.getByRole('dialog', { name: '允许继续取回' }).getByText('不能撤回').waitFor();
    await expectNoAxeViolations(page);
    await press(page, 'Escape');
    expect(city.asked).toEqual([]);
    await press(page, 'Alt+j', 'Control+Enter');
    await expect.poll(() => title().textContent()).toContain('已同步');
    await expect.poll(() => page.getByRole('button', { name: '允许继续' }).count()).toBe(0);
    expect(city.asked).toEqual(['consent']);
  });

  test('IT reads that the manager decides', async () => {
    page = await open(IT_ACCOUNT, haltedOverview);
    await page.getByText('要由主任决定是否继续').waitFor();
    expect(await page.getByRole('button', { name: '允许继续' }).count()).toBe(0);
  });
});

test('every state, in either size, without a violation and with nothing cut', async () => {
  page = await open('chenjing', syncedOverview);
  for (const size of ['standard', 'large']) {
    await page.evaluate((chosen) => localStorage.setItem('fengqiao.textSize', chosen), size);
    await page.reload();
    await title().waitFor();
    for (const says of [notEnrolledOverview, syncedOverview, failedOverview, attentionOverview, haltedOverview]) {
      await comeBack(says);
      await expectNoLayoutFaults(page);
      await expectNoAxeViolations(page);
    }
  }
}, 240_000);
