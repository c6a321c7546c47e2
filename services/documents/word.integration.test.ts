import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bindingSheets } from '../../domain/documents/binding-layouts.ts';
import { type FormInput, formDefinitions, formKinds } from '../../domain/documents/form.ts';
import type { TemplateValue } from '../../domain/documents/presentation.ts';
import { formSamples } from '../../domain/documents/sample-forms.ts';
import { backCoverSample, contentsSample, coverSample } from '../../domain/documents/sample-sheets.ts';
import { type WordKind, wordKinds, wordLayouts } from '../../domain/documents/word-layouts.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { agreedCase, serviceErrorOf } from '../../tests/support/papers.ts';
import { wordCopy, wordFile, wordOf, wordSheet } from './word.ts';

const kinds = wordKinds;

function partsOf(bytes: Uint8Array): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
}

function textOf(xml: string | undefined): string {
  const words = [...(xml ?? '').matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text = '']) => text).join('');
  return words.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');
}

/** The sheets of one binding, as one file. */
const bindingSheetsOf = async () =>
  partsOf(
    await wordFile({
      title: '卷宗封面、卷内目录、封底',
      committee: coverSample.committee,
      sheets: [
        wordSheet('dossier-cover', coverSample),
        wordSheet('dossier-contents', contentsSample),
        wordSheet('back-cover', backCoverSample),
      ],
    }),
  );

const sample = async (kind: WordKind) => partsOf(await wordOf(kind, formSamples[kind] as FormInput<typeof kind>));

/** Every text that the form's template is given, apart from what only a printed paper bears. */
function said(value: TemplateValue, key = ''): readonly string[] {
  if (['verification', 'qr'].includes(key)) return [];
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((each) => said(each as TemplateValue));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, each]) => said(each as TemplateValue, name));
  }
  return [];
}

describe('a working copy for a word processor', () => {
  test('there is one of every form but the slip', () => {
    expect([...kinds].sort()).toEqual(formKinds.filter((kind) => kind !== 'slip').sort());
    expect(Object.keys(wordLayouts).sort()).toEqual([...kinds, ...bindingSheets].sort());
  });

  test.each(kinds)('%s says all that the printed form says', async (kind) => {
    const present = formDefinitions[kind].present as (input: unknown) => Record<string, TemplateValue>;
    const data = present(formSamples[kind]);
    const text = textOf((await sample(kind))['word/document.xml']);
    // The court's form bears no title of ours and no number, and names the committee only in its sentences.
    const asHead = kind === 'confirmation-application' ? ['title', 'number', 'committee'] : ['committee'];
    // Who registers signs by hand; the register prints no name there.
    if (kind === 'acceptance-register') asHead.push('registrar');
    const shown = Object.entries(data).flatMap(([key, value]) => (asHead.includes(key) ? [] : said(value, key)));
    expect(shown.filter((words) => !text.includes(words))).toEqual([]);
  });

  test.each(kinds)('%s is marked as such on every page, and is A4', async (kind) => {
    const parts = await sample(kind);
    const header = Object.entries(parts).find(([name]) => /^word\/header\d*\.xml$/.test(name))?.[1];
    expect(textOf(header)).toBe('工作副本，供修改使用，不作为正式文书');
    expect(parts['word/document.xml']).toContain('w:w="11906"');
    expect(parts['word/document.xml']).toContain('w:h="16838"');
  });

  test('the sheets of a binding say all that the printed ones say, each on a page of its own', async () => {
    const parts = await bindingSheetsOf();
    const xml = parts['word/document.xml'];
    const text = textOf(xml);
    for (const data of [
      formDefinitions['dossier-cover'].present(coverSample),
      formDefinitions['dossier-contents'].present(contentsSample),
      formDefinitions['back-cover'].present(backCoverSample),
    ]) {
      // 封底 is what people call the last sheet; it is not printed on it.
      const shown = Object.entries(data).flatMap(([key, value]) => (value === '封底' ? [] : said(value, key)));
      expect(shown.filter((words) => !text.includes(words))).toEqual([]);
    }
    expect(text).toContain('本卷共（页）7');
    expect(xml?.match(/<w:sectPr/g)).toHaveLength(3);
    const headers = Object.entries(parts).filter(([name]) => /^word\/header\d*\.xml$/.test(name));
    for (const [, header] of headers) expect(textOf(header)).toBe('工作副本，供修改使用，不作为正式文书');
  });

  test('what a binding does not know yet is left to be filled by hand, as on the printed cover', async () => {
    const unknown = { ...coverSample, volume: '', mediatedTo: null, boundOn: null, binder: '', remarks: '' };
    const sheets = [wordSheet('dossier-cover', unknown)];
    const parts = partsOf(await wordFile({ title: '封面', committee: unknown.committee, sheets }));
    const text = textOf(parts['word/document.xml']);
    expect(text).toContain('（　　　　）人调字第　　　　号');
    expect(text).toContain('2026年11月23日至　　　年　　月　　日');
    expect(text).toContain('立卷日期　　　年　　月　　日');
  });

  test('has the rows of the agreement in the official order (司发通〔2010〕239号)', async () => {
    const text = textOf((await sample('agreement'))['word/document.xml']);
    const order = [
      '人民调解协议书',
      '编号：',
      '申请人',
      '被申请人',
      '纠纷主要事实、争议事项：',
      '经调解，自愿达成如下协议：',
      '履行方式、时限：',
      '本协议一式',
      '当事人（签名盖章或按指印）',
      '人民调解员（签名）',
      '记录人（签名）',
      '（人民调解委员会印）',
    ].map((words) => text.indexOf(words));
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(order).not.toContain(-1);
  });

  test('takes what people typed as text, and cuts nothing of 12,000 characters', async () => {
    const facts = `<w:p>&"'${'情况属实。'.repeat(2_400)}`;
    const bytes = await wordOf('agreement', { ...formSamples.agreement, facts });
    const xml = partsOf(bytes)['word/document.xml'];
    expect(textOf(xml).replaceAll('&apos;', "'")).toContain(facts);
    expect(xml).not.toContain('<w:p>&"');
  });
});

describe('of a case', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openTestDesk();
  });
  afterAll(() => desk.store.remove());

  test('is made without a number and without a trace in the log, for those who read cases', async () => {
    const caseId = await agreedCase(desk);
    const before = await desk.store.read(({ cases }) => cases.find(caseId));
    const file = await wordCopy(desk, desk.clerk, { caseId, form: 'agreement', subject: 1 });
    expect(file.name).toBe('调解协议书（工作副本）.docx');
    const text = textOf(partsOf(new Uint8Array(await file.arrayBuffer()))['word/document.xml']);
    expect(text).toContain('李某今后袋装垃圾，不再遗撒。');
    expect(await desk.store.read(({ cases }) => cases.find(caseId))).toEqual(before);
    const refused = wordCopy(desk, desk.it, { caseId, form: 'agreement', subject: 1 });
    expect((await serviceErrorOf(refused)).code).toBe('NOT_ALLOWED');
    const early = await desk.register();
    const none = await serviceErrorOf(wordCopy(desk, desk.clerk, { ...early, form: 'agreement', subject: 1 }));
    expect(none.message).toBe('还没有达成书面协议');
  });
});
