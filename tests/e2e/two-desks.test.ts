import { beforeEach, expect, test } from 'vitest';
import type { Api } from '../browser/api.ts';
import { expectNoAxeViolations } from '../browser/axe.ts';
import { act, bringTo, registeredCase } from '../browser/case-to.ts';
import { expectFocus, picturesOnFailure, walkTo, write } from '../browser/desk.ts';
import { press } from '../browser/keyboard.ts';
import { sampleCenter } from '../browser/sample-center.ts';
import { confirmDialog, openCaseByNumber, openDialog } from './case-steps.ts';

/** Two desks of one center, each in a browser of its own. */

const sample = sampleCenter();
let api: Api;
beforeEach(() => {
  ({ api } = sample);
});

async function acceptedCase(): Promise<{ caseId: string; caseNumber: string }> {
  const caseId = await registeredCase(api);
  const { state } = await bringTo(api, caseId, 'accepted');
  return { caseId, caseNumber: state.caseNumber };
}

async function notesOf(caseId: string): Promise<string[]> {
  const { timeline } = await api.cases.get({ caseId });
  return timeline.filter(({ type }) => type === 'case.noted').map(({ text }) => text);
}

test('a write on a stale revision is refused with what happened meanwhile; the words stay, and go in on the second try (LOG-5)', async () => {
  const { caseId, caseNumber } = await acceptedCase();
  const [first, second] = [await sample.sitAs('clerk'), await sample.sitAs('chenjing')];
  picturesOnFailure({ 'two-desks-first': first, 'two-desks-second': second });
  await openCaseByNumber(first.page, 'zm', caseNumber);
  await openCaseByNumber(second.page, 'zm', caseNumber);

  await press(first.page, 'Alt+n');
  await openDialog(first.page, '记一笔');
  await write(first.page, ['zhangmou', '张某下午来过，带了楼道的照片。']);

  await press(second.page, 'Alt+n');
  await openDialog(second.page, '记一笔');
  await write(second.page, ['limou', '李某来电，愿意当面说清楚。']);
  await confirmDialog(second.page);

  await press(first.page, 'Control+Enter');
  await first.page.getByText('您打开这张表以后，案件有了新的情况').waitFor();
  await first.page.getByRole('dialog').getByText('李某来电，愿意当面说清楚。').waitFor();
  const words = first.page.getByRole('dialog').locator('textarea').first();
  await expect.poll(() => words.inputValue()).toBe('张某下午来过，带了楼道的照片。');
  await expectNoAxeViolations(first.page);
  expect(await notesOf(caseId)).toEqual(['李某来电，愿意当面说清楚。']);

  await confirmDialog(first.page);
  expect(await notesOf(caseId)).toEqual(['李某来电，愿意当面说清楚。', '张某下午来过，带了楼道的照片。']);
});

test('a step that another desk has taken meanwhile is not taken twice, and the page says how the case stands (LOG-5)', async () => {
  const { caseId, caseNumber } = await acceptedCase();
  const desk = await sample.sitAs('clerk');
  picturesOnFailure({ 'two-desks-step': desk });
  await openCaseByNumber(desk.page, 'zm', caseNumber);
  await press(desk.page, 'Control+Enter');
  await openDialog(desk.page, '分流');
  await walkTo(desk.page, '说明');
  await write(desk.page, ['xian', '先打电话，再上门。']);
  await act(api, caseId, 'case.triaged', { route: 'peoples_mediation', complexity: 'general', urgent: false });

  await press(desk.page, 'Control+Enter');
  await desk.page.getByText('您打开这张表以后，案件有了新的情况').waitFor();
  await desk.page.getByText(/案件现在是「待交办」/).waitFor();
  await expectFocus(desk.page, '说明');
  await press(desk.page, 'Control+Enter');
  await expect.poll(() => desk.page.getByRole('dialog').textContent()).toMatch(/不能|已经/);
  await expect
    .poll(() => desk.page.getByRole('dialog').locator('textarea').first().inputValue())
    .toBe('先打电话，再上门。');
  expect((await api.cases.get({ caseId })).timeline.filter(({ type }) => type === 'case.triaged')).toHaveLength(1);
  await press(desk.page, 'Escape');
  await desk.page.getByRole('heading', { level: 1 }).filter({ hasText: '待交办' }).waitFor();
});

test('a case that is open at one desk shows within seconds what another desk has done to it', async () => {
  const { caseId, caseNumber } = await acceptedCase();
  const desk = await sample.sitAs('clerk');
  await openCaseByNumber(desk.page, 'zm', caseNumber);
  await act(api, caseId, 'case.triaged', { route: 'peoples_mediation', complexity: 'general', urgent: false });
  const title = desk.page.getByRole('heading', { level: 1 });
  await title.filter({ hasText: '待交办' }).waitFor({ timeout: 25_000 });
  await press(desk.page, 'Control+Enter');
  await openDialog(desk.page, '交办');
});
