import { Input } from 'antd';

interface ReasonFieldProps {
  /** What a reader of the screen hears. */
  readonly label: string;
  /** What to write; that it stays in the log is said behind it. */
  readonly ask: string;
  readonly value: string;
  /** What is wrong with it; null where nothing is. */
  readonly problem: string | null;
  readonly onChange: (value: string) => void;
}

/** Words that stay in the log for ever, so that no name belongs into them. */
export function ReasonField({ label, ask, value, problem, onChange }: ReasonFieldProps) {
  return (
    <>
      <Input.TextArea
        aria-label={label}
        placeholder={`${ask}。会一直留在日志里，不要写姓名和证件号码`}
        rows={3}
        maxLength={500}
        value={value}
        status={problem ? 'error' : ''}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem ? (
        <p className="late" role="alert">
          {problem}
        </p>
      ) : null}
    </>
  );
}
