import { Input } from 'antd';
import { partyRoles } from '../../../domain/parties/party.ts';
import { CodeSelect } from '../../forms/CodeSelect.tsx';
import { Field } from '../../forms/Field.tsx';
import { ContactFields } from './ContactFields.tsx';
import { textCheck } from './field-checks.ts';
import type { PartyValues } from './form-values.ts';
import { documentChoices, type PartyFieldsProps, Warning } from './PersonFields.tsx';

export function UnitFields({ index, party, warnings, more, tools }: PartyFieldsProps) {
  const at = (field: keyof PartyValues): (string | number)[] => ['parties', index, field];
  const doubt = warnings.get('creditCode');
  return (
    <>
      <div className="party-row unit-row">
        <Field name={at('role')} label="身份">
          <CodeSelect choices={partyRoles} />
        </Field>
        <Field name={at('name')} label="单位名称" check={textCheck({ label: '单位名称', max: 100 })}>
          <Input autoComplete="off" spellCheck={false} title={party.name} />
        </Field>
        <Field name={at('document')} label="证件">
          <CodeSelect choices={documentChoices} />
        </Field>
        <Field
          name={at('creditCode')}
          label="统一社会信用代码"
          optional="可后补"
          check={textCheck({ label: '统一社会信用代码', max: 30 })}
          {...(doubt === undefined ? {} : { hint: <Warning text={doubt} /> })}
        >
          <Input autoComplete="off" spellCheck={false} placeholder="18 位" />
        </Field>
        <Field name={at('legalRepresentative')} label="法定代表人" check={textCheck({ label: '法定代表人', max: 80 })}>
          <Input autoComplete="off" title={party.legalRepresentative} />
        </Field>
      </div>
      <ContactFields index={index} party={party} tools={tools}>
        <Field name={at('contactName')} label="联系人" optional check={textCheck({ label: '联系人', max: 80 })}>
          <Input autoComplete="off" placeholder="—" title={party.contactName} />
        </Field>
      </ContactFields>
      {more ? (
        <div className="party-row more-row">
          <Field
            name={at('legalRepresentativeTitle')}
            label="法定代表人职务"
            optional
            check={textCheck({ label: '职务', max: 50 })}
          >
            <Input autoComplete="off" />
          </Field>
        </div>
      ) : null}
    </>
  );
}
