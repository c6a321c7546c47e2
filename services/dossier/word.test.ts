import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { attach, boundableCase, pdfOf } from '../../tests/support/dossiers.ts';
import { serviceErrorOf, stateOf } from '../../tests/support/papers.ts';
import { createMeasure } from './measure-part.ts';
import { dossierWord } from './word.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

test('cover, contents and back cover for a word processor have the numbers of the bound volume, and nothing is kept', async () => {
  const caseId = await boundableCase(desk);
  await attach(desk, caseId, 'identity', '身份证.pdf', await pdfOf('identity', { pages: 2 }));
  const before = await stateOf(desk, caseId);
  const file = await dossierWord(desk, desk.clerk, { caseIds: [caseId] }, createMeasure());
  expect(file.name).toBe(`卷宗 ${before.caseNumber} 张某与李某邻里纠纷（封面目录工作副本）.docx`);
  const xml = unzipSync(new Uint8Array(await file.arrayBuffer()))['word/document.xml'] ?? new Uint8Array();
  const text = [...strFromU8(xml).matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, words = '']) => words).join('');
  expect(text).toContain('卷　　名张某与李某邻里纠纷');
  for (const row of ['1人民调解受理登记表1', '2身份证2—3', '3人民调解记录4', '4人民调解口头协议登记表5']) {
    expect(text).toContain(row);
  }
  expect(text).toContain('本卷共（页）5');
  expect(await stateOf(desk, caseId)).toEqual(before);
});

test('they are for those who read cases', async () => {
  const caseId = await boundableCase(desk);
  const refused = dossierWord(desk, desk.it, { caseIds: [caseId] }, createMeasure());
  expect((await serviceErrorOf(refused)).code).toBe('NOT_ALLOWED');
});
