import { expect, test } from 'vitest';
import { expectNoAxeViolations } from '../../../tests/browser/axe.ts';
import { goTo } from '../../../tests/browser/desk.ts';
import { press, type } from '../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../tests/browser/layout.ts';
import {
  api,
  casesNamed,
  expectSaved,
  openRegistrationDesk,
  page,
  writeParties,
  writeRest,
} from '../../../tests/browser/registration-desk.ts';

openRegistrationDesk();

test('that the applicant was told is one key while registering; the other party is told later, by its own key (个人信息保护法 17, 29)', {
  timeout: 120_000,
}, async () => {
  await writeParties(['zhangyi', '张一']);
  await writeRest();
  const told = page.getByRole('checkbox', { name: /已告知申请人/ });
  expect(await told.isChecked()).toBe(false);
  await press(page, 'Alt+t');
  await expect.poll(() => told.isChecked()).toBe(true);
  await expectNoLayoutFaults(page);
  await expectNoAxeViolations(page);
  await press(page, 'Control+Enter');
  await expectSaved('已登记并受理');
  const [hint] = await casesNamed('张一');
  const { state } = await api.cases.get({ caseId: hint!.caseId });
  expect(state.registration?.parties.map(({ privacy }) => privacy ?? null)).toMatchObject([
    { way: 'oral', by: 'self', sensitive: 'given' },
    null,
  ]);

  await goTo(page, `/cases/${hint!.caseId}`);
  const card = page.getByRole('region', { name: /^个人信息/ });
  await card.getByText(/口头告知本人；敏感信息单独同意/).waitFor();
  await card.getByText('还没有记下告知').waitFor();
  await expectNoLayoutFaults(page);
  await press(page, 'Alt+.');
  const dialog = page.getByRole('dialog', { name: /个人信息告知/ });
  await dialog.getByText(/不以同意为前提/).waitFor();
  await expectNoAxeViolations(page);
  for (let n = 0; n < 3; n += 1) await press(page, 'Tab');
  await type(page, '程敏');
  await press(page, 'Control+Enter');
  await card.getByText(/程敏见证/).waitFor();
});
