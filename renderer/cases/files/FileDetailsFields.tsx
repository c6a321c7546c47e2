import { Form, InputNumber } from 'antd';
import { type CaseState, partiesOf } from '../../../domain/cases/state.ts';
import type { FileDetails, FileKind } from '../../../domain/files/file.ts';
import { CodeSelect } from '../../forms/CodeSelect.tsx';
import { Field } from '../../forms/Field.tsx';
import { papersOf } from '../case-page/fitting-papers.ts';

/** Kinds that stand on the list of evidence, which names who brought them and how many copies there are. */
const onEvidenceList: readonly FileKind[] = ['evidence', 'scene'];
/** Kinds that may be the signed original of a paper. */
const maybePapers: readonly FileKind[] = ['signed', 'authorisation', 'other'];

interface FileDetailsFieldsProps {
  readonly state: CaseState;
  readonly kind: FileKind;
  readonly details: FileDetails;
  readonly onChange: (details: FileDetails) => void;
}

/** What the list of evidence and the dossier ask of a file, where its kind has anything to say to them. */
export function FileDetailsFields({ state, kind, details, onChange }: FileDetailsFieldsProps) {
  if (onEvidenceList.includes(kind)) {
    return (
      <Form layout="vertical" component={false}>
        <div className="attach-details">
          <Field label="提供人" optional>
            <CodeSelect
              aria-label="提供人"
              clearable
              choices={partiesOf(state).map(({ id, name }) => ({ code: id, name }))}
              value={details.providerId ?? null}
              onChange={(providerId) => onChange(withOrWithout(details, { providerId: providerId || undefined }))}
            />
          </Field>
          <Field label="份数" hint="证据材料清单上用">
            <InputNumber<number>
              aria-label="份数"
              min={1}
              max={999}
              precision={0}
              controls={false}
              value={details.copies ?? 1}
              onChange={(copies) => onChange(withOrWithout(details, { copies: copies ?? undefined }))}
            />
          </Field>
        </div>
      </Form>
    );
  }
  if (!maybePapers.includes(kind)) return null;
  const papers = papersOf(state).filter(({ form }) => form !== 'slip');
  if (papers.length === 0) return null;
  const { paper } = details;
  return (
    <Form layout="vertical" component={false}>
      <Field label="是哪份文书" optional hint="选了以后，卷宗里这份就算有了，不用再出具">
        <CodeSelect
          aria-label="是哪份文书"
          clearable
          choices={papers.map(({ key, title }) => ({ code: key, name: title }))}
          value={paper === undefined ? null : `${paper.form}/${paper.subject}`}
          onChange={(key) => {
            const chosen = papers.find((each) => each.key === key);
            onChange(withOrWithout(details, { paper: chosen && { form: chosen.form, subject: chosen.subject } }));
          }}
        />
      </Field>
    </Form>
  );
}

/** What stands for nothing is left out, as the payload wants it. */
function withOrWithout(
  details: FileDetails,
  change: { readonly [K in keyof FileDetails]?: FileDetails[K] | undefined },
): FileDetails {
  const all = Object.entries({ ...details, ...change }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(all);
}

/** Of what was filled in, what the kind that was chosen last asks for. */
export function detailsFor(kind: FileKind, { providerId, copies, paper }: FileDetails): FileDetails {
  if (onEvidenceList.includes(kind)) return withOrWithout({}, { providerId, copies });
  return maybePapers.includes(kind) ? withOrWithout({}, { paper }) : {};
}
