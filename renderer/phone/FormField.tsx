import { type ReactNode, useId, useState } from 'react';
import type { Choice, FieldSpec } from '../cases/case-page/forms/action-form.ts';
import { type AmountValue, amountFromText, amountText } from '../forms/amount-value.ts';

interface FormFieldProps {
  readonly field: FieldSpec;
  readonly value: unknown;
  readonly problem: string | undefined;
  readonly onValue: (value: unknown) => void;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One field of an action's form, drawn from its data for a thumb. */
export function FormField({ field, value, problem, onValue }: FormFieldProps) {
  const id = useId();
  const { kind, name, label, optional = false, hint, warn } = field;
  const told = problem === undefined ? undefined : `${id}-problem`;
  const about = {
    id,
    name,
    'aria-invalid': problem !== undefined,
    ...(told === undefined ? {} : { 'aria-describedby': told }),
  };
  const notes = (
    <>
      {problem === undefined ? null : (
        <p id={told} className="field-problem" role="alert">
          {problem}
        </p>
      )}
      {warn === undefined ? null : <p className="small soon">{warn}</p>}
      {hint === undefined ? null : <p className="small muted">{hint}</p>}
    </>
  );
  const head = optional ? `${label}（可不填）` : label;
  const line = (input: ReactNode) => (
    <div className={field.half ? 'field half' : 'field'}>
      <label htmlFor={id}>{head}</label>
      {input}
      {notes}
    </div>
  );
  const group = (children: ReactNode) => (
    <fieldset className="field" aria-invalid={problem !== undefined} {...(told ? { 'aria-describedby': told } : {})}>
      <legend>{head}</legend>
      {children}
      {notes}
    </fieldset>
  );
  switch (kind) {
    case 'text':
      return line(
        <input
          {...about}
          value={text(value)}
          placeholder={field.placeholder}
          autoComplete="off"
          onChange={(event) => onValue(event.target.value)}
        />,
      );
    case 'long':
      return line(
        <textarea
          {...about}
          rows={field.rows ?? 3}
          value={text(value)}
          placeholder={field.placeholder}
          onChange={(event) => onValue(event.target.value)}
        />,
      );
    case 'date':
    case 'time':
      return line(
        <input {...about} type={kind} value={text(value)} onChange={(event) => onValue(event.target.value || null)} />,
      );
    case 'amount':
      return line(<Amount about={about} value={value as AmountValue} onValue={onValue} />);
    case 'number':
      return line(
        <input
          {...about}
          inputMode="numeric"
          value={value === undefined || value === null ? '' : String(value)}
          placeholder={field.unit}
          onChange={(event) => onValue(numberOf(event.target.value))}
        />,
      );
    case 'list':
      return line(
        <select {...about} value={text(value)} onChange={(event) => onValue(event.target.value || undefined)}>
          <option value="">请选择</option>
          {field.choices.map(({ code, name: words }) => (
            <option key={code} value={code}>
              {words}
            </option>
          ))}
        </select>,
      );
    case 'one':
      return group(
        field.choices.map((choice) => (
          <Tick
            key={choice.code}
            type="radio"
            name={`${id}-${name}`}
            choice={choice}
            checked={value === choice.code}
            onChange={() => onValue(choice.code)}
          />
        )),
      );
    case 'several': {
      const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
      const codes = field.choices.map(({ code }) => code);
      return group(
        field.choices.map((choice) => (
          <Tick
            key={choice.code}
            type="checkbox"
            name={name}
            choice={choice}
            checked={chosen.includes(choice.code)}
            onChange={(on) => onValue(codes.filter((code) => (code === choice.code ? on : chosen.includes(code))))}
          />
        )),
      );
    }
    case 'yes':
      return group(
        <Tick
          type="checkbox"
          name={name}
          choice={{ code: name, name: field.text }}
          checked={value === true}
          onChange={onValue}
        />,
      );
    case 'mediators':
    case 'case':
    case 'center':
      // Of forms that are filled in at a desk only (phone-actions.ts).
      return null;
  }
}

/** What is no number stays as it is typed, so that the message can say so. */
function numberOf(typed: string): unknown {
  const trimmed = typed.trim();
  if (trimmed === '') return undefined;
  return /^\d+$/.test(trimmed) ? Number(trimmed) : typed;
}

interface AmountProps {
  readonly about: Readonly<Record<string, unknown>>;
  readonly value: AmountValue;
  readonly onValue: (value: AmountValue) => void;
}

/** Yuan as they are typed; whole fen once they can be read. */
function Amount({ about, value, onValue }: AmountProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      {...about}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? amountText(value ?? null)}
      onChange={(event) => {
        setTyped(event.target.value);
        onValue(amountFromText(event.target.value));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

interface TickProps {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly choice: Choice;
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
}

function Tick({ type, name, choice, checked, onChange }: TickProps) {
  return (
    <label className="tick">
      <input type={type} name={name} checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {choice.name}
        {choice.detail === undefined ? null : <span className="small muted">　{choice.detail}</span>}
      </span>
    </label>
  );
}
