import { describe, expect, test } from 'vitest';
import { registerStaff } from '../../services/directory/staff.ts';
import { saveDraft } from '../../services/drafts/drafts.ts';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { type Desk, expectFocus } from '../../tests/browser/desk.ts';
import { caseOf, DESK_PASSWORD, registerAt } from '../../tests/browser/desk-host.ts';
import { hostedDesks } from '../../tests/browser/hosted-desks.ts';
import { press } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';
import { ownPasswords } from '../../tests/support/own-passwords.ts';

const HOUR = 3_600_000;
const center = hostedDesks();
let seat: Desk;

async function sitDownAs(account: string): Promise<Desk> {
  seat = await center.sitAs(account);
  return seat;
}

/** One case over, one due today, two that wait; the desk's clock ends at 16:05 of 2026-11-23. */
async function fourCases(): Promise<readonly string[]> {
  const { desk } = center.host;
  const end = desk.clock.now + 6 * HOUR + 5 * 60_000;
  const ids: string[] = [];
  for (const [name, hoursAgo] of [
    ['王某', 30],
    ['赵某', 23],
    ['冯某', 2],
    ['张某', 1],
  ] as const) {
    ids.push((await registerAt(desk, end - hoursAgo * HOUR, caseOf(name))).caseId);
  }
  desk.clock.now = end;
  return ids;
}

const rows = () => seat.page.getByRole('option');
const selected = () => seat.page.locator('[role=option][aria-selected=true]').textContent();
const mainButton = () => seat.page.locator('.action-bar [data-main-action]').textContent();

describe('the home page', () => {
  test('says what is over, due and waiting, in that order; the keys walk, and the button names its case', async () => {
    const [, , feng] = await fourCases();
    const { page } = await sitDownAs('chengmin');
    await rows().first().waitFor();
    const counts = () => page.locator('.day-count').allTextContents();
    await expect
      .poll(counts)
      .toEqual([
        expect.stringMatching(/^1超期最久的一件超 /),
        expect.stringMatching(/^1今天到期最早的一件 17:05$/),
        expect.stringMatching(/^2等我处理最早的一件 明天 14:05 前$/),
      ]);
    await expect
      .poll(() => page.locator('.work-list-head b').allTextContents())
      .toEqual(['超期', '今天到期', '等我处理']);
    await expectFocus(page, '等我处理的事');
    await expect.poll(() => mainButton()).toContain('受理 王某一案');
    await press(page, 'ArrowDown');
    await expect.poll(() => selected()).toMatch(/赵某.*还剩 (1 小时|59 分)/);
    await press(page, 'ArrowDown');
    await expect.poll(() => mainButton()).toContain('受理 冯某一案');
    await press(page, 'Control+Enter');
    await expect.poll(() => page.url()).toMatch(new RegExp(`#/cases/${feng}`));

    await press(page, 'F4');
    await rows().first().waitFor();
    await expect.poll(mainButton, { message: 'the row is still selected' }).toContain('冯某一案');
  });

  test('Enter opens the case without beginning anything', async () => {
    const [wang] = await fourCases();
    const { page } = await sitDownAs('chengmin');
    await rows().first().waitFor();
    await press(page, 'Enter');
    await expect.poll(() => page.url()).toMatch(new RegExp(`#/cases/${wang}$`));
  });

  test('asks again by itself: what another desk has done is gone from it, and the next case is selected', async () => {
    const [wang] = await fourCases();
    const { page } = await sitDownAs('chengmin');
    await rows().first().waitFor();
    const { desk } = center.host;
    await desk.act(desk.clerk, wang!, 'case.refused', { reason: '已向法院起诉', law: '人民调解法第十七条' });
    // As when the window is looked at again; it would ask within half a minute anyway.
    const overdue = async () => {
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
      return page.locator('.day-count').first().textContent();
    };
    await expect.poll(overdue, { timeout: 45_000, interval: 1_000 }).not.toMatch(/^1超期/);
    await expect.poll(mainButton).toContain('受理 赵某一案');
  });

  test('its measures are those of mock-up 01 (±4 px), and nothing is cut, in either size', async () => {
    await fourCases();
    const { page } = await sitDownAs('chengmin');
    await rows().first().waitFor();
    const near = async (selector: string, wanted: Partial<Record<'x' | 'y' | 'width' | 'height', number>>) => {
      const box = await page.locator(selector).first().boundingBox();
      for (const [side, value] of Object.entries(wanted)) {
        expect(Math.abs((box?.[side as 'x'] ?? 0) - value), `${selector} ${side}`).toBeLessThanOrEqual(4);
      }
    };
    await near('.day-count', { x: 168, y: 60, width: 282, height: 72 });
    await near('.work-list', { x: 168, y: 144, width: 870, height: 560 });
    await near('.work-list-head', { height: 32 });
    await near('.work-row', { height: 44, y: 177 });
    await near('.work-row > :nth-child(3)', { x: 541 });
    await near('.work-row > :nth-child(4)', { x: 649 });
    await near('.work-row > :nth-child(5)', { x: 809 });
    await near('.home-side', { x: 1054, width: 296 });
    await expectNoLayoutFaults(page);
    await expectNoAxeViolations(page);
    await page.evaluate(() => localStorage.setItem('fengqiao.textSize', 'large'));
    await page.reload();
    await rows().first().waitFor();
    await expectNoLayoutFaults(page);
    await expectNoAxeViolations(page);
  });

  test('what waits is amber once 80 % are over, and 暂定 where next year is not known, cut nowhere in either size', async () => {
    const { desk } = center.host;
    // 30 working days from 23 November end in January, of which nothing is announced yet (医疗纠纷预防和处理条例 38).
    const { caseId } = await registerAt(desk, desk.clock.now, { ...caseOf('孙某'), mojType: '15' });
    await desk.act(desk.clerk, caseId, 'case.accepted');
    const triage = { route: 'industry_mediation', complexity: 'complex', urgent: false };
    await desk.act(desk.clerk, caseId, 'case.triaged', triage);
    const mediatorIds = [desk.mediator.staffId];
    await desk.act(desk.manager, caseId, 'case.assigned', { mediatorIds, chosenByParties: true });
    await desk.act(desk.mediator, caseId, 'case.signed_in');
    await desk.act(desk.mediator, caseId, 'mediation.started', { startedAt: desk.clock.now });
    desk.clock.now = Date.UTC(2026, 11, 30, 2);
    const { page } = await sitDownAs('zhangwei');
    for (const size of ['standard', 'large']) {
      await page.evaluate((wanted) => localStorage.setItem('fengqiao.textSize', wanted), size);
      await page.reload();
      const row = rows().first();
      await row.waitFor();
      await expect.poll(() => row.textContent()).toMatch(/临期.*孙某.*2027-01-\d\d 前（暂定）/);
      await expect.poll(() => row.locator('.work-row-time').getAttribute('class')).toContain('soon');
      await expect.poll(() => page.locator('.day-counts').textContent()).toMatch(/最早的一件 2027-01-\d\d 前（暂定）/);
      await expect
        .poll(() => page.getByRole('region', { name: '正在调解' }).textContent())
        .toMatch(/还剩 \d+ 天（暂定）/);
      await expectNoLayoutFaults(page);
    }
    await expectNoAxeViolations(page);
  });

  test('a draft is there to be written on', async () => {
    const { desk } = center.host;
    const draftId = desk.environment.newId();
    await saveDraft(desk, desk.clerk, {
      draftId,
      kind: 'registration',
      caseId: null,
      label: '马某 与 某培训机构',
      missing: '被申请人、发生地点',
      content: {},
    });
    const { page } = await sitDownAs('chengmin');
    await page.getByText('还差：被申请人、发生地点').waitFor();
    await page.getByRole('button', { name: '接着写' }).focus();
    await press(page, 'Enter');
    await expect.poll(() => page.url()).toContain(`#/registration?draft=${draftId}`);
  });

  test('an empty one teaches what belongs here, and the key that makes the first', async () => {
    const { page } = await sitDownAs('chengmin');
    await page.getByText('现在一件也没有').waitFor();
    await expectNoLayoutFaults(page);
    await expectNoAxeViolations(page);
    await press(page, 'F2');
    await expect.poll(() => page.url()).toContain('#/registration');
  });

  test('IT reads no case: accounts, holidays and desks instead', async () => {
    await fourCases();
    const { desk } = center.host;
    const actionId = desk.environment.newId();
    const input = {
      actionId,
      account: 'wuke',
      name: '吴科',
      roles: ['it'],
      phone: null,
      password: DESK_PASSWORD,
    } as const;
    await registerStaff(desk, desk.it, input);
    await ownPasswords(desk.store);
    const { page } = await sitDownAs('wuke');
    await page.getByText('在用 7 个').waitFor();
    await page.getByText('2027 年的安排还没有').waitFor();
    await page.getByText('没有开放').waitFor();
    expect(await page.getByText('王某').count()).toBe(0);
    expect(await page.getByLabel('搜全部').count()).toBe(0);
    await expectNoLayoutFaults(page);
    await expectNoAxeViolations(page);
    await press(page, 'Control+Enter');
    await expect.poll(() => page.url()).toContain('#/settings');
  });
});
