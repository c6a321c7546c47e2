import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type FormKind, formDefinitions, formKinds } from '../../domain/documents/form.ts';
import { formSamples } from '../../tests/support/form-samples.ts';
import { readPdfGlyphs, readPdfText } from '../../tests/support/pdf-text.ts';
import {
  expectInOrder,
  renderFailureOf as failureOf,
  documentFolders as folders,
  documentRenderer as renderer,
} from '../../tests/support/printed-forms.ts';
import type { DocumentRenderer } from './renderer.ts';
import { createTypstRenderer } from './typst-renderer.ts';

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
    case 'closing-report':
      return by.render(kind, formSamples[kind]);
    case 'dossier-note':
      return by.render(kind, formSamples[kind]);
  }
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
  'closing-report': [
    '结案报告表',
    '编号：（2026）中原人调字第000128号',
    '卷号2026-128',
    '填表时间2027年8月2日',
    '承办单位郑州市中原区社会治安综合治理中心',
    '承办人陈某',
    '受案时间2026年11月23日',
    '结案时间2027年8月2日',
    '当事人申请人：刘某甲；被申请人：刘某乙',
    '案件来源当事人申请',
    '纠纷类型婚姻家庭纠纷',
    '简要事实',
    '刘某于2026年4月去世',
    '处理结果',
    '履行情况',
    '回访情况',
    '承办人（签名）',
    '（人民调解委员会印）',
  ],
  'dossier-note': [
    '卷宗情况说明',
    '卷名：刘某甲与刘某乙婚姻家庭纠纷',
    '情况说明：',
    '调解记录第二页有涂改',
    '立卷人（签名）',
    '检查人（签名）',
    '年月日',
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
