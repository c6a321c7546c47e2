import type { CaseView } from '../../../../contract/cases.ts';
import { type Actor, holdsAny } from '../../../../domain/access/roles.ts';
import type { CaseActionPayloads } from '../../../../domain/cases/actions.ts';
import type { Mark } from '../../../../domain/cases/agreement.ts';
import { missingMarks } from '../../../../domain/cases/agreement.ts';
import { signingPartyIds } from '../../../../domain/cases/next-status.ts';
import { partiesOf } from '../../../../domain/cases/state.ts';
import type { Agent } from '../../../../domain/parties/agent.ts';
import type { PersonParty } from '../../../../domain/parties/party.ts';

/** One place on the paper that is still empty. */
export interface MarkToMake {
  readonly key: string;
  readonly kind: Mark['kind'];
  readonly signerId: string | undefined;
  readonly name: string;
  /** 申请人, 调解员, 记录人: who it is to the agreement. */
  readonly as: string;
  /** Without it the agreement does not take effect (人民调解法 29). */
  readonly needed: boolean;
  /** The person whose place it is, whose age says who may sign; null for a unit, and for the committee's own. */
  readonly person: PersonParty | null;
  /** Agents who may have signed in the party's place. */
  readonly agents: readonly Agent[];
  /** Why this person may not record it. */
  readonly blocked: string | null;
}

/** The empty places of the agreement's current version, in the order in which they are usually filled. */
export function marksToMake(
  { state, staffNames }: Pick<CaseView, 'state' | 'staffNames'>,
  actor: Actor,
): readonly MarkToMake[] {
  const marks = state.agreement?.marks ?? [];
  const missing = missingMarks({ partyIds: signingPartyIds(state) }, marks);
  const mediatorNeeded = missing.some(({ kind }) => kind === 'mediator');
  const made = (kind: Mark['kind'], signerId: string | undefined): boolean =>
    marks.some((mark) => mark.kind === kind && mark.signerId === signerId);
  const parties = partiesOf(state)
    .filter(({ id }) => missing.some(({ signerId }) => signerId === id))
    .map((party): MarkToMake => {
      const { name, agents } = party;
      const person = party.kind === 'person' ? party : null;
      return { ...place('party', party.id), name, as: '当事人', needed: true, person, agents };
    });
  const mediators = state.mediatorIds
    .filter((id) => !made('mediator', id))
    .map((id, index): MarkToMake => {
      return {
        ...place('mediator', id),
        name: staffNames[id] ?? '调解员',
        as: '调解员',
        needed: mediatorNeeded && index === 0,
      };
    });
  const recorderId = state.sessions.at(-1)?.recorderId;
  const recorder =
    recorderId === undefined || made('recorder', recorderId)
      ? []
      : [{ ...place('recorder', recorderId), name: staffNames[recorderId] ?? '记录人', as: '记录人', needed: false }];
  const seal = missing.some(({ kind }) => kind === 'seal')
    ? [
        {
          ...place('seal', undefined),
          name: '人民调解委员会',
          as: '盖章',
          needed: true,
          blocked: holdsAny(actor, ['manager']) ? null : '委员会印章由主任加盖',
        },
      ]
    : [];
  return [...parties, ...mediators, ...recorder, ...seal];
}

function place(kind: Mark['kind'], signerId: string | undefined) {
  return { key: `${kind} ${signerId ?? ''}`, kind, signerId, person: null, agents: [], blocked: null } as const;
}

/** Ticked when the form opens: all that is needed, the seal only once nothing else is missing. */
export function suggestedMarks(marks: readonly MarkToMake[]): readonly string[] {
  const needed = marks.filter((mark) => mark.needed && mark.blocked === null);
  const hands = needed.filter((mark) => mark.kind !== 'seal');
  const last = marks.every((mark) => mark.kind === 'seal' || !mark.needed);
  return (last ? needed : hands).map(({ key }) => key);
}

/** With these ticked nothing is missing any more: the agreement takes effect and its text is closed for good. */
export function takesEffect(marks: readonly MarkToMake[], ticked: readonly string[]): boolean {
  return marks.filter((mark) => mark.needed).every((mark) => ticked.includes(mark.key));
}

export interface MarkDetails {
  readonly method: Mark['method'];
  readonly agentName: string | null;
}

export function markPayload(
  mark: MarkToMake,
  { method, agentName }: MarkDetails,
  version: number,
  signedOn: string,
): CaseActionPayloads['agreement.signed'] {
  const { kind, signerId } = mark;
  return {
    version,
    kind,
    method: kind === 'seal' ? 'seal' : method,
    signedOn,
    ...(signerId === undefined ? {} : { signerId }),
    ...(agentName === null ? {} : { agentName }),
  };
}
