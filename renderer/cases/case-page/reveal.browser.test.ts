import { expect, test } from 'vitest';
import { expectNoAxeViolations } from '../../../tests/browser/axe.ts';
import { registeredCase } from '../../../tests/browser/case-to.ts';
import { press } from '../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../tests/browser/layout.ts';
import { sampleCenter } from '../../../tests/browser/sample-center.ts';

/** What is masked of people, for who does not work on their case. */

const sample = sampleCenter();

test('a colleague sees telephones masked, gives a reason by two keys, and sees them for a while', async () => {
  const caseId = await registeredCase(sample.api);
  const { page } = await sample.sitAs('zhangwei');
  await sample.openCase(caseId, page);
  const parties = page.getByRole('region', { name: /当事人/ });
  await parties.getByText('138****1203').waitFor();
  expect(await parties.textContent()).not.toContain('501');
  await press(page, 'Alt+k');
  await page.getByRole('dialog', { name: '查看各方的完整号码' }).waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  await press(page, 'Control+Enter');
  await parties.getByText('138 0000 1203').waitFor();
  await parties.getByText('证件 410105197801010010').waitFor();
  await expectNoLayoutFaults(page);
});
