import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input } from 'antd';
import { v7 as newId } from 'uuid';
import type { HelperValues } from './session-values.ts';

interface HelpersInputProps {
  readonly id?: string;
  readonly value?: readonly HelperValues[];
  readonly onChange?: (helpers: readonly HelperValues[]) => void;
}

/** People invited to help, each with the parties' consent (人民调解法 20). */
export function HelpersInput({ id, value = [], onChange }: HelpersInputProps) {
  const set = (at: number, change: Partial<HelperValues>): void =>
    onChange?.(value.map((helper, index) => (index === at ? { ...helper, ...change } : helper)));
  return (
    <div {...(id === undefined ? {} : { id })} className="helpers">
      {value.map((helper, index) => (
        <div key={helper.id} className="helper">
          <Input
            aria-label={`协助人 ${index + 1} 姓名`}
            placeholder="姓名"
            autoComplete="off"
            value={helper.name}
            onChange={(event) => set(index, { name: event.target.value })}
          />
          <Input
            aria-label={`协助人 ${index + 1} 身份`}
            placeholder="身份，如 楼栋长"
            autoComplete="off"
            value={helper.identity}
            onChange={(event) => set(index, { identity: event.target.value })}
          />
          <Checkbox checked={helper.consented} onChange={(event) => set(index, { consented: event.target.checked })}>
            当事人同意
          </Checkbox>
          <Button
            size="small"
            aria-label={`去掉协助人 ${index + 1}`}
            onClick={() => onChange?.(value.filter((_helper, at) => at !== index))}
          >
            去掉
          </Button>
        </div>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden="true" />}
        onClick={() => onChange?.([...value, { id: newId(), name: '', identity: '', consented: false }])}
      >
        加协助人
      </Button>
    </div>
  );
}
