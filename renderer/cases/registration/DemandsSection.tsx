import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useState } from 'react';
import { complexities } from '../../../domain/cases/registration.ts';
import { riskLevels } from '../../../domain/codes/risk-levels.ts';
import { sources } from '../../../domain/codes/sources.ts';
import { toChineseAmount } from '../../../domain/text/chinese-amount.ts';
import { AmountInput } from '../../forms/AmountInput.tsx';
import { findAmountProblem } from '../../forms/amount-value.ts';
import { CodeSelect } from '../../forms/CodeSelect.tsx';
import { Field } from '../../forms/Field.tsx';
import { MaskedDateInput } from '../../forms/MaskedDateInput.tsx';
import { Key } from '../../keyboard/Key.tsx';
import { useActionKeys } from '../../keyboard/use-action-keys.ts';
import { findCoordinateProblem } from './check-registration.ts';
import { DemandLines } from './DemandLines.tsx';
import { pastDateCheck, textCheck } from './field-checks.ts';
import { isFilledIn } from './fill-in.ts';
import { focusField, type SectionProps, useValues } from './form-fields.ts';
import type { FormValues } from './form-values.ts';
import { anchors } from './hints.ts';

const complexityChoices = complexities.map(({ id, name }) => ({ code: id, name }));
const urgencyChoices = [
  { code: 'normal', name: '一般' },
  { code: 'urgent', name: '紧急' },
];

interface Shown {
  readonly amount: FormValues['amount'];
  readonly titleFilledIn: boolean;
  readonly title: string;
  readonly hasMore: boolean;
}

const shown = (values: FormValues): Shown => ({
  amount: values.amount,
  titleFilledIn: isFilledIn(values, 'title'),
  title: values.title,
  hasMore: [values.involvedUnits, values.place.longitude, values.place.latitude].some((text) => text !== ''),
});

interface DemandsSectionProps extends SectionProps {
  /** The case is registered: the day on which that was is no longer to be changed. */
  readonly correcting?: boolean;
}

/** What is asked for, how much it is about, where the case comes from and how dangerous it is. */
export function DemandsSection({ form, today, correcting = false }: DemandsSectionProps) {
  const { amount, titleFilledIn, title, hasMore } = useValues(form, shown);
  const [more, setMore] = useState(false);
  const open = more || hasMore;
  const toggle = (): void => {
    setMore(!open);
    if (!open) focusField(['involvedUnits']);
  };
  useActionKeys([{ combo: 'Alt+O', label: '涉及单位、经纬度', run: toggle }]);

  return (
    <div className="demand-fields">
      <Field name="demands" label="申请事项" className="demand-lines">
        <DemandLines />
      </Field>
      <div className="case-fields">
        <Field
          name="amount"
          label="涉及金额"
          optional
          check={(value) => findAmountProblem(value)}
          hint={typeof amount === 'number' && amount > 0 ? toChineseAmount(amount) : undefined}
        >
          <AmountInput />
        </Field>
        <Field name="source" label="案件来源">
          <CodeSelect choices={sources} />
        </Field>
        <div data-anchor={anchors.risk}>
          <Field name="riskLevel" label="风险等级">
            <CodeSelect choices={riskLevels} />
          </Field>
        </div>
        <Field name="complexity" label="难易程度">
          <CodeSelect choices={complexityChoices} />
        </Field>
        <Field name="urgency" label="紧急程度">
          <CodeSelect choices={urgencyChoices} />
        </Field>
        {correcting ? null : (
          <Field name="receivedOn" label="登记日期" check={pastDateCheck(today, '登记日期在今天之后，请核对')}>
            <MaskedDateInput />
          </Field>
        )}
        <Field
          name="title"
          label="事由"
          className="wide"
          filledIn={titleFilledIn}
          skipFilledIn
          check={textCheck({ label: '事由', max: 100 })}
        >
          <Input autoComplete="off" title={title} />
        </Field>
        {open ? (
          <>
            <Field
              name="involvedUnits"
              label="涉及单位"
              optional
              className="wide"
              check={textCheck({ label: '涉及单位', max: 100 })}
            >
              <Input autoComplete="off" />
            </Field>
            <Field name={['place', 'longitude']} label="经度" optional check={coordinate('经度', 180)}>
              <Input autoComplete="off" inputMode="decimal" placeholder="113.665412" />
            </Field>
            <Field name={['place', 'latitude']} label="纬度" optional check={coordinate('纬度', 90)}>
              <Input autoComplete="off" inputMode="decimal" placeholder="34.757975" />
            </Field>
          </>
        ) : null}
        <button type="button" className="text-button small wide" aria-expanded={open} onClick={toggle}>
          更多：涉及单位、经纬度 <Key combo="Alt+O" />
          {open ? <UpOutlined aria-hidden="true" /> : <DownOutlined aria-hidden="true" />}
        </button>
      </div>
    </div>
  );
}

function coordinate(label: string, limit: 90 | 180) {
  return (value: unknown): string | null => findCoordinateProblem(typeof value === 'string' ? value : '', label, limit);
}
