import { Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { gbt31000Categories } from '../../../domain/codes/gbt31000-categories.ts';
import { mojTypes } from '../../../domain/codes/moj-types.ts';
import { buildDirectory } from '../../../domain/directory/divisions.ts';
import { createPlaceSearch } from '../../../domain/directory/place-search.ts';
import { checkIdNumber } from '../../../domain/parties/id-number.ts';
import { plainDate } from '../../../domain/text/chinese-date.ts';
import { plainText } from '../../../domain/text/plain-text.ts';
import { AmountInput } from '../../../renderer/forms/AmountInput.tsx';
import { findAmountProblem } from '../../../renderer/forms/amount-value.ts';
import { CodeSelect } from '../../../renderer/forms/CodeSelect.tsx';
import { zodCheck } from '../../../renderer/forms/checks.ts';
import { Field } from '../../../renderer/forms/Field.tsx';
import { IdNumberInput } from '../../../renderer/forms/IdNumberInput.tsx';
import { MaskedDateInput } from '../../../renderer/forms/MaskedDateInput.tsx';
import { PlaceInput } from '../../../renderer/forms/PlaceInput.tsx';
import { Dialog } from '../../../renderer/frame/Dialog.tsx';
import { Screen } from '../../../renderer/frame/Screen.tsx';
import { EnterToNext } from '../../../renderer/keyboard/EnterToNext.tsx';
import overrides from '../../../resources/divisions/overrides.json' with { type: 'json' };
import divisions from '../../../resources/divisions/zhengzhou-2023.json' with { type: 'json' };
import { note } from './record.ts';

const TODAY = '2026-11-23';
const directory = buildDirectory(divisions, overrides);
const places = createPlaceSearch(directory);
const searchPlaces = (typed: string) => places.search(typed, 8, { preferArea: '410105' });

/** Every kind of field once, in the order in which Enter walks. */
export function FormPage() {
  const [form] = Form.useForm();
  const [filledIn, setFilledIn] = useState(false);
  const [asking, setAsking] = useState(false);
  const save = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    note(`saved ${JSON.stringify(form.getFieldsValue())}`);
  };
  return (
    <Screen
      title="来访登记"
      back={{ to: '/', label: '返回，不丢' }}
      secondary={[
        { label: '保存', combo: 'Ctrl+S', onRun: save },
        { label: '盖章', combo: 'Alt+G', onRun: () => setAsking(true) },
        { label: '结案', combo: 'Alt+J', onRun: () => note('closed'), blocked: '还没有调解结果' },
      ]}
      main={{ label: '保存并受理', onRun: save }}
    >
      <Form form={form} layout="vertical" className="card" style={{ padding: 16, width: 560 }}>
        <EnterToNext>
          <div style={{ display: 'grid', gap: 8 }}>
            <Field name="name" label="姓名" check={zodCheck(plainText({ label: '姓名', min: 1, max: 50 }))}>
              <Input autoFocus />
            </Field>
            <Field name="idNumber" label="证件号码" optional="可后补" check={(value) => problemOf(String(value ?? ''))}>
              <IdNumberInput
                kind="111"
                today={TODAY}
                onFacts={(facts) => {
                  form.setFieldsValue({ birthDate: facts.birthDate });
                  setFilledIn(true);
                }}
              />
            </Field>
            <Field name="birthDate" label="出生日期" filledIn={filledIn} check={zodCheck(plainDate)}>
              <MaskedDateInput />
            </Field>
            <Field name="type" label="司法部类型">
              <CodeSelect choices={mojTypes} />
            </Field>
            <Field name="category" label="国标类别">
              <CodeSelect choices={gbt31000Categories} showCode clearable />
            </Field>
            <Field name="place" label="发生地点">
              <PlaceInput search={searchPlaces} pathOf={(code) => directory.find(code)?.path ?? null} />
            </Field>
            <Field name="amount" label="金额" optional check={(value) => findAmountProblem(value)}>
              <AmountInput />
            </Field>
            <Field name="willing" label="是否愿意调解">
              <Radio.Group options={['愿意', '不愿意']} />
            </Field>
            <Field name="facts" label="经过">
              <Input.TextArea rows={2} />
            </Field>
            <Field name="phone" label="手机">
              <Input />
            </Field>
          </div>
        </EnterToNext>
      </Form>
      {asking ? (
        <Dialog
          title="盖章"
          onClose={() => setAsking(false)}
          main={{
            label: '确认盖章',
            onRun: () => {
              note('sealed');
              setAsking(false);
            },
          }}
        >
          <p>盖章后协议书生效，不能撤回。</p>
          <Input aria-label="盖章人" />
        </Dialog>
      ) : null}
    </Screen>
  );
}

function problemOf(idNumber: string): string | null {
  if (idNumber === '') return null;
  const result = checkIdNumber(idNumber, TODAY);
  return result.ok ? null : result.message;
}
