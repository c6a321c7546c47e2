import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ATTACHED_FOLDER } from '../../../domain/files/scanned.ts';
import { expectNoAxeViolations } from '../../../tests/browser/axe.ts';
import { picturesOnFailure } from '../../../tests/browser/desk.ts';
import { hostedDesks } from '../../../tests/browser/hosted-desks.ts';
import { press } from '../../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../../tests/browser/layout.ts';

const desks = hostedDesks({ per: 'file' });
const pdf = Buffer.from('%PDF-1.7\n一页\n%%EOF\n');
let base: string;
let folder: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'fengqiao-scans-'));
  folder = join(base, '扫描');
  mkdirSync(folder);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

test('IT sets the scan folder, and what is wrong with a path stands beside it', async () => {
  const it = await desks.sitAs('admin', '/#/settings?part=scan');
  const { page } = it;
  picturesOnFailure({ it });
  const panel = page.getByRole('tabpanel');
  await panel.getByText('没有设').waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  await press(page, 'Control+Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill(join(base, '没有'));
  await press(page, 'Control+Enter');
  await dialog.getByText('没有这个文件夹').waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  await dialog.getByRole('textbox').fill(folder);
  await press(page, 'Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await panel.getByText(folder).waitFor();
  await panel.getByText('现在没有新文件').waitFor();
});

test('what was scanned is attached to the open case by keyboard and put away; what is refused stays and says why (SYNC-8)', async () => {
  const { desk } = desks.host;
  const { caseId } = await desk.register();
  const clerk = await desks.sitAs('chengmin', `/#/cases/${caseId}`);
  const { page } = clerk;
  picturesOnFailure({ clerk });
  const card = page.getByRole('region', { name: '材料' });
  const dialog = page.getByRole('dialog');
  await card.getByText('还没有材料').waitFor();
  writeFileSync(join(folder, '断.pdf'), pdf.subarray(0, 12));
  writeFileSync(join(folder, '借条.pdf'), pdf);
  await card.getByText('扫描文件夹里有 2 份新文件').waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);

  // All of them at once: the good one goes, the other one stays in the list.
  await press(page, 'Alt+f');
  await dialog.getByText('扫描文件夹里有 2 份新文件').waitFor();
  expect(await dialog.getByText('先选文件，或者粘贴截图').count()).toBe(1);
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  await press(page, 'Shift+Tab');
  await press(page, 'Space');
  await dialog.getByText('附上 2 份').waitFor();
  await press(page, 'Control+Enter');
  await dialog.getByText('不完整').waitFor();
  await dialog.getByText('扫描文件夹里有 1 份新文件').waitFor();
  await expectNoAxeViolations(page);
  await press(page, 'Escape');
  await dialog.waitFor({ state: 'detached' });
  await card.getByText('借条.pdf').waitFor();
  expect(readdirSync(folder).toSorted()).toEqual([ATTACHED_FOLDER, '断.pdf'].toSorted());
  expect(readdirSync(join(folder, ATTACHED_FOLDER))).toEqual(['借条.pdf']);

  // One that was just scanned is chosen already.
  rmSync(join(folder, '断.pdf'));
  writeFileSync(join(folder, '合同.pdf'), Buffer.concat([pdf, pdf]));
  await card.getByText('扫描文件夹里有 1 份新文件：合同.pdf').waitFor();
  await press(page, 'Alt+f');
  await dialog.getByText('合同.pdf').waitFor();
  await dialog.getByText('附上 1 份').waitFor();
  await press(page, 'Control+Enter');
  await page.getByText('已附 1 份材料').waitFor();
  await card.getByText('合同.pdf').waitFor();
  await expect.poll(() => card.getByText('扫描文件夹里有').count()).toBe(0);
  expect(existsSync(join(folder, ATTACHED_FOLDER, '合同.pdf'))).toBe(true);
  const state = (await desk.store.read(({ cases }) => cases.find(caseId)))?.state;
  expect(state?.files.map(({ name, bytes }) => [name, bytes])).toEqual([
    ['借条.pdf', pdf.byteLength],
    ['合同.pdf', 2 * pdf.byteLength],
  ]);
});
