import { WarningOutlined } from '@ant-design/icons';
import { Checkbox, Input, InputNumber, Radio } from 'antd';
import type { ReactElement } from 'react';
import { AmountInput } from '../../../forms/AmountInput.tsx';
import { CodeSelect } from '../../../forms/CodeSelect.tsx';
import type { FindProblem } from '../../../forms/checks.ts';
import { Field } from '../../../forms/Field.tsx';
import { MaskedDateInput } from '../../../forms/MaskedDateInput.tsx';
import { assertNever } from '../../../status/assert-never.ts';
import type { Choice, FieldSpec, FormContext } from './action-form.ts';
import { CaseChoice } from './CaseChoice.tsx';
import { CenterChoice } from './CenterChoice.tsx';
import { MediatorChoice } from './MediatorChoice.tsx';

interface ActionFieldProps {
  readonly field: FieldSpec;
  readonly context: FormContext;
  /** What may be said of the field (schema-check.ts). */
  readonly check: FindProblem | undefined;
}

/** One field of an action's form, drawn from its data. */
export function ActionField({ field, context, check }: ActionFieldProps) {
  const { name, label, optional = false, hint, warn, filledIn = false, half = false, row = false } = field;
  return (
    <>
      <Field
        name={name}
        label={label}
        optional={optional}
        filledIn={filledIn}
        {...(row ? { aside: hint } : {})}
        hint={row ? undefined : hint}
        className={half ? 'action-field-half' : row ? 'action-field-row' : ''}
        {...(check === undefined ? {} : { check })}
      >
        {input(field, context)}
      </Field>
      {warn === undefined ? null : (
        <p className="field-warn">
          <WarningOutlined aria-hidden="true" /> {warn}
        </p>
      )}
    </>
  );
}

function input(field: FieldSpec, { view }: FormContext): ReactElement {
  switch (field.kind) {
    case 'text':
      return <Input autoComplete="off" placeholder={field.placeholder} />;
    case 'long':
      return <Input.TextArea autoSize={{ minRows: field.rows ?? 3, maxRows: 12 }} placeholder={field.placeholder} />;
    case 'date':
      return <MaskedDateInput />;
    case 'time':
      return <Input inputMode="numeric" autoComplete="off" maxLength={5} placeholder="16:05" />;
    case 'amount':
      return <AmountInput />;
    case 'number':
      return <InputNumber precision={0} suffix={field.unit} controls={false} style={{ width: '100%' }} />;
    case 'one':
      return <OneOf label={field.label} choices={field.choices} />;
    case 'several':
      return <SeveralOf label={field.label} choices={field.choices} />;
    case 'list':
      return <CodeSelect choices={field.choices} placeholder="可打汉字或拼音首字母" />;
    case 'yes':
      return <YesBox text={field.text} />;
    case 'mediators':
      return <MediatorChoice caseId={view.state.id} />;
    case 'center':
      return <CenterChoice />;
    case 'case':
      return <CaseChoice ownId={view.state.id} />;
    default:
      return assertNever(field);
  }
}

interface OneOfProps {
  readonly id?: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value?: string;
  readonly onChange?: (code: string) => void;
}

/** One of a few, all in sight; the arrow keys choose. */
function OneOf({ id, label, choices, value, onChange }: OneOfProps) {
  return (
    <Radio.Group
      {...(id === undefined ? {} : { id })}
      className="choice-group"
      aria-label={label}
      value={value}
      onChange={(event) => onChange?.(String(event.target.value))}
    >
      {choices.map((choice) => (
        <Radio key={choice.code} value={choice.code}>
          <ChoiceText choice={choice} />
        </Radio>
      ))}
    </Radio.Group>
  );
}

interface SeveralOfProps {
  readonly id?: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value?: readonly string[];
  readonly onChange?: (codes: readonly string[]) => void;
}

/** Any number of a few, all in sight; space ticks. */
export function SeveralOf({ id, label, choices, value = [], onChange }: SeveralOfProps) {
  const tick = (code: string, on: boolean): void =>
    onChange?.(choices.map((choice) => choice.code).filter((each) => (each === code ? on : value.includes(each))));
  return (
    <fieldset {...(id === undefined ? {} : { id })} aria-label={label} className="choice-group">
      {choices.map((choice) => (
        <Checkbox
          key={choice.code}
          checked={value.includes(choice.code)}
          onChange={(event) => tick(choice.code, event.target.checked)}
        >
          <ChoiceText choice={choice} />
        </Checkbox>
      ))}
    </fieldset>
  );
}

function ChoiceText({ choice }: { readonly choice: Choice }) {
  return (
    <>
      {choice.name}
      {choice.detail === undefined ? null : <span className="small muted">　{choice.detail}</span>}
    </>
  );
}

interface YesBoxProps {
  readonly id?: string;
  readonly text: string;
  readonly value?: boolean;
  readonly onChange?: (value: boolean) => void;
}

export function YesBox({ id, text, value = false, onChange }: YesBoxProps) {
  return (
    <Checkbox
      {...(id === undefined ? {} : { id })}
      checked={value}
      onChange={(event) => onChange?.(event.target.checked)}
    >
      {text}
    </Checkbox>
  );
}
