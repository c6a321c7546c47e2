import { type BindingSheet, bindingLayouts } from './binding-layouts.ts';
import { type FormKind, formKinds } from './form.ts';
import type { WordBlock, WordLayout } from './word-layout.ts';

/** Forms of which offices edit working copies; the slip is handed out at the desk and never edited. */
export type WordKind = Exclude<FormKind, 'slip'>;
export function isWordKind(kind: FormKind): kind is WordKind {
  return kind !== 'slip';
}
export const wordKinds = formKinds.filter(isWordKind);

const title: WordBlock = { kind: 'title', from: 'title', numbered: true };
const parties: WordBlock = { kind: 'parties', from: ['parties'] };
const text = (words: string): WordBlock => ({ kind: 'text', text: words, indent: true });
const plain = (words: string): WordBlock => ({ kind: 'text', text: words });
const heading = (words: string): WordBlock => ({ kind: 'heading', text: words });
const paragraphs = (from: string): WordBlock => ({ kind: 'paragraphs', from });
const labelled = (label: string, from: string): WordBlock => ({ kind: 'labelled', label, from });
const line = (label: string, count: number | string = 1): WordBlock => ({ kind: 'lines', label, count });
const date = (from: string | null): WordBlock => ({ kind: 'date', from });
const seal = (from: string | null): WordBlock => ({ kind: 'seal', date: from });

const referralLayout: WordLayout = [
  title,
  plain('{to}：'),
  text('{lead}'),
  paragraphs('body'),
  text('{end}'),
  text('联系电话：{phone}'),
  seal('date'),
];

const signedByAll: WordLayout = [
  line('当事人（签名盖章或按指印）', 'partySignatures'),
  line('人民调解员（签名）', 'mediatorSignatures'),
  line('记录人（签名）'),
];
const agreed: WordLayout = [paragraphs('terms'), heading('履行方式、时限：'), paragraphs('performance')];

/** Rows in the official order (司发通〔2010〕239号), as the templates have them. */
export const wordLayouts: { readonly [K in WordKind | BindingSheet]: WordLayout } = {
  application: [
    title,
    parties,
    heading('纠纷简要情况：'),
    paragraphs('facts'),
    heading('当事人申请事项：'),
    paragraphs('demands'),
    text('{declaration}'),
    line('申请人（签名盖章或按指印）', 'applicantSignatures'),
    date('date'),
  ],
  'acceptance-register': [
    title,
    text('{date}，本人民调解委员会{basis}，调解{names}之间的纠纷。'),
    { kind: 'fields', rows: [[{ label: '纠纷类型', from: 'disputeType' }]] },
    { kind: 'boxes', label: '案件来源', from: 'sources' },
    heading('纠纷简要情况：'),
    paragraphs('facts'),
    line('当事人（签名）', 'partySignatures'),
    line('登记人（签名）'),
    seal('date'),
    plain('备注：此表由人民调解委员会填写。'),
    paragraphs('remarks'),
  ],
  'rights-notice': [
    title,
    plain('{names}：'),
    text('{lead}'),
    { kind: 'sections', from: 'items' },
    text('{told}'),
    { kind: 'named-lines', from: 'signers', after: '（签名盖章或按指印）' },
    line('告知人（人民调解员签名）'),
    date(null),
  ],
  'privacy-notice': [
    title,
    plain('{name}：'),
    text('{lead}'),
    { kind: 'sections', from: 'items' },
    text('{told}'),
    { kind: 'boxes', label: '敏感个人信息', from: 'choices' },
    { kind: 'named-lines', from: 'signers', after: '' },
    line('告知人（签名）'),
    date(null),
  ],
  'party-identity': [
    title,
    {
      kind: 'table',
      headings: ['序号', '身份', '姓名或名称', '证件种类', '证件号码'],
      from: 'people',
      keys: ['index', 'role', 'name', 'documentKind', 'documentNumber'],
    },
    plain('复印件粘贴在后，与原件核对无异。'),
    line('核对人（签名）'),
    date(null),
  ],
  'delivery-address': [
    title,
    heading('告知事项：'),
    paragraphs('notice'),
    { kind: 'table', headings: [], from: 'rows', keys: ['label', 'value'] },
    text('{declaration}'),
    line('受送达人（签名盖章或按指印）'),
    date(null),
  ],
  mandate: [
    title,
    { kind: 'parties', from: ['party', 'agents'] },
    text('{subject}'),
    paragraphs('authorities'),
    text('{term}'),
    line('委托人（签名盖章或按指印）'),
    line('受委托人（签名）', 'agentSignatures'),
    date('date'),
  ],
  'investigation-record': [
    title,
    labelled('时　间', 'period'),
    labelled('地　点', 'place'),
    labelled('参加人', 'participants'),
    labelled('调查人', 'investigators'),
    heading('被调查人：'),
    { kind: 'pairs', from: 'asked' },
    heading('记录：'),
    paragraphs('record'),
    line('被调查人（签名盖章或按指印）'),
    line('调查人（签名）', 'investigatorSignatures'),
    line('记录人（签名）'),
    date(null),
  ],
  'evidence-list': [
    title,
    { kind: 'table', headings: ['序号', '名称', '份数', '提供人'], from: 'rows' },
    line('提交人（签名）'),
    line('接收人（签名）'),
    date(null),
  ],
  'mediation-record': [
    title,
    labelled('时　间', 'period'),
    labelled('地　点', 'place'),
    labelled('当事人', 'parties'),
    labelled('参加人', 'participants'),
    text('{rights}'),
    heading('调解记录：'),
    paragraphs('record'),
    heading('调解结果：'),
    paragraphs('result'),
    text('{routes}'),
    ...signedByAll,
    date('date'),
  ],
  'termination-notice': [
    title,
    plain('{names}：'),
    text('{lead}'),
    paragraphs('reason'),
    text('{law}'),
    paragraphs('routes'),
    text('{reminder}'),
    seal('date'),
    plain('以上内容已经告知本人。'),
    { kind: 'named-lines', from: 'signers', after: '（签名盖章或按指印）' },
  ],
  agreement: [
    title,
    parties,
    heading('纠纷主要事实、争议事项：'),
    paragraphs('facts'),
    heading('经调解，自愿达成如下协议：'),
    ...agreed,
    text('{copies}'),
    ...signedByAll,
    seal('date'),
  ],
  'oral-agreement-register': [
    title,
    parties,
    heading('纠纷主要事实、争议事项：'),
    paragraphs('facts'),
    heading('协议内容：'),
    ...agreed,
    line('人民调解员（签名）', 'mediatorSignatures'),
    seal('date'),
  ],
  receipt: [
    title,
    text('{received}'),
    text('{performed}'),
    text('{confirmed}'),
    { kind: 'named-lines', before: '收款人或确认人', from: 'receivers', after: '（签名盖章或按指印）' },
    date(null),
    plain('履行人：{payer}'),
  ],
  'follow-up-record': [
    title,
    labelled('当事人', 'parties'),
    labelled('调解协议编号', 'agreementNumber'),
    labelled('回访事由', 'dispute'),
    labelled('回访时间', 'period'),
    heading('回访情况：'),
    paragraphs('result'),
    line('回访人（签名）'),
    date('date'),
  ],
  'mediation-proof': [
    title,
    plain('{court}：'),
    text('{conducted}'),
    text('{effect}'),
    text('特此证明。'),
    text('联系电话：{phone}'),
    seal('date'),
  ],
  'referral-letter': referralLayout,
  'referral-receipt': referralLayout,
  'referral-reply': referralLayout,
  'confirmation-application': [
    { kind: 'title', from: 'heading', numbered: false },
    paragraphs('parties'),
    heading('请求事项：'),
    text('{request}'),
    heading('事实和理由：'),
    text('{lead}'),
    paragraphs('terms'),
    text('{ground}'),
    text('{undertaking}'),
    text('此致'),
    plain('{court}'),
    text('附：'),
    paragraphs('materials'),
    { kind: 'named-lines', before: '申请人', from: 'signers', after: '（签名盖章或按指印）' },
    date('date'),
  ],
  'closing-report': [
    title,
    {
      kind: 'fields',
      rows: [
        [
          { label: '卷　号', from: 'volume' },
          { label: '填表时间', from: 'filledOn' },
        ],
        [
          { label: '承办单位', from: 'unit' },
          { label: '承办人', from: 'handlers' },
        ],
        [
          { label: '受案时间', from: 'acceptedOn' },
          { label: '结案时间', from: 'closedOn' },
        ],
        [{ label: '当事人', from: 'parties' }],
        [
          { label: '案件来源', from: 'source' },
          { label: '纠纷类型', from: 'disputeType' },
        ],
        [{ label: '简要事实', from: 'facts' }],
        [{ label: '处理结果', from: 'result' }],
        [{ label: '履行情况', from: 'performance' }],
        [{ label: '回访情况', from: 'followUp' }],
      ],
    },
    line('承办人（签名）'),
    line('负责人（签名）'),
    seal(null),
  ],
  'dossier-note': [
    title,
    labelled('卷　名', 'volumeTitle'),
    heading('情况说明：'),
    paragraphs('text'),
    line('立卷人（签名）'),
    line('检查人（签名）'),
    date(null),
  ],
  ...bindingLayouts,
};
