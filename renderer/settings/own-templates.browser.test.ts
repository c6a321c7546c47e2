import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadDocumentRenderer } from '../../center/resources.ts';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { expectFocus, walkTo } from '../../tests/browser/desk.ts';
import { hostedDesks } from '../../tests/browser/hosted-desks.ts';
import { press } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';
import { projectRoot } from '../../tests/browser/project.ts';

/** A center whose IT has put two templates in place of the shipped ones, of which one is broken. */
const resources = join(projectRoot, 'resources');
const folder = mkdtempSync(join(tmpdir(), 'fengqiao-templates-'));
const shipped = (name: string): string => readFileSync(join(resources, 'templates', name), 'utf8');
writeFileSync(join(folder, 'mandate.typ'), shipped('mandate.typ'));
writeFileSync(join(folder, 'receipt.typ'), `${shipped('receipt.typ')}\n#not-a-function()`);
const center = hostedDesks({ per: 'file', documents: loadDocumentRenderer(resources, folder) });
afterAll(() => rmSync(folder, { recursive: true }));

test('a broken template of the office’s own is told before anybody prints, and a sound one is looked at as a sample', async () => {
  const { page } = await center.sitAs('admin', '/#/settings?part=documents');
  await page.getByText('有自备的模板不能用').waitFor();
  await page.getByText(/receipt\.typ 第 \d+ 行：unknown variable/).waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  expect(await page.getByRole('button', { name: /^看样张/ }).count()).toBe(1);

  await walkTo(page, '看样张：授权委托书', { by: 'Tab' });
  await press(page, 'Enter');
  const dialog = page.getByRole('dialog');
  await dialog.locator('.preview canvas[data-drawn]').first().waitFor({ timeout: 30_000 });
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  await press(page, 'Escape');
  await dialog.waitFor({ state: 'detached' });
  await expectFocus(page, '看样张：授权委托书');
});
