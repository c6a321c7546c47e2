import { CheckOutlined } from '@ant-design/icons';
import { AutoComplete, Form, Radio } from 'antd';
import { useId, useRef, useState } from 'react';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { useCenterNow, useTrustedToday } from '../api/center-clock.ts';
import { dateProblem } from '../cases/case-page/forms/action-form.ts';
import { suggestedDetails } from '../cases/case-page/forms/who-signs.ts';
import { Field } from '../forms/Field.tsx';
import { MaskedDateInput } from '../forms/MaskedDateInput.tsx';
import { Dialog } from '../frame/Dialog.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Note } from '../status/Note.tsx';
import { SuspectClockNote } from '../status/SuspectClockNote.tsx';
import { MakeMark } from './MakeMark.tsx';
import type { PadHandle } from './SignaturePad.tsx';
import type { Signer, SigningJob, SigningPlace } from './signing-job.ts';
import type { MadeHere } from './use-signing.ts';
import './signing.css';

interface SigningDialogProps {
  readonly job: SigningJob;
  readonly onClose: () => void;
}

/** Several sign in turn at one screen, each at the own place of the paper; the seal comes last. */
export function SigningDialog({ job, onClose }: SigningDialogProps) {
  const now = useCenterNow();
  const [today] = useState(() => toChinaDate(now));
  const offered = useRef(useTrustedToday()).current;
  const [form] = Form.useForm<{ signedOn: string }>();
  const [signedOn, setSignedOn] = useState(offered ?? '');
  const [chosen, setChosen] = useState<string | null>(null);
  const [made, setMade] = useState<MadeHere | null>(null);
  const [signerName, setSignerName] = useState<string | null>(null);
  const [agentName, setAgentName] = useState<string | null | undefined>(undefined);
  const pad = useRef<PadHandle>(null);
  const nameId = useId();

  const { places } = job;
  const place = currentPlace(places, chosen);
  const signingDay = dateProblem(signedOn) === null ? signedOn : today;
  const signer = place ? job.signerOf(place, signerName) : null;
  const details = signer ? suggestedDetails(signer, signingDay) : null;
  const agent = agentName === undefined ? (details?.agentName ?? null) : agentName;

  const wipe = (): void => {
    setMade(null);
    setAgentName(undefined);
    pad.current?.clear();
  };
  const choose = (key: string | null): void => {
    setChosen(key);
    setSignerName(null);
    wipe();
  };
  const step = (by: 1 | -1): void => {
    const open = places.filter(({ blocked }) => blocked === null);
    const at = open.findIndex(({ key }) => key === place?.key);
    choose(open[(at + by + open.length) % open.length]?.key ?? null);
  };
  const save = async (): Promise<void> => {
    const valid = await form.validateFields().then(
      () => true,
      () => false,
    );
    if (!valid || !place || !signer || !made) return;
    if (await job.sign({ place, signer, agentName: agent, signedOn, made })) choose(null);
  };

  const isLast = place !== null && places.filter(({ needed }) => needed).every(({ key }) => key === place.key);
  return (
    <Dialog
      title={job.title}
      width={860}
      onClose={onClose}
      closeLabel="先到这里"
      main={{
        label: mainLabel(place, signer, isLast ? job.end : null),
        onRun: save,
        ...blockedBy(place, signer, made),
      }}
    >
      <SigningKeys onStep={step} onClear={wipe} />
      <Form form={form} layout="vertical" initialValues={{ signedOn: offered }} className="signing">
        <section className="signing-who" aria-label="谁来签">
          <SuspectClockNote today={offered} />
          <Field
            name="signedOn"
            label="签署日期"
            check={(day) => dateProblem(day) ?? (typeof day === 'string' ? job.dayProblem(day) : null)}
            hint={job.dateHint}
          >
            <MaskedDateInput onChange={(date) => setSignedOn(date ?? '')} />
          </Field>
          <ul className="signing-places" aria-label="已经签了的">
            {job.signed.map(({ key, name, how }) => (
              <li key={key} className="signing-made">
                <CheckOutlined aria-hidden="true" /> {name}
                <span className="small muted">{how}</span>
              </li>
            ))}
          </ul>
          <Radio.Group
            className="signing-places"
            aria-label="谁来签"
            value={place?.key ?? null}
            onChange={(event) => choose(String(event.target.value))}
          >
            {places.map(({ key, name, as, needed, blocked }) => (
              <Radio key={key} value={key} disabled={blocked !== null}>
                {name} <span className="small muted">{blocked ?? (needed ? as : `${as}，可不签`)}</span>
              </Radio>
            ))}
          </Radio.Group>
          <p className="small muted">{job.advice}换人按 Alt+↑ Alt+↓。</p>
        </section>
        {place && signer ? (
          <div className="signing-make">
            {job.names === null || place.isSeal ? null : (
              <div className="signing-name-of">
                <label htmlFor={nameId}>签名人</label>
                <AutoComplete
                  id={nameId}
                  value={signer.name}
                  options={job.names.map((value) => ({ value }))}
                  maxLength={80}
                  placeholder={`写明${place.as}是谁`}
                  onChange={(name) => {
                    setSignerName(String(name ?? ''));
                    setAgentName(undefined);
                  }}
                />
              </div>
            )}
            <MakeMark
              key={place.key}
              isSeal={place.isSeal}
              signer={signer}
              pad={pad}
              signingDay={signingDay}
              agentName={agent}
              onAgent={setAgentName}
              onMade={setMade}
              onClear={wipe}
            />
          </div>
        ) : (
          <p className="muted">这里没有您能登记的签名了。</p>
        )}
        <div className="signing-notes">
          {isLast ? (
            <Note look="warn" title={job.lastNote.title}>
              <p>{job.lastNote.text}</p>
            </Note>
          ) : null}
          {job.isStale ? <Note look="warn" title="案件刚有新情况，已经更新；签名还在，请核对后再按一次" live /> : null}
          {job.error ? <ErrorNote error={job.error} onRetry={() => void save()} /> : null}
        </div>
      </Form>
    </Dialog>
  );
}

interface SigningKeysProps {
  readonly onStep: (by: 1 | -1) => void;
  readonly onClear: () => void;
}

/** Inside the dialog, so that the keys are the dialog's. */
function SigningKeys({ onStep, onClear }: SigningKeysProps) {
  useActionKeys([
    { combo: 'Alt+↓', label: '换签名人', run: () => onStep(1) },
    { combo: 'Alt+↑', label: '换签名人', run: () => onStep(-1) },
    { combo: 'Alt+C', label: '清除重签', run: onClear },
  ]);
  return null;
}

/** The asked one while it is open, else the first that is needed and may be made here. */
function currentPlace(places: readonly SigningPlace[], chosen: string | null): SigningPlace | null {
  const open = places.filter(({ blocked }) => blocked === null);
  return open.find(({ key }) => key === chosen) ?? open.find(({ needed }) => needed) ?? open[0] ?? null;
}

function mainLabel(place: SigningPlace | null, signer: Signer | null, end: string | null): string {
  if (!place) return '确认';
  const what = place.isSeal ? '加盖印章' : `${signer?.name || place.as}签好`;
  return `${what}，${end ?? '下一位'}`;
}

function blockedBy(
  place: SigningPlace | null,
  signer: Signer | null,
  made: MadeHere | null,
): { readonly blocked?: string } {
  if (!place) return { blocked: '没有要签的' };
  if (!place.isSeal && (signer?.name ?? '').trim() === '') return { blocked: '还没有写明签名人' };
  return made === null ? { blocked: place.isSeal ? '还没有印章图样' : '还没有签' } : {};
}
