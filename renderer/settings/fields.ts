import type * as z from 'zod';
import { type CenterSettings, centerSettingsSchema, verificationAddressSchema } from '../../domain/center/settings.ts';
import { defaultDeadlineRules } from '../../domain/deadlines/default-rules.ts';
import { changeLimit, LIMIT_IDS, type LimitId, limitOf } from '../../domain/deadlines/limits.ts';
import { forbiddenListSchema } from '../../domain/directory/grid-forbidden.ts';
import { type FieldPart, NO, type SettingField, wholeNumber, YES } from './setting-field.ts';
import { signInFields } from './sign-in-fields.ts';

const shape = centerSettingsSchema.shape;
const deadlineShape = shape.deadlines.shape;

/** A text that a schema of the settings checks. */
function text(
  id: string,
  part: FieldPart,
  label: string,
  schema: z.ZodType<string>,
  read: (settings: CenterSettings) => string,
  put: (settings: CenterSettings, value: string) => CenterSettings,
): SettingField {
  return {
    id,
    part,
    label,
    read,
    write: (settings, typed) => {
      const parsed = schema.safeParse(typed);
      return parsed.success ? put(settings, parsed.data) : (parsed.error.issues[0]?.message ?? '填得不对，请核对');
    },
  };
}

/** A whole number within limits. */
function whole(
  id: string,
  label: string,
  [min, max]: readonly [number, number],
  read: (settings: CenterSettings) => number,
  put: (settings: CenterSettings, value: number) => CenterSettings,
): SettingField {
  return {
    id,
    part: 'deadlines',
    label,
    read: (settings) => String(read(settings)),
    write: (settings, typed) => {
      const value = wholeNumber(typed);
      if (value === null) return '要填整数';
      return value >= min && value <= max ? put(settings, value) : `要在 ${min} 到 ${max} 之间`;
    },
  };
}

/** Years of a class of retention; empty where the center prints the class alone. */
function retentionYears(id: 'long' | 'short', label: string): SettingField {
  return {
    id: `dossier.retentionYears.${id}`,
    part: 'documents',
    label,
    read: ({ dossier }) => String(dossier.retentionYears[id] ?? ''),
    write: (settings, typed) => {
      const years = typed.trim() === '' ? null : wholeNumber(typed);
      if (typed.trim() !== '' && years === null) return '要填整数，或者空着';
      const { dossier } = settings;
      const changed = { ...dossier, retentionYears: { ...dossier.retentionYears, [id]: years } };
      const parsed = shape.dossier.safeParse(changed);
      return parsed.success
        ? { ...settings, dossier: changed }
        : (parsed.error.issues[0]?.message ?? '填得不对，请核对');
    },
  };
}

type Deadlines = CenterSettings['deadlines'];
const withDeadlines = (settings: CenterSettings, change: Partial<Deadlines>): CenterSettings => ({
  ...settings,
  deadlines: { ...settings.deadlines, ...change },
});

/** 分流（紧急）; the words of what the app ships with, which no center changes. */
function limitName(id: LimitId): string {
  const { name, scope } = limitOf(defaultDeadlineRules, id);
  return scope === undefined ? `${name}时限` : `${name}时限（${scope}）`;
}

const limitFields = LIMIT_IDS.map(
  (id): SettingField => ({
    id: `limit.${id}`,
    part: 'deadlines',
    label: limitName(id),
    read: (settings) => String(limitOf(settings.deadlines, id).amount),
    write: (settings, typed) => {
      const value = wholeNumber(typed);
      if (value === null) return '时限要填整数';
      const changed = changeLimit(settings.deadlines, id, value);
      return changed.ok ? { ...settings, deadlines: changed.rules } : changed.message;
    },
  }),
);

/** Every setting that is a text, a number or a switch, in the order of the page. */
export const settingFields: readonly SettingField[] = [
  text(
    'name',
    'center',
    '中心全称',
    shape.name,
    (s) => s.name,
    (s, name) => ({ ...s, name }),
  ),
  text(
    'shortName',
    'center',
    '案号里的简称',
    shape.shortName,
    (s) => s.shortName,
    (s, shortName) => ({ ...s, shortName }),
  ),
  text(
    'phone',
    'center',
    '电话',
    shape.phone,
    (s) => s.phone,
    (s, phone) => ({ ...s, phone }),
  ),
  text(
    'address',
    'center',
    '地址',
    shape.address,
    (s) => s.address,
    (s, address) => ({ ...s, address }),
  ),
  text(
    'committee.name',
    'center',
    '调委会全称',
    shape.committee.shape.name,
    (s) => s.committee.name,
    (s, name) => ({ ...s, committee: { ...s.committee, name } }),
  ),
  text(
    'committee.shortName',
    'center',
    '文书编号里的简称',
    shape.committee.shape.shortName,
    (s) => s.committee.shortName,
    (s, shortName) => ({ ...s, committee: { ...s.committee, shortName } }),
  ),
  text(
    'gridForbidden',
    'center',
    '网格禁入清单',
    forbiddenListSchema,
    (s) => s.gridForbidden ?? '',
    ({ gridForbidden: _, ...s }, gridForbidden) => (gridForbidden === '' ? s : { ...s, gridForbidden }),
  ),
  text(
    'numbering.case',
    'numbering',
    '案号',
    shape.numbering.shape.case,
    (s) => s.numbering.case,
    (s, template) => ({ ...s, numbering: { ...s.numbering, case: template } }),
  ),
  text(
    'numbering.agreement',
    'numbering',
    '协议书编号',
    shape.numbering.shape.agreement,
    (s) => s.numbering.agreement,
    (s, template) => ({ ...s, numbering: { ...s.numbering, agreement: template } }),
  ),
  ...limitFields,
  whole(
    'warnPercent',
    '用去多少变黄（%）',
    [1, 100],
    (s) => s.deadlines.warnPercent,
    (s, warnPercent) => withDeadlines(s, { warnPercent }),
  ),
  text(
    'officeClosesAt',
    'deadlines',
    '工作日到几点截止',
    deadlineShape.officeClosesAt,
    (s) => s.deadlines.officeClosesAt,
    (s, officeClosesAt) => withDeadlines(s, { officeClosesAt }),
  ),
  whole(
    'extension.maxTimes',
    '最多延期几次',
    [0, 9],
    (s) => s.deadlines.extension.maxTimes,
    (s, maxTimes) => withDeadlines(s, { extension: { ...s.deadlines.extension, maxTimes } }),
  ),
  whole(
    'extension.maxDays',
    '每次最多延几天',
    [0, 365],
    (s) => s.deadlines.extension.maxDays,
    (s, maxDays) => withDeadlines(s, { extension: { ...s.deadlines.extension, maxDays } }),
  ),
  {
    id: 'documents.showIdNumber',
    part: 'documents',
    label: '协议书印证件号码',
    read: (s) => (s.documents.showIdNumber ? YES : NO),
    write: (s, typed) => ({ ...s, documents: { ...s.documents, showIdNumber: typed === YES } }),
  },
  text(
    'documents.verificationAddress',
    'documents',
    '扫码核验的网址',
    verificationAddressSchema,
    (s) => s.documents.verificationAddress ?? '',
    (s, address) => ({ ...s, documents: { ...s.documents, verificationAddress: address || undefined } }),
  ),
  retentionYears('long', '长期保管多少年'),
  retentionYears('short', '短期保管多少年'),
  {
    id: 'dossier.numberFront',
    part: 'documents',
    label: '卷宗封面和卷内目录也编页号',
    read: ({ dossier }) => (dossier.numberFront ? YES : NO),
    write: (s, typed) => ({ ...s, dossier: { ...s.dossier, numberFront: typed === YES } }),
  },
  ...signInFields,
];
