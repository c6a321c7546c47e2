import { Input, type InputProps } from 'antd';

/** Where a recovery key, or the word of a move, is typed from paper: large, and nothing corrects it. */
export function RecoveryInput(field: InputProps) {
  return (
    <Input autoFocus autoComplete="off" spellCheck={false} maxLength={120} className="recovery-input" {...field} />
  );
}
