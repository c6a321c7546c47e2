import { Form, type FormItemProps } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { type FindProblem, rulesOf } from './checks.ts';
import './field.css';

interface FieldProps {
  readonly name?: NonNullable<FormItemProps['name']>;
  readonly label: string;
  readonly children: ReactElement;
  /** What is wrong with the value (zodCheck, or a check of the domain). */
  readonly check?: FindProblem;
  /** May be left out. A text says it in its own way: 可后补. */
  readonly optional?: boolean | string;
  /** The value was filled in by the program: dashed and marked 自动, to be changed at will. */
  readonly filledIn?: boolean;
  /** At the right end of the label: 63 / 2000. */
  readonly aside?: ReactNode;
  /** Under the field, always there. A mistake is said in its place. */
  readonly hint?: ReactNode;
  readonly dependencies?: NonNullable<FormItemProps['dependencies']>;
  readonly className?: string;
  /** Enter passes by while the value is filled in; Tab still stops here. */
  readonly skipFilledIn?: boolean;
}

/** A field with its label above it. Without a `name` it only lays out a field that keeps its own value. */
export function Field(props: FieldProps) {
  const { name, label, children, check, optional = false, filledIn = false, aside, hint, dependencies } = props;
  const skipped = filledIn && props.skipFilledIn === true;
  return (
    <Form.Item
      className={`field ${filledIn ? 'field-filled-in' : ''} ${props.className ?? ''}`}
      label={
        <span className="field-label">
          {label}
          {optional === false ? null : <span>{optional === true ? '选填' : optional}</span>}
          {filledIn ? <em>自动</em> : null}
          {aside === undefined ? null : <span className="field-aside">{aside}</span>}
        </span>
      }
      extra={hint}
      validateTrigger="onBlur"
      {...(skipped ? { 'data-enter-skip': '' } : {})}
      {...(name === undefined ? {} : { name })}
      {...(check === undefined ? {} : { rules: rulesOf(check), validateFirst: true })}
      {...(dependencies === undefined ? {} : { dependencies })}
    >
      {children}
    </Form.Item>
  );
}
