import { Form } from 'antd';
import { gbt31000Categories } from '../../../domain/codes/gbt31000-categories.ts';
import { mojTypes } from '../../../domain/codes/moj-types.ts';
import { screeningTags } from '../../../domain/codes/screening-tags.ts';
import { CodeSelect } from '../../forms/CodeSelect.tsx';
import type { CodeChoice } from '../../forms/code-search.ts';
import { categoryReason, isFilledIn } from './fill-in.ts';
import { fieldId, type SectionProps, useValues } from './form-fields.ts';
import { type FormValues, NO_TAG } from './form-values.ts';
import { anchors } from './hints.ts';

type Axis = 'mojType' | 'gbtCategory' | 'screeningTag';

interface AxisState {
  readonly filledIn: boolean;
  readonly reason: string;
}

function stateOf(values: FormValues, axis: Axis): AxisState {
  return { filledIn: isFilledIn(values, axis), reason: categoryReason(values, axis) };
}

const stateOfAxes = (values: FormValues): Readonly<Record<Axis, AxisState>> => ({
  mojType: stateOf(values, 'mojType'),
  gbtCategory: stateOf(values, 'gbtCategory'),
  screeningTag: stateOf(values, 'screeningTag'),
});

const tagChoices = [...screeningTags, { code: NO_TAG, name: '不属于六防六促' }];

/** Three lists that do not depend on each other; each says where its entry comes from. */
export function CategoryFields({ form }: Pick<SectionProps, 'form'>) {
  const states = useValues(form, stateOfAxes);
  const axis = (name: Axis, label: string, choices: readonly CodeChoice[], showCode = false) => (
    <div className="category-row">
      <label htmlFor={fieldId([name])} className="muted">
        {label}
      </label>
      <Form.Item
        name={name}
        className={`field ${states[name].filledIn ? 'field-filled-in' : ''}`}
        {...(states[name].filledIn ? { 'data-enter-skip': '' } : {})}
      >
        <CodeSelect choices={choices} showCode={showCode} placeholder="请选择" />
      </Form.Item>
      <span className="small muted">{states[name].reason}</span>
    </div>
  );
  return (
    <fieldset className="category" aria-label="类别，三套分类各自独立" data-anchor={anchors.category}>
      {axis('mojType', '司法部类型', mojTypes)}
      {axis('gbtCategory', '国标类别', gbt31000Categories, true)}
      {axis('screeningTag', '六防六促', tagChoices)}
    </fieldset>
  );
}
