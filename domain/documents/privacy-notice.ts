import * as z from 'zod';
import { documentFrame, line, namedParty } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentFrame } from './presentation.ts';
import { toLine } from './printable-text.ts';

/** 个人信息处理告知同意书 of one person (个人信息保护法 13, 17, 28-31, 44-50; 人民调解法 27). */
export const privacyNoticeSchema = documentFrame.extend({
  /** 张某与李某邻里纠纷. */
  dispute: line,
  party: namedParty,
  /** Who answers for the data, and where it is reached; empty where the center has not said. */
  center: line,
  phone: line,
  address: line,
  /** Under 14: a parent or guardian speaks (31). */
  child: z.boolean(),
});
export type PrivacyNoticeData = z.infer<typeof privacyNoticeSchema>;

const PRIVACY_NOTICE_TITLE = '个人信息处理告知同意书';

/** Articles are those of the 个人信息保护法 unless said otherwise. */
function sections({ center, phone, address }: { center: string; phone: string; address: string }) {
  const reached = [phone === '' ? '' : `电话：${phone}`, address === '' ? '' : `地址：${address}`].filter(Boolean);
  return [
    {
      heading: '一、谁处理',
      paragraphs: [`${center}和本人民调解委员会。${reached.length > 0 ? `${reached.join('；')}。` : ''}`],
    },
    {
      heading: '二、处理什么，为了什么',
      paragraphs: [
        '为调解上述纠纷、制作调解文书和立卷归档（人民调解法第二十七条），登记您的姓名、性别、出生日期、联系方式、住址和纠纷事实，用本机和本市矛盾纠纷平台保存、查询。这是履行法定职责所必需，不以您的同意为前提（第十三条第一款第三项）；您有权知道（第十七条）。',
      ],
    },
    {
      heading: '三、敏感个人信息',
      paragraphs: [
        '证件号码、病情、不满十四周岁未成年人的信息等是敏感个人信息，只在确有必要时处理，要您单独同意（第二十八条、第二十九条）；不满十四周岁的，由父母或者其他监护人同意（第三十一条）。不同意的，照样可以调解。',
      ],
    },
    {
      heading: '四、给谁看',
      paragraphs: [
        '办理本案的人员。申请司法确认的，给人民法院；依法移送其他部门的，给接收的部门。不公开，不作他用。谁看过、改过、导出过，都有记录。',
      ],
    },
    {
      heading: '五、保存多久',
      paragraphs: ['归档以后，按调解卷宗的保管期限保存；期限届满，或者有法律规定的其他情形的，删除（第四十七条）。'],
    },
    {
      heading: '六、您的权利',
      paragraphs: [
        '您可以查阅、复制您的个人信息（第四十五条），要求更正、补充（第四十六条），依法要求删除（第四十七条），要求说明处理规则（第四十八条），撤回对敏感个人信息的同意（第十五条）。请向上列单位提出，不收费用。',
      ],
    },
  ];
}

export function presentPrivacyNotice(data: PrivacyNoticeData) {
  const dispute = toLine(data.dispute);
  const name = toLine(data.party.name);
  return {
    ...presentFrame(PRIVACY_NOTICE_TITLE, data),
    name: `${name}（${data.party.role}）`,
    lead: `${dispute === '' ? '本纠纷' : dispute}由本人民调解委员会调解。依照《中华人民共和国个人信息保护法》，现将您的个人信息怎样处理告知如下：`,
    items: sections({ center: toLine(data.center), phone: toLine(data.phone), address: toLine(data.address) }),
    told: '以上内容已经告知，本人已经知悉。',
    // Ticked with a pen: nobody agrees beforehand in another's name.
    choices: ['同意处理本案所必需的敏感个人信息', '不同意处理敏感个人信息', '没有敏感个人信息'].map((label) => ({
      label,
      checked: false,
    })),
    signers: [data.child ? '监护人（签名盖章或按指印）' : '本人（签名盖章或按指印）'],
  };
}

export const privacyNoticeForm = defineForm({
  title: PRIVACY_NOTICE_TITLE,
  shortTitle: '个人信息告知同意书',
  templateFile: 'privacy-notice.typ',
  schema: privacyNoticeSchema,
  present: presentPrivacyNotice,
});
