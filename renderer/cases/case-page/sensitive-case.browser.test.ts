import { expect, test } from 'vitest';
import { expectNoAxeViolations } from '../../../tests/browser/axe.ts';
import { registeredCase } from '../../../tests/browser/case-to.ts';
import { goTo } from '../../../tests/browser/desk.ts';
import { press } from '../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../tests/browser/layout.ts';
import { sampleCenter } from '../../../tests/browser/sample-center.ts';

/** A sensitive case, marked by keyboard, is not there for who is not named (未成年人保护法 103). */

const sample = sampleCenter({ staying: 'chengmin' });

test('the mark names who sees the case; a colleague does not find it, not even by its address', async () => {
  const { page, api } = sample;
  const caseId = await registeredCase(api, { facts: '两家孩子在学校打架，家长之间起了冲突。' });
  await sample.openCase(caseId);
  await press(page, 'Alt+a');
  const dialog = page.getByRole('dialog', { name: '设标记' });
  await dialog.getByLabel('敏感').first().focus();
  await press(page, 'Space');
  await dialog.getByText('只给这些人看').waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  await dialog.getByLabel('涉未成年人').focus();
  await press(page, 'Space');
  await dialog.getByLabel('理由').fill('有两个孩子');
  await press(page, 'Control+Enter');
  await page.getByText('已办：设标记').waitFor();
  expect((await api.cases.get({ caseId })).state.restriction?.kinds).toEqual(['minor']);

  const { page: other } = await sample.sitAs('zhangwei');
  await goTo(other, `/cases/${caseId}`);
  await other.getByText('没有找到').first().waitFor();
});
