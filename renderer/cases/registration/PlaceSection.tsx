import { Input } from 'antd';
import { gbt31000Scales } from '../../../domain/codes/gbt31000-scale.ts';
import { CodeSelect } from '../../forms/CodeSelect.tsx';
import { Field } from '../../forms/Field.tsx';
import { MaskedDateInput } from '../../forms/MaskedDateInput.tsx';
import { PlaceInput } from '../../forms/PlaceInput.tsx';
import { usePlaceSearch } from '../../forms/use-place-search.ts';
import { pastDateCheck, textCheck, wholeNumberCheck } from './field-checks.ts';
import { isFilledIn } from './fill-in.ts';
import { type SectionProps, useValues } from './form-fields.ts';
import type { FormValues } from './form-values.ts';
import { anchors } from './hints.ts';

const peopleCountIsFilledIn = (values: FormValues): boolean => isFilledIn(values, 'peopleCount');
const placePathOf = (values: FormValues): FormValues['place'] => values.place;

/** Where and when it happened, and how many people it concerns. */
export function PlaceSection({ form, today, settle }: SectionProps) {
  const peopleFilledIn = useValues(form, peopleCountIsFilledIn);
  const place = useValues(form, placePathOf);
  const { search, pathOf: foundPath } = usePlaceSearch();
  const pathOf = (code: string): readonly string[] | null =>
    foundPath(code) ?? (code === place.code && place.path.length > 0 ? place.path : null);

  return (
    <div className="place-fields" data-anchor={anchors.place}>
      <h2 className="wide">地点</h2>
      <Field name={['place', 'code']} label="发生地点" className="wide">
        <PlaceInput
          search={search}
          pathOf={pathOf}
          placeholder="首字母或汉字，如 xdl h"
          onChange={(code) => {
            form.setFieldValue(['place', 'path'], code === null ? [] : (foundPath(code) ?? []));
            settle();
          }}
        />
      </Field>
      <Field name={['place', 'detail']} label="详细地址" check={textCheck({ label: '详细地址', max: 100 })}>
        <Input autoComplete="off" title={place.detail} />
      </Field>
      <Field name="occurredOn" label="发生日期" check={pastDateCheck(today, '发生日期在今天之后，请核对')}>
        <MaskedDateInput />
      </Field>
      <Field
        name="peopleCount"
        label="涉及人数"
        filledIn={peopleFilledIn}
        skipFilledIn
        check={wholeNumberCheck('涉及人数要填整数')}
      >
        <Input inputMode="numeric" autoComplete="off" maxLength={10} />
      </Field>
      <Field name="scale" label="事件规模">
        <CodeSelect choices={gbt31000Scales} showCode />
      </Field>
    </div>
  );
}
