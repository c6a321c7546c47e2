import { useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import type { CaseView } from '../../contract/cases.ts';
import { type CaseAction, type CaseActionType, caseActionSchemas } from '../../domain/cases/actions.ts';
import type { ApiError } from '../api/errors.ts';
import type { PageAction } from '../cases/case-page/action-catalogue.ts';
import { mainStep } from '../cases/case-page/main-action.ts';
import { Note } from '../status/Note.tsx';
import { PhoneError } from './PhoneError.tsx';
import { isPhoneAction, phoneForm, phoneLabel, phoneOffers } from './phone-actions.ts';
import { actorOf, usePhone } from './phone-context.ts';
import { unsentAction } from './unsent-of.ts';

interface CaseStepsProps {
  readonly view: CaseView;
  /** Opens a page below the case: `do/case.noted`, `sign`. */
  readonly onDo: (what: string) => void;
}

/** At hand at every visit: what was seen, and a photo of it. */
const quick: readonly PageAction[] = ['case.noted', 'consent.recorded'];

interface Offer {
  readonly action: PageAction;
  readonly label: string;
}

/** Starts a step: at once, in its form, or on the page of signatures. */
function useStart({ view, onDo }: CaseStepsProps) {
  const { unsent, sender } = usePhone();
  const [error, setError] = useState<ApiError | null>(null);
  const ids = useRef(new Map<string, string>());
  const here = unsent.filter(({ caseId }) => caseId === view.state.id);

  const atOnce = async (type: CaseActionType, label: string): Promise<void> => {
    setError(null);
    const id = ids.current.get(type) ?? newId();
    ids.current.set(type, id);
    const action = { type, payload: caseActionSchemas[type].parse({}) } as CaseAction;
    const outcome = await sender.submit([unsentAction({ view, at: Date.now() }, id, label, action, {})]);
    if (outcome.kind === 'refused') setError(outcome.error);
    else ids.current.delete(type);
  };
  return {
    here,
    error,
    /** Done already, and not sent yet: it is not offered a second time. Notes may be many. */
    waits: (type: PageAction): boolean =>
      !quick.includes(type) && here.some(({ work }) => work.kind === 'action' && work.type === type),
    start: ({ action, label }: Offer): void => {
      if (action === 'agreement.signed') onDo('sign');
      else if (isPhoneAction(action) && phoneForm(action) === null) void atOnce(action, label);
      else onDo(`do/${action}`);
    },
  };
}

/** What is due, large, and what is at hand at every visit. */
export function MainStep(props: CaseStepsProps) {
  const { view, onDo } = props;
  const { person } = usePhone();
  const { here, error, waits, start } = useStart(props);
  const main = mainStep(view, actorOf(person));
  const { asides } = phoneOffers(view, actorOf(person));
  const mine = main.kind === 'mine' ? main : null;
  return (
    <section className="stack" aria-label="现在要办的">
      {here.length > 0 ? (
        <Note look="info" title={`还没有发出：${here.map(({ label }) => label).join('、')}`}>
          <p>{here.find(({ problem }) => problem !== null)?.problem ?? '有信号就发。'}</p>
        </Note>
      ) : null}
      {main.kind === 'others' ? <p className="muted">{main.text}</p> : null}
      {mine && !isPhoneAction(mine.action) ? <p className="muted">下一步：{mine.label}，请回中心的电脑上办。</p> : null}
      {mine && isPhoneAction(mine.action) && mine.blocked === undefined && !waits(mine.action) ? (
        <button type="button" className="button main" onClick={() => start(mine)}>
          {phoneLabel(mine.action, mine.label)}
        </button>
      ) : null}
      {error ? <PhoneError error={error} /> : null}
      <div className="pair">
        {asides
          .filter(({ action }) => quick.includes(action))
          .map((offer) => (
            <button key={offer.action} type="button" className="button" onClick={() => start(offer)}>
              {phoneLabel(offer.action, offer.label)}
            </button>
          ))}
        {asides.some(({ action }) => action === 'case.noted') ? (
          <button type="button" className="button" onClick={() => onDo('do/photos')}>
            拍照存入
          </button>
        ) : null}
      </div>
    </section>
  );
}

/** The other ways that the case may go, and what stands in the way of some. */
export function OtherSteps(props: CaseStepsProps) {
  const { view } = props;
  const { person } = usePhone();
  const { error, waits, start } = useStart(props);
  const main = mainStep(view, actorOf(person));
  const { steps, asides, blocked } = phoneOffers(view, actorOf(person));
  const others = [...steps, ...asides].filter(
    ({ action }) => !quick.includes(action) && !(main.kind === 'mine' && main.action === action) && !waits(action),
  );
  if (others.length === 0 && blocked.length === 0) return null;
  return (
    <section className="card" aria-labelledby="others">
      <h2 id="others">其他办理</h2>
      {error ? <PhoneError error={error} /> : null}
      <div className="pair">
        {others.map((offer) => (
          <button key={offer.action} type="button" className="button" onClick={() => start(offer)}>
            {phoneLabel(offer.action, offer.label)}
          </button>
        ))}
      </div>
      {blocked.map(({ message, labels }) => (
        <p key={message} className="small muted">
          {labels.join('、')}：{message}
        </p>
      ))}
    </section>
  );
}
