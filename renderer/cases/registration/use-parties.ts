import { useState } from 'react';
import { flushSync } from 'react-dom';
import { v7 as newId } from 'uuid';
import type { AgentRelation } from '../../../domain/parties/agent.ts';
import { maxAgents, partyRoles } from '../../../domain/parties/party.ts';
import { focusField, type RegistrationFormInstance, valuesOf } from './form-fields.ts';
import {
  type AgentValues,
  canTakeAgent,
  isUntouched,
  newAgent,
  newParty,
  nextRole,
  type PartyValues,
  UNIT_DOCUMENT,
} from './form-values.ts';

/** Which party, and which of its agents, the keys act on. */
export interface PartyPlace {
  readonly party: number;
  readonly agent: number | null;
}

interface Removed {
  readonly label: string;
  readonly restore: () => void;
}

function numberIn(element: Element | null, attribute: string): number | null {
  const text = element?.closest(`[${attribute}]`)?.getAttribute(attribute);
  return text === null || text === undefined ? null : Number(text);
}

/** Where the focus is; null outside of the parties. */
export function focusedParty(): PartyPlace | null {
  const party = numberIn(document.activeElement, 'data-party');
  return party === null ? null : { party, agent: numberIn(document.activeElement, 'data-agent') };
}

function withInserted<Entry>(list: readonly Entry[], index: number, entry: Entry): readonly Entry[] {
  return [...list.slice(0, index), entry, ...list.slice(index)];
}

function without<Entry>(list: readonly Entry[], index: number): readonly Entry[] {
  return list.filter((_, at) => at !== index);
}

/** Adds and removes parties and agents; what was removed last can be taken back. */
export function useParties(form: RegistrationFormInstance, settle: () => void) {
  const [removed, setRemoved] = useState<Removed | null>(null);
  const [notice, setNotice] = useState<string | null>(null);

  const parties = (): readonly PartyValues[] => valuesOf(form).parties;
  // Drawn at once, so that the focus is there before the next key, which acts on the party that has it.
  const setParties = (next: readonly PartyValues[]): void => {
    flushSync(() => form.setFieldValue('parties', next));
    settle();
  };
  const setAgents = (party: number, agents: readonly AgentValues[]): void => {
    flushSync(() => form.setFieldValue(['parties', party, 'agents'], agents));
    settle();
  };

  const add = (): void => {
    setNotice(null);
    const now = parties();
    const last = now.at(-1);
    if (last && now.length > 1 && isUntouched(last)) {
      focusField(['parties', now.length - 1, 'name']);
      return;
    }
    setParties([...now, newParty(newId(), nextRole(now))]);
    focusField(['parties', now.length, 'name']);
  };

  const addAgent = (party: number, relation: AgentRelation | null = null): void => {
    const target = parties()[party];
    if (!target) return;
    if (!canTakeAgent(target)) {
      setNotice(`一位当事人最多 ${maxAgents} 名代理人（民事诉讼法第六十一条）`);
      return;
    }
    setNotice(null);
    setAgents(party, [...target.agents, newAgent(newId(), relation)]);
    focusField(['parties', party, 'agents', target.agents.length, 'name']);
  };

  const removeAgent = (party: number, agent: number): void => {
    const taken = parties()[party]?.agents[agent];
    if (!taken) return;
    setAgents(party, without(parties()[party]?.agents ?? [], agent));
    focusField(['parties', party, 'name']);
    setRemoved({
      label: `已去掉代理人${taken.name}`,
      restore: () => {
        setAgents(party, withInserted(parties()[party]?.agents ?? [], agent, taken));
        focusField(['parties', party, 'agents', agent, 'name']);
      },
    });
  };

  const removeParty = (party: number): void => {
    const now = parties();
    const taken = now[party];
    if (!taken) return;
    const rest = without(now, party);
    setParties(rest.length > 0 ? rest : [newParty(newId(), 'applicant')]);
    focusField(['parties', Math.max(0, Math.min(party, rest.length - 1)), 'name']);
    const role = partyRoles.find((each) => each.code === taken.role)?.name ?? '';
    setRemoved({
      label: `已去掉${role}${taken.name}`,
      restore: () => {
        const current = parties();
        const only = current[0];
        // The empty party that took the place of the last one goes again.
        const base = rest.length === 0 && current.length === 1 && only && isUntouched(only) ? [] : current;
        setParties(withInserted(base, party, taken));
        focusField(['parties', party, 'name']);
      },
    });
  };

  const remove = (place: PartyPlace | null): void => {
    setNotice(null);
    if (place === null) return;
    if (place.agent === null) removeParty(place.party);
    else removeAgent(place.party, place.agent);
  };

  const undo = (): void => {
    removed?.restore();
    setRemoved(null);
  };

  /** A person becomes a unit and back; what was typed for the one is still there when it changes back. */
  const toggleUnit = (party: number): void => {
    const target = parties()[party];
    if (!target) return;
    form.setFieldValue(['parties', party, 'document'], target.document === UNIT_DOCUMENT ? '111' : UNIT_DOCUMENT);
    settle();
    focusField(['parties', party, 'name']);
  };

  return { add, addAgent, remove, undo, toggleUnit, removed: removed?.label ?? null, notice };
}

export type Parties = ReturnType<typeof useParties>;
