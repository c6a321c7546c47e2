import { useState } from 'react';
import type { CaseView } from '../../contract/cases.ts';
import { withRevealed } from '../../domain/access/masked-parties.ts';
import { revealReason } from '../../domain/access/reveal.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import { findPartyRole, findWillingness } from '../../domain/parties/party.ts';
import { formatPhone } from '../../domain/parties/phone.ts';
import { toApiError } from '../api/errors.ts';
import { useReveal } from '../cases/case-page/use-reveal.ts';
import { mapLink, reachable, telLink } from './place-link.ts';
import { TextField } from './TextField.tsx';

/** Who they are, and one touch to call them. */
export function PartyList({ view }: { readonly view: CaseView }) {
  const { state, masked } = view;
  const { revealed, reveal } = useReveal(view);
  const [asked, setAsked] = useState<string | null>(null);
  const parties = withRevealed(partiesOf(state), revealed);
  return (
    <section className="card" aria-labelledby="parties">
      <h2 id="parties">当事人</h2>
      <ul className="stack">
        {parties.map((party) => {
          const isMasked =
            masked.some(({ partyId }) => partyId === party.id) && !revealed.some(({ partyId }) => partyId === party.id);
          const map = party.address === null || isMasked ? null : mapLink(party.address);
          return (
            <li key={party.id}>
              <p>
                <b>{party.name}</b> {findPartyRole(party.role)?.name}{' '}
                <span className="muted">{findWillingness(party.willingness)?.name}</span>
              </p>
              {party.address === null ? null : <p className="muted">{party.address}</p>}
              {reachable(party).map(({ name, phone }) => {
                const link = isMasked ? null : telLink(phone);
                return link === null ? (
                  <p key={phone}>
                    {name} {formatPhone(phone)}
                  </p>
                ) : (
                  <a key={phone} className="button" href={link}>
                    打电话给{name} {formatPhone(phone)}
                  </a>
                );
              })}
              {map === null ? null : (
                <a className="button" href={map}>
                  在地图里找{party.name}的住址
                </a>
              )}
              {isMasked && asked !== party.id ? (
                <button type="button" className="button" onClick={() => setAsked(party.id)}>
                  查看{party.name}的完整号码
                </button>
              ) : null}
              {isMasked && asked === party.id ? (
                <Reason
                  onReason={async (reason) => {
                    await reveal(party.id, reason);
                    setAsked(null);
                  }}
                />
              ) : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Why it is looked at: noted each time. */
function Reason({ onReason }: { readonly onReason: (reason: string) => Promise<void> }) {
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string>();
  const send = async (): Promise<void> => {
    const parsed = revealReason.safeParse(reason);
    if (!parsed.success) return setProblem(parsed.error.issues[0]?.message ?? '请写明原因');
    try {
      await onReason(parsed.data);
    } catch (failure) {
      setProblem(toApiError(failure).message);
    }
  };
  return (
    <>
      <TextField label="为什么要看（会记下来）" value={reason} onValue={setReason} problem={problem} maxLength={200} />
      <button type="button" className="button main" onClick={() => void send()}>
        查看
      </button>
    </>
  );
}
