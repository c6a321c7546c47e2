import * as z from 'zod';
import { documentFrame, line, namedParty } from './fields.ts';
import { defineForm } from './form-definition.ts';
import { presentFrame, presentNamedParty } from './presentation.ts';
import { toLine } from './printable-text.ts';

/** 人民调解当事人权利义务告知书 (人民调解法 2-4, 7, 23, 24, 31-33). */
export const rightsNoticeSchema = documentFrame.extend({
  parties: z.array(namedParty).max(500),
  /** 婚姻家庭纠纷 …; empty where it is not known. */
  disputeType: line,
});
export type RightsNoticeData = z.infer<typeof rightsNoticeSchema>;

const RIGHTS_NOTICE_TITLE = '人民调解当事人权利义务告知书';

/** What the law says, in its own words; the number of the article stands behind each. */
export const rightsNoticeItems: readonly { readonly heading: string; readonly paragraphs: readonly string[] }[] = [
  {
    heading: '一、人民调解委员会的性质',
    paragraphs: [
      '人民调解委员会是依法设立的调解民间纠纷的群众性组织，通过说服、疏导等方法，促使当事人在平等协商基础上自愿达成调解协议，解决民间纠纷（第二条、第七条）。',
    ],
  },
  {
    heading: '二、不收费',
    paragraphs: ['人民调解委员会调解民间纠纷，不收取任何费用（第四条）。'],
  },
  {
    heading: '三、调解的原则',
    paragraphs: [
      '在当事人自愿、平等的基础上进行调解；不违背法律、法规和国家政策；尊重当事人的权利，不因调解而阻止当事人依法通过仲裁、行政、司法等途径维护自己的权利（第三条）。',
    ],
  },
  {
    heading: '四、当事人的权利（第二十三条）',
    paragraphs: [
      '（一）选择或者接受人民调解员；（二）接受调解、拒绝调解或者要求终止调解；（三）要求调解公开进行或者不公开进行；（四）自主表达意愿、自愿达成调解协议。',
    ],
  },
  {
    heading: '五、当事人的义务（第二十四条）',
    paragraphs: ['（一）如实陈述纠纷事实；（二）遵守调解现场秩序，尊重人民调解员；（三）尊重对方当事人行使权利。'],
  },
  {
    heading: '六、调解协议的效力',
    paragraphs: [
      '经人民调解委员会调解达成的调解协议，具有法律约束力，当事人应当按照约定履行（第三十一条）。就协议的履行或者内容发生争议的，一方当事人可以向人民法院提起诉讼（第三十二条）。',
      '双方当事人认为有必要的，可以自调解协议生效之日起三十日内共同向人民法院申请司法确认。人民法院依法确认调解协议有效，一方当事人拒绝履行或者未全部履行的，对方当事人可以向人民法院申请强制执行（第三十三条）。',
    ],
  },
];

export function presentRightsNotice(data: RightsNoticeData) {
  const names = data.parties.map(({ name }) => toLine(name)).filter((name) => name !== '');
  const dispute = toLine(data.disputeType);
  return {
    ...presentFrame(RIGHTS_NOTICE_TITLE, data),
    names: names.join('、'),
    lead: `你们${dispute === '' ? '之间的纠纷' : `的${dispute}`}由本人民调解委员会调解。依照《中华人民共和国人民调解法》，现将有关事项告知如下：`,
    items: rightsNoticeItems,
    told: '以上内容人民调解员已经告知，本人已经知悉。',
    signers: data.parties.map(presentNamedParty),
  };
}

export const rightsNoticeForm = defineForm({
  title: RIGHTS_NOTICE_TITLE,
  shortTitle: '权利义务告知书',
  templateFile: 'rights-notice.typ',
  schema: rightsNoticeSchema,
  present: presentRightsNotice,
});
