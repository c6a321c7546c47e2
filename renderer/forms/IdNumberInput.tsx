import { CheckCircleOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { checkDocumentNumber, type DocumentKindCode, findDocumentKind } from '../../domain/parties/document-kinds.ts';
import { checkIdNumber } from '../../domain/parties/id-number.ts';

/** What a resident identity number says about the person. */
export interface IdNumberFacts {
  readonly birthDate: string;
  readonly sex: 'male' | 'female';
}

interface IdNumberInputProps {
  readonly id?: string;
  readonly value?: string | null;
  readonly onChange?: (value: string | null) => void;
  readonly onBlur?: () => void;
  readonly kind: DocumentKindCode;
  /** Today in China, YYYY-MM-DD; null where the clock is suspect. */
  readonly today: string | null;
  /** Called as soon as the number is whole and right, to fill in sex and birth date. */
  readonly onFacts?: (facts: IdNumberFacts) => void;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly 'aria-label'?: string;
}

/** Number of an identity document. A right one shows a tick; a wrong one is told by the field's rule when it is left. */
export function IdNumberInput(props: IdNumberInputProps) {
  const { value, onChange, onBlur, kind, today, onFacts, placeholder, ...rest } = props;
  const text = value ?? '';
  const rule = findDocumentKind(kind);
  const checked = text === '' ? null : checkDocumentNumber(kind, text, today);

  const type = (next: string): void => {
    onChange?.(next === '' ? null : next);
    if (!rule?.residentId || !onFacts) return;
    const result = checkIdNumber(next, today);
    if (result.ok) onFacts({ birthDate: result.birthDate, sex: result.sex });
  };

  const leave = (): void => {
    if (checked?.ok && checked.normalized !== text) onChange?.(checked.normalized);
    onBlur?.();
  };

  return (
    <Input
      {...rest}
      value={text}
      autoComplete="off"
      spellCheck={false}
      placeholder={placeholder ?? rule?.hint}
      onChange={(event) => type(event.target.value)}
      onBlur={leave}
      suffix={
        checked?.ok && rule?.residentId ? (
          <CheckCircleOutlined className="text-good" role="img" aria-label="号码校验无误" />
        ) : (
          <span />
        )
      }
    />
  );
}
