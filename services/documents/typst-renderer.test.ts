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

function renderSample<K extends FormKind>(kind: K, by: DocumentRenderer = renderer): Uint8Array {
  return by.render(kind, formSamples[kind]);
}

const officialOrder: Record<FormKind, string[]> = {
  application: [
    '人民调解申请书',
    '申请人',
    '姓名刘某甲性别男民族汉族年龄47',
    '职业或职务职员联系方式13800006001',
    '单位或住址郑州市中原区建设路街道某小区5号楼',
    '被申请人',
    '姓名刘某乙性别女民族汉族年龄44',
    '纠纷简要情况：',
    '刘某于2026年4月去世',
    '当事人申请事项：',
    '1．就房屋由谁居住使用达成一致',
    '2．就折价补偿的数额和付款时间达成一致',
    '人民调解委员会已将申请人民调解的相关规定告知我，现自愿申请人民调解委员会进行调解。',
    '申请人（签名盖章或按指印）：',
    '年月日',
  ],
  'rights-notice': [
    '人民调解当事人权利义务告知书',
    '刘某甲、刘某乙：',
    '一、人民调解委员会的性质',
    '二、不收费',
    '三、调解的原则',
    '四、当事人的权利（第二十三条）',
    '五、当事人的义务（第二十四条）',
    '六、调解协议的效力',
    '三十日内共同向人民法院申请司法确认',
    '本人已经知悉。',
    '申请人刘某甲（签名盖章或按指印）：年月日',
    '被申请人刘某乙（签名盖章或按指印）：年月日',
    '告知人（人民调解员签名）：',
  ],
  'party-identity': [
    '当事人身份证明',
    '序号身份姓名或名称证件种类证件号码',
    '1申请人刘某甲居民身份证410102197903070011',
    '2被申请人刘某乙居民身份证410102198206150025',
    '1刘某甲（申请人）证件复印件粘贴处',
    '2刘某乙（被申请人）证件复印件粘贴处',
    '复印件与原件核对无异。',
    '核对人（签名）：',
  ],
  mandate: [
    '授权委托书',
    '委托人',
    '名称郑州市某某物业服务有限公司',
    '法定代表人或负责人周某职务经理',
    '受委托人',
    '姓名吴某与委托人关系单位职工',
    '联系方式13800006003证件号码',
    '现委托上列受委托人，在刘某甲与刘某乙婚姻家庭纠纷一案的人民调解活动中，作为第三人郑州市某某物业服务有限公司的委托代理人。',
    '受委托人吴某的代理权限：特别授权（代为陈述事实、参加调解，代为承认、放弃、变更请求，进行和解，达成调解协议，签收文书）。',
    '委托期限：',
    '委托人（签名盖章或按指印）：',
    '受委托人（签名）：',
    '年月日',
  ],
  'delivery-address': [
    '送达地址确认书',
    '告知事项：',
    '纠纷刘某甲与刘某乙婚姻家庭纠纷',
    '受送达人刘某甲（申请人）',
    '送达地址郑州市中原区建设路街道某小区5号楼',
    '联系电话13800006001',
    '电子送达',
    '受送达人（签名盖章或按指印）：',
    '年月日',
  ],
  'investigation-record': [
    '人民调解调查记录',
    '时间：2026年11月24日9时05分至9时50分',
    '地点：建设路街道某小区5号楼',
    '参加人：社区网格员孙某',
    '调查人：陈某、李某',
    '被调查人：姓名：刘某丙性别：男年龄：70',
    '单位或住址：建设路街道某小区6号楼',
    '记录：',
    '问：老人生前由谁照料？',
    '答：一直和刘某甲住在一起。',
    '被调查人（签名盖章或按指印）：',
    '调查人（签名）：',
    '调查人（签名）：',
    '记录人（签名）：',
    '年月日',
  ],
  'evidence-list': [
    '人民调解证据材料清单',
    '序号名称份数提供人',
    '1房屋所有权证2刘某甲',
    '2死亡证明1刘某乙',
    '提交人（签名）：',
    '接收人（签名）：',
  ],
  'termination-notice': [
    '终止调解告知书',
    '刘某甲、刘某乙：',
    '你们之间的婚姻家庭纠纷，本人民调解委员会于2026年11月23日受理。',
    '双方对折价款的数额差距较大',
    '第二十六条',
    '1．申请仲裁；',
    '2．向人民法院起诉。',
    '（人民调解委员会印）',
    '2026年12月10日',
    '申请人刘某甲（签名盖章或按指印）：',
  ],
  'mediation-proof': [
    '调解证明',
    '编号：（2026）中原人调字第000128号',
    '郑州市中原区人民法院：',
    '兹证明：刘某甲、刘某乙之间的婚姻家庭纠纷，由本人民调解委员会于2026年11月20日受理，由人民调解员陈某主持调解。',
    '自愿达成书面调解协议（编号：（2026）中原人调字第000128号）',
    '自2026年11月23日起生效（《中华人民共和国人民调解法》第二十九条）。',
    '特此证明。',
    '（人民调解委员会印）',
    '年月日',
  ],
  'confirmation-application': [
    '申请书',
    '申请人：刘某甲，男，1979年3月7日出生，汉族，职员，住郑州市中原区建设路街道某小区5号楼，联系方式13800006001。',
    '委托代理人：赵某，某律师事务所律师，特别授权，联系方式13800006009。',
    '申请人：刘某乙，女，汉族，教师',
    '请求事项：',
    '确认申请人刘某甲与刘某乙于2026年11月23日达成的（2026）中原人调字第000128号人民调解协议有效。',
    '事实和理由：',
    '经郑州市中原区矛盾纠纷人民调解委员会主持调解，于2026年11月23日达成如下调解协议：',
    '一、该房由刘某甲居住使用',
    '共同申请司法确认。',
    '没有恶意串通、规避法律的行为',
    '愿意承担相应的民事责任和其他法律责任',
    '此致',
    '郑州市中原区人民法院',
    '附：',
    '1．调解协议；',
    '3．各方当事人的身份证明。',
    '申请人刘某甲（签名盖章或按指印）：',
    '申请人刘某乙（签名盖章或按指印）：',
    '2026年12月1日',
  ],
  receipt: [
    '收条',
    '今收到刘某甲给付的人民币（大写）壹拾陆万元整（小写160,000.00元）。',
    '刘某甲于2026年12月30日按照（2026）中原人调字第000128号人民调解协议书履行：付第一期折价款，方式：银行转账。',
    '这一项已经履行完毕。',
    '收款人刘某乙（签名盖章或按指印）：',
    '年月日',
    '履行人：刘某甲',
  ],
  'follow-up-record': [
    '人民调解回访记录',
    '当事人：申请人：刘某甲',
    '被申请人：刘某乙',
    '调解协议编号：（2026）中原人调字第000128号',
    '回访事由：刘某甲与刘某乙婚姻家庭纠纷',
    '回访时间：2027年7月20日（电话回访）',
    '回访情况：',
    '协议已经履行完毕；当事人对调解满意。',
    '折价款已经付清',
    '回访人（签名）：',
    '2027年7月20日',
  ],
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
