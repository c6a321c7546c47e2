import { CheckOutlined } from '@ant-design/icons';
import { Form, Radio } from 'antd';
import { useRef, useState } from 'react';
import type { CaseView } from '../../contract/cases.ts';
import type { Actor } from '../../domain/access/roles.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { useCenterNow, useTrustedToday } from '../api/center-clock.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { dateProblem } from '../cases/case-page/forms/action-form.ts';
import { type MarkToMake, markPayload, marksToMake } from '../cases/case-page/forms/marks-to-make.ts';
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
import { type MadeHere, useSigning } from './use-signing.ts';
import './signing.css';

interface SigningDialogProps {
  readonly view: CaseView;
  readonly actor: Actor;
  readonly onClose: () => void;
  /** All that are needed have signed and the copy is made, or `failure` says why not. */
  readonly onDone: (after: CaseView, failure: ApiError | null) => void;
}

/** Several sign in turn at one screen, each at the own place of the paper (人民调解法 29); the seal comes last. */
export function SigningDialog({ view: first, actor, onClose, onDone }: SigningDialogProps) {
  const { view, error, isStale, sign, execute } = useSigning(first);
  const now = useCenterNow();
  const [today] = useState(() => toChinaDate(now));
  const offered = useRef(useTrustedToday()).current;
  const [form] = Form.useForm<{ signedOn: string }>();
  const [signedOn, setSignedOn] = useState(offered ?? '');
  const [chosen, setChosen] = useState<string | null>(null);
  const [made, setMade] = useState<MadeHere | null>(null);
  const [agentName, setAgentName] = useState<string | null | undefined>(undefined);
  const pad = useRef<PadHandle>(null);

  const places = marksToMake(view, actor);
  const place = currentPlace(places, chosen);
  const signingDay = dateProblem(signedOn) === null ? signedOn : today;
  const details = place ? suggestedDetails(place, signingDay) : null;
  const agent = agentName === undefined ? (details?.agentName ?? null) : agentName;

  const choose = (key: string | null): void => {
    setChosen(key);
    setMade(null);
    setAgentName(undefined);
    pad.current?.clear();
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
    const { agreement } = view.state;
    if (!valid || !place || !made || !agreement) return;
    const method = made.way === 'reader' ? 'fingerprint' : 'signature';
    const after = await sign(markPayload(place, { method, agentName: agent }, agreement.version, signedOn), made);
    if (!after) return;
    choose(null);
    if (after.state.agreement?.effectiveOn == null) return;
    try {
      onDone(await execute(after), null);
    } catch (failure) {
      onDone(after, toApiError(failure));
    }
  };

  const isLast = place !== null && places.filter(({ needed }) => needed).every(({ key }) => key === place.key);
  return (
    <Dialog
      title={`屏幕签名　${view.state.caseNumber}`}
      width={860}
      onClose={onClose}
      closeLabel="先到这里"
      main={{ label: mainLabel(place, isLast), onRun: save, ...blockedBy(place, made) }}
    >
      <SigningKeys onStep={step} onClear={() => choose(place?.key ?? null)} />
      <Form form={form} layout="vertical" initialValues={{ signedOn: offered }} className="signing">
        <section className="signing-who" aria-label="谁来签">
          <SuspectClockNote today={offered} />
          <Field name="signedOn" label="签署日期" check={dateProblem} hint="写进协议书，签名人当面确认">
            <MaskedDateInput onChange={(date) => setSignedOn(date ?? '')} />
          </Field>
          <ul className="signing-places" aria-label="已经签了的">
            {view.state.agreement?.marks.map((mark) => (
              <li key={mark.actionId} className="signing-made">
                <CheckOutlined aria-hidden="true" /> {signerOf(view, mark)}
                <span className="small muted">{mark.picture ? '已在屏幕上签' : '纸上签的'}</span>
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
          <p className="small muted">签名前请各方看过协议全文（先关本窗口，按 F9 放大）。换人按 Alt+↑ Alt+↓。</p>
        </section>
        {place ? (
          <MakeMark
            key={place.key}
            place={place}
            pad={pad}
            signingDay={signingDay}
            agentName={agent}
            onAgent={setAgentName}
            onMade={setMade}
            onClear={() => choose(place.key)}
          />
        ) : (
          <p className="muted">这里没有您能登记的签名了。</p>
        )}
        <div className="signing-notes">
          {isLast ? (
            <Note look="warn" title="这是最后一处，协议自签名盖章齐全之日起生效（人民调解法第二十九条）">
              <p>生效以后协议文本不能再改，签名也不能再撤。</p>
            </Note>
          ) : null}
          {isStale ? <Note look="warn" title="案件刚有新情况，已经更新；签名还在，请核对后再按一次" live /> : null}
          {error ? <ErrorNote error={error} onRetry={() => void save()} /> : null}
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
function currentPlace(places: readonly MarkToMake[], chosen: string | null): MarkToMake | null {
  const open = places.filter(({ blocked }) => blocked === null);
  return open.find(({ key }) => key === chosen) ?? open.find(({ needed }) => needed) ?? open[0] ?? null;
}

function signerOf(
  { state, staffNames }: CaseView,
  { kind, signerId = '' }: { kind: string; signerId?: string | undefined },
): string {
  if (kind === 'seal') return '人民调解委员会';
  return state.registration?.parties.find(({ id }) => id === signerId)?.name ?? staffNames[signerId] ?? '签名人';
}

function mainLabel(place: MarkToMake | null, isLast: boolean): string {
  if (!place) return '确认';
  const what = place.kind === 'seal' ? '加盖印章' : `${place.name}签好`;
  return isLast ? `${what}，协议生效` : `${what}，下一位`;
}

function blockedBy(place: MarkToMake | null, made: MadeHere | null): { readonly blocked?: string } {
  if (!place) return { blocked: '没有要签的' };
  return made === null ? { blocked: place.kind === 'seal' ? '还没有印章图样' : '还没有签' } : {};
}
