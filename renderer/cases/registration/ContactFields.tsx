import { Input } from 'antd';
import type { ReactNode } from 'react';
import { willingnessLevels } from '../../../domain/parties/party.ts';
import { CodeSelect } from '../../forms/CodeSelect.tsx';
import { Field } from '../../forms/Field.tsx';
import { phoneCheck, textCheck } from './field-checks.ts';
import { type PartyValues, partyKind } from './form-values.ts';

interface ContactFieldsProps {
  readonly index: number;
  readonly party: PartyValues;
  /** The first field of the row. */
  readonly children: ReactNode;
  readonly tools: ReactNode;
}

/** The second row of a party: how to reach it, and whether it wants to be mediated. */
export function ContactFields({ index, party, children, tools }: ContactFieldsProps) {
  const isUnit = partyKind(party) === 'unit';
  const address = isUnit ? '住所' : '住址';
  return (
    <div className="party-row contact-row">
      {children}
      <Field name={['parties', index, 'phone']} label={isUnit ? '电话' : '手机'} check={phoneCheck}>
        <Input autoComplete="off" inputMode="tel" />
      </Field>
      <Field name={['parties', index, 'address']} label={address} check={textCheck({ label: address, max: 200 })}>
        <Input autoComplete="off" title={party.address} />
      </Field>
      <div className="with-tools">
        <Field name={['parties', index, 'willingness']} label="是否愿意调解">
          <CodeSelect choices={willingnessLevels} />
        </Field>
        {tools}
      </div>
    </div>
  );
}
