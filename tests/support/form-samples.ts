import type { FormInput, FormKind } from '../../domain/documents/form.ts';

const elder = {
  kind: 'person',
  role: '申请人',
  name: '刘某甲',
  sex: '男',
  ethnicity: '汉族',
  age: 47,
  occupation: '职员',
  contact: '13800006001',
  address: '郑州市中原区建设路街道某小区5号楼',
  idNumber: '410102197903070011',
  agents: [],
} as const;

const younger = {
  kind: 'person',
  role: '被申请人',
  name: '刘某乙',
  sex: '女',
  ethnicity: '汉族',
  age: 44,
  occupation: '教师',
  contact: '13800006002',
  address: '郑州市中原区绿东村街道某小区2号楼',
  idNumber: '410102198206150025',
  agents: [],
} as const;

export const propertyCompany = {
  kind: 'unit',
  role: '第三人',
  name: '郑州市某某物业服务有限公司',
  representative: '周某',
  representativeTitle: '经理',
  address: '郑州市中原区建设西路18号',
  contact: '037160000018',
  creditCode: '91410102MA00000018',
  agents: [
    {
      capacity: '委托代理人',
      name: '吴某',
      relation: '单位职工',
      authority: '特别授权',
      contact: '13800006003',
      idNumber: '410102199001010033',
    },
  ],
} as const;

const frame = {
  number: '（2026）中原人调字第000128号',
  committee: '郑州市中原区矛盾纠纷人民调解委员会',
  preparedAt: '2026-11-23T16:32:10+08:00',
  showIdNumber: false,
};

const facts =
  '刘某于2026年4月去世，留有中原区住房一套。其子刘某甲、其女刘某乙对该房如何继承、价值如何分割意见不一，申请调解。';

/** One filled form of each kind: the inheritance of a flat. */
export const formSamples: { [K in FormKind]: FormInput<K> } = {
  'acceptance-register': {
    ...frame,
    acceptedOn: '2026-11-23',
    basis: 'application',
    parties: [elder, younger].map((party) => ({ ...party, agents: [] })),
    disputeType: '婚姻家庭纠纷',
    source: '当事人申请',
    sourceBody: '',
    facts,
    registrar: '李某',
    remarks: '',
  },
  'mediation-record': {
    ...frame,
    session: 1,
    heldOn: '2026-11-23',
    startedAt: '14:05',
    endedAt: '16:20',
    place: '中原区综治中心调解室2',
    parties: [elder, younger].map((party) => ({ ...party, agents: [] })),
    participants: [{ name: '刘某丙', identity: '当事人的叔父', consented: true }],
    rightsTold: true,
    record:
      '刘某甲：父亲生前一直与我同住，我愿意继续住，按市价补偿妹妹。\n刘某乙：同意由哥哥居住使用，折价款应在半年内付清。\n调解员：双方对房屋价值720,000.00元均无异议，折价款为其一半。法律规定子女继承份额一般均等。',
    result: '双方达成一致，签订调解协议。',
    routesTold: [],
    mediators: ['陈某'],
    recorder: '李某',
    signedOn: null,
  },
  agreement: {
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
  },
  'oral-agreement-register': {
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
  },
  slip: {
    committee: frame.committee,
    preparedAt: frame.preparedAt,
    caseNumber: 'ZY2026-000128',
    queryCode: 'K7MX-3PQR-9TWD',
    queryUrl: null,
    receivedOn: '2026-11-23',
    receivedAt: '13:40',
    place: '郑州市中原区综治中心受理窗口3',
    parties: [
      { role: '申请人', name: '刘某甲' },
      { role: '被申请人', name: '刘某乙' },
    ],
    disputeType: '婚姻家庭纠纷',
    nextStep: '调解员会电话联系您和对方，约定调解时间；请保持电话畅通。',
    nextBy: '2026-11-26',
    nextByProvisional: false,
    center: '郑州市中原区社会治安综合治理中心',
    phone: '037160000012',
    registrar: '李某',
  },
  'closing-report': {
    ...frame,
    volume: '2026-128',
    filledOn: '2027-08-02',
    unit: '郑州市中原区社会治安综合治理中心',
    handlers: ['陈某'],
    acceptedOn: '2026-11-23',
    closedOn: '2027-08-02',
    parties: [
      { role: '申请人', name: '刘某甲' },
      { role: '被申请人', name: '刘某乙' },
    ],
    source: '当事人申请',
    disputeType: '婚姻家庭纠纷',
    facts,
    result: '协议已履行。\n达成书面协议，2026年11月23日生效。',
    performance: '刘某甲付第一期折价款：已履行，2026年12月30日。',
    followUp: '2027年7月20日上门回访，当事人满意。双方往来如常。',
  },
  'dossier-note': {
    ...frame,
    volumeTitle: '刘某甲与刘某乙婚姻家庭纠纷',
    text: '调解记录第二页有涂改，当事人已在涂改处按指印。\n借条原件已退还刘某甲，卷内为复印件。',
  },
};
