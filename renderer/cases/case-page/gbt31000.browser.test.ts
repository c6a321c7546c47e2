import { expect, test } from 'vitest';
import { expectNoAxeViolations } from '../../../tests/browser/axe.ts';
import { act } from '../../../tests/browser/case-to.ts';
import { expectFocus, goTo, pick, walkTo, write } from '../../../tests/browser/desk.ts';
import { press, type } from '../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../tests/browser/layout.ts';
import {
  api,
  casesNamed,
  expectSaved,
  field,
  openRegistrationDesk,
  page,
  writeParties,
  writeRest,
} from '../../../tests/browser/registration-desk.ts';

/** GB/T 31000: what is registered by keyboard stands in the record of 26 fields, and the record says what is missing. */

openRegistrationDesk();

const dialog = () => page.getByRole('dialog', { name: /综治信息表/ });
const row = (name: string) => dialog().locator('tbody tr').filter({ hasText: name });

async function openRecord(caseId: string): Promise<void> {
  await goTo(page, `/cases/${caseId}`);
  await page.locator('.case-head').waitFor();
  await press(page, 'Alt+o');
  await dialog().locator('tbody tr').first().waitFor();
}

test('all 26 fields have a place, from the registration to the record', { timeout: 240_000 }, async () => {
  await writeParties(['zhouyi', '周一']);
  await writeRest();
  await field('parties_0_name').focus();
  await press(page, 'Alt+m');
  await walkTo(page, '学历');
  await pick(page, '大学本科', /大学本科/);
  await expectFocus(page, '人员类别');
  await pick(page, '离退休', /离退休人员/);
  await press(page, 'Alt+o');
  await expectFocus(page, '涉及单位');
  await write(page, ['wuye', '鸿苑物业公司']);
  await press(page, 'Enter');
  await type(page, '113.665412');
  await press(page, 'Enter');
  await type(page, '34.757975');
  await press(page, 'Control+s');
  await expectSaved('已登记，等待受理');

  const [found] = await casesNamed('周一');
  const caseId = found!.caseId;
  await openRecord(caseId);
  await expect.poll(() => dialog().locator('tbody tr').count()).toBe(26);
  await row('学历').getByText('大学本科').waitFor();
  await row('人员类别').getByText('离退休人员').waitFor();
  await row('涉及单位').getByText('鸿苑物业公司').waitFor();
  await row('经度、纬度').getByText('113.665412,34.757975').waitFor();
  await row('发生日期').getByText('20260711').waitFor();
  await row('化解方式').getByText('「化解方式」还没有填').waitFor();
  await dialog().getByRole('status').getByText('民族').waitFor();
  await expectFocus(page, '26 项');
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);

  // What the registration lacks is put right from here.
  await press(page, 'Control+Enter');
  await expectFocus(page, '姓名');
  await press(page, 'Escape');

  await act(api, caseId, 'case.accepted', {});
  const triage = { route: 'peoples_mediation', complexity: 'general', urgent: false } as const;
  await act(api, caseId, 'case.triaged', triage);
  const me = await api.sessions.me();
  await act(api, caseId, 'case.assigned', { mediatorIds: [me!.staffId], chosenByParties: false });
  await openRecord(caseId);
  await row('化解方式').getByText('按分流去向带出').waitFor();
  await row('化解时限')
    .getByText(/^\d{8}$/)
    .waitFor();
  await row('化解责任人姓名').getByText(me!.name).waitFor();
  await expect.poll(() => row('化解责任人联系方式').locator('td').nth(1).textContent()).not.toBe('');
  await press(page, 'Escape');
  await dialog().waitFor({ state: 'detached' });
});

test('where the route does not say how it was settled, the closing asks', async () => {
  await writeParties(['zhouer', '周二']);
  await writeRest();
  await press(page, 'Control+Enter');
  await expectSaved('已登记并受理');
  const [found] = await casesNamed('周二');
  const caseId = found!.caseId;
  await act(api, caseId, 'case.transferred', { to: '金水区住建局', reason: '物业管理归口' });
  await goTo(page, `/cases/${caseId}?do=case.closed`);
  const closing = page.getByRole('dialog');
  await closing.getByText('案件里看不出来').waitFor();
  await press(page, 'Control+Enter');
  await closing.getByText('请选择化解方式').waitFor();
  await walkTo(page, '化解方式');
  await pick(page, '行政调解', /行政调解/);
  await expectNoAxeViolations(page);
  await press(page, 'Control+Enter');
  await closing.waitFor({ state: 'detached' });
  expect((await api.cases.get({ caseId })).state.resolutionMethod).toBe('02');
  await openRecord(caseId);
  await row('化解方式').getByText('行政调解').waitFor();
  await row('化解方式').getByText('结案时填写').waitFor();
  await press(page, 'Escape');
});
