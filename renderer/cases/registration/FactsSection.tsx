import { dangerNote } from '../../../domain/cases/danger-words.ts';
import { countCharacters, normaliseText } from '../../../domain/text/plain-text.ts';
import { Field } from '../../forms/Field.tsx';
import { CategoryFields } from './CategoryFields.tsx';
import { FactsInput } from './FactsInput.tsx';
import { textCheck } from './field-checks.ts';
import { type SectionProps, useValues } from './form-fields.ts';
import type { FormValues } from './form-values.ts';

const MOST_CHARACTERS = 2000;
const dangerOf = (values: FormValues): string | null => dangerNote(values.facts);
const lengthOf = (values: FormValues): number => countCharacters(normaliseText(values.facts));

/** What happened, and the three axes of its category. */
export function FactsSection({ form }: SectionProps) {
  const length = useValues(form, lengthOf);
  const danger = useValues(form, dangerOf);
  const count = `${length} / ${MOST_CHARACTERS}`;
  return (
    <div>
      <h2 className="facts-head">经过与类别</h2>
      <Field
        name="facts"
        label="经过"
        check={textCheck({ label: '经过', max: MOST_CHARACTERS, multiline: true })}
        aside={length > MOST_CHARACTERS ? <span className="soon">{count}，超出的部分请删减</span> : count}
      >
        <FactsInput />
      </Field>
      {danger === null ? null : (
        <p className="small soon" role="status">
          {danger}
        </p>
      )}
      <CategoryFields form={form} />
    </div>
  );
}
