import type * as z from 'zod';
import { acceptanceRegisterSchema } from './acceptance-register.ts';
import { agreementSchema } from './agreement.ts';
import { mediationRecordSchema } from './mediation-record.ts';
import { oralAgreementRegisterSchema } from './oral-agreement-register.ts';
import { slipSchema } from './slip.ts';

export const formKinds = [
  'acceptance-register',
  'mediation-record',
  'agreement',
  'oral-agreement-register',
  'slip',
] as const;
export type FormKind = (typeof formKinds)[number];

const formSchemas = {
  'acceptance-register': acceptanceRegisterSchema,
  'mediation-record': mediationRecordSchema,
  agreement: agreementSchema,
  'oral-agreement-register': oralAgreementRegisterSchema,
  slip: slipSchema,
} satisfies Record<FormKind, z.ZodType>;

/** The facts that a form of this kind is printed from; dates as `YYYY-MM-DD`, amounts in fen. */
export type FormData<K extends FormKind> = z.infer<(typeof formSchemas)[K]>;

export interface FormDefinition<K extends FormKind> {
  kind: K;
  /** The official title, as printed. */
  title: string;
  /** File in `resources/templates/`. */
  templateFile: string;
  schema: z.ZodType<FormData<K>>;
}

export const formDefinitions: { [K in FormKind]: FormDefinition<K> } = {
  'acceptance-register': {
    kind: 'acceptance-register',
    title: '人民调解受理登记表',
    templateFile: 'acceptance-register.typ',
    schema: acceptanceRegisterSchema,
  },
  'mediation-record': {
    kind: 'mediation-record',
    title: '人民调解记录',
    templateFile: 'mediation-record.typ',
    schema: mediationRecordSchema,
  },
  agreement: {
    kind: 'agreement',
    title: '人民调解协议书',
    templateFile: 'agreement.typ',
    schema: agreementSchema,
  },
  'oral-agreement-register': {
    kind: 'oral-agreement-register',
    title: '人民调解口头协议登记表',
    templateFile: 'oral-agreement-register.typ',
    schema: oralAgreementRegisterSchema,
  },
  slip: {
    kind: 'slip',
    title: '来访登记回执',
    templateFile: 'slip.typ',
    schema: slipSchema,
  },
};
