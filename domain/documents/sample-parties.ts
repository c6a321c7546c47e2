/** The made-up people of the sample forms, and what each form carries. */

export const elder = {
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

export const younger = {
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

export const frame = {
  number: '（2026）中原人调字第000128号',
  committee: '郑州市中原区矛盾纠纷人民调解委员会',
  preparedAt: '2026-11-23T16:32:10+08:00',
  showIdNumber: false,
};

export const facts =
  '刘某于2026年4月去世，留有中原区住房一套。其子刘某甲、其女刘某乙对该房如何继承、价值如何分割意见不一，申请调解。';
