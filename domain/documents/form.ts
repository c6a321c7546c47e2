import { acceptanceRegisterForm } from './acceptance-register.ts';
import { agreementForm } from './agreement.ts';
import type { FormDefinition } from './form-definition.ts';
import { mediationRecordForm } from './mediation-record.ts';
import { oralAgreementRegisterForm } from './oral-agreement-register.ts';
import { slipForm } from './slip.ts';

/** Every form that the program prints, by its kind: the name that it has in the log. */
const forms = {
  slip: slipForm,
  'acceptance-register': acceptanceRegisterForm,
  'mediation-record': mediationRecordForm,
  agreement: agreementForm,
  'oral-agreement-register': oralAgreementRegisterForm,
};

export type FormKind = keyof typeof forms;
export const formKinds = Object.keys(forms) as [FormKind, ...FormKind[]];

/** The facts that a form of this kind is printed from; dates as `YYYY-MM-DD`, amounts in fen. */
export type FormInput<K extends FormKind> = Parameters<(typeof forms)[K]['present']>[0];

export const formDefinitions: { readonly [K in FormKind]: FormDefinition<FormInput<K>> } = forms;
