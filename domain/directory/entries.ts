import * as z from 'zod';
import { roles } from '../access/roles.ts';
import { mojTypes } from '../codes/moj-types.ts';

/** What the city knows beside the divisions themselves; each is a sheet of the workbook that is imported. */
export const entryKinds = ['grid', 'unit', 'committee', 'mediator', 'account'] as const;
export type EntryKind = (typeof entryKinds)[number];

export interface SheetColumn {
  /** Field of the row that it fills. */
  readonly field: string;
  readonly heading: string;
  /** Stands in the second row of the template. */
  readonly example: string;
  readonly required?: true;
}

const name = (what: string, most = 60) => z.string().min(1, `请写${what}`).max(most, `${what}最多 ${most} 个字`);
const oneOf = <const List extends readonly string[]>(what: string, list: List) =>
  z.enum(list, { error: `${what}只能写${list.join('、')}` });
const code = (what: string) => z.string().regex(/^[A-Za-z0-9-]{2,32}$/, `${what}用 2 到 32 位字母、数字`);
const phone = z.string().regex(/^[\d\s-]{0,20}$/, '电话只能写数字和横线');
const optionalPlace = z.string().regex(/^(?:ZDXQ|\d{6}|\d{9}|\d{12}|\d{15})?$/, '区划编码不对');
const place = optionalPlace.min(1, '请写区划编码');

export const accountLevels = ['市', '区县', '街道', '社区'] as const;
const typeNames = mojTypes.map((type) => type.shortName);

/** Kinds of dispute that a mediator is good at, by the short names of the Ministry's list. */
const specialities = z.string().transform((text, context) => {
  const names = text.split(/[、,，;；\s]+/).filter((each) => each !== '');
  const codes = names.map((each) => mojTypes.find(({ name, shortName }) => name === each || shortName === each)?.code);
  const unknown = names.filter((_, index) => codes[index] === undefined);
  if (unknown.length > 0)
    context.addIssue({
      code: 'custom',
      message: `擅长里没有「${unknown.join('、')}」这类纠纷，可写：${typeNames.join('、')}`,
    });
  return codes.flatMap((each) => each ?? []);
});
const load = z
  .string()
  .regex(/^\d{0,4}$/, '在办件数要写整数')
  .transform(Number);

/** The rows of each sheet, as they are typed. */
export const entrySchemas = {
  grid: z.object({
    code: z.string().regex(/^\d{15}$/, '网格编码是 15 位数字'),
    name: name('网格名称'),
    placeCode: place,
  }),
  unit: z.object({
    code: code('单位编码'),
    name: name('单位名称'),
    level: oneOf('级别', ['市级', '区县级']),
    placeCode: optionalPlace,
    phone,
  }),
  committee: z.object({
    code: code('调委会编码'),
    name: name('调委会名称'),
    type: oneOf('类型', ['村居', '乡镇街道', '区县', '行业性专业性', '企事业单位']),
    placeCode: place,
  }),
  mediator: z.object({
    code: code('调解员编号'),
    name: name('姓名', 50),
    type: oneOf('类型', ['专职', '兼职']),
    committeeCode: code('调委会编码'),
    placeCode: place,
    specialities,
    openCases: load,
    phone,
  }),
  account: z.object({
    code: z.string().regex(/^[a-z][a-z0-9._-]{1,31}$/, '账号用小写字母开头，2 到 32 位字母、数字'),
    name: name('姓名', 50),
    level: oneOf('级别', accountLevels),
    placeCode: optionalPlace,
    unitCode: z.string().regex(/^(?:[A-Za-z0-9-]{2,32})?$/, '单位编码用 2 到 32 位字母、数字'),
    role: oneOf(
      '岗位',
      roles.map((role) => role.name),
    ),
    phone,
  }),
} as const;

type Entries = { readonly [Kind in EntryKind]: z.infer<(typeof entrySchemas)[Kind]> };
export type Entry = { readonly [Kind in EntryKind]: { readonly kind: Kind; readonly body: Entries[Kind] } }[EntryKind];
export type EntryBody<Kind extends EntryKind> = Entries[Kind];
export type MediatorEntry = Entries['mediator'];

const placeColumn = { field: 'placeCode', heading: '区划编码', example: '410105016002' } as const;
const phoneColumn = { field: 'phone', heading: '电话', example: '0371-60000000' } as const;

/** The sheets of the workbook, with their headings in order. */
export const entrySheets: Readonly<
  Record<EntryKind, { readonly title: string; readonly columns: readonly SheetColumn[] }>
> = {
  grid: {
    title: '网格',
    columns: [
      { field: 'code', heading: '网格编码', example: '410105016002001', required: true },
      { field: 'name', heading: '网格名称', example: '鸿苑社区第一网格', required: true },
      { ...placeColumn, required: true },
    ],
  },
  unit: {
    title: '单位',
    columns: [
      { field: 'code', heading: '单位编码', example: 'RSJ', required: true },
      { field: 'name', heading: '单位名称', example: '市人力资源和社会保障局', required: true },
      { field: 'level', heading: '级别', example: '市级', required: true },
      { ...placeColumn, example: '' },
      phoneColumn,
    ],
  },
  committee: {
    title: '调委会',
    columns: [
      { field: 'code', heading: '调委会编码', example: 'TW410105016002', required: true },
      { field: 'name', heading: '调委会名称', example: '鸿苑社区人民调解委员会', required: true },
      { field: 'type', heading: '类型', example: '村居', required: true },
      { ...placeColumn, required: true },
    ],
  },
  mediator: {
    title: '调解员',
    columns: [
      { field: 'code', heading: '调解员编号', example: 'TJ000001', required: true },
      { field: 'name', heading: '姓名', example: '张某', required: true },
      { field: 'type', heading: '类型', example: '专职', required: true },
      { field: 'committeeCode', heading: '调委会编码', example: 'TW410105016002', required: true },
      { ...placeColumn, required: true },
      { field: 'specialities', heading: '擅长', example: '邻里、物业' },
      { field: 'openCases', heading: '在办件数', example: '3' },
      phoneColumn,
    ],
  },
  account: {
    title: '账号',
    columns: [
      { field: 'code', heading: '账号', example: 'limin', required: true },
      { field: 'name', heading: '姓名', example: '李某', required: true },
      { field: 'level', heading: '级别', example: '社区', required: true },
      placeColumn,
      { field: 'unitCode', heading: '单位编码', example: '' },
      { field: 'role', heading: '岗位', example: '受理员', required: true },
      phoneColumn,
    ],
  },
};
