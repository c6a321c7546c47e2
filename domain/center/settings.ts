import * as z from 'zod';
import { initialSignInSettings, signInSettingsSchema } from '../access/sign-in-settings.ts';
import { calendarFileSchema } from '../deadlines/calendar-file.ts';
import { defaultDeadlineRules } from '../deadlines/default-rules.ts';
import { deadlineRulesSchema } from '../deadlines/limits.ts';
import { forbiddenListSchema } from '../directory/grid-forbidden.ts';
import { buildingSchema, MOST_BUILDINGS } from '../directory/poster-place.ts';
import { fileHashSchema } from '../files/file.ts';
import { numberTemplateSchema } from './numbering.ts';

const years = z.int().min(1, '年数要大于 0').max(200, '年数太大，请核对').nullable();

/** How dossiers are bound and kept. The law sets none of it (人民调解法 27: 立卷归档), and local rules differ. */
export const dossierSettingsSchema = z.object({
  /** Years of the classes 长期 and 短期; null prints the class alone. 永久 has none. */
  retentionYears: z.object({ long: years, short: years }),
  /** Cover and contents count as pages. Archives number what is inside only, so it is off by default. */
  numberFront: z.boolean(),
});

export const initialDossierSettings: z.infer<typeof dossierSettingsSchema> = {
  retentionYears: { long: null, short: null },
  numberFront: false,
};

/** Short enough for the QR of an agreement to be scanned from a copy. */
export const verificationAddressSchema = z
  .string()
  .trim()
  .max(80, '核验网址最多 80 个字')
  .refine(
    (text) => text === '' || /^https?:\/\/[\w.:[\]-]+(\/[\w./-]*)?$/i.test(text),
    '核验网址要写成 https://city.example.gov.cn 的样子',
  );

/** What a center may set for itself; each change is an action of the center's stream. */
export const centerSettingsSchema = z.object({
  name: z.string().trim().min(2, '请填写中心全称').max(60),
  shortName: z.string().trim().min(1, '请填写简称').max(8),
  areaCode: z.string().min(4).max(12),
  phone: z.string().trim().max(30),
  address: z.string().trim().max(200),
  committee: z.object({
    name: z.string().trim().min(4, '请填写人民调解委员会全称').max(60),
    shortName: z.string().trim().min(1, '请填写简称').max(8),
  }),
  /** Template of case numbers (案号) and of each numbered form. No national format is prescribed. */
  numbering: z.object({ case: numberTemplateSchema, agreement: numberTemplateSchema }),
  deadlines: deadlineRulesSchema,
  /** Imported holiday files, one a year. */
  calendars: z.array(calendarFileSchema).max(50),
  documents: z.object({
    /** The Ministry's agreement form has no ID number; some committees print it. */
    showIdNumber: z.boolean(),
    /** Where the city's public pages answer, as anybody reaches them; empty: where this center reaches the city. */
    verificationAddress: verificationAddressSchema.optional(),
    /** The picture of the committee's seal (PNG), kept by its hash; the manager alone sets it. */
    seal: z
      .object({ sha256: fileHashSchema, bytes: z.int().min(1) })
      .nullable()
      .optional(),
  }),
  /** Buildings that have posters of their own; clerks and managers register and rename them (services/posters). */
  buildings: z.array(buildingSchema).max(MOST_BUILDINGS).optional(),
  /** What is not handed down to communities and grids (禁入清单), one item a line: domain/directory/grid-forbidden.ts. */
  gridForbidden: forbiddenListSchema.optional(),
  // Settings that an earlier version of the program wrote have none.
  dossier: dossierSettingsSchema.default(initialDossierSettings),
  signIn: signInSettingsSchema.default(initialSignInSettings),
});

export type CenterSettings = z.infer<typeof centerSettingsSchema>;

export interface CenterIdentity {
  readonly name: string;
  readonly shortName: string;
  readonly areaCode: string;
  readonly phone: string;
  readonly address: string;
  readonly committee: { readonly name: string; readonly shortName: string };
}

/** Settings of a new center: everything that the law or a standard suggests, all of it editable. */
export function initialSettings(identity: CenterIdentity): CenterSettings {
  return {
    ...identity,
    numbering: {
      case: '{简称}矛调〔{年}〕{序号}',
      agreement: '（{年}）{委员会}人调字第{序号:4}号',
    },
    deadlines: defaultDeadlineRules,
    calendars: [],
    documents: { showIdNumber: false },
    dossier: initialDossierSettings,
    signIn: initialSignInSettings,
  };
}
