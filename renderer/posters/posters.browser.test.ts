import { expect, test } from 'vitest';
import { changeSettings, getSettings } from '../../services/settings/settings.ts';
import { expectNoAxeViolations } from '../../tests/browser/axe.ts';
import { pick, picturesOnFailure } from '../../tests/browser/desk.ts';
import { hostedDesks } from '../../tests/browser/hosted-desks.ts';
import { press, type } from '../../tests/browser/keyboard.ts';
import { expectNoLayoutFaults } from '../../tests/browser/layout.ts';
import { readPdfText } from '../../tests/support/pdf-text.ts';

const desks = hostedDesks();

test('the manager makes the posters of a street and of its buildings by keyboard, from the page of papers', async () => {
  const { desk } = desks.host;
  const { settings, revision } = await getSettings(desk);
  const documents = { ...settings.documents, verificationAddress: 'https://city.example.gov.cn' };
  await changeSettings(desk, desk.it, {
    actionId: desk.environment.newId(),
    baseRevision: revision,
    settings: { ...settings, documents },
  });
  const manager = await desks.sitAs('chenjing', '/#/documents');
  const { page } = manager;
  picturesOnFailure({ manager });
  await page.getByRole('button', { name: '扫码海报' }).waitFor();
  await press(page, 'Alt+q');
  await page.getByLabel('街道').waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  await pick(page, 'xdl', /兴达路街道/);
  const street = desk.divisions.streets.find(({ shortName }) => shortName === '兴达路街道');
  const communities = desk.divisions.childrenOf(street?.code ?? '').length;
  await page.getByRole('button', { name: `做 ${communities} 张海报` }).waitFor();

  await press(page, 'Alt+b');
  await page.getByLabel('楼栋在哪个社区').waitFor();
  await pick(page, 'hysq', /鸿苑社区/);
  await press(page, 'Tab');
  await type(page, '3 号楼');
  await press(page, 'Enter');
  await type(page, '4 号楼');
  await expectNoAxeViolations(page);
  await press(page, 'Control+Enter');
  await page.getByRole('checkbox', { name: /4 号楼/ }).waitFor();
  await expectNoAxeViolations(page);
  await expectNoLayoutFaults(page);
  const name = `做 ${communities + 2} 张海报`;
  await page.getByRole('button', { name }).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Control+Enter')]);
  expect(download.suggestedFilename()).toBe(`扫码海报-${communities + 2} 张.pdf`);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const texts = await readPdfText(new Uint8Array(Buffer.concat(chunks)));
  expect(texts).toHaveLength(communities + 2);
  expect(texts.at(-1)).toMatch(/4号楼.*鸿苑社区.*\/m\/410105016002-[A-Z0-9]{4}$/);

  // None, then one by itself: space ticks.
  await press(page, 'Alt+a', 'Alt+a');
  await page.getByRole('checkbox', { name: /4 号楼/ }).focus();
  await press(page, ' ');
  await page.getByRole('button', { name: '做 1 张海报' }).waitFor();
  await page.getByRole('button', { name: '改名 4 号楼' }).press('Enter');
  await press(page, 'Control+a');
  await type(page, '3 号楼');
  await press(page, 'Control+Enter');
  await page.getByText('这个社区已经有「3 号楼」').waitFor();
  await press(page, 'Control+a');
  await type(page, '和谐楼');
  await press(page, 'Control+Enter');
  await page.getByRole('checkbox', { name: /和谐楼/ }).waitFor();
});

test('a center that knows no city says so before anything is chosen', async () => {
  const { page } = await desks.sitAs('chengmin', '/#/documents/posters');
  await page.getByText('还不知道市平台的网址，做不了海报').waitFor();
  await expectNoAxeViolations(page);
});
