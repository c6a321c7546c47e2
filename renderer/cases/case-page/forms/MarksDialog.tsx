import { CheckOutlined } from '@ant-design/icons';
import { Checkbox, Form } from 'antd';
import { useRef, useState } from 'react';
import { type Mark, markMethods } from '../../../../domain/cases/agreement.ts';
import { toChinaDate } from '../../../../domain/deadlines/china-time.ts';
import { formatChineseDate, type PlainDate } from '../../../../domain/text/chinese-date.ts';
import { useCenterNow, useTrustedToday } from '../../../api/center-clock.ts';
import { CodeSelect } from '../../../forms/CodeSelect.tsx';
import { Field } from '../../../forms/Field.tsx';
import { MaskedDateInput } from '../../../forms/MaskedDateInput.tsx';
import { Dialog } from '../../../frame/Dialog.tsx';
import { EnterToNext } from '../../../keyboard/EnterToNext.tsx';
import { ErrorNote } from '../../../status/ErrorNote.tsx';
import { Note } from '../../../status/Note.tsx';
import { SuspectClockNote } from '../../../status/SuspectClockNote.tsx';
import { checkAction } from '../check-action.ts';
import { useActionSubmit } from '../use-action-submit.ts';
import { type ActionDialogProps, useFirstField } from './ActionDialog.tsx';
import { choicesOf, dateProblem } from './action-form.ts';
import {
  type MarkDetails,
  type MarkToMake,
  markPayload,
  marksToMake,
  suggestedMarks,
  takesEffect,
} from './marks-to-make.ts';
import { markName } from './result-forms.ts';
import { StaleNote } from './StaleNote.tsx';
import { signerWarning, suggestedDetails } from './who-signs.ts';
import './marks.css';

const SELF = '';

/** Who has signed the paper, and when: several at once, as they sit at the table; each is a fact of its own (WF-17). */
export function MarksDialog({ view, actor, onDone, onClose }: ActionDialogProps) {
  const [form] = Form.useForm<{ signedOn: string }>();
  const now = useCenterNow();
  const [today] = useState(() => toChinaDate(now));
  const trusted = useTrustedToday();
  const [offered] = useState(trusted);
  const { base, error, changes, submit, clear } = useActionSubmit(view);
  const open = marksToMake(base, actor);
  const [ticked, setTicked] = useState<readonly string[]>(() => suggestedMarks(open));
  const [details, setDetails] = useState<Readonly<Record<string, MarkDetails>>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [signedOn, setSignedOn] = useState(offered ?? '');
  const body = useRef<HTMLDivElement>(null);
  useFirstField(body);

  const agreement = base.state.agreement;
  const chosen = open.filter((mark) => ticked.includes(mark.key) && mark.blocked === null);
  const effective = takesEffect(open, ticked);
  const lastDay =
    [signedOn, ...(agreement?.marks ?? []).filter(isRequired).map((mark) => mark.signedOn)].sort().at(-1) ?? signedOn;
  // Whether somebody is a minor depends on the day of the paper; while that is being typed, on today.
  const signingDay = dateProblem(signedOn) === null ? signedOn : today;
  const detailsOf = (mark: MarkToMake): MarkDetails => details[mark.key] ?? suggestedDetails(mark, signingDay);

  const save = async (): Promise<void> => {
    const valid = await form.validateFields().then(
      () => true,
      () => false,
    );
    if (!valid || !agreement) return;
    clear();
    setProblem(chosen.length === 0 ? '先勾选谁签了，再登记' : null);
    // The seal comes last: it is what puts the agreement into effect.
    for (const mark of chosen) {
      const payload = markPayload(mark, detailsOf(mark), agreement.version, signedOn);
      const checked = checkAction({ state: base.state, actor, today: offered }, 'agreement.signed', payload);
      if (!checked.ok) return setProblem(checked.refusal?.message ?? Object.values(checked.fields).join('；'));
      const after = await submit(checked.action);
      if (!after) return;
      if (mark === chosen.at(-1)) onDone(view, checked.action, after);
    }
  };

  const stale = error?.code === 'STALE_REVISION' && changes.length > 0;
  const label = effective ? '登记齐全，协议生效' : chosen.length === 0 ? '登记签名' : `登记 ${chosen.length} 处签名`;
  return (
    <Dialog
      title={`登记签名盖章　${base.state.caseNumber}`}
      onClose={onClose}
      width={600}
      main={{ label: stale ? '按最新情况保存' : label, onRun: save }}
    >
      <Form form={form} layout="vertical" initialValues={{ signedOn: offered }}>
        <div ref={body} className="action-form">
          {agreement?.marks.length ? (
            <ul className="marks-made" aria-label="已经签了的">
              {agreement.marks.map((mark) => (
                <li key={mark.actionId}>
                  <CheckOutlined aria-hidden="true" /> {markName({ view: base }, mark)}
                  <span className="muted">{mark.signedOn}</span>
                </li>
              ))}
            </ul>
          ) : null}
          <SuspectClockNote today={offered} />
          <EnterToNext>
            <Field
              name="signedOn"
              label="纸上写的日期"
              check={dateProblem}
              hint="以纸上的日期为准，与电脑时间无关；日期不同的分开登记"
            >
              <MaskedDateInput onChange={(date) => setSignedOn(date ?? '')} />
            </Field>
            <div className="marks">
              {open.map((mark) => (
                <MarkRow
                  key={mark.key}
                  mark={mark}
                  ticked={ticked.includes(mark.key)}
                  details={detailsOf(mark)}
                  signingDay={signingDay}
                  onTick={(on) => setTicked(on ? [...ticked, mark.key] : ticked.filter((key) => key !== mark.key))}
                  onDetails={(next) => setDetails({ ...details, [mark.key]: next })}
                />
              ))}
            </div>
          </EnterToNext>
          {effective ? (
            <Note look="warn" title={`签名盖章齐全，协议书自${effectiveDay(lastDay)}起生效（人民调解法第二十九条）`}>
              <p>生效以后协议文本不能再改，记错的签名也不能再撤。请先与纸上核对。</p>
            </Note>
          ) : null}
          {stale ? <StaleNote changes={changes} /> : null}
          {error && !stale ? <ErrorNote error={error} onRetry={() => void save()} /> : null}
          {problem === null ? null : <Note look="warn" title={problem} live />}
        </div>
      </Form>
    </Dialog>
  );
}

function isRequired({ kind }: Mark): boolean {
  return kind !== 'recorder';
}

/** The day of the last mark that it needs (人民调解法 29). */
function effectiveDay(lastDay: string): string {
  return dateProblem(lastDay) === null ? formatChineseDate(lastDay) : '最后一处签名之日';
}

interface MarkRowProps {
  readonly mark: MarkToMake;
  readonly ticked: boolean;
  readonly details: MarkDetails;
  readonly signingDay: PlainDate;
  readonly onTick: (on: boolean) => void;
  readonly onDetails: (details: MarkDetails) => void;
}

function MarkRow({ mark, ticked, details, signingDay, onTick, onDetails }: MarkRowProps) {
  const who = `${mark.name}${mark.as}`;
  const warning = ticked ? signerWarning(mark, details, signingDay) : null;
  return (
    <div className="mark">
      <Checkbox checked={ticked} disabled={mark.blocked !== null} onChange={(event) => onTick(event.target.checked)}>
        {mark.name}{' '}
        <span className="small muted">{mark.blocked ?? (mark.needed ? mark.as : `${mark.as}，可不签`)}</span>
      </Checkbox>
      {mark.kind === 'seal' || !ticked ? null : (
        <span className="mark-details">
          {mark.agents.length === 0 ? null : (
            <CodeSelect
              aria-label={`${who}由谁签`}
              choices={[
                { code: SELF, name: '本人' },
                ...mark.agents.map(({ name, relation }) => ({
                  code: name,
                  name: relation === 'guardian' ? `法定代理人${name}` : `${name}代签`,
                })),
              ]}
              value={details.agentName ?? SELF}
              onChange={(name) => onDetails({ ...details, agentName: name === null || name === SELF ? null : name })}
            />
          )}
          <CodeSelect
            aria-label={`${who}怎么签的`}
            choices={choicesOf(markMethods)}
            value={details.method}
            onChange={(method) =>
              onDetails({ ...details, method: markMethods.find(({ id }) => id === method)?.id ?? details.method })
            }
          />
        </span>
      )}
      {warning ? (
        <Note look="warn" title={warning.title} live>
          <p>{warning.advice}</p>
        </Note>
      ) : null}
    </div>
  );
}
