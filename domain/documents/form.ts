import type * as z from 'zod';
import {
  ACCEPTANCE_REGISTER_TITLE,
  acceptanceRegisterSchema,
  presentAcceptanceRegister,
} from './acceptance-register.ts';
import { AGREEMENT_TITLE, agreementSchema, presentAgreement } from './agreement.ts';
import { MEDIATION_RECORD_TITLE, mediationRecordSchema, presentMediationRecord } from './mediation-record.ts';
import {
  ORAL_AGREEMENT_REGISTER_TITLE,
  oralAgreementRegisterSchema,
  presentOralAgreementRegister,
} from './oral-agreement-register.ts';
import type { TemplateData } from './presentation.ts';
import { presentSlip, SLIP_TITLE, slipSchema } from './slip.ts';

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
export type FormInput<K extends FormKind> = z.infer<(typeof formSchemas)[K]>;

export interface FormDefinition<K extends FormKind> {
  kind: K;
  /** The official title, as printed. */
  title: string;
  /** File in `resources/templates/`. */
  templateFile: string;
  schema: z.ZodType<FormInput<K>>;
  /** What the template reads: dates, amounts and clauses already in their legal wording. */
  present: (data: FormInput<K>) => TemplateData;
}

export const formDefinitions: { [K in FormKind]: FormDefinition<K> } = {
  'acceptance-register': {
    kind: 'acceptance-register',
    title: ACCEPTANCE_REGISTER_TITLE,
    templateFile: 'acceptance-register.typ',
    schema: acceptanceRegisterSchema,
    present: presentAcceptanceRegister,
  },
  'mediation-record': {
    kind: 'mediation-record',
    title: MEDIATION_RECORD_TITLE,
    templateFile: 'mediation-record.typ',
    schema: mediationRecordSchema,
    present: presentMediationRecord,
  },
  agreement: {
    kind: 'agreement',
    title: AGREEMENT_TITLE,
    templateFile: 'agreement.typ',
    schema: agreementSchema,
    present: presentAgreement,
  },
  'oral-agreement-register': {
    kind: 'oral-agreement-register',
    title: ORAL_AGREEMENT_REGISTER_TITLE,
    templateFile: 'oral-agreement-register.typ',
    schema: oralAgreementRegisterSchema,
    present: presentOralAgreementRegister,
  },
  slip: {
    kind: 'slip',
    title: SLIP_TITLE,
    templateFile: 'slip.typ',
    schema: slipSchema,
    present: presentSlip,
  },
};
