import { useState } from 'react';
import type { CaseView } from '../../../contract/cases.ts';
import { may } from '../../../domain/access/permissions.ts';
import type { Actor } from '../../../domain/access/roles.ts';
import { ariaKeys, Key } from '../../keyboard/Key.tsx';
import { useActionKeys } from '../../keyboard/use-action-keys.ts';
import { EraseDialog } from '../../personal-data/EraseDialog.tsx';

const ERASE = 'Alt+Delete';

interface PersonalDataCardProps {
  readonly view: CaseView;
  readonly actor: Actor;
  readonly tell: (text: string) => void;
}

/** What the law gives the parties about their data (个人信息保护法), on the page of their case. */
export function PersonalDataCard({ view: { state }, actor, tell }: PersonalDataCardProps) {
  const [isAsking, setAsking] = useState(false);
  const asks = may(actor.roles, 'personalData.requestErasure') && state.registration !== null;
  useActionKeys(asks ? [{ combo: ERASE, label: '申请依法删除', run: () => setAsking(true) }] : []);
  if (!asks) return null;
  return (
    <section className="card" aria-labelledby="personal-data">
      <h2 id="personal-data">
        个人信息
        <button type="button" className="card-link" aria-keyshortcuts={ariaKeys(ERASE)} onClick={() => setAsking(true)}>
          申请依法删除 <Key combo={ERASE} />
        </button>
      </h2>
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
