import { Input } from 'antd';
import type { ReactNode } from 'react';
import { educationLevels } from '../../../domain/codes/education.ts';
import { ethnicGroups } from '../../../domain/codes/ethnic-groups.ts';
import { personCategories } from '../../../domain/codes/person-categories.ts';
import { sexes } from '../../../domain/codes/sex.ts';
import { documentKinds } from '../../../domain/parties/document-kinds.ts';
import { partyRoles } from '../../../domain/parties/party.ts';
import { CodeSelect } from '../../forms/CodeSelect.tsx';
import { Field } from '../../forms/Field.tsx';
import { IdNumberInput } from '../../forms/IdNumberInput.tsx';
import { MaskedDateInput } from '../../forms/MaskedDateInput.tsx';
import { ContactFields } from './ContactFields.tsx';
import { documentCheck, pastDateCheck, textCheck, wholeNumberCheck } from './field-checks.ts';
import { isFilledIn } from './fill-in.ts';
import { type PartyValues, UNIT_DOCUMENT } from './form-values.ts';

export interface PartyFieldsProps {
  readonly index: number;
  readonly party: PartyValues;
  readonly today: string | null;
  /** By field: what to look at again. */
  readonly warnings: ReadonlyMap<string, string>;
  /** With the fields that are seldom asked for. */
  readonly more: boolean;
  readonly tools: ReactNode;
}

/** A unit is chosen here too: it has a code of its own instead of a person's document. */
export const documentChoices = [...documentKinds, { code: UNIT_DOCUMENT, name: '单位代码' }];

export function Warning({ text }: { readonly text: string | undefined }) {
  return text === undefined ? null : <span className="soon">{text}</span>;
}

export function PersonFields({ index, party, today, warnings, more, tools }: PartyFieldsProps) {
  const at = (field: keyof PartyValues): (string | number)[] => ['parties', index, field];
  const filled = {
    sex: isFilledIn(party, 'sex'),
    birthDate: isFilledIn(party, 'birthDate'),
    statedAge: isFilledIn(party, 'statedAge'),
  };
  const warn = (field: string) => (warnings.has(field) ? { hint: <Warning text={warnings.get(field)} /> } : {});
  const later = party.role !== 'applicant' && !party.documentNumber;
  const kind = party.document === UNIT_DOCUMENT ? '111' : party.document;
  return (
    <>
      <div className="party-row person-row">
        <Field name={at('role')} label="身份">
          <CodeSelect choices={partyRoles} />
        </Field>
        <Field name={at('name')} label="姓名" check={textCheck({ label: '姓名', max: 80 })}>
          <Input autoComplete="off" spellCheck={false} title={party.name} />
        </Field>
        <Field name={at('document')} label="证件">
          <CodeSelect choices={documentChoices} />
        </Field>
        <Field
          name={at('documentNumber')}
          label="证件号码"
          check={documentCheck(kind, today)}
          {...(later ? { optional: '可后补' } : {})}
        >
          <IdNumberInput kind={kind} today={today} {...(later ? { placeholder: '本人到场时再填' } : {})} />
        </Field>
        <Field name={at('sex')} label="性别" filledIn={filled.sex} skipFilledIn className="no-arrow" {...warn('sex')}>
          <CodeSelect choices={sexes} clearable placeholder="—" />
        </Field>
        <Field
          name={at('birthDate')}
          label="出生日期"
          filledIn={filled.birthDate}
          skipFilledIn
          check={pastDateCheck(today, '出生日期在今天以后，请核对')}
          {...warn('birthDate')}
        >
          <MaskedDateInput placeholder="—" withCalendar={false} />
        </Field>
        <Field
          name={at('statedAge')}
          label="年龄"
          filledIn={filled.statedAge}
          skipFilledIn
          check={wholeNumberCheck('年龄要填整数')}
        >
          <Input inputMode="numeric" autoComplete="off" placeholder="—" />
        </Field>
        <Field name={at('ethnicity')} label="民族">
          <CodeSelect choices={ethnicGroups} clearable placeholder="—" />
        </Field>
      </div>
      <ContactFields index={index} party={party} tools={tools}>
        <Field name={at('occupation')} label="职业" optional check={textCheck({ label: '职业', max: 50 })}>
          <Input autoComplete="off" placeholder="—" title={party.occupation} />
        </Field>
      </ContactFields>
      {more ? (
        <div className="party-row more-row">
          <Field name={at('education')} label="学历" optional>
            <CodeSelect choices={educationLevels} clearable />
          </Field>
          <Field name={at('personCategory')} label="人员类别" optional>
            <CodeSelect choices={personCategories} clearable />
          </Field>
          <Field name={at('workplace')} label="工作单位" optional check={textCheck({ label: '工作单位', max: 100 })}>
            <Input autoComplete="off" />
          </Field>
        </div>
      ) : null}
    </>
  );
}
