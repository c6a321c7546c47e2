import * as z from 'zod';
import { isMinor } from '../parties/party-age.ts';
import type { PlainDate } from '../text/chinese-date.ts';
import { penOf } from './handover.ts';
import type { Registration } from './registration.ts';
import type { CaseState } from './state.ts';

/** Why a case is open to named people only. */
export const sensitiveKinds = [
  { id: 'minor', name: '涉未成年人' },
  { id: 'domestic_violence', name: '家庭暴力' },
  { id: 'petition', name: '信访敏感' },
] as const;
export const sensitiveKindSchema = z.enum(['minor', 'domestic_violence', 'petition']);
export type SensitiveKind = z.infer<typeof sensitiveKindSchema>;

/** Who may see a case beside those who work on it (未成年人保护法 4, 103; 反家庭暴力法 5; 信访工作条例 44). */
export interface Restriction {
  readonly kinds: readonly SensitiveKind[];
  readonly viewerIds: readonly string[];
  /** Who set the mark, and at which center. */
  readonly setBy: string;
  readonly stationId: string;
}

/**
 * Ids of who may see the case: the named people, who set the mark, and its mediators; null where everybody may. A center
 * that is asked to take the case, or took it, names people of its own: until then its station stands for all of them.
 */
export function viewersOf(state: CaseState): readonly string[] | null {
  const { restriction, mediatorIds, handover } = state;
  if (restriction === null) return null;
  const pen = penOf(state);
  const stations = [pen, handover?.offer?.to.stationId ?? pen].filter((id) => id !== restriction.stationId);
  return [...new Set([...restriction.viewerIds, restriction.setBy, ...mediatorIds, ...stations])];
}

/** Words in what was told that make one think of a kind; a person decides. */
const tellingWords: Readonly<Record<SensitiveKind, RegExp>> = {
  minor: /未成年|学生|儿童|幼儿|校园欺凌|抚养权/u,
  domestic_violence: /家暴|家庭暴力|殴打|施暴|人身安全保护令/u,
  petition: /信访|上访|越级|赴京|集访/u,
};

/** Kinds that parties and facts of a registration suggest, to be confirmed. */
export function suggestedKinds({ title, facts, parties }: Registration, on: PlainDate): readonly SensitiveKind[] {
  const told = `${title}\n${facts}`;
  const hasMinor = parties.some((party) => party.kind === 'person' && isMinor(party, on) === true);
  return sensitiveKinds
    .map(({ id }) => id)
    .filter((kind) => tellingWords[kind].test(told) || (kind === 'minor' && hasMinor));
}
