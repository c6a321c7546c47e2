import { PhoneOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { RevealedField } from '../../../contract/cases.ts';
import { type MaskedField, withRevealed } from '../../../domain/access/masked-parties.ts';
import type { CaseState } from '../../../domain/cases/state.ts';
import { partiesOf } from '../../../domain/cases/state.ts';
import { findAgentRelation } from '../../../domain/parties/agent.ts';
import { findPartyRole, findWillingness, type Party, type Willingness } from '../../../domain/parties/party.ts';
import { formatPhone } from '../../../domain/parties/phone.ts';
import type { PlainDate } from '../../../domain/text/chinese-date.ts';
import { type StatusLook, StatusTag } from '../../status/StatusTag.tsx';
import { nearAddress, partyFacts, willingnessSummary } from './case-words.ts';

interface PartiesCardProps {
  readonly state: CaseState;
  /** Where the dispute is, in words. */
  readonly placeName: string;
  readonly today: PlainDate;
  /** Writes a party's willingness down at once; left out where it may not be recorded (WF-10). */
  readonly onWillingness: ((partyId: string, willingness: Willingness) => void) | undefined;
  /** Opens the form, for a willingness with words. */
  readonly onChange: ((partyId: string) => void) | undefined;
  /** Fields that this reader sees masked, and those that are revealed for now. */
  readonly masked: readonly MaskedField[];
  readonly revealed: readonly RevealedField[];
  /** Asks for the reason to see what is masked of a party. */
  readonly onReveal: (partyId: string) => void;
}

const looks: Readonly<Record<Willingness, StatusLook>> = { willing: 'done', undecided: 'waiting', refused: 'soon' };

/** Who they are, how to reach them, and whether they want mediation. */
export function PartiesCard(props: PartiesCardProps) {
  const { state, placeName, today, onWillingness, onChange, masked, revealed, onReveal } = props;
  const parties = withRevealed(partiesOf(state), revealed);
  return (
    <section className="card" aria-labelledby="parties">
      <h2 id="parties">
        当事人 <span className="muted">{parties.length === 0 ? '' : willingnessSummary(state)}</span>
      </h2>
      <ul>
        {parties.map((party) => (
          <li key={party.id} className="person">
            <span>
              <b>{party.name}</b>　<span className="nowrap">{findPartyRole(party.role)?.name}</span>
              <PersonFacts party={party} today={today} />
            </span>
            <span className="person-will">
              {party.willingness === 'undecided' && onWillingness ? (
                <QuickWillingness party={party} onWillingness={onWillingness} />
              ) : (
                <StatusTag look={looks[party.willingness]}>{findWillingness(party.willingness)?.name}</StatusTag>
              )}
              {party.willingness !== 'undecided' && onChange ? (
                <button
                  type="button"
                  className="card-link"
                  aria-label={`改${party.name}的意愿`}
                  onClick={() => onChange(party.id)}
                >
                  改
                </button>
              ) : null}
            </span>
            <Contact
              party={party}
              placeName={placeName}
              revealed={revealed.some(({ partyId }) => partyId === party.id)}
            >
              {masked.some(({ partyId }) => partyId === party.id) &&
              !revealed.some(({ partyId }) => partyId === party.id) ? (
                <button
                  type="button"
                  className="card-link"
                  aria-label={`查看${party.name}的完整号码`}
                  onClick={() => onReveal(party.id)}
                >
                  查看
                </button>
              ) : null}
            </Contact>
          </li>
        ))}
      </ul>
    </section>
  );
}

function PersonFacts({ party, today }: { readonly party: Party; readonly today: PlainDate }) {
  const facts = partyFacts(party, today);
  return facts === '' ? null : (
    <>
      {'　'}
      <span className="nowrap">{facts}</span>
    </>
  );
}

interface QuickWillingnessProps {
  readonly party: Party;
  readonly onWillingness: (partyId: string, willingness: Willingness) => void;
}

function QuickWillingness({ party, onWillingness }: QuickWillingnessProps) {
  return (
    <>
      <span className="small muted">未问</span>
      <button
        type="button"
        className="quick"
        aria-label={`${party.name}愿意调解`}
        onClick={() => onWillingness(party.id, 'willing')}
      >
        愿意
      </button>
      <button
        type="button"
        className="quick"
        aria-label={`${party.name}明确拒绝调解`}
        onClick={() => onWillingness(party.id, 'refused')}
      >
        拒绝
      </button>
    </>
  );
}

interface ContactProps {
  readonly party: Party;
  readonly placeName: string;
  /** The whole numbers are shown for now, that of the document too. */
  readonly revealed: boolean;
  readonly children: ReactNode;
}

function Contact({ party, placeName, revealed, children }: ContactProps) {
  const near = party.address === null ? null : nearAddress(party.address, placeName);
  const number = revealed && party.kind === 'person' ? party.documentNumber : null;
  return (
    <>
      {party.phone !== null || party.address !== null || number !== null || children !== null ? (
        <p className="muted">
          {party.phone === null ? null : (
            <span>
              <PhoneOutlined aria-label="电话" /> {formatPhone(party.phone)}
            </span>
          )}
          {party.address === null ? null : <span title={party.address}>{near ?? party.address}</span>}
          {number === null ? null : <span>证件 {number}</span>}
          {children}
        </p>
      ) : null}
      {party.agents.map((agent) => (
        <p key={agent.name} className="muted">
          <span>
            {agent.relation === 'guardian' ? '法定代理人' : '代理人'} {agent.name}（
            {agent.relationNote ?? findAgentRelation(agent.relation)?.name}）
          </span>
          {agent.phone === null ? null : <span>{formatPhone(agent.phone)}</span>}
        </p>
      ))}
    </>
  );
}
