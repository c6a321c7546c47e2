import { expect, test } from 'vitest';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { goTo, picturesOnFailure } from '../../tests/browser/desk.ts';
import { hostedDesks } from '../../tests/browser/hosted-desks.ts';
import { press, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';

const desks = hostedDesks();

test('the manager asks for an erasure by keyboard, the security administrator approves it, and the case says nothing more (LOG-8, 个人信息保护法 47)', async () => {
  const { desk } = desks.host;
  const { caseId, caseNumber } = await desk.register();
  const asking = await desks.sitAs('chenjing');
  const { page } = asking;
  picturesOnFailure({ asking });
  await goTo(page, `/cases/${caseId}`);
  await page.getByRole('heading', { name: '个人信息' }).waitFor();
  await expectNoLayoutFaults(page);
  await press(page, 'Alt+Delete');
  const dialog = page.getByRole('dialog', { name: `申请依法删除 ${caseNumber}` });
  // The law keeps what is worked on; the dialog says by which article.
  await dialog.getByText(/案件还在办理.*第十三条/).waitFor();
  await expectNoAxeViolations(page);
  for (let n = 0; n < 3; n += 1) await press(page, 'ArrowDown');
  await expect.poll(() => dialog.getByText(/案件还在办理/).count()).toBe(0);
  await press(page, 'Tab');
  await type(page, '同名的人，登记错了');
  await press(page, 'Control+Enter');
  await page.getByText('已申请依法删除，等另一个人批准').waitFor();
  await press(page, 'Alt+Delete');
  await page
    .getByRole('dialog')
    .getByText(/已经申请删除，等另一位/)
    .waitFor();
  await press(page, 'Escape');

  const approving = await desks.sitAs('anquan');
  picturesOnFailure({ approving });
  const at = approving.page;
  await at.getByRole('region', { name: '等批准的删除申请' }).getByText(caseNumber).waitFor();
  await expectNoAxeViolations(at);
  await press(at, 'Alt+p');
  const list = at.getByRole('listbox', { name: '删除申请' });
  await list.getByText('同名的人，登记错了').waitFor();
  await expectNoAxeViolations(at);
  await expectNoLayoutFaults(at);
  // It names the case and shows nothing of it.
  expect(await at.getByText('张某').count()).toBe(0);
  await press(at, 'Control+Enter');
  await at.getByRole('dialog', { name: `批准删除 ${caseNumber}` }).waitFor();
  await expectNoAxeViolations(at);
  // Nothing happens by the key alone.
  await press(at, 'Control+Enter');
  await type(at, '删除');
  await press(at, 'Control+Enter');
  await list.getByText('内容已删除的案件').waitFor();
  const found = await desk.store.read(({ cases }) => cases.find(caseId));
  expect(found?.state).toMatchObject({ registration: null, erased: true });
});

test('who asked cannot approve: the page offers nothing, and a refusal of another says why', async () => {
  const { desk } = desks.host;
  const { caseId } = await desk.register();
  const { requestErasure } = await import('../../services/personal-data/erasures.ts');
  const ids = { actionId: desk.environment.newId(), requestId: desk.environment.newId() };
  await requestErasure(desk, desk.manager, { ...ids, caseId, ground: 'unlawful', reason: '重复登记' });
  const own = await desks.sitAs('chenjing', '/#/personal-data');
  await own.page.getByText('等另一个人批准').waitFor();
  expect(await own.page.getByRole('button', { name: /批准删除/ }).count()).toBe(0);

  const other = await desks.sitAs('anquan', '/#/personal-data');
  await other.page.getByText('重复登记').waitFor();
  await press(other.page, 'Alt+t');
  await type(other.page, '没有重复，是两件事');
  await press(other.page, 'Control+Enter');
  await other.page.getByText(/退回：没有重复，是两件事/).waitFor();
  await expectNoLayoutFaults(other.page);
});
