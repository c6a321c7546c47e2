import { describe, expect, it } from 'vitest';
import { formDefinitions } from '../../domain/documents/form.ts';
import { formSamples } from '../../domain/documents/sample-forms.ts';
import { propertyCompany } from '../../domain/documents/sample-parties.ts';
import { readPdfGlyphs, readPdfText } from '../support/pdf-text.ts';
import { expectInOrder, renderFailureOf as failureOf, documentRenderer as renderer } from '../support/printed-forms.ts';

const { agreement } = formSamples;

describe('text that people type', () => {
  it('runs over pages with nothing cut: 6,000 characters of facts are found again in order', async () => {
    const sentences = Array.from({ length: 500 }, (_, index) => `第${index}项情况属实，双方均无异议；`);
    const facts = sentences.join('');
    expect(facts.length).toBeGreaterThan(6_000);
    const pages = await readPdfText(renderer.render('agreement', { ...agreement, facts }));
    expect(pages.length).toBeGreaterThan(4);
    const footer = /人民调解协议书编号：（2026）中原人调字第000128号(（续页）)?第\d+页共\d+页(下接续页)?$/;
    for (const [index, page] of pages.entries()) {
      expect(page).toMatch(footer);
      expect(page).toContain(`第${index + 1}页共${pages.length}页`);
      expect(page.includes('（续页）')).toBe(index > 0);
    }
    expect(pages.map((page) => page.replace(footer, '')).join('')).toContain(facts);
  });

  it.each([
    ['a link', `http://example.com/${'a'.repeat(400)}`],
    ['a row of dashes', '—'.repeat(300)],
    ['a row of exclamation marks', '！'.repeat(300)],
  ])('keeps %s that has no place to break inside the margins', async (_, long) => {
    const bytes = renderer.render('agreement', {
      ...agreement,
      facts: long,
      parties: agreement.parties.map((party) => ({ ...party, name: long.slice(0, 200), contact: long.slice(0, 200) })),
    });
    const { rightmost, width } = await readPdfGlyphs(bytes);
    expect(rightmost).toBeLessThan(width - 50);
    expect((await readPdfText(bytes)).join('')).toContain(long);
  });

  it('parts a block that is longer than a page, and cuts nothing of it', async () => {
    const [first] = agreement.parties;
    if (first?.kind !== 'person') throw new Error('sample without a person');
    const long = Array.from({ length: 80 }, (_, index) => `阿依古丽${index}·`)
      .join('')
      .slice(0, 500);
    const mediators = Array.from({ length: 20 }, (_, index) => `调解员${index}`);
    const party = { ...first, name: long, ethnicity: long, sex: long, occupation: long, address: long, contact: long };
    const pages = await readPdfText(renderer.render('agreement', { ...agreement, parties: [party], mediators }));
    const text = pages.join('');
    for (const character of ['古', '·']) {
      const printed = text.split(character).length - 1;
      expect(printed).toBe(6 * (long.split(character).length - 1));
    }
    expect(text.match(/人民调解员（签名）：/g)).toHaveLength(20);
  });

  it('prints rare characters from the fallback font: 喆 祎 䶮 㛃 𬭎', async () => {
    const name = '喆祎䶮㛃𬭎';
    const bytes = renderer.render('agreement', {
      ...agreement,
      parties: agreement.parties.map((party) => ({ ...party, name })),
      facts: `${name}系兄弟。`,
    });
    const text = (await readPdfText(bytes)).join('');
    expectInOrder(text, [`姓名${name}`, `姓名${name}`, `${name}系兄弟。`]);
    const glyphs = await readPdfGlyphs(bytes);
    expect(glyphs.missing).toBe(0);
    expect(glyphs.fonts.some((font) => font.includes('NotoSerifSC'))).toBe(true);
  });

  it('never prints a box: a character that no font has is named, with its place', () => {
    const failure = failureOf(() => renderer.render('agreement', { ...agreement, facts: '被申请人𠮷田称：好👍' }));
    expect(failure.code).toBe('glyph-missing');
    expect(failure.message).toContain('「𠮷」（U+20BB7，见“被申请人𠮷田称：好👍”）');
    expect(failure.message).toContain('「👍」（U+1F44D');
    const unassigned = failureOf(() => renderer.render('agreement', { ...agreement, facts: '甲\ue000乙' }));
    expect(unassigned.code).toBe('glyph-missing');
    expect(unassigned.message).toContain('U+E000，见“甲\ue000乙”');
  });

  it.each([
    '#read("/etc/passwd")',
    '*bold*',
    '_em_',
    '$x$',
    '<b>粗</b>',
    '=cmd()',
    '=标题',
    '\\u{41}\\#\\',
    '`raw`',
    '@ref',
    '//注',
    '/*注*/',
    '[x]',
    '--',
    "'单'",
    '"双"',
    '"; panic(1); "',
  ])('prints %s literally in every field', async (markup) => {
    const text = (
      await readPdfText(
        renderer.render('agreement', {
          ...agreement,
          number: markup,
          committee: markup,
          parties: [{ ...propertyCompany, name: markup, agents: [] }],
          facts: markup,
          terms: [markup],
          performance: [],
          performanceNote: markup,
        }),
      )
    ).join('');
    const printed = markup.replace(/\s/g, '');
    expectInOrder(text, [
      `编号：${printed}`,
      `名称${printed}`,
      `争议事项：${printed}`,
      `一、${printed}`,
      `时限：${printed}`,
      printed,
      '（人民调解委员会印）',
    ]);
  });
});

describe('parties', () => {
  it('prints persons, a unit, and agents, one signature line for each party, copies = parties + 1', async () => {
    const parties = [...agreement.parties, { ...propertyCompany, agents: [...propertyCompany.agents] }];
    const text = (await readPdfText(renderer.render('agreement', { ...agreement, parties }))).join('');
    expectInOrder(text, [
      '第三人',
      '名称郑州市某某物业服务有限公司',
      '法定代表人或负责人周某职务经理',
      '住所郑州市中原区建设西路18号联系方式037160000018',
      '委托代理人吴某，单位职工，特别授权联系方式13800006003',
      '本协议一式四份',
    ]);
    expect(text.match(/当事人（签名盖章或按指印）：/g)).toHaveLength(3);
  });

  it('prints a guardian as the statutory agent (民法典 23)', async () => {
    const [child] = agreement.parties;
    if (child?.kind !== 'person') throw new Error('sample without a person');
    const guardian = {
      capacity: '法定代理人',
      name: '王某',
      relation: '母亲',
      authority: '',
      contact: '',
      idNumber: null,
    } as const;
    const parties = [{ ...child, age: 11, agents: [guardian] }];
    const text = (await readPdfText(renderer.render('agreement', { ...agreement, parties }))).join('');
    expect(text).toContain('法定代理人王某，母亲');
    expect(text).not.toContain('委托代理人');
  });

  it('gives forty parties a line each, and never lets the seal stand on a page without signatures', async () => {
    const [first] = agreement.parties;
    if (first === undefined) throw new Error('sample without parties');
    const parties = Array.from({ length: 40 }, (_, index) => ({ ...first, name: `当事人${index}` }));
    const pages = await readPdfText(renderer.render('agreement', { ...agreement, parties }));
    const text = pages.join('');
    expectInOrder(text, [...parties.map(({ name }) => `姓名${name}`), '本协议一式四十一份']);
    expect(text.match(/当事人（签名盖章或按指印）：/g)).toHaveLength(40);
    expect(pages.at(-1)).toContain('（人民调解委员会印）');
    expect(pages.at(-1)).toContain('记录人（签名）：');
  });

  it('keeps the ID number off the agreement unless the committee has switched it on', async () => {
    const id = '410102197903070011';
    expect((await readPdfText(renderer.render('agreement', agreement))).join('')).not.toContain(id);
    const shown = await readPdfText(renderer.render('agreement', { ...agreement, showIdNumber: true }));
    expect(shown.join('')).toContain(`证件号码${id}`);
  });
});

describe('来访登记回执', () => {
  it('names a crowd by roles, and says 暂定 where the holidays of the year are not known', async () => {
    const parties = Array.from({ length: 60 }, (_, index) => ({
      role: index % 2 === 0 ? '申请人' : '被申请人',
      name: `来访人${index}`,
    }));
    const bytes = renderer.render('slip', { ...formSamples.slip, parties, nextByProvisional: true });
    const pages = await readPdfText(bytes);
    expect(pages).toHaveLength(1);
    expectInOrder(pages.join(''), [
      '申请人：来访人0、来访人2、',
      '来访人58；被申请人：来访人1、来访人3、',
      '来访人59',
      '2026年11月26日前（暂定）',
    ]);
  });

  it('holds the query address in its QR where there is one, so that another address gives another picture', () => {
    const { slip } = formSamples;
    const plain = formDefinitions.slip.present(slip);
    const linked = formDefinitions.slip.present({ ...slip, queryUrl: `https://example.gov.cn/q/${slip.queryCode}` });
    expect(plain.qr).not.toBe(linked.qr);
    expect([plain.qrCaption, linked.qrCaption]).toEqual(['查询码', '扫码查进度']);
  });
});

describe('drafts', () => {
  it('says 打印时取号 and 草稿 until a number is taken, and never after', async () => {
    const draft = (await readPdfText(renderer.render('agreement', { ...agreement, number: null }))).join('');
    expect(draft).toContain('编号：（打印时取号）');
    expect(draft).toContain('草稿');
    const final = (await readPdfText(renderer.render('agreement', agreement))).join('');
    expect(final).not.toContain('打印时取号');
    expect(final).not.toContain('草稿');
  });

  it('can be looked at while everything is still empty', async () => {
    const empty = { ...agreement, number: null, committee: '', parties: [], facts: '', terms: [], performance: [] };
    const text = (await readPdfText(renderer.render('agreement', empty))).join('');
    expectInOrder(text, [
      '人民调解协议书',
      '纠纷主要事实、争议事项：',
      '经调解，自愿达成如下协议：',
      '（人民调解委员会印）',
    ]);
  });
});
