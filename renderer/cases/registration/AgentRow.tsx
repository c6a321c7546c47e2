import { Input } from 'antd';
import { agentAuthorities, agentRelations } from '../../../domain/parties/agent.ts';
import { CodeSelect } from '../../forms/CodeSelect.tsx';
import { Field } from '../../forms/Field.tsx';
import { IdNumberInput } from '../../forms/IdNumberInput.tsx';
import { idNumberCheck, phoneCheck, textCheck } from './field-checks.ts';
import type { AgentValues } from './form-values.ts';

interface AgentRowProps {
  readonly party: number;
  readonly agent: number;
  readonly today: string | null;
}

/** Somebody who acts for the party, with what he may do (民事诉讼法 61, 62). */
export function AgentRow({ party, agent, today }: AgentRowProps) {
  const at = (field: keyof AgentValues): (string | number)[] => ['parties', party, 'agents', agent, field];
  return (
    <fieldset className="party-row agent-row" aria-label={`代理人 ${agent + 1}`} data-agent={agent}>
      <Field name={at('name')} label="代理人" check={textCheck({ label: '代理人姓名', max: 80 })}>
        <Input autoComplete="off" spellCheck={false} />
      </Field>
      <Field name={at('relation')} label="代理人身份">
        <CodeSelect choices={agentRelations} />
      </Field>
      <Field name={at('idNumber')} label="代理人身份证" optional="可后补" check={idNumberCheck(today)}>
        <IdNumberInput kind="111" today={today} placeholder="18 位" />
      </Field>
      <Field name={at('phone')} label="代理人电话" check={phoneCheck}>
        <Input autoComplete="off" inputMode="tel" />
      </Field>
      <Field name={at('relationNote')} label="关系说明" optional check={textCheck({ label: '与当事人关系', max: 80 })}>
        <Input autoComplete="off" placeholder="妻子" />
      </Field>
      <Field name={at('authority')} label="授权">
        <CodeSelect choices={agentAuthorities} />
      </Field>
    </fieldset>
  );
}
