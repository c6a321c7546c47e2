import { type InputHTMLAttributes, useId } from 'react';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'onChange' | 'value'> {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
}

/** One line of text with its name above and what is wrong with it below. */
export function TextField({ label, value, onValue, hint, problem, ...input }: TextFieldProps) {
  const id = useId();
  const about = problem === undefined ? undefined : `${id}-problem`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        value={value}
        aria-invalid={problem !== undefined}
        {...(about === undefined ? {} : { 'aria-describedby': about })}
        onChange={(event) => onValue(event.target.value)}
      />
      {problem === undefined ? null : (
        <p id={about} className="field-problem" role="alert">
          {problem}
        </p>
      )}
      {hint === undefined ? null : <p className="small muted">{hint}</p>}
    </div>
  );
}
