import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type FormKind, formDefinitions, formKinds } from '../../domain/documents/form.ts';
import { formSamples, propertyCompany } from '../../tests/support/form-samples.ts';
import { readPdfGlyphs, readPdfText } from '../../tests/support/pdf-text.ts';
import { DocumentRenderError, type DocumentRenderer } from './renderer.ts';
import { createTypstRenderer } from './typst-renderer.ts';

const resources = fileURLToPath(new URL('../../resources', import.meta.url));
const folders = { templatesDir: join(resources, 'templates'), fontsDir: join(resources, 'fonts') };
const renderer = createTypstRenderer(folders);
const { agreement } = formSamples;
const scratch = mkdtempSync(join(tmpdir(), 'typst-renderer-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function renderSample(kind: FormKind, by: DocumentRenderer = renderer): Uint8Array {
  switch (kind) {
    case 'acceptance-register':
      return by.render(kind, formSamples[kind]);
    case 'mediation-record':
      return by.render(kind, formSamples[kind]);
    case 'agreement':
      return by.render(kind, formSamples[kind]);
    case 'oral-agreement-register':
      return by.render(kind, formSamples[kind]);
    case 'slip':
      return by.render(kind, formSamples[kind]);
  }
}

function expectInOrder(text: string, parts: readonly string[]) {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    expect(at, `「${part}」 after position ${from} of:\n${text}`).toBeGreaterThanOrEqual(from);
    from = at + part.length;
  }
}

function failureOf(run: () => unknown): DocumentRenderError {
  try {
    run();
  } catch (error) {
    if (error instanceof DocumentRenderError) return error;
    throw error;
  }
  throw new Error('rendered without an error');
}

const officialOrder: Record<FormKind, string[]> = {
  'acceptance-register': [
    '人民调解受理登记表',
    '编号：（2026）中原人调字第000128号',
    '2026年11月23日，本人民调解委员会依当事人申请，调解刘某甲、刘某乙之间的纠纷。',
    '纠纷类型',
    '婚姻家庭纠纷',
    '案件来源',
    '当事人申请',
    '人民调解委员会主动调解',
    '纠纷简要情况',
    '刘某于2026年4月去世',
    '当事人（签名）：',
    '登记人（签名）：',
    '当事人（签名）：',
    '（人民调解委员会印）',
    '2026年11月23日',
    '备注：此表由人民调解委员会填写。',
  ],
  'mediation-record': [
    '人民调解记录',
    '时间：2026年11月23日14时05分至16时20分（第一次调解）',
    '地点：中原区综治中心调解室2',
    '当事人：申请人：刘某甲',
    '被申请人：刘某乙',
    '参加人：刘某丙（当事人的叔父，经当事人同意邀请）',
    '已告知当事人在人民调解活动中享有的权利和承担的义务',
    '调解记录：',
    '刘某甲：父亲生前一直与我同住',
    '调解结果：',
    '双方达成一致',
    '当事人（签名盖章或按指印）：',
    '人民调解员（签名）：',
    '当事人（签名盖章或按指印）：',
    '记录人（签名）：',
    '年月日',
  ],
  agreement: [
    '人民调解协议书',
    '编号：（2026）中原人调字第000128号',
    '申请人',
    '姓名刘某甲性别男民族汉族年龄47',
    '职业或职务职员联系方式13800006001',
    '单位或住址郑州市中原区建设路街道某小区5号楼',
    '被申请人',
    '姓名刘某乙性别女民族汉族年龄44',
    '纠纷主要事实、争议事项：',
    '刘某于2026年4月去世',
    '经调解，自愿达成如下协议：',
    '一、该房由刘某甲居住使用',
    '二、刘某甲给付刘某乙房屋折价款360,000.00元（叁拾陆万元整）',
    '三、折价款付清后10日内',
    '履行方式、时限：',
    '（一）刘某甲于2026年12月31日前（含当日）付第一期折价款，金额160,000.00元（人民币壹拾陆万元整）',
    '（三）刘某乙于2027年7月10日前（含当日）配合办理手续',
    '本协议一式三份，当事人、人民调解委员会各持一份。',
    '当事人（签名盖章或按指印）：',
    '人民调解员（签名）：',
    '当事人（签名盖章或按指印）：',
    '记录人（签名）：',
    '（人民调解委员会印）',
    '年月日',
    '第1页共1页',
  ],
  'oral-agreement-register': [
    '人民调解口头协议登记表',
    '姓名张某',
    '姓名李某',
    '纠纷主要事实、争议事项：',
    '协议内容：',
    '一、李某当场清扫楼道',
    '履行方式、时限：',
    '李某于2026年11月23日前（含当日）清扫三单元楼道',
    '人民调解员（签名）：',
    '（人民调解委员会印）',
    '2026年11月23日',
  ],
  slip: [
    '郑州市中原区社会治安综合治理中心',
    '来访登记回执',
    '案件编号ZY2026-000128',
    '查询码K7MX-3PQR-9TWD',
    '登记时间2026年11月23日13:40',
    '办理地点郑州市中原区综治中心受理窗口3',
    '当事人申请人：刘某甲；被申请人：刘某乙',
    '接下来调解员会电话联系您和对方',
    '时限2026年11月26日前',
    '咨询电话037160000012',
  ],
};

describe.each(formKinds)('%s', (kind) => {
  it('prints its rows in the official order (司发通〔2010〕239号), on one page, with no glyph missing', async () => {
    const bytes = renderSample(kind);
    const pages = await readPdfText(bytes);
    expect(pages).toHaveLength(1);
    expectInOrder(pages.join(''), officialOrder[kind]);
    expect((await readPdfGlyphs(bytes)).missing).toBe(0);
  });

  it('is PDF/A-2b, and the same data gives the same bytes, from another compiler too', () => {
    const bytes = renderSample(kind);
    const text = Buffer.from(bytes).toString('latin1');
    expect(text.slice(0, 8)).toBe('%PDF-1.7');
    expect(text).toMatch(/pdfaid:part>2</);
    expect(text).toMatch(/pdfaid:conformance>B</);
    const hash = (pdf: Uint8Array) => createHash('sha256').update(pdf).digest('hex');
    expect(hash(renderSample(kind))).toBe(hash(bytes));
    expect(hash(renderSample(kind, createTypstRenderer(folders)))).toBe(hash(bytes));
  });
});

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

describe('failures name the template and the cause', () => {
  it('data that the form refuses', () => {
    const failure = failureOf(() => renderer.render('agreement', { ...agreement, signedOn: '2026-02-30' }));
    expect(failure).toMatchObject({ code: 'data-invalid', kind: 'agreement', templateFile: 'agreement.typ' });
    expect(failure.message).toContain('「人民调解协议书」的内容有误：2026 年 2 月没有 30 日');
    expect(failure.details).toContain('signedOn');
  });

  it('a template that is not there', () => {
    const failure = failureOf(() => renderSample('slip', createTypstRenderer({ ...folders, templatesDir: scratch })));
    expect(failure.code).toBe('template-missing');
    expect(failure.message).toContain('slip.typ');
  });

  it('a template with a mistake, with its file and line for the log', () => {
    const templatesDir = join(scratch, 'broken');
    cpSync(folders.templatesDir, templatesDir, { recursive: true });
    writeFileSync(join(templatesDir, 'agreement.typ'), '#let x = \n#nothing-of-that-name');
    const broken = createTypstRenderer({ ...folders, templatesDir });
    const failure = failureOf(() => renderSample('agreement', broken));
    expect(failure.code).toBe('template-broken');
    expect(failure.message).toContain(formDefinitions.agreement.templateFile);
    expect(failure.details).toContain('agreement.typ');
    expect(renderSample('slip', broken).length).toBeGreaterThan(10_000);
  });

  it('fonts that are not there', () => {
    const without = createTypstRenderer({ ...folders, fontsDir: scratch });
    expect(() => renderSample('slip', without)).toThrow(/文书字体缺失：FandolFang-Regular\.otf/);
  });
});
