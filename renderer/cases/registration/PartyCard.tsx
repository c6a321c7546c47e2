import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { findPartyRole } from '../../../domain/parties/party.ts';
import { AgentRow } from './AgentRow.tsx';
import { partyWarnings } from './check-registration.ts';
import { type SectionProps, useParty } from './form-fields.ts';
import { partyKind } from './form-values.ts';
import { anchors } from './hints.ts';
import { PersonFields } from './PersonFields.tsx';
import { UnitFields } from './UnitFields.tsx';

interface PartyCardProps extends SectionProps {
  readonly index: number;
  readonly more: boolean;
  readonly onMore: () => void;
  /** Left out for the only party. */
  readonly onRemove: (() => void) | undefined;
}

/** One party with its agents. */
export function PartyCard({ form, today, index, more, onMore, onRemove }: PartyCardProps) {
  const party = useParty(form, index);
  if (!party) return null;
  const warnings = new Map(partyWarnings(party, today).map(({ path, message }) => [path, message]));
  const role = findPartyRole(party.role)?.name ?? '';
  const isUnit = partyKind(party) === 'unit';
  const open = more || hasMore();
  const tools = (
    <div className="party-tools small">
      <button type="button" className="text-button" aria-expanded={open} title="Alt+M" onClick={onMore}>
        更多 {open ? <UpOutlined aria-hidden="true" /> : <DownOutlined aria-hidden="true" />}
      </button>
      {onRemove ? (
        <button type="button" className="text-button" title="Alt+Delete，可以撤销" onClick={onRemove}>
          去掉
        </button>
      ) : null}
    </div>
  );
  const fields = { index, party, today, warnings, more: open, tools };

  function hasMore(): boolean {
    if (!party) return false;
    return isUnit
      ? party.legalRepresentativeTitle !== ''
      : party.education !== null || party.personCategory !== null || party.workplace !== '';
  }

  return (
    <fieldset
      className="party"
      aria-label={`第 ${index + 1} 位，${role}`}
      data-party={index}
      data-anchor={anchors.party(party.id)}
    >
      {isUnit ? <UnitFields {...fields} /> : <PersonFields {...fields} />}
      {party.agents.map(({ id }, agent) => (
        <AgentRow key={id} party={index} agent={agent} today={today} />
      ))}
    </fieldset>
  );
}
