import { useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import type { CaseView } from '../../contract/cases.ts';
import { screenSigningProblem, signedPaper } from '../../domain/signing/executed.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { useCenterNow, useTrustedToday } from '../api/center-clock.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { dateProblem } from '../cases/case-page/forms/action-form.ts';
import { type MarkToMake, markPayload, marksToMake } from '../cases/case-page/forms/marks-to-make.ts';
import { signerWarning, suggestedDetails } from '../cases/case-page/forms/who-signs.ts';
import { useTakeView } from '../cases/case-page/use-case-view.ts';
import { type PadHandle, SignaturePad } from '../signing/SignaturePad.tsx';
import { type MadeHere, useSigning } from '../signing/use-signing.ts';
import { Note } from '../status/Note.tsx';
import { AgreementText } from './AgreementText.tsx';
import { FormField } from './FormField.tsx';
import { PhoneError } from './PhoneError.tsx';
import { actorOf, usePhone } from './phone-context.ts';

interface SigningPageProps {
  readonly view: CaseView;
  readonly onBack: () => void;
}

/** The agreement is read, and its parties sign in turn on the phone (人民调解法 29). Signatures are never kept here. */
export function SigningPage({ view: seen, onBack }: SigningPageProps) {
  const paper = signedPaper(seen.state);
  if (!paper) return <Issue view={seen} />;
  // Another paper is another signing.
  return <Sign key={paper.id} view={seen} onBack={onBack} />;
}

/** The paper takes its number before anybody signs: what is signed is this one text. */
function Issue({ view }: { readonly view: CaseView }) {
  const { state } = view;
  const take = useTakeView(state.id);
  const actionId = useRef(newId());
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const { agreement } = state;
  if (agreement?.form !== 'written') return <p>{screenSigningProblem(state)}</p>;
  const issue = async (): Promise<void> => {
    setError(null);
    setBusy(true);
    const { id: caseId, revision: baseRevision } = state;
    try {
      const subject = agreement.version;
      await api.documents.issue({ actionId: actionId.current, caseId, form: 'agreement', subject, baseRevision });
      take(await api.cases.get({ caseId }));
    } catch (failure) {
      const known = toApiError(failure);
      setError(known);
      if (known.code === 'STALE_REVISION') take(await api.cases.get({ caseId }).catch(() => view));
    }
    setBusy(false);
  };
  return (
    <>
      <h1>签协议</h1>
      <AgreementText view={view} />
      <p>先取号做好协议书，再请各方签名。做好以后协议内容就不能随手改了。</p>
      {error ? <PhoneError error={error} /> : null}
      <div className="bottom">
        <button
          type="button"
          className="button main"
          aria-disabled={busy}
          onClick={() => (busy ? undefined : void issue())}
        >
          {busy ? '正在做协议书…' : '取号，做协议书'}
        </button>
      </div>
    </>
  );
}

function Sign({ view: first, onBack }: SigningPageProps) {
  const { person } = usePhone();
  const { view, error, isStale, sign, execute } = useSigning(first);
  const now = useCenterNow();
  const trusted = useTrustedToday();
  const [signedOn, setSignedOn] = useState(trusted ?? '');
  const [chosen, setChosen] = useState<string | null>(null);
  const [made, setMade] = useState<MadeHere | null>(null);
  const [agentName, setAgentName] = useState<string | null | undefined>(undefined);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const pad = useRef<PadHandle>(null);

  const problem = screenSigningProblem(view.state);
  // The committee's seal is set at a desk.
  const places = marksToMake(view, actorOf(person)).filter(({ kind }) => kind !== 'seal');
  const place = places.find(({ key }) => key === chosen) ?? places.find(({ needed }) => needed) ?? null;
  const dayProblem = dateProblem(signedOn);
  const day = dayProblem === null ? signedOn : plainDateAt(now);
  const agent = place && agentName === undefined ? suggestedDetails(place, day).agentName : (agentName ?? null);
  const warning = place ? signerWarning(place, { method: 'signature', agentName: agent }, day) : null;

  const choose = (key: string | null): void => {
    setChosen(key);
    setMade(null);
    setAgentName(undefined);
    pad.current?.clear();
  };
  const save = async (): Promise<void> => {
    const { agreement } = view.state;
    if (!place || !made || !agreement || dayProblem !== null) return;
    setBusy(true);
    setFailure(null);
    const mark = markPayload(place, { method: 'signature', agentName: agent }, agreement.version, signedOn);
    const after = await sign(mark, made);
    if (after) choose(null);
    if (after?.state.agreement?.effectiveOn != null) {
      await execute(after, signedPaper(after.state)?.id).catch((failed: unknown) => setFailure(toApiError(failed)));
    }
    setBusy(false);
  };

  if (problem !== null) return <p>{problem}</p>;
  return (
    <>
      <h1>签协议</h1>
      <AgreementText view={view} />
      {place ? (
        <section className="stack" aria-label={`${place.name}签名`}>
          <Who places={places} place={place} onChoose={choose} />
          <Agents place={place} agent={agent} onAgent={setAgentName} />
          {warning ? (
            <Note look="warn" title={warning.title}>
              <p>{warning.advice}</p>
            </Note>
          ) : null}
          <FormField
            field={{ kind: 'date', name: 'signedOn', label: '签名日期' }}
            value={signedOn}
            problem={dayProblem ?? undefined}
            onValue={(value) => setSignedOn(typeof value === 'string' ? value : '')}
          />
          <SignaturePad
            key={place.key}
            ref={pad}
            label={`${agent ?? place.name}签名区`}
            onDrawn={(drawn) => setMade(drawn && { way: 'screen', drawn })}
          />
          <p className="muted">
            请{agent === null ? place.name : `${agent}（代${place.name}）`}
            在框里签全名。签名直接送到中心，不留在手机上。
          </p>
        </section>
      ) : (
        <Note look="info" title="该在手机上签的都签好了">
          <p>{view.state.status === 'agreed' ? '还差委员会盖章，请主任在电脑上盖。' : '协议已经生效。'}</p>
        </Note>
      )}
      {isStale ? <Note look="warn" title="案件刚有新情况，已经更新，请看过再签。框里的签名还在。" live /> : null}
      {error ? <PhoneError error={error} /> : null}
      {failure ? <PhoneError error={failure} /> : null}
      {place ? (
        <>
          <button
            type="button"
            className="button main"
            disabled={!made || busy || dayProblem !== null}
            onClick={() => void save()}
          >
            {busy ? '正在存签名…' : `${place.name}签好了`}
          </button>
          <button type="button" className="button" onClick={() => choose(place.key)}>
            擦掉重签
          </button>
        </>
      ) : (
        <button type="button" className="button main" onClick={onBack}>
          回到案件
        </button>
      )}
    </>
  );
}

interface WhoProps {
  readonly places: readonly MarkToMake[];
  readonly place: MarkToMake;
  readonly onChoose: (key: string) => void;
}

function Who({ places, place, onChoose }: WhoProps) {
  const choices = places.map(({ key, name, as, needed }) => ({
    code: key,
    name: `${as} ${name}`,
    ...(needed ? {} : { detail: '可以不签' }),
  }));
  return (
    <FormField
      field={{ kind: 'one', name: 'place', label: '谁来签', choices }}
      value={place.key}
      problem={undefined}
      onValue={(value) => onChoose(String(value))}
    />
  );
}

const SELF = 'self';

interface AgentsProps {
  readonly place: MarkToMake;
  readonly agent: string | null;
  readonly onAgent: (name: string | null) => void;
}

function Agents({ place, agent, onAgent }: AgentsProps) {
  if (place.agents.length === 0) return null;
  const choices = [
    { code: SELF, name: '本人签' },
    ...place.agents.map(({ name, relation }) => ({
      code: name,
      name: relation === 'guardian' ? `法定代理人${name}签` : `${name}代签`,
    })),
  ];
  return (
    <FormField
      field={{ kind: 'one', name: 'agent', label: `${place.name}由谁签`, choices }}
      value={agent ?? SELF}
      problem={undefined}
      onValue={(value) => onAgent(value === SELF ? null : String(value))}
    />
  );
}
