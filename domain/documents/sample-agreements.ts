import type { FormInput } from './form.ts';
import { elder, facts, frame, younger } from './sample-parties.ts';

/** What two parties agreed in writing: who keeps the flat, and how the other is paid. */
export const agreementSample: FormInput<'agreement'> = {
  ...frame,
  parties: [elder, younger].map((party) => ({ ...party, agents: [] })),
  facts,
  terms: [
    '该房由刘某甲居住使用，刘某乙不再主张分割。',
    '刘某甲给付刘某乙房屋折价款360,000.00元（叁拾陆万元整），分两期付清。',
    '折价款付清后10日内，刘某乙配合办理相关手续，费用由刘某甲承担。',
  ],
  performance: [
    {
      who: '刘某甲',
      what: '付第一期折价款',
      amountFen: 16_000_000,
      dueOn: '2026-12-31',
      method: '银行转账',
      place: '',
    },
    {
      who: '刘某甲',
      what: '付第二期折价款',
      amountFen: 20_000_000,
      dueOn: '2027-06-30',
      method: '银行转账',
      place: '',
    },
    {
      who: '刘某乙',
      what: '配合办理手续',
      amountFen: null,
      dueOn: '2027-07-10',
      method: '到场签字',
      place: '中原区不动产登记中心',
    },
  ],
  performanceNote: '',
  courtCopy: false,
  mediators: ['陈某'],
  recorder: '李某',
  signedOn: null,
};

/** What two neighbours agreed by word of mouth. */
export const oralAgreementSample: FormInput<'oral-agreement-register'> = {
  ...frame,
  parties: [
    { ...elder, name: '张某', agents: [] },
    { ...younger, name: '李某', agents: [] },
  ],
  facts: '李某倒垃圾时多次把垃圾掉在楼道里，夏天气味刺鼻，张某多次交涉无果，两家矛盾加深。',
  terms: ['李某当场清扫楼道，今后垃圾装袋扎口后再下楼。', '张某不再追究此前之事。'],
  performance: [
    {
      who: '李某',
      what: '清扫三单元楼道',
      amountFen: null,
      dueOn: '2026-11-23',
      method: '当场',
      place: '三单元楼道',
    },
  ],
  performanceNote: '',
  mediators: ['张卫'],
  agreedOn: '2026-11-23',
};
