/** What a field of the standard's table holds: `date` is YYYYMMDD, `count` an integer, `code` one of a code list. */
export type Gbt31000FieldKind = 'text' | 'date' | 'count' | 'code' | 'position';

export interface Gbt31000Field {
  /** Place in the table, 1 to 26. */
  readonly no: number;
  readonly key: string;
  readonly name: string;
  readonly kind: Gbt31000FieldKind;
  /** Longest value, in characters. */
  readonly max: number;
  readonly required: boolean;
}

/**
 * The table 矛盾纠纷排查化解 of GB/T 31000-2015, field by field in its order. The standard's text is not public: names,
 * lengths and what is required follow the implementations in use, which agree.
 */
export const gbt31000Fields = [
  { no: 1, key: 'title', name: '事件名称', kind: 'text', max: 100, required: true },
  { no: 2, key: 'occurredOn', name: '发生日期', kind: 'date', max: 8, required: true },
  { no: 3, key: 'place', name: '发生地点', kind: 'code', max: 6, required: true },
  { no: 4, key: 'scale', name: '事件规模', kind: 'code', max: 2, required: true },
  { no: 5, key: 'category', name: '事件类别', kind: 'code', max: 4, required: true },
  { no: 6, key: 'peopleCount', name: '涉及人数', kind: 'count', max: 6, required: true },
  { no: 7, key: 'facts', name: '事件简述', kind: 'text', max: 2000, required: false },
  { no: 8, key: 'involvedUnits', name: '涉及单位', kind: 'text', max: 100, required: false },
  { no: 9, key: 'documentKind', name: '主要当事人证件代码', kind: 'code', max: 3, required: true },
  { no: 10, key: 'documentNumber', name: '主要当事人证件号码', kind: 'text', max: 50, required: true },
  { no: 11, key: 'partyName', name: '主要当事人姓名', kind: 'text', max: 80, required: true },
  { no: 12, key: 'sex', name: '性别', kind: 'code', max: 1, required: true },
  { no: 13, key: 'ethnicity', name: '民族', kind: 'code', max: 2, required: true },
  { no: 14, key: 'education', name: '学历', kind: 'code', max: 2, required: false },
  { no: 15, key: 'personCategory', name: '人员类别', kind: 'code', max: 2, required: true },
  { no: 16, key: 'address', name: '居住详址', kind: 'text', max: 200, required: true },
  { no: 17, key: 'resolveBy', name: '化解时限', kind: 'date', max: 8, required: true },
  { no: 18, key: 'method', name: '化解方式', kind: 'code', max: 2, required: true },
  { no: 19, key: 'organisation', name: '化解组织', kind: 'text', max: 100, required: true },
  { no: 20, key: 'responsibleName', name: '化解责任人姓名', kind: 'text', max: 50, required: true },
  { no: 21, key: 'responsiblePhone', name: '化解责任人联系方式', kind: 'text', max: 50, required: true },
  { no: 22, key: 'resolved', name: '化解是否成功', kind: 'code', max: 1, required: true },
  { no: 23, key: 'outcome', name: '化解情况', kind: 'text', max: 2000, required: true },
  { no: 24, key: 'evaluatedOn', name: '考评日期', kind: 'date', max: 8, required: false },
  { no: 25, key: 'evaluation', name: '考评意见', kind: 'text', max: 2000, required: false },
  { no: 26, key: 'position', name: '经度、纬度', kind: 'position', max: 40, required: false },
] as const satisfies readonly Gbt31000Field[];

export type Gbt31000Key = (typeof gbt31000Fields)[number]['key'];
