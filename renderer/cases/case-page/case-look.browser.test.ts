import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { testApplicant, testId, testRespondent } from '../../../domain/cases/testing-facts.ts';
import { plainDateAt } from '../../../domain/text/chinese-date.ts';
import type { Api } from '../../../tests/browser/api.ts';
import { expectNoAxeViolations } from '../../../tests/browser/axe.ts';
import { act, agreementOf, bringTo, registeredCase } from '../../../tests/browser/case-to.ts';
import { press } from '../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../tests/browser/layout.ts';
import { sampleCenter } from '../../../tests/browser/sample-center.ts';

/** The measures of the mock-up, and that nothing is cut or overlaps, in both sizes, on every form. */

const sample = sampleCenter({ staying: 'chengmin' });
let api: Api;
let page: Page;
beforeEach(() => {
  ({ api, page } = sample);
});

async function open(caseId: string, size: 'standard' | 'large' = 'standard'): Promise<void> {
  await page.evaluate((wanted) => localStorage.setItem('fengqiao.textSize', wanted), size);
  await page.goto(`${sample.center.origin}/#/cases/${caseId}`);
  await page.reload();
  await page.locator('.case-head').waitFor();
  await page.getByText('现在可以做').waitFor();
}

async function box(selector: string) {
  const found = await page.locator(selector).first().boundingBox();
  if (!found) throw new Error(`${selector} is not on the page`);
  return found;
}

test('the measures are those of the mock-up: 344 + 1fr + 288, head 88, cards 12 apart (±4 px)', async () => {
  const caseId = await registeredCase(api);
  await bringTo(api, caseId, 'session');
  await open(caseId);
  const near = (measured: number, wanted: number) => expect(Math.abs(measured - wanted)).toBeLessThanOrEqual(4);
  const [head, left, course, actions] = [
    await box('.case-head'),
    await box('.case-left'),
    await box('.case-course'),
    await box('.case-actions'),
  ];
  near(head.x, 168);
  near(head.y, 60);
  near(head.height, 88);
  near(left.width, 344);
  near(left.y, 160);
  near(course.x, 524);
  near(course.width, 526);
  near(course.height, 544);
  near(actions.x, 1062);
  near(actions.width, 288);
  near((await box('.deadline')).width, 288);
  near((await box('.action')).height, 36);
  const [facts, parties] = [await box('.case-left > :nth-child(1)'), await box('.case-left > :nth-child(2)')];
  near(parties.y - facts.y - facts.height, 12);
});

describe('much to show', () => {
  test.each(['standard', 'large'] as const)('2,000 characters and eight parties are cut nowhere (%s)', async (size) => {
    const many = Array.from({ length: 6 }, (_each, index) => ({
      ...testRespondent,
      id: testId(20 + index),
      name: `河南省郑州市金水区某某物业服务管理有限公司第${index + 1}分公司负责人`,
    }));
    const caseId = await registeredCase(api, {
      title: '小区停车位、物业费、楼道堆放杂物等多项问题引起的纠纷',
      facts: '双方为楼道堆放杂物多次争吵，社区两次上门都没有谈成。\n'.repeat(70),
      demands: ['清理楼道', '赔偿损失 29,000 元', '今后不再堆放'],
      amountFen: 12_345_678_900,
      parties: [testApplicant, testRespondent, ...many],
    });
    await act(api, caseId, 'case.flagged', { flag: 'supervised', reason: '区里督办' });
    await act(api, caseId, 'case.flagged', { flag: 'sensitive', reason: '涉及未成年人' });
    for (let note = 0; note < 12; note += 1)
      await act(api, caseId, 'case.noted', { note: `第 ${note + 1} 次电话联系，没有人接。` });
    await open(caseId, size);
    await expectNoLayoutFaults(page);
    await page.getByRole('button', { name: /^看全文/ }).focus();
    await press(page, 'Enter');
    await page.getByRole('button', { name: '收起' }).waitFor();
    await expectNoLayoutFaults(page);
    await expectNoAxeViolations(page);
    await press(page, 'Alt+y');
    await page.getByRole('dialog').waitFor();
    await expectNoLayoutFaults(page);
    await press(page, 'Escape');
  });
});

test.each(['standard', 'large'] as const)(
  'the time to ask the court for its confirmation stands below the deadline, cut nowhere (人民调解法 33, %s)',
  async (size) => {
    const caseId = await registeredCase(api);
    const { state } = await bringTo(api, caseId, 'session');
    const today = plainDateAt(Date.now());
    const text = { ...(await agreementOf(api, caseId, today)), judicialConfirmation: true };
    await act(api, caseId, 'agreement.reached_written', { text });
    const mark = { version: 1, signedOn: today, method: 'signature' as const };
    for (const { id } of state.registration?.parties ?? [])
      await act(api, caseId, 'agreement.signed', { ...mark, kind: 'party', signerId: id });
    await act(api, caseId, 'agreement.signed', { ...mark, kind: 'mediator', signerId: state.mediatorIds[0] });
    await act(api, caseId, 'agreement.signed', { ...mark, kind: 'seal', method: 'seal' });
    await open(caseId, size);
    const card = page.getByRole('region', { name: '期限' });
    await card.getByText(/^司法确认 申请到 \d{4}-\d\d-\d\d(（暂定）)?，还剩 3\d 天$/).waitFor();
    await expect.poll(() => card.textContent()).toContain('履行期限');
    await expectNoLayoutFaults(page);
  },
);

interface FormsIn {
  readonly state: string;
  readonly bring: (caseId: string) => Promise<unknown>;
  /** Letters of the forms that the state offers. */
  readonly keys: string;
}

const told = { reason: '谈不拢', routesTold: ['court' as const], toldOn: plainDateAt(Date.now()) };

/** Every form of the page at least once. */
const formsIn: readonly FormsIn[] = [
  { state: 'registered', bring: async () => undefined, keys: 'sbynvap' },
  { state: 'accepted', bring: (id) => bringTo(api, id, 'accepted'), keys: 'lcz' },
  { state: 'triaged', bring: (id) => bringTo(api, id, 'triaged'), keys: 'j' },
  { state: 'signed_in', bring: (id) => bringTo(api, id, 'signed_in'), keys: 'kqt' },
  { state: 'mediating', bring: (id) => bringTo(api, id, 'session'), keys: 'xb' },
  { state: 'agreed', bring: (id) => bringTo(api, id, 'agreed'), keys: 'mc' },
  {
    state: 'performing',
    bring: async (id) => {
      await bringTo(api, id, 'session');
      await act(api, id, 'agreement.reached_oral', { text: await agreementOf(api, id, told.toldOn) });
      await act(api, id, 'case.flagged', { flag: 'escalated', reason: '扬言报复' });
    },
    keys: 'lhju',
  },
  {
    state: 'closed',
    bring: async (id) => {
      await bringTo(api, id, 'accepted');
      await act(api, id, 'mediation.terminated', told);
      await act(api, id, 'case.closed', { reason: 'not_mediated' });
    },
    keys: 'rk',
  },
];

describe.each(['standard', 'large'] as const)('every form (%s)', (size) => {
  test.each(formsIn)(
    'of a case that is $state: nothing cut, nothing over another, no violation',
    async ({ bring, keys }) => {
      const caseId = await registeredCase(api);
      await bring(caseId);
      await open(caseId, size);
      await expectNoLayoutFaults(page);
      for (const key of keys) {
        await press(page, `Alt+${key}`);
        await page.locator('[role=dialog] [data-main-action]').waitFor();
        await expectNoLayoutFaults(page);
        if (size === 'standard') await expectNoAxeViolations(page, { within: '[role=dialog]' });
        await press(page, 'Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
    },
  );
});
