import { useState } from 'react';
import type { CaseView } from '../../../contract/cases.ts';
import { may } from '../../../domain/access/permissions.ts';
import type { Actor } from '../../../domain/access/roles.ts';
import type { CaseAction } from '../../../domain/cases/actions.ts';
import { partiesOf } from '../../../domain/cases/state.ts';
import type { Party } from '../../../domain/parties/party.ts';
import { privacyWords } from '../../../domain/parties/privacy.ts';
import { ariaKeys, Key } from '../../keyboard/Key.tsx';
import { useActionKeys } from '../../keyboard/use-action-keys.ts';
import { EraseDialog } from '../../personal-data/EraseDialog.tsx';
import { PrivacyDialog } from '../../personal-data/PrivacyDialog.tsx';

const ERASE = 'Alt+Delete';
const TELL = 'Alt+.';

interface PersonalDataCardProps {
  readonly view: CaseView;
  readonly actor: Actor;
  readonly today: string;
  readonly tell: (text: string) => void;
  /** Does an action that has no form here; left out where a party's word may not be recorded any more (WF-10). */
  readonly onRecord: ((action: CaseAction) => Promise<void>) | undefined;
}

/** What the law gives the parties about their data (个人信息保护法), on the page of their case. */
export function PersonalDataCard({ view: { state }, actor, today, tell, onRecord }: PersonalDataCardProps) {
  const [isAsking, setAsking] = useState(false);
  const [told, setTold] = useState<Party | null>(null);
  const parties = partiesOf(state);
  const asks = may(actor.roles, 'personalData.requestErasure') && state.registration !== null;
  const next = onRecord ? parties.find(({ privacy }) => !privacy) : undefined;
  useActionKeys([
    ...(asks ? [{ combo: ERASE, label: '申请依法删除', run: () => setAsking(true) }] : []),
    ...(next ? [{ combo: TELL, label: `记下${next.name}的个人信息告知`, run: () => setTold(next) }] : []),
  ]);
  if (parties.length === 0) return null;
  return (
    <section className="card" aria-labelledby="personal-data">
      <h2 id="personal-data">
        个人信息
        {asks ? (
          <button
            type="button"
            className="card-link"
            aria-keyshortcuts={ariaKeys(ERASE)}
            onClick={() => setAsking(true)}
          >
            申请依法删除 <Key combo={ERASE} />
          </button>
        ) : null}
      </h2>
      <ul>
        {parties.map((party) => (
          <li key={party.id} className="person-told small">
            <b>{party.name}</b> {party.privacy ? privacyWords(party.privacy) : '还没有记下告知'}{' '}
            {onRecord ? (
              <button
                type="button"
                className="card-link"
                {...(party === next ? { 'aria-keyshortcuts': ariaKeys(TELL) } : {})}
                onClick={() => setTold(party)}
              >
                {party.privacy ? '改' : '记下'}
                <span className="unseen">{party.name}的个人信息告知</span>{' '}
                {party === next ? <Key combo={TELL} /> : null}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {told && onRecord ? (
        <PrivacyDialog
          party={told}
          today={today}
          onClose={() => setTold(null)}
          onRecord={(privacy) => {
            const { id: partyId, willingness } = told;
            return onRecord({ type: 'consent.recorded', payload: { partyId, willingness, privacy } });
          }}
        />
      ) : null}
      {isAsking ? (
        <EraseDialog
          caseId={state.id}
          caseNumber={state.caseNumber}
          onClose={() => setAsking(false)}
          onAsked={() => {
            setAsking(false);
            tell('已申请依法删除，等另一个人批准');
          }}
        />
      ) : null}
    </section>
  );
}
